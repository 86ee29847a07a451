from congvu.organizations.actions.calendar import (
    add_day,
    announce_day,
    load_calendar,
    remove_day,
    set_office_hours,
)
from congvu.organizations.actions.people import (
    add_person,
    edit_person,
    found_office,
    lock_person,
    renew_person_password,
    set_up,
)
from congvu.organizations.actions.seats import (
    delegate,
    end_delegation,
    end_seat,
    give_seat,
    give_seats,
)
from congvu.organizations.actions.succession import merge_units, rename_unit, split_unit
from congvu.organizations.actions.units import add_unit, add_units, close_unit, edit_unit

__all__ = [
    "add_day",
    "add_person",
    "add_unit",
    "add_units",
    "announce_day",
    "close_unit",
    "delegate",
    "edit_person",
    "edit_unit",
    "end_delegation",
    "end_seat",
    "found_office",
    "give_seat",
    "give_seats",
    "load_calendar",
    "lock_person",
    "merge_units",
    "remove_day",
    "rename_unit",
    "renew_person_password",
    "set_office_hours",
    "set_up",
    "split_unit",
]
