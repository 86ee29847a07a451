"""Search over everything one may see, and what the last whole check found."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import AfterValidator, Field

from congvu.api import marks
from congvu.api.kinds import Moment, Out, utter
from congvu.api.replies import many, one
from congvu.core.models import VerifyRun
from congvu.core.policies import require
from congvu.core.registry import may_see_log
from congvu.core.search_newest import everything

router = Router()
EACH = 20
Asked = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(utter)]


class HitOut(Out):
    """One thing found; ``url`` is its page."""

    kind: str
    title: str
    url: str
    snippet: str


class HitsOut(Out):
    """What was found, by kind."""

    items: list[HitOut]
    next: None = None


class VerifyOut(Out):
    """What the last whole check found; all empty before the first."""

    started_at: Moment | None
    finished_at: Moment | None
    rows: int
    values: int
    files: int
    faults: int
    first_fault: str


def search(request: HttpRequest, q: Asked):
    """Every word must occur; tone marks and Đ do not matter. The pages' own finders look."""
    found = [
        HitOut(kind=kind, title=hit.title, url=hit.url, snippet=hit.snippet)
        for kind, hits in everything(request.user, q, EACH).items()
        for hit in hits
    ]
    return many(found)


def verify(request: HttpRequest):
    """For whoever may read the log."""
    require(may_see_log(request.user))
    run = VerifyRun.objects.order_by("-pk").first() or VerifyRun(started_at=None)
    names = ("started_at", "finished_at", "rows", "values", "files", "first_fault")
    return one(VerifyOut(**{n: getattr(run, n) for n in names}, faults=run.fault_count))


marks.get(router, "search", search, HitsOut, "Tìm trong mọi nội dung được xem")
marks.get(router, "verify", verify, VerifyOut, "Kết quả kiểm tra toàn bộ lần cuối")
