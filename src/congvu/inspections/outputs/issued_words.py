"""The officer's wording of the conclusion, for what is told from it elsewhere.

A sentence she changed in Word says the same on the portal; one she left out is told nowhere.
"""

import re

from congvu.core.search import fold
from congvu.documents import vietnamese
from congvu.inspections.outputs.campaign import Campaign, RemarkWithUnits
from congvu.inspections.rules import remark_text
from congvu.inspections.states import Polarity

HIDDEN = ("{số đơn vị}", "{đơn vị}")
COUNTED = re.compile(r"\s*\(\d+/\d+ đơn vị:[^()]*(?:\([^()]*\)[^()]*)*\)(?=\.?$)")
LISTED = re.compile(r"^(?:-|\d+\.)\s+")


def reworded_line(campaign: Campaign, tag: str) -> str | None:
    """What the conclusion says in place of a line: None as the data, "" nothing at all."""
    said = campaign.said.get(tag)
    return LISTED.sub("", said) if said else said


def remark_words(row: RemarkWithUnits, campaign: Campaign, *, names: bool) -> str:
    """A remark as a sentence; "" where the conclusion leaves it out.

    ``names`` False keeps units and counts of a limitation back: where the officer's wording itself
    names a unit, the remark's own words are told.
    """
    limiting = row.remark.polarity == Polarity.LIMITATION
    said = reworded_line(campaign, f"remark-{row.remark.pk}")
    if said and limiting:
        said = COUNTED.sub("", said)
        said = said if names or not named_in(said, campaign) else None
    if said is not None:
        return vietnamese.sentence(said) if said else ""
    text = row.remark.text
    for placeholder in HIDDEN if limiting and not names else ():
        text = text.replace(placeholder, "một số đơn vị")
    units = [unit.short_name for unit in row.units]
    return vietnamese.sentence(remark_text(text, units, len(campaign.units)))


def named_in(text: str, campaign: Campaign) -> tuple[str, ...]:
    """Units of the campaign whose name stands in the sentence, tone marks ignored."""
    said = fold(text)
    return tuple(
        unit.short_name
        for unit in campaign.units
        if fold(unit.short_name) in said or fold(unit.name) in said
    )
