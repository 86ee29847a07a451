"""Two years of dossiers: those told one by one, some hundreds verb after verb, the rest at once."""

import datetime as dt

from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.desk.showroom.cases import tell_cases
from congvu.desk.showroom.counters import counters, working_days
from congvu.desk.showroom.lives import live
from congvu.desk.showroom.online import file_online
from congvu.desk.showroom.ratings import rate_returned
from congvu.desk.showroom.rhythm import stories
from congvu.desk.showroom.stage import Stage, on, story
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier


def receive_dossiers(stage: Stage) -> dict[str, Dossier]:
    """What lies at the counters of the showroom today; those with a name by it."""
    facts = story("dossiers")
    by_key = counters()
    told = tell_cases(stage, by_key) | {"online": file_online(stage, by_key)}
    with on(story("office")["today"]):
        every = list(stories(by_key, facts["made"]))
        days = lived_days(facts["live"]["from"], facts["live"]["every"])
    lived = [one for one in every if day_of(one.at) in days]
    rows = live(lived)
    rate_returned(rows)
    with on(story("office")["today"]):
        actions.tell_many([one for one in every if day_of(one.at) not in days])
    return told


def lived_days(begin: dt.date, every: int) -> frozenset[dt.date]:
    """Each so-manyth working day since ``begin``."""
    days = [day for day in working_days(begin) if day < clock.today()]
    return frozenset(days[::every])


def day_of(moment: dt.datetime) -> dt.date:
    """The day on the office's clock."""
    return moment.astimezone(ZONE).date()
