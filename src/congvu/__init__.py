"""Công Vụ: administrative reform inspections and the work they inspect, as one chain."""

__version__ = "0.1.0"
