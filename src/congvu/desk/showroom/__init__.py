"""The showroom: one believable story, played through the actions on its own days."""

from congvu.desk.showroom.play import play, played

__all__ = ["play", "played"]
