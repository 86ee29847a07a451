"""Evidence from the page of a criterion: a photo in one touch, last year's papers again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from congvu.assessments.models import Answer
from congvu.assessments.policies import may_attach
from congvu.assessments.views.common import answer_or_404
from congvu.assessments.views.words import before_of
from congvu.core import clock, formats
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions import attach_many, store_version
from congvu.evidence.models import Item, attachments_by_object, key_of
from congvu.evidence.states import Source


@login_required
@require_POST
def answer_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one photo as evidence of this answer."""
    answer = answer_or_404(request, pk)
    require(may_attach(request.user, answer))
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(fields={"file": "Chưa chọn ảnh."})
    now = timezone.localtime(clock.now())
    about = answer.criterion.area.short_title
    title = f"Ảnh chụp ({about}) lúc {now:%H:%M} ngày {formats.date(now.date())}"
    store_version(
        file, file.name, by=request.user, attach_to=answer, title=title, source=Source.CAMERA
    )
    return redirect(answer)


@login_required
@require_POST
def answer_reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach what was handed in last year for the same criterion and still holds."""
    answer = answer_or_404(request, pk)
    require(may_attach(request.user, answer))
    items = reusable(answer)
    seen = Item.objects.visible_to(request.user).filter(pk__in=[item.pk for item in items])
    attach_many(
        [(item, answer) for item in seen], by=request.user, purpose="Dùng lại, còn hiệu lực"
    )
    path = reverse("assessments:sheet_self", args=[answer.sheet_id])
    back = f"{path}#a{answer.pk}"
    if not request.htmx:
        return redirect(back)
    context = {
        "answer": answer,
        "attachments": attachments_by_object([answer])[answer.pk],
        "editable": True,
        "target": key_of(answer),
        "listed": key_of(answer.sheet),
        "back": back,
    }
    return render(request, "assessments/_self_files.html", context)


def reusable(answer: Answer) -> list[Item]:
    """Items attached to last year's answer that still speak for this period."""
    return reusable_many([answer], before_of(answer.sheet, [answer])).get(answer.pk, [])


def reusable_many(answers: list[Answer], before: dict[int, Answer]) -> dict[int, list[Item]]:
    """The same for many answers, in constant queries; what is attached already is left out."""
    held = attachments_by_object(before.values()) if before else {}
    now = attachments_by_object([a for a in answers if a.pk in before])
    found = {}
    for answer in answers:
        earlier = held.get(before[answer.pk].pk, []) if answer.pk in before else []
        there = {a.item_id for a in now.get(answer.pk, [])}
        items = [a.item for a in earlier if a.item.holds_on(answer.sheet.period_to)]
        fresh = [item for item in items if item.pk not in there]
        if fresh:
            found[answer.pk] = fresh
    return found
