"""A past entered in bulk is, row by row, what the verbs would have written one by one."""

import datetime as dt

import pytest
from django.db import transaction

from congvu.core import clock, seals
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.dossiers import actions, rollups
from congvu.dossiers.actions import Event, Story, tell_many
from congvu.dossiers.models import (
    Apology,
    CodeCounter,
    Dossier,
    Extension,
    Movement,
    Pause,
    StaleMonth,
    Supplement,
)
from congvu.dossiers.states import BULK_VERBS
from tests.dossiers.factories import at, office, procedure
from tests.organizations.factories import UnitFactory

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """What was written is only looked at."""


def desk(place):
    """On the case officer's desk."""
    return [
        Event(at(8, hour=10), "transfer", place.clerk),
        Event(at(8, hour=11), "assign", place.unit_head, {"to": place.case, "note": "Làm sớm"}),
    ]


def signing(place, day, month=9, hour=9, **facts):
    """Proposed, approved, signed."""
    return [
        Event(at(day, month, hour, 1), "propose", place.case, {"note": "Đủ điều kiện"}),
        Event(at(day, month, hour, 2), "approve", place.unit_head),
        Event(at(day, month, hour, 3), "sign", place.head, facts),
    ]


def plots(place):
    """Every kind of course a dossier may take."""
    wait = {"reason": "coordination", "paper": "12/CV-SLĐ ngày 10/9/2020"}
    sorry = {"new_date": at(5, 10, 17), "cause": "slow_handling", "reason": "Chờ xác minh"}
    missing = {"reasons": "Thiếu bản sao giấy khai sinh"}
    return [
        [],
        desk(place),
        [*desk(place), *signing(place, 10), Event(at(11), "return_result", place.clerk)],
        [*desk(place), *signing(place, 22)],
        [*desk(place), *signing(place, 22)[:2],
         Event(at(30), "sign", place.head, {"cause": "few_staff"})],
        [
            *desk(place),
            Event(at(9), "request_supplement", place.case, missing),
            Event(at(14), "receive_supplement", place.clerk, {"note": "Đã đủ"}),
            Event(at(15), "request_supplement", place.case, missing | {"reasons": "Mờ số"}),
        ],
        [
            *desk(place),
            Event(at(10), "pause", place.case, wait),
            Event(at(17), "resume", place.case, {"note": "Đã có ý kiến"}),
            *signing(place, 28),
        ],
        [*desk(place), Event(at(10), "pause", place.case, wait),
         Event(at(18), "withdraw", place.clerk, {"reason": "Đổi ý"})],
        [Event(at(9), "withdraw", place.clerk, {"reason": "Nộp nhầm"})],
        [*desk(place), Event(at(25), "apologise", place.case, sorry), *signing(place, 2, 10)],
        [*desk(place), *signing(place, 18)[:2],
         Event(at(18, hour=15), "refuse_after_assessment", place.head, {"reason": "Không đúng"})],
        [*desk(place), Event(at(18), "stop", place.unit_head, {"reason": "Hết đối tượng"})],
        *passed_on(place),
    ]  # fmt: skip


def passed_on(place):
    """From hand to hand, asked elsewhere, sent back, prolonged, posted."""
    over = {"to": place.colleague, "note": "Đi công tác"}
    ask = {"of": "Công an tỉnh", "paper": "15/CV-SLĐ"}
    longer = {"until": at(12, 10, 17), "paper": "20/TB-SLĐ", "reason": "Kiểm tra thực tế"}
    again = {"reason": "Thiếu căn cứ"}
    return [
        [*desk(place), Event(at(9), "hand_over", place.case, over),
         Event(at(10), "propose", place.colleague),
         Event(at(11), "send_back", place.unit_head, again)],
        [*desk(place), Event(at(10), "request_opinion", place.case, ask),
         Event(at(16), "receive_opinion", place.case, {"note": "Đồng ý"}), *signing(place, 22),
         Event(at(22, hour=15), "post_result", place.clerk, {"note": "VNPost"}),
         Event(at(24), "return_result", place.clerk)],
        [*desk(place), Event(at(10), "request_opinion", place.case, ask),
         Event(at(16), "receive_opinion", place.case),
         Event(at(21), "extend", place.unit_head, longer)],
    ]  # fmt: skip


def stories(place, effects=("pause", "restart", "no_effect")):
    kinds = [procedure(place.unit, effect=effect, steps=2) for effect in effects]
    filings = [place.filing(procedure=one, note="Ghi chú", sets=2) for one in kinds]
    plots_here = plots(place)
    return [
        Story(at(8, hour=7, minute=n), filings[n % len(kinds)], place.point, place.clerk, plot)
        for n, plot in enumerate(plots_here * len(kinds))
    ]


