"""A dossier as the account that filed it online may see it; offices instead of names."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from congvu.applicants.states import KIND_LABELS, PERSONAL_LABELS
from congvu.core.encrypted import mask, preload
from congvu.documents.slip import render_slip
from congvu.dossiers import rules
from congvu.dossiers.models import (
    Dossier,
    FeeDue,
    Movement,
    OnlineForm,
    OnlinePaper,
    Rating,
    Result,
)
from congvu.dossiers.outputs.money import qr_svg
from congvu.dossiers.outputs.slips import slip_of, slips_of
from congvu.dossiers.outputs.tracking import told
from congvu.dossiers.owing import owing_of, transfer_of
from congvu.dossiers.registry import Filed, FiledFile, FiledMoney, FiledPaper
from congvu.dossiers.states import VERB_LABELS
from congvu.evidence.rules import kind_words
from congvu.procedures.models import Component
from congvu.procedures.models.reading import form_fields_of, in_order, template_file
from congvu.procedures.rules import TemplateFile

RELATED = ("applicant", "procedure", "procedure_version__process", "limit", "unit__parent",
           "point__unit__parent", "online__procedure_version")  # fmt: skip
VERSION = "online__procedure_version"
PARTS = ("movements", "pauses", "supplements", "online__papers__item__versions",
         f"{VERSION}__form_fields", f"{VERSION}__components__file")  # fmt: skip
# what an officer writes to the applicant with these verbs is theirs to read
SAID = ("return_for_completion", "refuse", "request_supplement", "refuse_after_assessment",
        "stop", "apologise")  # fmt: skip
SLIPS = ("acceptance", "supplement", "refusal", "apology", "stop")

MASKED = ("identity_number", "phone")


def row_of(user: Any, pk: int) -> Dossier | None:
    """The dossier, if this account filed it."""
    rows = Dossier.objects.filed_from(user).select_related(*RELATED).prefetch_related(*PARTS)
    here = OuterRef("pk")
    told = {
        "rated": Exists(Rating.objects.filter(dossier=here)),
        "has_dues": Exists(FeeDue.objects.filter(dossier=here)),
        "has_results": Exists(Result.objects.filter(dossier=here)),
    }
    return rows.annotate(**told).filter(pk=pk).first()


def filed(user: Any, pk: int) -> Filed | None:
    """All of it; None for who did not file it."""
    row = row_of(user, pk)
    if row is None:
        return None
    form, moves = row.online, list(row.movements.all())
    preload([form.person, form.answers])
    uploads = sorted(form.papers.all(), key=lambda one: one.pk)
    rounds = [one for one in row.supplements.all() if one.answered_at is None]
    waiting = max(rounds, key=lambda one: one.number, default=None)
    return Filed(
        dossier=row,
        tracked=told(row),
        person=tuple(person_lines(form)),
        answers=tuple(answer_lines(form)),
        papers=papers_of(form, uploads),
        said=tuple((VERB_LABELS[m.verb], m.at, m.note) for m in reversed(moves)
                   if m.verb in SAID and m.note),
        supplements=tuple(
            file_of(one) for one in uploads
            if waiting is not None and one.round == waiting.number and one.sent_at is None
        ),
        answer_by=waiting.answer_by if waiting else None,
        money=money_of(row),
        results=tuple(results_of(row, user)),
        slips=tuple(one for one in slips_of(row, moves) if one[0] in SLIPS),
    )  # fmt: skip


def person_lines(form: OnlineForm, whole: bool = True) -> list[tuple[str, str]]:
    """Who files, as typed; numbers masked for who need not compare them."""
    given, labels = form.told_person, {"kind": "Loại", "name": "Họ tên, tên tổ chức"}
    labels |= PERSONAL_LABELS
    shown = given | {"kind": dict(KIND_LABELS).get(given.get("kind", ""), "")}  # type: ignore[call-overload]
    if not whole:
        shown |= {name: mask(shown[name]) for name in MASKED if shown.get(name)}
    return [(label, shown[name]) for name, label in labels.items() if shown.get(name)]


def answer_lines(form: OnlineForm) -> list[tuple[str, str]]:
    """Every field of the form with its answer; what was left open says so."""
    given = form.told_answers
    return [
        (one.label, rules.answer_words(one, given.get(one.name, "")) or "không ghi")
        for one in form_fields_of(form.procedure_version)
    ]


def papers_of(form: OnlineForm, uploads: list[OnlinePaper]) -> tuple[FiledPaper, ...]:
    """The list of the version with its files; those of no paper; what was sent later."""
    found: dict[int, list[FiledFile]] = {}
    for one in uploads:
        if one.round == 0:
            found.setdefault(one.order, []).append(file_of(one))
    listed = [
        FiledPaper(
            one.order, one.title, one.required and not one.condition, one.condition, one.template,
            tuple(found.pop(one.order, ())), template_to_load(one),
        )
        for one in in_order(form.procedure_version.components.all())
    ]  # fmt: skip
    rest = tuple(file for files in found.values() for file in files)
    sent: dict[str, list[FiledFile]] = {}
    for one in uploads:
        if one.round and one.sent_at:
            sent.setdefault(one.title, []).append(file_of(one))
    rounds = [FiledPaper(0, title, False, files=tuple(sent[title])) for title in sorted(sent)]
    return (*listed, FiledPaper(0, "Giấy tờ khác", False, "Nếu có", files=rest), *rounds)


def template_to_load(component: Component) -> TemplateFile | None:
    """The form of a paper, when the virus scan lets it out."""
    file = template_file(component.file)
    return file if file and file.served else None


def file_of(paper: OnlinePaper) -> FiledFile:
    """One uploaded file."""
    version = paper.item.current
    name = version.original_name if version else paper.title
    words = f"{version.kind}, {version.size_text}" if version else ""
    url = version.get_absolute_url() if version and version.served else ""
    return FiledFile(name, url, words, 0 if paper.sent_at else paper.pk)


def money_of(row: Dossier) -> FiledMoney | None:
    """What is owed; None where nothing is."""
    owing = owing_of(row) if row.has_dues else None  # type: ignore[attr-defined]
    if owing is None or not owing.standing:
        return None
    lines = tuple(
        (f"{one.get_kind_display()}: {one}", one.owed,
         "đã thu" if one.payment else "chưa thu" if one.owed else "được miễn")
        for one in owing.standing
    )  # fmt: skip
    order = transfer_of(row, owing)
    if order is None:
        return FiledMoney(lines, owing.left.total)
    return FiledMoney(
        lines, owing.left.total, str(order.account), order.purpose,
        qr_svg(order.text) if order.text else None,
    )  # fmt: skip


def results_of(row: Dossier, user: Any) -> Iterable[FiledFile]:
    """Signed files that may be downloaded now."""
    if not row.has_results:  # type: ignore[attr-defined]
        return
    for one in Result.objects.readable_by(user).filter(dossier=row).order_by("pk"):
        whole = one.signatures and all(s["intact"] for s in one.signatures)
        words = kind_words(one.file["media_type"]) + (", đã ký số" if whole else "")
        yield FiledFile(str(one), reverse("evidence:file", args=[one.file["version"]]), words)


def filed_slip(user: Any, pk: int, kind: str) -> bytes | None:
    """A slip that was given to the applicant, as PDF."""
    row = row_of(user, pk) if kind in SLIPS else None
    moves: list[Movement] = list(row.movements.select_related("by")) if row else []
    slip = slip_of(row, moves, kind, user) if row else None
    return render_slip(slip) if slip else None
