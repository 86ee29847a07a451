"""One kind of object: listed, read, changed by verbs. The actions themselves decide everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, create_model

from congvu.api import marks
from congvu.api.errors import VersionStale
from congvu.api.kinds import Id
from congvu.api.paging import Page, narrowed, page_of
from congvu.api.replies import many, matched, one, plain, reply
from congvu.core.errors import StaleSave, WrongState
from congvu.core.states import Table, allowed_verbs

Show = Callable[[Any], BaseModel]


@dataclass(frozen=True)
class Verb:
    """An action of the office as ``POST …/{id}/{verb}``.

    ``run(obj, by=…, expected=…, **fields of the body)``. What it answers is shown by the
    collection the object belongs to, unless ``makes`` names another or the object is ``gone``.
    """

    name: str
    run: Callable[..., Any]
    body: type[BaseModel] | None = None
    makes: "Collection | None" = None
    gone: bool = False

    @property
    def path(self) -> str:
        """Hyphens for underscores."""
        return self.name.replace("_", "-")


@dataclass
class Collection:
    """What the API says about one model."""

    name: str
    title: str  # "Kế hoạch kiểm tra"
    out: type[BaseModel]
    rows: Callable[[Any], QuerySet]  # user -> what this person may see, with related rows
    show: Show
    row_out: type[BaseModel] | None = None  # shorter, in lists
    show_row: Show | None = None
    filters: Mapping[str, tuple[Any, str | Callable]] = field(default_factory=dict)
    state: str = "state"
    table: Table = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)  # verb of the table -> of the API
    verbs: list[Verb] = field(default_factory=list)
    prepare: Callable[[list, Any], list] | None = None  # (rows, user) -> rows, for whole pages

    def get(self, user: Any, pk: int) -> Any:
        """One object this person may see; 404 otherwise."""
        obj = self.rows(user).filter(pk=pk).first()
        if obj is None:
            raise Http404
        return self.prepare([obj], user)[0] if self.prepare else obj

    def allowed(self, obj: Model) -> list[str]:
        """Verbs the object's state allows, as the API calls them."""
        known = {verb.name: verb.path for verb in self.verbs}
        told = [self.words.get(v, v) for v in allowed_verbs(self.table, obj_state(self, obj))]
        return [known[name] for name in told if name in known]

    def query(self) -> type[Page]:
        """The filters as a schema."""
        fields = {name: (kind | None, None) for name, (kind, _) in self.filters.items()}
        return create_model(f"{self.out.__name__}Query", __base__=Page, **fields)

    def page(self, user: Any, query: Page) -> HttpResponse:
        """One page of the list."""
        lookups = {name: lookup for name, (_, lookup) in self.filters.items()}
        return self.page_from(narrowed(self.rows(user), query, lookups), user, query)

    def page_from(self, rows: QuerySet, user: Any, query: Page) -> HttpResponse:
        """One page of ``rows``."""
        found, after = page_of(rows, query)
        found = self.prepare(list(found), user) if self.prepare else found
        show = self.show_row or self.show
        return many([show(row) for row in found], after)


def obj_state(collection: Collection, obj: Model) -> str:
    """The state of an object; none where there are no states."""
    return getattr(obj, collection.state, "")


def add_reading(router: Router, collection: Collection) -> None:
    """``GET name`` and ``GET name/{id}``."""
    schema, shown = collection.query(), marks.listed(collection.row_out or collection.out)

    def list_rows(request: HttpRequest, filters: schema = Query(...)):  # noqa: B008
        return collection.page(request.user, filters)

    def read_row(request: HttpRequest, id: Id):
        return one(collection.show(collection.get(request.user, id)))

    name, words = collection.name, collection.title
    marks.get(router, f"{name}", list_rows, shown, f"{words}: danh sách")
    marks.get(router, f"{name}/{{id}}", read_row, collection.out, words, one=True)


def add_verbs(router: Router, collection: Collection) -> None:
    """``POST name/{id}/{verb}`` for every verb."""
    for verb in collection.verbs:
        add_verb(router, collection, verb)


def add_verb(router: Router, collection: Collection, verb: Verb) -> None:
    """One verb as an operation of its own, with its own schema."""
    if verb.body is None:

        def act(request: HttpRequest, id: Id):
            return carry_out(request, collection, verb, id, {})
    elif any(one.is_required() for one in verb.body.model_fields.values()):

        def act(request: HttpRequest, id: Id, body: verb.body):
            return carry_out(request, collection, verb, id, said(body))
    else:

        def act(request: HttpRequest, id: Id, body: verb.body | None = None):
            return carry_out(request, collection, verb, id, said(body) if body else {})

    path = f"{collection.name}/{{id}}/{verb.path}"
    words = f"{collection.title}: {verb.path}"
    if verb.gone:
        marks.removal(router, path, act, words)
    else:
        out = (verb.makes or collection).out
        marks.verb(router, path, act, out, words, bool(verb.makes))


def said(body: BaseModel) -> dict[str, Any]:
    """The fields that came, and no others."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def carry_out(
    request: HttpRequest, collection: Collection, verb: Verb, pk: int, given: dict[str, Any]
) -> HttpResponse:
    """The action, under the version the program read; then the object as it stands."""
    obj = collection.get(request.user, pk)
    expected = matched(request, obj, collection.show)
    made = guarded(request, collection, obj, lambda: run(request, verb, obj, expected, given))
    if verb.makes is not None:
        return one(verb.makes.show(verb.makes.get(request.user, made.pk)), 201)
    if verb.gone:
        return reply(b"", 204)
    return one(collection.show(collection.get(request.user, pk)))


def run(request: HttpRequest, verb: Verb, obj: Any, expected: int, given: dict[str, Any]) -> Any:
    """The action with what the body gave."""
    return verb.run(obj, by=request.user, expected=expected, **given)


def guarded(request: HttpRequest, collection: Collection, obj: Any, act: Callable[[], Any]) -> Any:
    """What the action refuses because of state or version, told with what stands now."""
    try:
        return act()
    except StaleSave as error:
        now = collection.get(request.user, obj.pk)
        raise VersionStale(current=plain(collection.show(now))) from error
    except WrongState as error:
        now = collection.get(request.user, obj.pk)
        error.details["allowed"] = collection.allowed(now)
        raise
