"""Rows of the sealed log on their way to whoever asked for them."""
