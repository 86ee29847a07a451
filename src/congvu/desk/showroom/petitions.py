"""Petitions of two years, invented, each step through its action on its own day."""

import datetime as dt
import io
import uuid
from dataclasses import replace
from typing import Any

from congvu.accounts.models import User
from congvu.desk.showroom.files import drawn, put
from congvu.desk.showroom.stage import Stage, on, story
from congvu.petitions import actions, rules
from congvu.petitions.models import Petition
from congvu.petitions.states import Channel

Facts = dict[str, Any]


def receive_petitions(stage: Stage) -> None:
    """Those of the office's own book, then a list of the national system."""
    facts = story("petitions")
    for row in facts["rows"]:
        handle(stage, row, facts["notice"])
    at, by = stage.units["vps"], stage.people["one_stop_officer"]
    told = [listed(stage, row, facts["notice"]) for row in facts["listed"]]
    with on(story("office")["today"], 8):
        actions.import_petitions(told, source=facts["source"], at=at, by=by)


def handle(stage: Stage, row: Facts, notice: str) -> None:
    """One petition as far as its story goes."""
    petition = received(stage, row, notice)
    director = stage.people["unit_head" if "at" in row else "secretary"]
    if "kind" in row:
        with on(row["day"], 15):
            about = stage.units[row["about"]] if "about" in row else None
            actions.classify(petition, by=director, kind=row["kind"], about_unit=about)
    if "forward" in row:
        step(actions.forward, petition, row["forward"], by=director)
    if "refuse" in row:
        step(actions.refuse, petition, row["refuse"], by=director)
    if "assign" in row:
        answered(stage, petition, row, director)


def received(stage: Stage, row: Facts, notice: str) -> Petition:
    """Into the book of the office, or of a school."""
    text = f"{row['sent']['content']}\n({notice})"
    sent = actions.Sent(**(row["sent"] | {"content": text}))
    at = stage.units[row.get("at", "vps")]
    by: User | None = stage.people["contact" if "at" in row else "one_stop_officer"]
    if sent.channel == Channel.PORTAL:
        by = None
    if "account" in row:
        return sent_online(stage, row, sent)
    with on(row["day"], 9):
        petition = actions.receive(sent, at=at, by=by)
        if "file" in row:
            put(row["file"], petition, by or stage.people["one_stop_officer"])
        return petition


def sent_online(stage: Stage, row: Facts, sent: actions.Sent) -> Petition:
    """By the showroom's citizen, in the evening, with a photo."""
    photo = row["file"]
    files = [(io.BytesIO(drawn(photo["title"], photo["lines"])), f"{photo['title']}.jpg")]
    told = replace(sent, kind=rules.kind_of_topic(row["topic"]))
    with on(row["day"], 19):
        by, form = stage.people[row["account"]], uuid.uuid4()
        kept, _ = actions.keep_files(files, form, by=by)
        return actions.send(told, by=by, ticket=form, files=[one.uuid for one in kept])


def answered(stage: Stage, petition: Petition, row: Facts, director: User) -> None:
    """Given to a unit, drafted, signed, asked about, told to everybody: as far as it goes."""
    key = row["assign"]["unit"]
    with on(row["assign"]["day"], 8):
        actions.assign(petition, by=director, unit=stage.units[key])
    if "propose" in row:
        step(actions.propose, petition, row["propose"], by=stage.contact(key))
    if "answer" in row:
        signer = stage.people["unit_head" if "at" in row else "head"]
        step(actions.answer, petition, row["answer"], by=signer)
    if "satisfaction" in row:
        asked = stage.people["contact" if "at" in row else "one_stop_officer"]
        step(actions.record_satisfaction, petition, row["satisfaction"], by=asked)
    if "publish" in row:
        petition.refresh_from_db()
        question, answer = actions.suggested(petition)
        facts = {"day": row["publish"], "question": question, "answer": answer}
        step(actions.publish, petition, facts, by=director)


def step(verb: Any, petition: Petition, facts: Facts, *, by: User) -> None:
    """One verb on its day."""
    day: dt.date = facts["day"]
    with on(day, 14):
        verb(petition, by=by, **{name: value for name, value in facts.items() if name != "day"})


def listed(stage: Stage, row: Facts, notice: str) -> actions.Told:
    """A row of the national system's list."""
    unit = stage.units[row["unit"]] if "unit" in row else None
    return actions.Told(**(row | {"unit": unit, "content": f"{row['subject']}. ({notice})"}))
