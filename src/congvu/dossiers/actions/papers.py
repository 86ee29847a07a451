"""Papers photographed at the counter, each kept with the component it is."""

from typing import Any, BinaryIO

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.dossiers.models import Dossier
from congvu.dossiers.policies import may_photograph
from congvu.dossiers.rules.papers import purpose_of_paper
from congvu.evidence.actions import store_version
from congvu.evidence.models import Version
from congvu.evidence.states import Source


def photograph(dossier: Dossier, *, by: Any, order: int, stream: BinaryIO, name: str) -> Version:
    """One photo, or scan, of a paper the dossier holds; as many as the paper has pages."""
    require(may_photograph(by, dossier))
    paper = next((one for one in dossier.papers if one.get("order") == order), None)
    if paper is None:
        raise BadInput("Hồ sơ không có giấy tờ này. Hãy tải lại trang.")
    title = f"{paper.get('title', '')} · hồ sơ {dossier}"
    return store_version(
        stream, name, by=by, attach_to=dossier, purpose=purpose_of_paper(paper),
        title=title[:250], source=Source.CAMERA,
    )  # fmt: skip
