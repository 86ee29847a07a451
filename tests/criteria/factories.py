"""People with a role, and libraries small enough to read in a test."""

from pathlib import Path

from congvu.accounts.models import User
from congvu.criteria.actions import accept_version, upload_version
from congvu.criteria.models import LibraryVersion
from congvu.organizations.states import Role
from tests.organizations.factories import UserFactory, officer

SHIPPED = Path(upload_version.__code__.co_filename).parent.parent / "data" / "criteria"

SMALL = """\
format: 1
code: NHO
title: Bộ tiêu chí nhỏ
purpose: inspection
effective_from: 2019-01-01
scale:
  code: default
  levels:
    - {code: good, name: Tốt, from: 80, points_percent: 90}
    - {code: weak, name: Yếu, from: 0, points_percent: 40}
areas:
  - code: N1
    title: Cải cách thể chế
    short_title: Thể chế
    criteria:
      - code: N1.1
        text: Có kế hoạch không?
        answer: yes_no
        applies_to: [division, school]
        max_points: 10
        rule: {type: yes_no, 'yes': 10, 'no': 0}
      - code: N1.2
        text: Tỷ lệ hồ sơ đúng hạn?
        wording_by_date:
          - {until: 2020-12-31, text: Hồ sơ đúng hạn được bao nhiêu phần trăm?}
        answer: percent
        applies_to: [division]
        max_points: 10
        rule:
          type: tiers
          tiers:
            - {from: 95, points: 10}
            - {from: 0, below: 95, points: 4}
        when_nothing_arose: full
        evidence: [Sổ theo dõi]
"""


def secretary() -> User:
    """Keeps the criteria."""
    return officer(Role.SECRETARY)


def inspector() -> User:
    """Reads the criteria."""
    return officer(Role.INSPECTOR)


def citizen() -> User:
    """The outsider."""
    return UserFactory(citizen=True)


def draft(text: str = SMALL) -> LibraryVersion:
    """An uploaded version."""
    return upload_version(text, by=None)


def accepted(text: str = SMALL) -> LibraryVersion:
    """A usable version."""
    return accept_version(draft(text), by=None)


def many(areas: int) -> str:
    """A text like SMALL with more areas."""
    head, area = SMALL.split("  - code: N1\n")
    area = "  - code: N1\n" + area
    return head + "".join(area.replace("N1", f"N{number}") for number in range(1, areas + 1))
