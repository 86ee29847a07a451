"""What is judged: versioned libraries of areas, criteria and scales."""
