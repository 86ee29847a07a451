"""Petitions (phản ánh, kiến nghị): received, handled, answered, published without names."""
