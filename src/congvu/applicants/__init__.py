"""People and organisations who file."""
