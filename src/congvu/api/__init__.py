"""JSON for other systems, after the published contract."""
