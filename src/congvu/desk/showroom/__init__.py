"""The showroom: one believable story, played through the actions on its own days."""

from congvu.desk.showroom.exported import NAME as SAMPLE_NAME
from congvu.desk.showroom.exported import exported_list
from congvu.desk.showroom.office import PASSWORD, sign_ins
from congvu.desk.showroom.play import play, played
from congvu.desk.showroom.rhythm import crowd
from congvu.desk.showroom.stage import story

__all__ = [
    "PASSWORD",
    "SAMPLE_NAME",
    "crowd",
    "exported_list",
    "play",
    "played",
    "sign_ins",
    "story",
]
