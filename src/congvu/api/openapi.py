"""The description of the API, made from the code; errors and headers are the same everywhere."""

from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from pydantic import BaseModel

from congvu.api.problems import TITLES

# of every operation; 410 and 413 are added where bytes come in
EVERYWHERE = (400, 401, 403, 404, 405, 409, 410, 412, 413, 422, 428, 429)
PROBLEM = "application/problem+json"


class FieldError(BaseModel):
    """One place that is wrong."""

    field: str
    message: str


class Problem(BaseModel):
    """Why a request was refused, and what to do."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]


def header(words: str, kind: str = "string") -> dict[str, Any]:
    """A header of an answer."""
    return {"description": words, "schema": {"type": kind}}


class Description(OpenAPISchema):
    """Adds to each operation what holds for all."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Its own answers, then every refusal."""
        found = super().responses(operation)
        if (operation.openapi_extra or {}).get("x-etag"):
            for answer in found.values():
                answer["headers"] = {"ETag": header('Phiên bản, ví dụ "v3"')}
        if kinds := (operation.openapi_extra or {}).get("x-file"):
            raw = {"schema": {"type": "string", "format": "binary"}}
            found[200]["content"] = dict.fromkeys(kinds, raw)
        for status in EVERYWHERE:
            found[status] = {"$ref": f"#/components/responses/Problem{status}"}
        return found

    def get_components(self) -> dict[str, Any]:
        """The shared refusals beside the schemas."""
        schema = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        self.schemas.update(schema.pop("$defs"))
        self.schemas["Problem"] = schema
        components = super().get_components()
        components["responses"] = {f"Problem{status}": refusal(status) for status in EVERYWHERE}
        return components


def refusal(status: int) -> dict[str, Any]:
    """One kind of refusal."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told: dict[str, Any] = {"description": TITLES[status], "content": content}
    if status == 429:
        told["headers"] = {"Retry-After": header("Số giây phải đợi", "integer")}
    return told
