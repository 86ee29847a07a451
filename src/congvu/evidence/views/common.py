"""What the views of evidence share: the target named in the address, and the way back."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest

from congvu.core.errors import BadInput
from congvu.core.formed import number_of
from congvu.core.places import local_place
from congvu.evidence.actions import take_upload
from congvu.evidence.intake import Prepared
from congvu.evidence.models import Upload
from congvu.evidence.models.item import model_of
from congvu.evidence.policies import may_read_target
from congvu.evidence.registry import Target, entry_for, targets_for


def asked(request: HttpRequest, name: str) -> str:
    """A parameter of the form, or else of the address."""
    return request.POST.get(name) or request.GET.get(name) or ""


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """Data and files of a sent form; an empty one is sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def target_of(request: HttpRequest) -> models.Model | None:
    """The thing named by ``gan``; 404 when it is not there or not to be seen."""
    key = asked(request, "gan")
    return target_by_key(key, request.user) if key else None


def target_by_key(key: str, user: Any) -> models.Model:
    """The thing a key like ``assessments.answer:12`` names, if ``user`` may read it."""
    label, _, number = key.partition(":")
    entry = entry_for(label)
    pk = number_of(number)
    if entry is None or pk is None:
        raise Http404
    rows = model_of(entry.label)._base_manager.select_related(*entry.related)
    found = rows.filter(pk=pk).first()
    if found is None or not may_read_target(user, found):
        raise Http404
    return found


def way_back(request: HttpRequest, default: str) -> str:
    """Where the person came from, never another site."""
    return local_place(asked(request, "tiep")) or default


def listed_targets(request: HttpRequest) -> list[Target]:
    """Targets of the list named by ``bang`` (``inspections.visit:7``); none when none is named."""
    key, _, number = asked(request, "bang").rpartition(":")
    if not key:
        return []
    pk = number_of(number)
    found = None if pk is None else targets_for(key, request.user, pk)
    if found is None:
        raise Http404
    return found


def things(targets: list[Target]) -> dict[str, models.Model]:
    """The objects behind targets by key, one query per kind."""
    by_kind: dict[str, list[int]] = {}
    for target in targets:
        label, _, number = target.key.partition(":")
        by_kind.setdefault(label, []).append(int(number))
    found = {}
    for label, ids in by_kind.items():
        entry = entry_for(label)
        related = entry.related if entry else ()
        rows = model_of(label)._base_manager.select_related(*related).in_bulk(ids)
        found |= {f"{label}:{pk}": row for pk, row in rows.items()}
    return found


def uploaded(request: HttpRequest, mark: Any) -> tuple[Upload, Prepared]:
    """A finished upload of this person."""
    upload = Upload.objects.visible_to(request.user).filter(uuid=mark).first()
    if upload is None:
        raise BadInput(fields={"file": "Lần tải lên đã hết hạn. Vui lòng chọn tệp lại."})
    return upload, take_upload(upload, by=request.user)


def show_errors(form: Any, error: Any) -> None:
    """Put an action's named errors beside the fields they speak of."""
    fields = getattr(error, "fields", {})
    for name, message in fields.items():
        form.add_error(name if name in form.fields else None, message)
    if not fields:
        form.add_error("file" if "file" in form.fields else None, error.message)
