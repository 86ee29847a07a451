"""Upload, accept, freeze, discard; who may; what is refused."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core.errors import NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.criteria.actions import accept_version, discard_draft, freeze_version, upload_version
from congvu.criteria.errors import BadLibrary
from congvu.criteria.loader import parse
from congvu.criteria.models import Area, Criterion, LibraryVersion
from congvu.criteria.snapshot import snapshot
from congvu.criteria.states import VersionState
from congvu.legal.models import Basis
from tests.criteria import factories as make
from tests.criteria.factories import SHIPPED, SMALL

pytestmark = pytest.mark.django_db


def test_uploading_makes_a_draft_without_rows():
    secretary = make.secretary()
    version = upload_version(SMALL, by=secretary)
    assert (version.state, version.number) == (VersionState.DRAFT, 1)
    assert version.source_text == SMALL
    assert not Area.objects.exists()
    row = LogEntry.objects.get(kind="criteria.libraryversion")
    assert (row.action, row.actor) == ("criteria.upload_version", secretary)
    assert "source_text" not in row.changes


def test_the_same_text_twice_is_one_version():
    assert make.draft().pk == make.draft().pk
    assert LibraryVersion.objects.count() == 1


def test_another_text_is_the_next_version():
    make.draft()
    assert make.draft(SMALL.replace("nhỏ", "vừa")).number == 2


def test_a_bad_text_is_refused_with_its_problems_and_changes_nothing():
    with pytest.raises(BadLibrary) as caught:
        upload_version(SMALL.replace("format: 1", "format: 7"), by=None, file="x.yaml")
    assert [str(p) for p in caught.value.problems] == [
        "x.yaml:1:9: Chỉ đọc được cấu trúc format: 1."
    ]
    assert not LibraryVersion.objects.exists()


def test_a_named_legal_basis_is_linked():
    basis = Basis.objects.create(number="1149/QĐ-BNV", issuer="Bộ Nội vụ", subject="Chỉ số")
    version = make.draft(SMALL.replace("scale:", "basis: 1149/QĐ-BNV\nscale:"))
    assert version.legal_basis == basis


def test_an_unknown_legal_basis_is_a_problem_at_its_line():
    with pytest.raises(BadLibrary) as caught:
        make.draft(SMALL.replace("scale:", "basis: 1/QĐ\nscale:"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (6, 8)


def test_accepting_writes_the_rows_as_the_text_says():
    version = accept_version(make.draft(), by=make.secretary(), expected=1)
    assert version.state == VersionState.ACCEPTED
    assert version.accepted_by is not None
    version = LibraryVersion.objects.get()
    assert snapshot(version) == parse(SMALL).data


@pytest.mark.parametrize("name", ["insp_10.yaml", "so_par_demo.yaml"])
def test_shipped_libraries_are_the_same_in_file_and_tables(name):
    text = (SHIPPED / name).read_text(encoding="utf-8")
    version = LibraryVersion.objects.get(pk=make.accepted(text).pk)
    assert snapshot(version) == parse(text).data


def test_accepting_takes_the_same_queries_for_any_size():
    def ask(areas: int) -> int:
        version = make.draft(make.many(areas).replace("NHO", f"L{areas}"))
        with CaptureQueriesContext(connection) as queries:
            accept_version(version, by=None)
        return len(queries)

    assert ask(20) == ask(40) <= 40
    assert Criterion.objects.count() == 120


def test_accepting_a_version_seen_before_it_changed_is_refused():
    version = make.draft()
    with pytest.raises(StaleSave):
        accept_version(version, by=make.secretary(), expected=9)


def test_a_frozen_version_refuses_every_change():
    version = freeze_version(make.accepted(), by=make.inspector())
    assert version.is_frozen
    for verb in (accept_version, discard_draft):
        with pytest.raises(WrongState):
            verb(version, by=make.secretary())
    assert LibraryVersion.objects.get().version == version.version


def test_freezing_twice_changes_nothing():
    user = make.inspector()
    first = freeze_version(make.accepted(), by=user)
    rows = LogEntry.objects.count()
    assert freeze_version(first, by=user).version == first.version
    assert LogEntry.objects.count() == rows


def test_a_draft_cannot_be_used():
    with pytest.raises(WrongState):
        freeze_version(make.draft(), by=make.inspector())


def test_a_discarded_draft_is_gone_but_logged():
    version = make.draft()
    discard_draft(version, by=make.secretary())
    assert not LibraryVersion.objects.exists()
    row = LogEntry.objects.filter(action="criteria.discard_draft").get()
    assert row.changes["source_sha256"][0] == version.source_sha256


def test_only_administrator_and_secretary_keep_the_criteria():
    version = make.draft()
    for user in (make.inspector(), make.citizen()):
        for change in (
            lambda user=user: upload_version(SMALL, by=user),
            lambda user=user: accept_version(version, by=user),
            lambda user=user: discard_draft(version, by=user),
        ):
            with pytest.raises(NotAllowed):
                change()
    with pytest.raises(NotAllowed):
        freeze_version(make.accepted(), by=make.citizen())


def test_current_is_the_newest_version_that_has_begun():
    old = make.accepted()
    new = make.accepted(SMALL.replace("2019-01-01", "2021-01-01"))
    make.draft(SMALL.replace("2019-01-01", "2020-01-01"))
    current = LibraryVersion.objects.current
    assert list(current(dt.date(2020, 8, 25))) == [old]
    assert list(current(dt.date(2021, 1, 1))) == [new]
    assert list(current(dt.date(2018, 12, 31))) == []


def test_a_version_that_has_ended_is_not_current():
    make.accepted(SMALL.replace("scale:", "effective_to: 2019-12-31\nscale:"))
    assert not LibraryVersion.objects.current(dt.date(2020, 1, 1)).exists()


def test_old_wording_is_read_on_old_days():
    make.accepted()
    criterion = Criterion.objects.get(code="N1.2")
    assert criterion.wording(dt.date(2020, 12, 31)).startswith("Hồ sơ đúng hạn được")
    assert criterion.wording(dt.date(2021, 1, 1)) == "Tỷ lệ hồ sơ đúng hạn?"
    assert criterion.concerns("division") and not criterion.concerns("school")


def test_the_command_loads_twice_without_harm(capsys):
    for _ in range(2):
        call_command("load-criteria", SHIPPED / "insp_10.yaml", "--accept")
    assert LibraryVersion.objects.get().state == VersionState.ACCEPTED
    assert "[1/1] insp_10.yaml" in capsys.readouterr().out


def test_the_command_names_file_and_line(tmp_path):
    bad = tmp_path / "sai.yaml"
    bad.write_text(SMALL.replace("format: 1", "format: 7"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"sai\.yaml:1:9: Chỉ đọc được"):
        call_command("load-criteria", bad)
    with pytest.raises(CommandError, match="không đọc được tệp"):
        call_command("load-criteria", tmp_path / "khong-co.yaml")
