"""The inspection campaign, from plan to closed recommendation."""
