"""What the page of a dossier says of its money and its result, with the doors to both."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from congvu.core.encrypted import encrypted_fields, preload
from congvu.dossiers.actions.filing import SUPPLEMENT
from congvu.dossiers.actions.results import CARRIES_RESULT, TAKES_PAPERS
from congvu.dossiers.models import Dossier, OnlineForm, Result, Reuse
from congvu.dossiers.outputs.filed import answer_lines, person_lines
from congvu.dossiers.owing import CHARGEABLE, owing_of
from congvu.dossiers.policies import may_charge, may_photograph, may_put_result, may_serve, may_sign
from congvu.dossiers.states import DossierState
from congvu.dossiers.views.money import summary
from congvu.evidence.models import Attachment


def money_section(user: Any, row: Dossier) -> dict[str, Any]:
    """Amounts of a dossier of ours; nothing for one that has none and gets none."""
    if row.is_imported or row.accepted_at is None:
        return {}
    owing = owing_of(row)
    can_charge = row.state in CHARGEABLE and may_charge(user, row)
    if not owing.dues and not can_charge:
        return {}
    sentence = summary(row, owing)
    return {"money": {"owing": owing, "sentence": sentence, "can_charge": can_charge}}


def outcome_there() -> dict[str, Exists]:
    """Whether a dossier has results and papers used again: mostly not, and then nobody asks."""
    here = OuterRef("pk")
    return {
        "has_results": Exists(Result.objects.filter(dossier=here)),
        "has_reuses": Exists(Reuse.objects.filter(dossier=here)),
    }


def result_section(user: Any, row: Any) -> dict[str, Any]:
    """The result, who took it, papers used again; nothing where there is nothing to say or do."""
    if row.is_imported:
        return {}
    results = row.results.order_by("pk") if row.has_results else ()
    reuses = row.reuses.select_related("source", "item").order_by("pk") if row.has_reuses else ()
    found = {
        "results": [result_line(one) for one in results],
        "reuses": list(reuses),
        "given": getattr(row, "result_return", None),
        "can_put": row.state in CARRIES_RESULT and may_put_result(user, row),
        "can_reuse": row.state in TAKES_PAPERS and may_serve(user, row.point),
    }
    return {"outcome": found} if any(found.values()) else {}


def result_line(result: Result) -> dict[str, Any]:
    """One result with the door to its file and what its signatures are worth."""
    return {
        "result": result,
        "file_url": reverse("evidence:file", args=[result.file["version"]]),
        "whole": all(one["intact"] and one["covers_whole_document"] for one in result.signatures),
    }


def open_people(row: Dossier) -> None:
    """Keys of whoever is named on the page, in one query."""
    given = getattr(row, "result_return", None)
    people = [one for one in (row.applicant, given, form_of(row)) if one is not None]
    preload(getattr(one, field.attname) for one in people for field in encrypted_fields(type(one)))


def form_of(row: Dossier) -> OnlineForm | None:
    """What its filer filled in, once it was handed in."""
    handed_in = row.filed_by_id is not None and row.state != DossierState.DRAFT
    return getattr(row, "online", None) if handed_in else None


def online_section(user: Any, row: Dossier, files: dict[str, list[Attachment]]) -> dict[str, Any]:
    """What was filled in online, for who works on the dossier; numbers whole for the counter."""
    form = form_of(row)
    if form is None or not (may_photograph(user, row) or may_sign(user, row)):
        return {}
    rounds = [(title, files[title]) for title in files if title.startswith(SUPPLEMENT)]
    return {
        "doubtful": form.doubtful,
        "person": person_lines(form, whole=may_serve(user, row.point)),
        "answers": answer_lines(form),
        "supplements": sorted(rounds),
    }
