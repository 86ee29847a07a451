"""Units and seats over time, and the working calendar of offices."""
