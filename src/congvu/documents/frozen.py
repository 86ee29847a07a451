"""A document text as canonical JSON, so that it can be kept, hashed and read back."""

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from congvu.documents.layouts import Layout
from congvu.documents.model import (
    Annex,
    Block,
    Column,
    Fact,
    Fill,
    Heading,
    Letterhead,
    OfficialText,
    PageBreak,
    Paragraph,
    Row,
    SignatureBlock,
    SignatureRow,
    Table,
)

_BLOCKS = {cls.__name__: cls for cls in (Heading, Paragraph, Table, PageBreak, Fill, SignatureRow)}


def as_data(text: OfficialText) -> dict[str, Any]:
    """The text as plain JSON values; blocks carry their type under "block"."""
    data = asdict(text)
    data["date"] = text.date.isoformat() if text.date else None
    if not text.page_of_pages:  # texts kept before there was such a foot keep their digest
        del data["page_of_pages"]
    data["body"] = [_block_data(block) for block in text.body]
    for annex, annex_data in zip(text.annexes, data["annexes"], strict=True):
        annex_data["blocks"] = [_block_data(block) for block in annex.blocks]
    return data


def dumps(text: OfficialText) -> str:
    """Canonical JSON: same text, same characters."""
    return json.dumps(as_data(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: OfficialText) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(dumps(text).encode()).hexdigest()


def loads(source: str) -> OfficialText:
    """The text that `dumps` wrote."""
    data = json.loads(source)
    data["date"] = date.fromisoformat(data["date"]) if data["date"] else None
    data["letterhead"] = Letterhead(**data["letterhead"])
    data["layout"] = Layout(**data["layout"] | {"paper_mm": tuple(data["layout"]["paper_mm"])})
    data["body"] = _blocks(data["body"])
    data["signatures"] = tuple(SignatureBlock(**item) for item in data["signatures"])
    data["annexes"] = tuple(
        Annex(**item | {"blocks": _blocks(item["blocks"])}) for item in data["annexes"]
    )
    for name in ("addressees", "grounds", "recipients"):
        data[name] = tuple(data[name])
    return OfficialText(**data)


def _block_data(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__} | asdict(block)


def _blocks(items: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(dict(item)) for item in items)


def _block(item: dict[str, Any]) -> Block:
    cls = _BLOCKS[item.pop("block")]
    known = {one.name for one in fields(cls)}
    values = {key: _value(key, value) for key, value in item.items() if key in known}
    return cls(**values)


def _value(key: str, value: Any) -> Any:
    if key == "facts":
        return tuple(Fact(**fact) for fact in value)
    if key == "columns":
        return tuple(Column(**column) for column in value)
    if key == "rows":
        return tuple(_row(row) for row in value)
    if key == "blocks":
        return tuple(SignatureBlock(**block) for block in value)
    return value


def _row(row: dict[str, Any]) -> Row:
    facts = tuple(Fact(**fact) for fact in row["facts"])
    return Row(**row | {"cells": tuple(row["cells"]), "facts": facts})
