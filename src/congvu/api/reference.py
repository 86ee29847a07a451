"""The description arranged for reading: operations by collection, with what goes in and out."""

from collections.abc import Iterator
from typing import Any

NAMES = {
    "units": "Đơn vị",
    "libraries": "Bộ tiêu chí",
    "plans": "Kế hoạch kiểm tra",
    "inspections": "Đợt kiểm tra",
    "visits": "Buổi làm việc, phiếu đánh giá",
    "answers": "Câu trả lời",
    "samples": "Mẫu hồ sơ",
    "findings": "Phát hiện",
    "explanations": "Giải trình",
    "remarks": "Nhận xét chung",
    "recommendations": "Kiến nghị",
    "remedies": "Khắc phục",
    "rechecks": "Kiểm tra lại kiến nghị",
    "documents": "Văn bản",
    "evidence": "Tài liệu minh chứng",
    "uploads": "Tải tệp lên từng phần",
    "workdays": "Ngày làm việc",
    "procedures": "Thủ tục",
    "procedure-versions": "Bản của thủ tục",
    "receiving-points": "Nơi tiếp nhận",
    "dossiers": "Hồ sơ",
    "ratings": "Đánh giá của người nộp",
    "reports": "Báo cáo, sổ",
    "petitions": "Phản ánh, kiến nghị",
    "measures": "Chỉ tiêu theo đơn vị, theo tháng",
    "webhooks": "Địa chỉ nhận sự kiện",
    "search": "Tìm kiếm",
    "verify": "Kiểm tra toàn bộ",
}


def groups(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Collections in order, each with its operations."""
    found: dict[str, list[dict[str, Any]]] = {}
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            found.setdefault(tag, []).append(told(path, method, operation, schemas))
    return [
        {"id": tag, "name": NAMES.get(tag, tag), "operations": ops} for tag, ops in found.items()
    ]


def told(path: str, method: str, operation: dict, schemas: dict) -> dict[str, Any]:
    """One operation for the page."""
    body = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {})
    answer = next(iter(operation["responses"].values()))
    shown = next(iter(answer.get("content", {}).values()), {})
    return {
        "id": operation["operationId"].replace("_", "-"),
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "parameters": list(parameters(operation)),
        "body": list(fields(body.get("schema", {}), schemas)),
        "answer": list(fields(shown.get("schema", {}), schemas)),
    }


def parameters(operation: dict) -> Iterator[dict[str, Any]]:
    """What goes into address and headers."""
    for one in operation.get("parameters", []):
        kind = kind_of(one.get("schema", {}))
        yield {"name": one["name"], "kind": kind, "required": one.get("required", False)}


def fields(schema: dict, schemas: dict) -> Iterator[dict[str, Any]]:
    """Fields of a body, one level deep."""
    whole = resolved(schema, schemas)
    needed = set(whole.get("required", []))
    for name, part in whole.get("properties", {}).items():
        yield {"name": name, "kind": kind_of(part), "required": name in needed}


def resolved(schema: dict, schemas: dict) -> dict:
    """The schema itself, not a pointer to it."""
    if "$ref" in schema:
        return schemas[schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def kind_of(schema: dict) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(kind_of(part) for part in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " | ".join(str(v) for v in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"{kind_of(schema.get('items', {}))}[]"
    return schema.get("format") or schema.get("type", "object")
