"""Which sheets a person reads, said twice: by ids and as a query; both must say the same."""

import pytest

from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import answers_read_by
from congvu.organizations.states import Role
from tests.inspections.factories import make_inspection
from tests.organizations.factories import UserFactory, officer

pytestmark = pytest.mark.django_db


def test_the_query_names_the_very_sheets_the_ids_do():
    made, other = make_inspection(3, until="visiting"), make_inspection(1, year=2021)
    Sheet.objects.filter(pk=made.visits[1].sheet_id).update(self_state="requested")
    made.inspection.visits.filter(pk=made.visits[2].pk).update(state="minutes_signed")
    readers = [made.secretary, made.head, made.inspector, other.inspector, UserFactory()]
    for unit in made.units:
        readers += [officer(role, unit) for role in (Role.UNIT_HEAD, Role.CONTACT, Role.INSPECTOR)]
    told = set()
    for reader in readers:
        ids = Sheet.objects.all().visible_ids(reader)
        assert set(Sheet.objects.read_by(reader).values_list("pk", flat=True)) == ids
        answers = set(answers_read_by(reader).values_list("sheet_id", flat=True))
        assert answers == set(Answer.objects.filter(sheet__in=ids).values_list("sheet", flat=True))
        told.add(frozenset(ids))
    assert len(told) > 3  # these people do not all read the same
