"""Attaching what is there already, and taking it off."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.errors import BadInput
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.evidence.actions import attach_many, detach
from congvu.evidence.forms import DetachForm
from congvu.evidence.models import Attachment, Item, attachments_by_object, key_of
from congvu.evidence.policies import may_attach, may_detach
from congvu.evidence.registry import entry_for
from congvu.evidence.views.common import asked, sent, target_of, way_back

FOUND = 20


@login_required
@require_safe
def item_picker(request: HttpRequest) -> HttpResponse:
    """Search among the items one may read, to attach one more time."""
    target = target_of(request)
    if target is None:
        raise Http404
    require(may_attach(request.user, target))
    entry = entry_for(target._meta.label)
    rows = Item.objects.visible_to(request.user).matching(asked(request, "q"))
    there = Attachment.objects.live().of(target).values("item_id")
    context = {
        "items": rows.exclude(pk__in=there).with_files().order_by("-pk")[:FOUND],
        "target": key_of(target),
        "target_label": entry.describe(target) if entry else "",
        "q": asked(request, "q"),
        "back": way_back(request, ""),
    }
    name = "evidence/_item_picker.html" if request.htmx else "evidence/item_picker.html"
    return render(request, name, context)


@login_required
@require_POST
def attach(request: HttpRequest) -> HttpResponse:
    """Attach the ticked items to the target."""
    target = target_of(request)
    if target is None:
        raise Http404
    ids = [pk for pk in map(number_of, request.POST.getlist("item")) if pk is not None]
    items = list(Item.objects.visible_to(request.user).filter(pk__in=ids))
    if not items or len(items) != len(set(ids)):
        raise Http404
    purpose = request.POST.get("purpose", "")[:200]
    attach_many([(item, target) for item in items], by=request.user, purpose=purpose)
    if not request.htmx:
        return redirect(way_back(request, items[0].get_absolute_url()))
    context = {
        "attachments": attachments_by_object([target])[target.pk],
        "can_attach": True,
        "target": key_of(target),
        "back": way_back(request, ""),
    }
    return render(request, "evidence/_fragments/attachments.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def detach_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take the item off."""
    rows = Attachment.objects.live().visible_to(request.user).select_related("item")
    attachment = get_object_or_404(rows, pk=pk)
    require(may_detach(request.user, attachment))
    form = DetachForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            detach(attachment, by=request.user, reason=form.cleaned_data["reason"])
            return redirect(way_back(request, "evidence:item_list"))
        except BadInput as error:
            form.add_error("reason", error.message)
    entry = entry_for(attachment.target._meta.label)
    context = {
        "form": form,
        "attachment": attachment,
        "target_label": entry.describe(attachment.target) if entry else "",
        "back": way_back(request, ""),
    }
    return render(
        request, "evidence/attachment_detach.html", context, status=422 if form.errors else 200
    )
