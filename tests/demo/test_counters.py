"""What lies at the showroom's counters: the late dossier the guide tells of, and each other end."""

import collections
import datetime as dt
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from congvu.accounts.models import User
from congvu.applicants.models import Applicant
from congvu.core import seals
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.core.workdays import ZONE
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.stage import on, story
from congvu.desk.showroom.two_years import lived_days, receive_dossiers
from congvu.dossiers.actions import open_draft, unfinished
from congvu.dossiers.models import Apology, Dossier, OnlineForm, Payment, Rating, ReceivingPoint
from congvu.dossiers.outputs.tracking import tracked
from congvu.dossiers.registry import online
from congvu.dossiers.states import DossierState
from congvu.organizations.models import forget_calendars
from congvu.procedures.models import Procedure

pytestmark = pytest.mark.django_db
TODAY = story("office")["today"]
GUIDE = Path(__file__).parents[2] / "docs" / "guide.vi" / "mot-cua-tu-dau-den-cuoi.md"
CODE = re.compile(r"\d{3}\.\d\d\.15\.H33-\d{6}-\d{4}")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Two years of dossiers, once for this module; the named ones by their keys."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = set_up()
        forget_calendars()
        publish_procedures(stage)
        made = receive_dossiers(stage)
        with on(TODAY):
            yield made
        transaction.set_rollback(True)
    forget_calendars()


def test_one_dossier_goes_late_and_may_be_followed(told):
    late, door = told["late"], story("dossiers")["late"]
    assert (late.code, late.lateness, late.cause) == (door["code"], "overdue", "slow_coordination")
    assert late.state == DossierState.RETURNED and late.promise_kept
    assert late.due_at == dt.datetime(2020, 7, 17, 17, tzinfo=ZONE) == late.original_due_at
    assert Apology.objects.get(dossier=late).new_date == late.promised_at > late.due_at
    shown = tracked(door["code"], door["last_four"])
    assert shown is not None and shown.pk == late.pk
    assert tracked(door["code"], "0000") is None
    assert Rating.objects.get(dossier=late).reasons == ["late"]
    assert len(late.papers) == 6  # whatever the law always asks for was there


def test_the_guide_tells_of_dossiers_that_are_here(told):
    codes = {row.code for row in told.values()}
    written = set(CODE.findall(GUIDE.read_text(encoding="utf-8")))
    assert story("dossiers")["late"]["code"] in written and len(written) >= 8
    assert written <= codes
    assert "**0766**" in GUIDE.read_text(encoding="utf-8")


def test_each_case_ends_as_it_is_told(told):
    ends = {key: row.state for key, row in told.items()}
    assert ends == {
        "late": "returned", "overdue": "in_progress", "supplemented": "awaiting_supplement",
        "paid": "returned", "unpaid": "awaiting_payment", "refused": "refused",
        "completed": "returned", "withdrawn": "withdrawn", "extended": "in_progress",
        "school": "returned", "school_waiting": "accepted",
        "online": "accepted",
    }  # fmt: skip
    with on(TODAY):
        assert told["overdue"].is_overdue() and told["overdue"].promised_at is None
    assert [one.dossier_id for one in Payment.objects.all()] == [told["paid"].pk]
    assert Payment.objects.get().receipt.number == 1


def test_the_citizen_of_the_showroom_filed_one_online_with_form_and_papers(told):
    row = told["online"]
    citizen = User.objects.get(username="citizen")
    assert list(Dossier.objects.filed_from(citizen)) == [row]
    assert (row.channel, row.point.unit, row.unit) == (
        "online",
        row.procedure.owner,
        row.point.unit,
    )
    assert row.applicant.account == citizen and row.submitted_at < row.accepted_at < row.due_at
    form = row.online
    assert form.told_answers["so_ban"] == "2" and not unfinished(form)
    assert form.papers.filter(sent_at__isnull=False).count() == 2
    assert all(one.item.current.is_image for one in form.papers.all())
    with on(TODAY):
        told_by_portal = online(row.procedure, TODAY)
        assert (told_by_portal.obstacle, told_by_portal.points) == ("", (row.point,))
    schools = Procedure.objects.filter(name=row.procedure.name).exclude(pk=row.procedure_id)
    assert schools and all(online(one, TODAY).obstacle for one in schools)


def test_one_procedure_is_filed_online_at_the_counter_one_chooses(told, client):
    [shared] = [one for one in Procedure.objects.filter(owner__kind="department") if one.is_shared]
    citizen = User.objects.get(username="citizen")
    with on(TODAY), transaction.atomic():
        way = online(shared, TODAY)
        small = ReceivingPoint.objects.filter(small=True)
        assert way.obstacle == "" and set(way.points) == set(small) and len(way.points) == 3
        client.force_login(citizen, backend="django.contrib.auth.backends.ModelBackend")
        draft = open_draft(shared, by=citizen)
        page = client.get(reverse("portal:filing_form", args=[draft.pk])).content.decode()
        assert "Nơi tiếp nhận hồ sơ" in page
        for point in way.points:
            assert f"{point.name} – {point.unit.address}" in page
        transaction.set_rollback(True)


def test_two_years_at_four_counters_and_some_hundreds_verb_by_verb(told):
    rows = Dossier.objects.exclude(accepted_at=None)
    assert rows.count() >= story("dossiers")["made"]
    assert rows.order_by("accepted_at").first().accepted_at.year == 2019
    assert rows.values("point").distinct().count() == ReceivingPoint.objects.count() == 4
    lived = rows.filter(accepted_at__date__gte=story("dossiers")["live"]["from"])
    assert 150 < sum(row.accepted_at.astimezone(ZONE).date() in days_lived() for row in lived) < 400
    by_state = collections.Counter(rows.values_list("state", flat=True))
    for state in ("in_progress", "awaiting_supplement", "result_ready", "refused_after_assessment"):
        assert by_state[state] > 0, state
    assert Rating.objects.count() > 40
    assert all("giả định" in one.comment for one in Rating.objects.exclude(comment=""))


def days_lived():
    begin = story("dossiers")["live"]
    return lived_days(begin["from"], begin["every"])


def test_everybody_and_everything_says_that_it_is_invented(told):
    at_counters = Dossier.objects.filter(filed_by=None)
    assert not at_counters.exclude(note=story("dossiers")["note"]).exists()
    [form] = OnlineForm.objects.filter(dossier__filed_by__isnull=False)
    assert "giả định" in form.told_answers["so_hieu"] and "giả định" in form.told_person["address"]
    bodies = Applicant.objects.filter(kind="organisation").values_list("label", flat=True)
    assert bodies and all("giả định" in label for label in bodies)


def test_numbers_of_a_day_follow_the_hours(told):
    pairs = Dossier.objects.exclude(accepted_at=None).values_list("code", "point", "accepted_at")
    by_day = collections.defaultdict(list)
    for code, point, at in pairs:
        by_day[point, code[:-5]].append((at, code))
    assert all([c for _, c in sorted(day)] == sorted(c for _, c in day) for day in by_day.values())


def test_the_log_and_the_rows_agree(told):
    seals.seal_now()
    found = []
    run_all(heard=found.append)
    assert found == []
    assert not LogEntry.objects.filter(at__date__gt=TODAY).exists()
