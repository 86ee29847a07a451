"""Proof: items, their versions and what they are attached to."""
