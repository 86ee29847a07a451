"""What the models promise: who reads what, and which version holds on a day."""

import datetime as dt

import pytest

from congvu.procedures.models import Procedure, ProcedureVersion
from congvu.procedures.states import VersionState
from tests.procedures import factories

pytestmark = pytest.mark.django_db


def test_the_public_reads_what_was_published_only(citizen, contact):
    shown, hidden = factories.published(), factories.draft()
    assert set(Procedure.objects.visible_to(citizen)) == {shown.procedure}
    assert set(ProcedureVersion.objects.visible_to(citizen)) == {shown}
    assert set(Procedure.objects.visible_to(contact)) == {shown.procedure, hidden.procedure}


def test_a_version_holds_from_its_first_to_its_last_day():
    version = factories.published()
    version.effective_to, version.state = dt.date(2020, 8, 31), VersionState.REPLACED
    version.save()
    days = [dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 8, 31), dt.date(2020, 9, 1)]
    held = [ProcedureVersion.objects.in_force(day).exists() for day in days]
    assert held == [False, True, True, False]


def test_a_suspended_version_takes_nothing_in_from_that_day():
    version = factories.published()
    version.state, version.suspended_from = VersionState.SUSPENDED, dt.date(2020, 9, 8)
    version.save()
    assert ProcedureVersion.objects.in_force(dt.date(2020, 9, 7)).exists()
    assert not ProcedureVersion.objects.in_force(dt.date(2020, 9, 8)).exists()


def test_search_ignores_tone_marks():
    version = factories.published(name="Tiếp nhận đối tượng bảo trợ xã hội")
    factories.published(name="Đăng ký hợp đồng")
    assert list(Procedure.objects.matching("doi tuong bao tro")) == [version.procedure]
