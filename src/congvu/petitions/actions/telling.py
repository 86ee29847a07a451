"""Who is told at once: those who take petitions in, and the account that sent one."""

from typing import Any

from congvu.core import clock, formats
from congvu.core.workdays.zone import local
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft, fit
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from congvu.petitions import registry
from congvu.petitions.models import RECEIVERS, Petition
from congvu.petitions.states import STATE_LABELS, PetitionState

TITLE = "Phản ánh, kiến nghị"


def tell_received(row: Petition) -> None:
    """One came through the site: whoever takes in there, and the secretaries, who direct it."""
    seats = Seat.objects.in_force(clock.today()).filter(user__is_active=True)
    here = seats.filter(unit=row.received_unit, role__in=RECEIVERS)
    people = here | seats.filter(role=Role.SECRETARY)
    until = formats.date(local(row.forward_due_at).date())
    text = f"{row.code} “{fit(row.subject, 100)}” vừa gửi trực tuyến, phân loại trước hết {until}."
    notify_many(
        Draft(
            to_id=user,
            title=TITLE,
            text=fit(text),
            path=row.get_absolute_url(),
            about_kind="petitions.petition",
            about_id=str(row.pk),
            key=f"pakn-{row.pk}-gui",
        )
        for user in sorted(set(people.values_list("user_id", flat=True)))
    )


def tell_sender(row: Petition, *, by: Any) -> None:
    """The account that sent it hears of its end, by mail as well."""
    sender = row.sent_by
    if sender is None or not sender.is_active:
        return
    state = STATE_LABELS[PetitionState(row.state)].lower()
    draft = Draft(
        to_id=sender.pk,
        title=f"{TITLE} {row.code}",
        text=fit(f"Phản ánh, kiến nghị {row.code} “{fit(row.subject, 100)}”: {state}."),
        path=registry.sender_path(row.pk),
        about_kind="petitions.petition",
        about_id=str(row.pk),
        key=f"pakn-{row.pk}-{row.state}",
        urgent=True,
    )
    notify_many([draft], by=by)
