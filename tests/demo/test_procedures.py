"""The showroom's procedures of 2020: many at the Department, five per school with known gaps."""

import datetime as dt

import pytest

from congvu.core import clock
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.stage import on
from congvu.procedures import rules
from congvu.procedures.catalogue import rows_of
from congvu.procedures.intake import export, look, read_source
from congvu.procedures.models import LevelDeclaration, Posting, Procedure, ProcedureVersion
from congvu.procedures.models.reading import facts_of
from congvu.procedures.states import CORE_PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_catalogue_of_2020_is_believable_and_leaves_the_unknown_blank():
    stage = set_up()
    publish_procedures(stage)
    with on(dt.date(2020, 10, 12)):
        today = clock.today()
        own = Procedure.objects.filter(owner=stage.units["department"])
        assert own.count() >= 30
        assert not own.exclude(code="").exists()
        of_each = own.get(competence="public_service_unit")
        assert of_each.is_shared and of_each.national
        others = own.exclude(pk=of_each.pk)
        assert set(others.values_list("competence", flat=True)) == {"department"}
        for key in ("tglx", "dtnt"):
            rows = rows_of(Procedure.objects.filter(owner=stage.units[key]), today)
            assert sorted(len(row.missing) for row in rows) == [0, 0, 0, 4, 4], key
            bare = [row.missing for row in rows if row.missing]
            assert bare == [list(CORE_PARTS)] * 2
            for row in rows:  # with exactly the gaps the article names, no other
                facts = facts_of(ProcedureVersion.objects.with_parts().get(pk=row.version.pk))
                assert rules.missing_parts(facts) in ([], list(CORE_PARTS))
        versions = ProcedureVersion.objects.in_force(today).with_parts()
        assert versions.count() == Procedure.objects.count()
        law = rules.law()
        for version in versions:
            facts = facts_of(version)
            limit = facts.limits[0] if facts.limits else None
            assert rules.sum_problem(facts.steps, limit, law.hours_per_day) is None, version
        forms = [f.file.name for v in versions for f in facts_of(v).components if f.file]
        assert sorted(set(forms)) == [
            "don-cap-ban-sao.docx", "don-mien-giam-hoc-phi.docx", "don-xac-nhan.docx",
        ]  # fmt: skip
    words = set(LevelDeclaration.objects.values_list("level", flat=True))
    assert words == {"legacy_level_3"}
    sheets = Posting.objects.select_related("procedure_version")
    outdated = [s for s in sheets if s.procedure_version.effective_to]
    assert (len(sheets), len(outdated)) == (3, 1)
    with on(dt.date(2020, 10, 12)):
        goes_out_and_in_again()


def goes_out_and_in_again():
    """The whole catalogue as a file, read again: nothing changes."""
    found = export(Procedure.objects.all(), clock.today())
    assert len(found.told.rows["procedures"]) == Procedure.objects.count() > 40
    assert not [text for text in found.left_out if "dòng" in text]
    for data in (found.xlsx(), found.json()):
        result = look(read_source(data), None)
        assert result.good and not result.rows, [one.message for one in result.troubles]
        assert len(result.unchanged) == Procedure.objects.count()
        assert result.notes == []
