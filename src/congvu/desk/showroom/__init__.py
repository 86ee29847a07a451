"""The showroom: one believable story, played through the actions on its own days."""

from congvu.desk.showroom.office import PASSWORD, sign_ins
from congvu.desk.showroom.play import play, played
from congvu.desk.showroom.rhythm import crowd

__all__ = ["PASSWORD", "crowd", "play", "played", "sign_ins"]
