"""The Department, its units, its people, the calendar, the criteria: ready before the story."""

import datetime as dt
import io
from typing import Any

from django.core.management import call_command

from congvu.accounts.models import User
from congvu.core import audit
from congvu.desk.showroom.stage import DATA, Stage, on, story
from congvu.inspections.actions import set_travel_time
from congvu.organizations.actions import add_units, give_seats
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role

BEGAN = dt.date(2018, 1, 2)
PASSWORD = "Trình diễn 2020"  # noqa: S105 - the showroom's one password, printed at its door


def sign_ins() -> list[dict[str, str]]:
    """Who may sign in at the showroom: user name and post."""
    people = story("office")["people"]
    return [{"username": p["username"], "title": post(p)} for p in people]


def post(row: dict[str, Any]) -> str:
    """What a person is called: people of the story are named by their posts, the head is not."""
    return row["title"] if row["name"].startswith("ông ") else row["name"]


def set_up() -> Stage:
    """Everything there is before the story begins."""
    load_data()
    return fill()


def fill() -> Stage:
    """Units, people and seats."""
    facts = story("office")
    with on(BEGAN):
        stage = Stage()
        administrator, department = first_seat(facts)
        stage.units["department"] = department
        add_all_units(stage, facts["units"], administrator)
        add_all_people(stage, facts["people"], administrator)
        for row in facts["travel"]:
            set_travel_time(
                from_place=row["from"],
                to_place=row["to"],
                minutes=row["minutes"],
                by=stage.people["secretary"],
            )
    return stage


def load_data() -> None:
    """Calendar, legal documents, types of paper and the two libraries that come along.

    Before the story and apart from it: within the transaction that changed it, the calendar is
    read from the rows each time it is asked. Loaded twice it is the same.
    """
    quiet = io.StringIO()
    files = [str(path) for path in sorted((DATA.parent / "criteria").glob("*.yaml"))]
    with on(BEGAN):
        call_command("load-calendar", stdout=quiet)
        call_command("load-legal", stdout=quiet)
        call_command("load-stationery", stdout=quiet)
        call_command("load-criteria", *files, accept=True, stdout=quiet)


def first_seat(facts: dict[str, Any]) -> tuple[User, Unit]:
    """The Department and its administrator: the one seat nobody could have given."""
    department = Unit(valid_from=BEGAN, **facts["department"])
    department.search_text = department.fold_search()
    audit.create(department, by=None, action="organizations.add_unit", reason="Cài đặt ban đầu")
    row = next(p for p in facts["people"] if "administrator" in p["roles"])
    administrator = audit.create(account(row), by=None, action="accounts.add_user")
    seat = Seat(user=administrator, unit=department, role=Role.ADMINISTRATOR, valid_from=BEGAN)
    audit.create(seat, by=None, action="organizations.give_seat", reason="Cài đặt ban đầu")
    return administrator, department


def account(row: dict[str, Any]) -> User:
    """An account as the list of people names it."""
    user = User(
        username=row["username"],
        full_name=row["name"],
        title=row["title"],
        email=f"{row['username']}@congvu.localhost",
        kind=User.Kind.OFFICER if row["roles"] else User.Kind.CITIZEN,
    )
    user.set_password(PASSWORD)
    return user


def add_all_units(stage: Stage, rows: list[dict[str, Any]], by: User) -> None:
    """The seven units of the article and the four others."""
    drafts = []
    for order, row in enumerate(rows, start=1):
        fields = {name: value for name, value in row.items() if name != "key"}
        drafts.append(
            {**fields, "parent": stage.units["department"], "valid_from": BEGAN, "order": order}
        )
    for row, unit in zip(rows, add_units(drafts, by=by), strict=True):
        stage.units[row["key"]] = unit


def add_all_people(stage: Stage, rows: list[dict[str, Any]], by: User) -> None:
    """Accounts and seats; user names are the roles."""
    others = [row for row in rows if row["username"] != by.username]
    hashed = account(others[0]).password  # argon2 once: they share the showroom's password
    users = []
    for row in others:
        user = User(**{**vars_of(row), "password": hashed})
        users.append(user)
    audit.create_many(users, by=by, action="accounts.add_user")
    stage.people = {user.username: user for user in users} | {by.username: by}
    seats = [
        {
            "user": stage.people[row["username"]],
            "unit": stage.units[row["unit"]],
            "role": role,
            "title": row["title"],
            "valid_from": BEGAN,
        }
        for row in others
        for role in row["roles"]
    ]
    give_seats(seats, by=by)


def vars_of(row: dict[str, Any]) -> dict[str, Any]:
    """Fields of an account without its password."""
    return {
        "username": row["username"],
        "full_name": row["name"],
        "title": row["title"],
        "email": f"{row['username']}@congvu.localhost",
        "kind": User.Kind.OFFICER if row["roles"] else User.Kind.CITIZEN,
    }
