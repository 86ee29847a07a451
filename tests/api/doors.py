"""What a walk through every operation needs: the operations, who asks, a body that fits."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY as BORDER
from django.test.client import MULTIPART_CONTENT, encode_multipart

from congvu.api.actions import create_token
from congvu.api.resources import COLLECTIONS
from congvu.api.resources.webhooks import WEBHOOKS
from congvu.api.service import PREFIX, description
from congvu.organizations.states import Role
from tests.house.objects import House, build
from tests.organizations.factories import UnitFactory, officer

ROLES = [role.value for role in Role]
# the same role in a unit that has nothing to do with anything here; "outsider" heads one
ELSEWHERE = (Role.CONTACT, Role.INSPECTOR, Role.ONE_STOP_OFFICER, Role.CASE_OFFICER, Role.VIEWER)
ACTORS = [*ROLES, "outsider", *(f"{role}_elsewhere" for role in ELSEWHERE)]
GROUPS = {
    "signed_in": set(ACTORS),
    "staff": set(ACTORS) - {"citizen"},
    "nobody": set(),
}
TOLD = yaml.safe_load(Path(__file__).with_name("doors.yaml").read_text(encoding="utf-8"))
OBJECTS: dict[str, str] = TOLD["objects"]  # collection -> what stands for {id}
FIELDS: dict[str, str] = TOLD["fields"]  # number of a body -> what stands for it
TABLE: dict[str, Any] = TOLD["doors"]
ROWS = {one.name: one.rows for one in [*COLLECTIONS, WEBHOOKS]}
READ = {"method": "GET", "data": b"", "content_type": "application/json", "headers": {}}
BYTES = "application/offset+octet-stream"


@dataclass(frozen=True)
class Operation:
    """One method of one path, as the description tells it."""

    method: str
    path: str  # "documents/{id}/sign"
    told: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def collection(self) -> str:
        return self.path.split("/")[0]

    @property
    def row(self) -> dict[str, Any]:
        """The row of the table in its long form."""
        row = TABLE[self.name]
        return row if isinstance(row, dict) else {"who": row}

    @property
    def askers(self) -> list[str]:
        """No token, everybody; of strangers those whose like comes in: others tell nothing new."""
        let_in = inside(self.row["who"])
        known = let_in | {f"{name}_elsewhere" for name in let_in}
        return ["anonymous", *(one for one in ACTORS if one in known or "_elsewhere" not in one)]

    @property
    def versioned(self) -> bool:
        """Whether it asks for the version that was read."""
        return any(one["name"] == "If-Match" for one in self.told.get("parameters", []))


def operations() -> list[Operation]:
    """Every operation of the description."""
    return [
        Operation(method.upper(), path.removeprefix(f"/{PREFIX}/"), told)
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    ]


def inside(who: Any) -> set[str]:
    """The actors a row lets in."""
    if isinstance(who, str):
        return GROUPS.get(who, {who})
    return set().union(*(inside(one) for one in who))


@dataclass
class World:
    """The house with a token for everybody who asks."""

    house: House
    tokens: dict[str, str]


def world() -> World:
    """Made once for all walks."""
    house = build()
    people = {name: house.actors[name] for name in [*ROLES, "outsider"]}
    for role in ELSEWHERE:
        people[f"{role}_elsewhere"] = officer(role, UnitFactory(parent=house.department))
    tokens = {name: create_token(user, name="Đi", by=user)[1] for name, user in people.items()}
    return World(house, tokens)


class Walker:
    """Asks as anybody, and leaves nothing behind."""

    def __init__(self, world: World) -> None:
        self.house, self.tokens, self.client = world.house, world.tokens, Client()
        self.seen: dict[str, set[str]] = {}

    def ask(self, actor: str, request: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body; ``anonymous`` sends no token."""
        headers = dict(request["headers"])
        if actor in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[actor]}"
        with transaction.atomic():
            answer = self.client.generic(**request | {"headers": headers})
            told = answer.status_code, answer.content
            transaction.set_rollback(True)
        return told

    def seeing(self, operation: Operation) -> set[str] | None:
        """Who reads the object the operation is about; None where there is none to read."""
        if f"GET {operation.collection}/{{id}}" not in TABLE or "{id}" not in operation.path:
            return None
        path = "/".join(self.request(operation)["path"].split("/")[:5])
        if path not in self.seen:
            reading = READ | {"path": path}
            self.seen[path] = {one for one in ACTORS if self.ask(one, reading)[0] == 200}
        return self.seen[path]

    def request(self, operation: Operation) -> dict[str, Any]:
        """A request that everything but rights lets pass."""
        row, address = operation.row, operation.path
        fields = {"id": row.get("of") or OBJECTS.get(operation.collection)} | row.get("at", {})
        for name in named(address):
            address = address.replace(f"{{{name}}}", str(self.value(fields[name])))
        data, kind = self.body(operation)
        headers: dict[str, str] = {}
        if operation.versioned:
            headers["If-Match"] = f'"v{self.version(operation)}"'
        if kind == BYTES:
            headers["Upload-Offset"] = "0"
        query = f"?{row['query']}" if "query" in row else ""
        path = f"/{PREFIX}/{address}{query}"
        return {
            "method": operation.method,
            "path": path,
            "data": data,
            "content_type": kind,
            "headers": headers,
        }

    def value(self, told: Any) -> Any:
        """``$finding`` is the id of an object, ``@head`` of a person; anything else is itself."""
        if isinstance(told, dict):
            return {key: self.value(one) for key, one in told.items()}
        if isinstance(told, list):
            return [self.value(one) for one in told]
        if isinstance(told, str) and told.startswith("$"):
            return self.house[told[1:]]
        if isinstance(told, str) and told.startswith("@"):
            return self.house.actors[told[1:]].pk
        return told

    def version(self, operation: Operation) -> int:
        """How the object stands."""
        model = ROWS[operation.collection](self.house.actors["head"]).model
        key = self.value(operation.row.get("of") or OBJECTS[operation.collection])
        return model._base_manager.get(pk=key).version

    def body(self, operation: Operation) -> tuple[bytes | str, str]:
        """What the schema asks for, with what the row adds."""
        content = operation.told.get("requestBody", {}).get("content", {})
        kind, told = next(iter(content.items()), ("application/json", {}))
        if kind == BYTES:
            return b"x", kind
        more = {k: self.value(v) for k, v in operation.row.get("body", {}).items()}
        schema = whole(told.get("schema", {}))
        if kind == "multipart/form-data":
            fields = self.example(schema, "") | {"file": SimpleUploadedFile("a.txt", b"Bien ban")}
            return encode_multipart(BORDER, fields | more), MULTIPART_CONTENT
        fields = self.example(schema, "") if schema else {}
        return json.dumps(fields | more), kind

    def example(self, schema: dict[str, Any], name: str) -> Any:
        """The least that fits a schema."""
        schema = whole(schema)
        if "properties" in schema:
            needed = schema.get("required", [])
            parts = schema["properties"].items()
            return {key: self.example(part, key) for key, part in parts if key in needed}
        return self.plain(schema, name)

    def plain(self, schema: dict[str, Any], name: str) -> Any:
        """A value that is no object of fields."""
        if "enum" in schema or "const" in schema:
            return schema.get("enum", [schema.get("const")])[0]
        kind = schema.get("type")
        if kind == "array":
            one = self.example(schema["items"], name.removesuffix("s"))
            return [one] if schema.get("minItems") else []
        if kind == "integer":
            return self.value(FIELDS[name]) if name in FIELDS else schema.get("minimum", 1)
        if kind == "string":
            return text(schema)
        return {"boolean": True, "number": 1, "object": {}}.get(kind)


def text(schema: dict[str, Any]) -> str:
    """Days, moments, words."""
    shapes = {"date": "2020-08-25", "date-time": "2020-08-25T08:00:00+07:00"}
    return shapes.get(schema.get("format", ""), "x")


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema a pointer leads to; of alternatives the first."""
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    if "allOf" in schema:
        schema = schema["allOf"][0]
    if "$ref" in schema:
        return description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def named(path: str) -> Iterator[str]:
    """Names in braces."""
    for part in path.split("{")[1:]:
        yield part.split("}")[0]