def played(story):
    """The same through the verbs."""
    with clock.at(story.at):
        row = actions.take_in(story.filing, point=story.point, by=story.by)
    for event in story.events:
        verb, facts = getattr(actions, event.verb), dict(event.facts)
        with clock.at(event.at):
            row = Dossier.objects.get(pk=row.pk)
            if event.verb in BULK_VERBS:
                verb([row], by=event.by, **facts)
            else:
                verb(row, by=event.by, **facts)


def all_rows():
    """Everything written, with codes instead of keys."""
    codes = dict(Dossier.objects.values_list("pk", "code"))
    found = {}
    for model in (Dossier, Movement, Pause, Supplement, Apology, Extension):
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "id"]
        rows = [
            dict(zip(names, values, strict=True)) for values in model.objects.values_list(*names)
        ]
        for row in rows:
            if "dossier_id" in row:
                row["dossier_id"] = codes[row["dossier_id"]]
        found[model.__name__] = sorted(rows, key=repr)
    log = LogEntry.objects.filter(kind="dossiers.dossier").order_by("at", "pk")
    names = ("at", "actor_id", "actor_name", "action", "object_id", "label", "changes", "reason")
    found["log"] = [
        {**row, "object_id": codes[int(row["object_id"])]} for row in log.values(*names)
    ]
    found["codes"] = list(CodeCounter.objects.values("point", "day", "last"))
    found["months"] = set(StaleMonth.objects.values_list("month", flat=True))
    return found


def written(work):
    """What ``work`` writes; nothing stays."""
    found = {}
    try:
        with transaction.atomic():
            work()
            found = all_rows()
            raise Undone
    except Undone:
        return found


def test_the_bulk_path_writes_the_same_rows_as_the_verbs(place):
    many = stories(place)
    one_by_one = written(lambda: [played(story) for story in many])
    at_once = written(lambda: tell_many(many))
    assert len(one_by_one["Dossier"]) == 45 and len(one_by_one["Movement"]) > 150
    assert len(one_by_one["log"]) == len(one_by_one["Movement"])
    for name, rows in one_by_one.items():
        assert at_once[name] == rows, name


def test_a_school_signs_in_bulk_as_its_head_would():
    school = office(UnitFactory(school=True), small=True)
    kind = procedure(school.unit, amount=1)
    kind.resolving_unit = school.unit
    missing = {"reasons": "Thiếu đơn"}
    plots = [
        [Event(at(9), "finish", school.head), Event(at(9, hour=15), "return_result", school.clerk)],
        [Event(at(8, hour=10), "assign", school.clerk, {"to": school.clerk}),
         Event(at(8, hour=11), "request_supplement", school.clerk, missing),
         Event(at(10), "receive_supplement", school.clerk),
         Event(at(14), "finish", school.head, {"cause": "few_staff"})],
    ]  # fmt: skip
    many = [
        Story(at(8, minute=n), school.filing(procedure=kind), school.point, school.clerk, plot)
        for n, plot in enumerate(plots)
    ]
    one_by_one = written(lambda: [played(one) for one in many])
    assert [row["lateness"] for row in one_by_one["Dossier"]].count("overdue") == 1
    at_once = written(lambda: tell_many(many))
    for name, rows in one_by_one.items():
        assert at_once[name] == rows, name


def test_a_story_that_can_not_be_is_refused_whole(place):
    from_desk = signing(place, 10)
    with pytest.raises(Exception, match="Trình duyệt"):
        tell_many([Story(at(8), place.filing(), place.point, place.clerk, from_desk)])
    assert not Dossier.objects.exists() and not Movement.objects.exists()


def test_codes_go_on_where_the_counter_stood(place):
    place.taken(at(8))
    told = tell_many([Story(at(8, hour=10), place.filing(), place.point, place.clerk)])
    assert [row.code[-4:] for row in told] == ["0002"]
    assert place.taken(at(8, hour=11)).code.endswith("0003")
    assert tell_many([]) == []


def faults():
    """What ``verify`` finds."""
    found = []
    run_all(heard=found.append)
    return found


def test_the_log_of_a_told_past_is_whole(place):
    tell_many(stories(place)[:12])
    rollups.roll_up(dt.date(2020, 9, 1))
    seals.seal_now()
    kinds = {fault.kind for fault in faults()}
    assert not {"dossiers.dossier", "dossiers.rollup", "core.seal", "core.check"} & kinds
    Dossier.objects.filter(state="returned").update(sets=9)
    assert "dossiers.dossier" in {fault.kind for fault in faults()}
