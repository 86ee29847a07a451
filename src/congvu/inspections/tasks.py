"""Background work of campaigns: the ZIP for the archives."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from congvu.accounts.models import User
from congvu.core.jobs import Running, job, progress
from congvu.documents.pdf import render_pdf
from congvu.documents.xlsx import render_xlsx
from congvu.inspections.actions.archive import record_archive
from congvu.inspections.models import CampaignArchive, Inspection
from congvu.inspections.outputs import build, text_of, visit_text
from congvu.inspections.outputs.archive_log import log_book
from congvu.inspections.outputs.cover import contents_text, cover_text
from congvu.inspections.outputs.dossier import EXPLANATION, Dossier, Item, dossier
from congvu.inspections.outputs.dossier_files import Held
from congvu.inspections.outputs.explanations import explanations_text
from congvu.inspections.outputs.files import safe_name
from congvu.inspections.states import DocumentKind

Entry = tuple[str, bytes]


@job("inspections.archive", title="Lập hồ sơ nộp lưu của đợt kiểm tra")
def make_archive(running: Running, inspection_id: int, user_id: int) -> None:
    """One ZIP: cover, contents, every paper as PDF with its signed copies and evidence, the log."""
    inspection = Inspection.objects.get(pk=inspection_id)
    by = User.objects.get(pk=user_id)
    whole = dossier(inspection)
    total = sum(1 + item.files for item in whole.items) + 4
    with tempfile.TemporaryFile() as file:
        names = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for at, (name, data) in enumerate(entries(inspection, whole, by), start=1):
                archive.writestr(name, data)
                names.append(name)
                progress(running, min(at, total - 1), total, name)
        row = kept(file, names, inspection, by)
    progress(running, total, total, result_url=row.get_absolute_url())


def kept(file: Any, names: list[str], inspection: Inspection, by: User) -> CampaignArchive:
    """Put the ZIP away and write it down."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    stored = default_storage.save(f"archives/{inspection.pk}-{digest[:16]}.zip", File(file))
    facts = {"stored_name": stored, "sha256": digest, "size": size, "contents": names}
    try:
        return record_archive(inspection, by=by, **facts)
    except BaseException:
        default_storage.delete(stored)
        raise


def entries(inspection: Inspection, whole: Dossier, by: User) -> Iterator[Entry]:
    """Names and bytes in order; each name begins with the number of its line in the contents."""
    yield "00 Bìa hồ sơ.pdf", render_pdf(cover_text(inspection, whole))
    yield "00 Mục lục văn bản.pdf", render_pdf(contents_text(inspection, whole))
    number = 0
    for number, item in enumerate(whole.items, start=1):
        name, data = paper(item, inspection, by)
        if data is not None:
            yield f"{number:02d} {name}.pdf", data
        for i, one in enumerate([*item.signed, *item.proofs], start=1):
            yield f"{number:02d}.{i:03d} {file_name(one)}", content(one)
    matrix = render_pdf(text_of(DocumentKind.MATRIX, inspection, by))
    yield f"{number + 1:02d} Bảng tổng hợp kết quả.pdf", matrix
    yield f"{number + 2:02d} Nhật ký.xlsx", render_xlsx(log_book(inspection))


def paper(item: Item, inspection: Inspection, by: User) -> tuple[str, bytes | None]:
    """The paper of one place in the file; none where there is none yet."""
    if item.document is not None:
        text = build(item.document)
        return safe_name(f"{item.title} {item.code or 'dự thảo'}"), render_pdf(text)
    if item.kind == EXPLANATION and item.visit is not None:
        return safe_name(item.title), render_pdf(explanations_text(item.visit))
    if item.visit is not None and item.complete:
        return safe_name(item.title), render_pdf(visit_text(item.kind, item.visit))
    if item.kind == DocumentKind.REMEDIATION:
        text = text_of(DocumentKind.REMEDIATION, inspection, by)
        return "Bảng theo dõi khắc phục", render_pdf(text)
    return "", None


def file_name(one: Held) -> str:
    """What it is, and what it was called when it was received."""
    return safe_name(f"{one.words} - {one.attachment.shown.original_name}")


def content(one: Held) -> bytes:
    """Byte for byte as it was received."""
    with default_storage.open(one.attachment.shown.stored_name, "rb") as file:
        return file.read()
