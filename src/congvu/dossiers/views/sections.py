"""What the page of a dossier says of its money and its result, with the doors to both."""

from typing import Any

from congvu.dossiers.models import Dossier
from congvu.dossiers.owing import CHARGEABLE, owing_of
from congvu.dossiers.policies import may_charge
from congvu.dossiers.views.money import summary


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
