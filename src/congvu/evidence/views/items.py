"""Pages of items: list, detail, add, edit, a new version."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.errors import BadInput, StaleSave
from congvu.core.formed import expected, number_of
from congvu.core.policies import require
from congvu.evidence.actions import (
    NewItem,
    add_item,
    add_version,
    change_item,
    store_version,
    use_upload,
)
from congvu.evidence.forms import FilterForm, ItemForm, NewItemForm, NewVersionForm
from congvu.evidence.models import Attachment, Item, Version, key_of
from congvu.evidence.models.item import ItemQuerySet, model_of
from congvu.evidence.policies import detachable, may_attach, may_edit_item, may_upload
from congvu.evidence.registry import entries, entry_for
from congvu.evidence.views.common import (
    asked,
    listed_targets,
    sent,
    show_errors,
    target_of,
    things,
    uploaded,
    way_back,
)
from congvu.organizations.policies import is_staff

PAGE = 50
NO_NAMES = "Để trống thì ghi theo nơi gắn tệp. Không ghi họ tên, số điện thoại của người gửi."


@login_required
@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """Items this person may read, newest first."""
    require(is_staff(request.user))
    form = FilterForm(request.GET or None)
    told = form.cleaned_data if form.is_bound and (form.is_valid() or True) else {}
    rows = filtered(Item.objects.visible_to(request.user), told)
    if (after := number_of(request.GET.get("sau"))) is not None:
        rows = rows.filter(pk__lt=after)
    # the keys first: beside other tables the database would not stop at the last row of the page
    keys = rows.order_by("-pk").values("pk")[: PAGE + 1]
    page = list(Item.objects.filter(pk__in=keys).with_files().order_by("-pk"))
    uses = live_uses([item.pk for item in page])
    context = {
        "form": form,
        "rows": [{"item": i, "file": i.current, "uses": uses.get(i.pk, 0)} for i in page[:PAGE]],
        "next_cursor": page[PAGE - 1].pk if len(page) > PAGE else None,
        "can_add": may_upload(request.user),
        "scanning": bool(settings.CLAMD_URL),
    }
    name = "evidence/_item_rows.html" if request.htmx else "evidence/item_list.html"
    return render(request, name, context)


def filtered(rows: ItemQuerySet, told: dict[str, Any]) -> ItemQuerySet:
    """The rows the filters leave."""
    rows = rows.matching(told.get("q") or "")
    if unit := told.get("unit"):
        rows = rows.filter(Q(owner_unit=unit) | Q(issuing_unit=unit))
    if on := told.get("on"):
        rows = rows.effective(on)
    if source := told.get("source"):
        rows = rows.filter(source=source)
    return rows.unattached() if told.get("loose") else rows


def live_uses(ids: list[int]) -> dict[int, int]:
    """To how many things each item is attached."""
    live = Attachment.objects.live().filter(item__in=ids).order_by()
    return dict(live.values_list("item_id").annotate(count=Count("id")))


@login_required
@require_safe
def item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: its versions, and what it proves over the years."""
    rows = Item.objects.visible_to(request.user)
    files = Prefetch("versions", Version.objects.select_related("uploaded_by"))
    people = rows.select_related("created_by", "issuing_unit", "owner_unit")
    item = get_object_or_404(people.prefetch_related(files), pk=pk)
    shown, hidden = places_of(item, request.user)
    live = [place["attachment"] for place in shown if place["attachment"].detached_at is None]
    context = {
        "item": item,
        "versions": sorted(item.versions.all(), key=lambda one: -one.number),
        "places": shown,
        "hidden": hidden,
        "can_edit": may_edit_item(request.user, item, live),
        "scanning": bool(settings.CLAMD_URL),
    }
    able = detachable(request.user, live)
    for place in shown:
        place["can_detach"] = place["attachment"].pk in able
    return render(request, "evidence/item_detail.html", context)


