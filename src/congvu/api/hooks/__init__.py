"""Telling other programs what changed, until they say they have it."""
