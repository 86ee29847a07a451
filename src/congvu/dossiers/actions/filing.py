"""Filing online by somebody with an account of their own: the draft, its form, its files."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from congvu.applicants.policies import may_file
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.dossiers import registry, rules
from congvu.dossiers.errors import NotFiledHere
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper, ReceivingPoint, Supplement
from congvu.dossiers.models.online import packed
from congvu.dossiers.policies import may_hand_in, may_write_form
from congvu.dossiers.states import Channel, DossierState
from congvu.evidence.actions import (
    NewItem,
    add_item,
    discard_item,
    store_version,
    take_upload,
    use_upload,
)
from congvu.evidence.models import Upload, Version
from congvu.evidence.states import Source
from congvu.procedures.models import Procedure, ProcedureVersion
from congvu.procedures.models.reading import form_fields_of

PERSON = ("kind", "name", "identity_number", "phone", "email", "address", "birth_date")
LONGEST = 300
MOST_FILES = 60
OTHER_PAPER = "Giấy tờ khác"
SUPPLEMENT = "Bổ sung lần"


def open_draft(procedure: Procedure, *, by: Any) -> Dossier:
    """The one open draft of this account for a procedure, begun where there is none."""
    require(may_file(by))
    drafts = Dossier.objects.filed_from(by).filter(state=DossierState.DRAFT, procedure=procedure)
    if found := drafts.first():
        return found
    version = filed_here(procedure).version
    draft = Dossier(procedure=procedure, channel=Channel.ONLINE, filed_by=by)
    try:
        with transaction.atomic():
            audit.create(draft, by=by, action="dossiers.open_draft")
            form = OnlineForm(dossier=draft, procedure_version=version)
            audit.create(form, by=by, action="dossiers.open_draft")
    except IntegrityError:  # another window was quicker
        return drafts.get()
    return draft


def filed_here(procedure: Procedure) -> registry.Online:
    """What lets a procedure be filed online here today; refused with the reason where it is not."""
    told = registry.online(procedure, clock.today())
    if told.obstacle:
        raise NotFiledHere(told.obstacle)
    return told


def write_form(
    dossier: Dossier,
    *,
    by: Any,
    person: Mapping[str, str],
    answers: Mapping[str, str],
    point: int | None = None,
    expected: int | None = None,
) -> OnlineForm:
    """What was typed so far, finished or not. ``expected`` is the version of the form.

    ``point`` is the key of the counter chosen, 0 to choose later; None leaves it as it is.
    """
    with transaction.atomic():
        row, form = held(dossier, expected)
        require(may_write_form(by, row))
        if row.state == DossierState.DRAFT:
            told = filed_here(row.procedure)
            adopt(form, told.version, by)
            chosen = {} if point is None else {"point": point_among(told.points, point)}
        else:
            chosen = {}  # it goes back to where it was
        fields = form_fields_of(form.procedure_version)
        typed = {n: " ".join((person.get(n) or "").split())[:LONGEST] for n in PERSON}
        changes = {
            "person": packed({n: text for n, text in typed.items() if text}),
            "answers": packed(rules.kept_answers(fields, answers)),
            **chosen,
        }
        return audit.change(form, by=by, action="dossiers.write_form", **changes)


def point_among(points: Sequence[ReceivingPoint], key: int) -> ReceivingPoint | None:
    """The counter somebody chose; it must take in dossiers of this procedure today."""
    found = next((one for one in points if one.pk == key), None)
    if key and found is None:
        raise BadInput(fields={"point": "Nơi này không nhận hồ sơ của thủ tục. Hãy chọn nơi khác."})
    return found


def held(dossier: Dossier, expected: int | None = None) -> tuple[Dossier, OnlineForm]:
    """Dossier and form, both locked, always in this order."""
    related = Dossier.objects.select_related("procedure")
    row = audit.lock(related, dossier.pk)
    forms = OnlineForm.objects.select_related("procedure_version")
    form = audit.lock(forms, OnlineForm.objects.get(dossier=row).pk, expected)
    return row, form


def adopt(form: OnlineForm, version: ProcedureVersion, by: Any) -> None:
    """A draft goes by the version of today; files stay with the paper of the same title."""
    if form.procedure_version_id == version.pk:
        return
    orders = {one.title: one.order for one in version.components.all()}
    changes = [(paper, {"order": orders.get(paper.title, 0)}) for paper in form.papers.all()]
    audit.change_many(changes, by=by, action="dossiers.write_form")
    audit.change(form, by=by, action="dossiers.write_form", procedure_version=version)


def add_paper(
    dossier: Dossier,
    *,
    by: Any,
    order: int = 0,
    stream: BinaryIO | None = None,
    name: str = "",
    upload: uuid.UUID | None = None,
) -> OnlinePaper:
    """One file for a paper of the list, or for what was asked for; sent with the form or before."""
    require(may_hand_in(by, dossier))
    form = OnlineForm.objects.select_related("procedure_version").get(dossier=dossier)
    number = round_of(dossier)
    title = title_of(form, order) if not number else f"{SUPPLEMENT} {number}"
    refuse_many(form)
    version = stored(by, f"{title[:200]} · {dossier.procedure}"[:300], stream, name, upload)
    with transaction.atomic():
        row, form = held(dossier)
        require(may_hand_in(by, row))
        refuse_many(form)
        paper = OnlinePaper(
            form=form, round=round_of(row), order=0 if number else order, title=title,
            item=version.item,
        )  # fmt: skip
        return audit.create(paper, by=by, action="dossiers.add_paper")


def round_of(row: Dossier) -> int:
    """Which request a file answers now; 0: it goes with the dossier itself."""
    if row.state != DossierState.AWAITING_SUPPLEMENT:
        return 0
    open_round = Supplement.objects.filter(dossier=row, answered_at=None).order_by("-number")
    return open_round.values_list("number", flat=True).first() or 0


def title_of(form: OnlineForm, order: int) -> str:
    """The paper a file is for."""
    if order == 0:
        return OTHER_PAPER
    found = form.procedure_version.components.filter(order=order).first()
    if found is None:
        raise BadInput("Hồ sơ không có giấy tờ này. Hãy tải lại trang.")
    return found.title


def refuse_many(form: OnlineForm) -> None:
    """Nobody fills the storage through one dossier."""
    if form.papers.count() >= MOST_FILES:
        raise BadInput(fields={"file": f"Mỗi hồ sơ nhận nhiều nhất {MOST_FILES} tệp."})


def stored(
    by: Any, title: str, stream: BinaryIO | None, name: str, upload: uuid.UUID | None
) -> Version:
    """The file as an item that is read by nobody but who sent it, until it is handed in."""
    facts = {"title": title, "source": Source.GALLERY}
    if stream is not None:
        return store_version(stream, name, by=by, **facts)
    sent = Upload.objects.visible_to(by).filter(uuid=upload).first() if upload else None
    if sent is None:
        raise BadInput(fields={"file": "Chọn tệp rồi gửi."})
    row = NewItem(take_upload(sent, by=by), facts)
    return use_upload(sent, lambda: add_item(row, by=by))


def drop_paper(paper: OnlinePaper, *, by: Any) -> None:
    """Take a file out again before it is handed in; its bytes go too."""
    with transaction.atomic():
        row, _ = held(paper.form.dossier)
        require(may_hand_in(by, row))
        kept = audit.lock(OnlinePaper.objects.select_related("item"), paper.pk)
        if kept.sent_at is not None:
            raise WrongState("Tệp này đã nộp nên không bỏ được nữa. Hãy thêm tệp đúng.")
        item = kept.item
        audit.remove(kept, by=by, action="dossiers.drop_paper")
        discard_item(item, by=by)