def places_of(item: Item, user: Any) -> tuple[list[dict], int]:
    """What ``item`` is or was attached to, as far as ``user`` may read it; how many are hidden."""
    querysets = [model_of(e.label)._base_manager.select_related(*e.related) for e in entries()]
    found = Attachment.objects.filter(item=item).select_related(
        "content_type", "pinned", "attached_by"
    )
    found = found.prefetch_related(GenericPrefetch("target", querysets)).order_by("-pk")
    by_kind: dict[str, list[Attachment]] = {}
    for one in found:
        label = f"{one.content_type.app_label}.{one.content_type.model}"
        by_kind.setdefault(label, []).append(one)
    shown, total = [], 0
    for label, ones in by_kind.items():
        total += len(ones)
        entry = entry_for(label)
        allowed = entry.may_read(user, [a.object_id for a in ones]) if entry else set()
        shown += [
            {"attachment": a, "label": entry.describe(a.target), "url": address(a.target)}
            for a in ones
            if entry and a.object_id in allowed and a.target is not None
        ]
    return shown, total - len(shown)


def address(obj: Any) -> str:
    """The page of a thing, "" where it has none."""
    try:
        return obj.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""


@login_required
@require_http_methods(["GET", "POST"])
def item_add(request: HttpRequest) -> HttpResponse:
    """Put in a file, attached to the thing named in the address or to nothing yet."""
    target = target_of(request)
    require(may_attach(request.user, target) if target else may_upload(request.user))
    form = NewItemForm(*sent(request))
    listed = [one for one in listed_targets(request) if target and one.key != key_of(target)]
    if listed:
        form.offer_also(listed)
    entry = entry_for(target._meta.label) if target else None
    if entry is not None and entry.personal:
        form.fields["title"].help_text = NO_NAMES
    if request.method == "POST" and form.is_valid():
        try:
            keys = form.cleaned_data.get("also", ())
            also = things([one for one in listed if one.key in keys])
            version = record_new(request, form, target, tuple(also.values()))
        except BadInput as error:
            show_errors(form, error)
        else:
            return redirect(way_back(request, version.item.get_absolute_url()))
    context = {
        "form": form,
        "target": key_of(target) if target else "",
        "target_label": entry.describe(target) if entry else "",
        "bang": asked(request, "bang"),
        "back": way_back(request, ""),
        "scanning": bool(settings.CLAMD_URL),
    }
    return render(request, "evidence/item_form.html", context, status=422 if form.errors else 200)


def record_new(request: HttpRequest, form: NewItemForm, target: Any, also: tuple = ()) -> Any:
    """One new item from the form, by whichever way its file came."""
    told, user = form.cleaned_data, request.user
    extra = {"purpose": told["purpose"], "also": also, **form.taken()}
    if told.get("file"):
        stream = told["file"]
        return store_version(
            stream, stream.name, by=user, attach_to=target, **form.facts(), **extra
        )
    upload, file = uploaded(request, told["upload"])
    row = NewItem(file, form.facts(), target=target, **extra)
    return use_upload(upload, lambda: add_item(row, by=user))


@login_required
@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of an item."""
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    require(may_edit_item(request.user, item))
    form = ItemForm(sent(request)[0], instance=item)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            change_item(item, by=request.user, expected=opened_at(request, item), **form.facts())
            return redirect(item)
        except BadInput as error:
            show_errors(form, error)
        except StaleSave as error:
            stale = error.details["current"]
    status = 409 if stale else 422 if form.errors else 200
    context = {"form": form, "item": item, "stale": stale, "opened": opened_at(request, item)}
    return render(request, "evidence/item_edit.html", context, status=status)


def opened_at(request: HttpRequest, item: Item) -> int:
    """The version the form was opened at."""
    return expected(request) or item.version


@login_required
@require_http_methods(["GET", "POST"])
def version_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A better file for an item; the old ones stay."""
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    require(may_edit_item(request.user, item))
    form = NewVersionForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            record_version(request, form, item)
            return redirect(item)
        except BadInput as error:
            show_errors(form, error)
    context = {"form": form, "item": item, "scanning": bool(settings.CLAMD_URL)}
    return render(
        request, "evidence/version_form.html", context, status=422 if form.errors else 200
    )


def record_version(request: HttpRequest, form: NewVersionForm, item: Item) -> Any:
    """The next version from the form, by whichever way its file came."""
    told, user = form.cleaned_data, request.user
    if told.get("file"):
        stream, reason = told["file"], told["reason"]
        return store_version(stream, stream.name, by=user, item=item, reason=reason, **form.taken())
    upload, file = uploaded(request, told["upload"])
    row = NewItem(file, **form.taken())
    return use_upload(upload, lambda: add_version(item, row, by=user, reason=told["reason"]))
