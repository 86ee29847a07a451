"""One dossier filed online by the showroom's citizen, from draft until the school took it in."""

import io
from typing import Any

from congvu.core import clock
from congvu.desk.showroom.cases import moment
from congvu.desk.showroom.counters import Counter
from congvu.desk.showroom.files import drawn
from congvu.desk.showroom.stage import Stage, story
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier

Facts = dict[str, Any]


def file_online(stage: Stage, by_key: dict[str, Counter]) -> Dossier:
    """Form, papers, handed in at night, taken in the next morning."""
    facts = story("dossiers")["online"]
    counter, account = by_key[facts["at"]], stage.people[facts["account"]]
    procedure = counter.filing([facts["procedure"]])[0].procedure
    with clock.at(moment(facts["begun"])):
        draft = actions.open_draft(procedure, by=account)
        actions.write_form(draft, by=account, person=facts["person"], answers=facts["answers"])
        for paper in facts["papers"]:
            picture, name = drawn(paper["title"], paper["lines"]), f"{paper['title']}.jpg"
            actions.add_paper(
                draft, by=account, order=paper["order"], stream=io.BytesIO(picture), name=name
            )
    with clock.at(moment(facts["handed_in"])):
        dossier = actions.hand_in_dossier(draft, by=account)
    with clock.at(moment(facts["accepted"])):
        return actions.accept(dossier, by=counter.clerk)
