"""The congvu command."""
