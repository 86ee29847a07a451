"""Leaflets given out, each giving kept with the sheet itself among the evidence."""

import datetime as dt
import io
from typing import Any

from django.conf import settings
from django.db import transaction

from congvu.core import audit, clock, formats
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.evidence.actions import NewItem, add_items, let_in
from congvu.evidence.states import Source
from congvu.organizations.models import Unit
from congvu.procedures.models import Leaflet, Procedure, ProcedureVersion
from congvu.procedures.outputs.public import leaflet as printed
from congvu.procedures.policies import may_keep_unit

KIND, MOST = "Tờ rơi", 1_000_000


def give_leaflets(
    unit: Unit,
    procedure: Procedure,
    *,
    copies: int,
    place: str,
    by: Any,
    on: dt.date | None = None,
) -> Leaflet:
    """So many leaflets of the version in force that day were given out at a place.

    The leaflet as printed goes to the evidence, so that a plan or an answer may rest on it.
    """
    require(may_keep_unit(by, unit.pk))
    day, where = on or clock.today(), words(place, "Cần ghi nơi phát.", "place")
    given = Leaflet(procedure_version=version_on(procedure, day), unit=unit, copies=copies,
                    place=where, given_on=day, recorded_by=by)  # fmt: skip
    check(given)
    pdf = io.BytesIO(sheet_of(given)), f"to-roi-{procedure.pk}.pdf"
    with let_in([pdf], by=by, about=procedure) as [stored], transaction.atomic():
        audit.create(given, by=by, action="procedures.give_leaflets")
        told = {"title": str(given)[:300], "kind": KIND, "source": Source.SYSTEM,
                "effective_from": day, "owner_unit": unit, "issuing_unit": unit,
                "note": f"Phát {copies} tờ tại {where}."}  # fmt: skip
        add_items([NewItem(stored, told, target=given, purpose="Tờ rơi đã phát")], by=by)
    return given


def version_on(procedure: Procedure, day: dt.date) -> ProcedureVersion:
    """The version that held on a day."""
    held = ProcedureVersion.objects.in_force(day).filter(procedure=procedure)
    version = held.with_parts().order_by("-number").first()
    if version is None:
        told = f"Ngày {formats.date(day)} thủ tục này không có bản đang áp dụng."
        raise BadInput(fields={"procedure": told})
    return version


def check(given: Leaflet) -> None:
    """What nobody can have given out."""
    errors: dict[str, str] = {}
    if given.given_on > clock.today():
        errors["on"] = "Ngày phát phải là ngày đã qua hoặc hôm nay."
    if not 0 < given.copies <= MOST:
        errors["copies"] = f"Số tờ từ 1 đến {formats.number(MOST)}."
    if errors:
        raise BadInput(fields=errors)


def sheet_of(given: Leaflet) -> bytes:
    """The leaflet as PDF; its code leads to the page that says whether it still holds."""
    version = given.procedure_version
    foot = f"Bản {version.number} · phát ngày {formats.date(given.given_on)}"
    address = settings.SITE_URL + given.get_absolute_url()
    return printed(version, address, "Quét để biết\ntờ này còn đúng", foot)
