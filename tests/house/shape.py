"""Size and shape of Python files: length, imports inside functions, words to the user."""

import ast
import unicodedata
from pathlib import Path

FILE_LINES = 500
FUNCTION_LINES = 50
Function = ast.FunctionDef | ast.AsyncFunctionDef


def file_complaints(name: str, text: str) -> list[str]:
    """A file longer than the house allows."""
    lines = len(text.splitlines())
    return [f"{name} has {lines} lines, more than {FILE_LINES}"] if lines > FILE_LINES else []


def function_complaints(name: str, text: str) -> list[str]:
    """Functions that are too long, or that import."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, Function):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            found.append(f"{name}:{node.lineno} {node.name} has {lines} lines")
        if node.name != "ready" and any(
            isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)
        ):
            found.append(f"{name}:{node.lineno} {node.name} imports inside the function")
    return found


def public_actions(text: str) -> list[str]:
    """Names of the top-level verbs of an actions module: public, with ``by``."""
    return [
        node.name
        for node in ast.parse(text).body
        if isinstance(node, Function)
        and not node.name.startswith("_")
        and "by" in {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}
    ]


def offered(door: Path) -> set[str]:
    """Names that the ``__init__`` of a folder of actions imports: what others may call."""
    nodes = ast.parse(door.read_text(encoding="utf-8")).body
    return {a.name for node in nodes if isinstance(node, ast.ImportFrom) for a in node.names}


def is_vietnamese(sentence: str) -> bool:
    """Whether a sentence carries a mark English never does."""
    flat = unicodedata.normalize("NFD", sentence)
    return "đ" in flat.lower() or any(unicodedata.combining(c) for c in flat)


def error_complaints(name: str, text: str) -> list[str]:
    """Named errors whose docstring, the message shown, is missing or not Vietnamese."""
    found = []
    for node in ast.parse(text).body:
        if not isinstance(node, ast.ClassDef):
            continue
        message = ast.get_docstring(node) or ""
        if not is_vietnamese(message):
            found.append(f"{name}:{node.lineno} {node.name} says {message!r}, not Vietnamese")
    return found
