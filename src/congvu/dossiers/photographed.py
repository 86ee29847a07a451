"""Photos of a dossier's papers: whose they are, and what the page shows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congvu.dossiers.models import Dossier
from congvu.dossiers.models.dossier import READERS
from congvu.dossiers.policies import may_hand_in, may_photograph, sends_files
from congvu.dossiers.rules.papers import purpose_of_paper
from congvu.evidence.models import Attachment, attachments_by_object
from congvu.organizations.policies import rights_of


@dataclass(frozen=True)
class Paper:
    """One paper the dossier holds, with its photos."""

    order: int
    title: str
    photos: Sequence[Attachment]
    online: bool = False  # uploaded by its filer, not photographed here

    @property
    def word(self) -> str:
        """Whether it was photographed."""
        if self.online and self.photos:
            return f"đã nhận {len(self.photos)} tệp"
        if not self.photos:
            return "chưa chụp"
        return "đã chụp" if len(self.photos) == 1 else f"đã chụp {len(self.photos)} ảnh"


def register_papers(evidence: Any) -> None:
    """Tell the evidence registry who reads papers: who reads the dossier, and who filed it."""
    evidence.register_senders(sends_files)
    evidence.register(
        "dossiers.dossier",
        readable=Dossier.objects.readable_by,
        few=True,
        sees_all=lambda user: rights_of(user).has(*READERS),
        may_attach=may_photograph,
        may_hand_in=may_hand_in,
        label=lambda row: f"Giấy tờ · hồ sơ {row}",
        personal=True,
    )


def files_of(row: Dossier) -> dict[str, list[Attachment]]:
    """What hangs on a dossier, by what it is kept for."""
    found: dict[str, list[Attachment]] = {}
    if not row.is_imported and (row.papers or row.filed_by_id):
        for one in attachments_by_object([row])[row.pk]:
            found.setdefault(one.purpose, []).append(one)
    return found


def papers_among(row: Dossier, files: dict[str, list[Attachment]]) -> list[Paper]:
    """The papers of the list with their files."""
    if row.is_imported:
        return []
    online = row.filed_by_id is not None
    return [
        Paper(
            one.get("order", 0), one.get("title", ""), files.get(purpose_of_paper(one), []), online
        )
        for one in row.papers
    ]
