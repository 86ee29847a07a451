"""Reads a version of a library from YAML and lists every problem with file, line and column."""

from congvu.criteria.loader.nodes import Problem
from congvu.criteria.loader.read import Parsed, parse

__all__ = ["Parsed", "Problem", "parse"]
