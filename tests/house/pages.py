"""Templates and URL names: who may reach whom, and what a template may contain."""

import ast
import re

from tests.house.layers import FLOORS, OPEN, below

COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", re.S)
REACH = re.compile(r"""{%-?\s*(extends|include)\s+["']([^"']+)["']""")
URL_TAG = re.compile(r"""{%-?\s*url\s+["']([^"']+)["']""")
LOAD = re.compile(r"{%-?\s*load\s+(.*?)\s*%}")
BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")
INLINE = [
    ("inline style attribute", re.compile(r"<[^>]*\sstyle\s*=", re.I)),
    ("inline style element", re.compile(r"<style\b", re.I)),
    ("inline script", re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.I)),
    ("inline event handler", re.compile(r"<[^>]*\s(?:hx-)?on[a-z:-]+\s*=", re.I)),
    ("javascript: address", re.compile(r"""=\s*["']\s*javascript:""", re.I)),
]
URL_CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def bare(text: str) -> str:
    """A template without its comments."""
    return COMMENT.sub("", text)


def reach_complaints(name: str, package: str, text: str, owners: dict[str, set[str]]) -> list[str]:
    """``extends`` and ``include`` that leave the own package in a way the house forbids."""
    found = []
    for tag, target in REACH.findall(bare(text)):
        homes = owners.get(target, set())
        if not homes or package in homes or homes & OPEN or package == "config":
            continue
        fragment = "_fragments/" in target or target.rsplit("/", 1)[-1].startswith("_")
        if tag == "extends" or not fragment or not any(below(package, h) for h in homes):
            found.append(f"{name} {tag}s {target} of {', '.join(sorted(homes))}")
    return found


def url_complaints(name: str, package: str, names: list[str]) -> list[str]:
    """URL names of packages above."""
    return [
        f"{name} names the address {url}, of a package above"
        for url in names
        if ":" in url and url.split(":")[0] in FLOORS and not below(package, url.split(":")[0])
    ]


def url_names_in_template(text: str) -> list[str]:
    """URL names a template reverses."""
    return URL_TAG.findall(bare(text))


def url_names_in_python(text: str) -> list[str]:
    """URL names a Python file reverses or redirects to."""
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in URL_CALLS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def inline_complaints(name: str, text: str) -> list[str]:
    """What the content security policy would refuse."""
    return [f"{name} has an {what}" for what, regex in INLINE if regex.search(bare(text))]


def load_complaints(name: str, text: str) -> list[str]:
    """One library per ``{% load %}``, sorted."""
    loads = [words for words in LOAD.findall(bare(text)) if " from " not in words]
    found = [f"{name} loads several at once: {words}" for words in loads if " " in words]
    if loads != sorted(loads):
        found.append(f"{name} loads out of order: {loads}")
    return found


def blocks(text: str) -> list[str]:
    """Names of the blocks of a template, in order."""
    return BLOCK.findall(bare(text))


def parent(text: str) -> str:
    """Name of the template this one extends, empty if none."""
    return next((target for tag, target in REACH.findall(bare(text)) if tag == "extends"), "")


def block_complaints(name: str, texts: dict[str, str]) -> list[str]:
    """Blocks filled in another order than the layouts above declare them."""
    above = parent(texts[name])
    while above in texts and parent(texts[above]):
        above = parent(texts[above])
    order = blocks(texts.get(above, ""))
    mine = [b for b in blocks(texts[name]) if b in order]
    if above and mine != sorted(mine, key=order.index):
        return [f"{name} fills its blocks in the order {mine}"]
    return []


def names_in_python(text: str) -> list[str]:
    """Regexes of every string of a Python file; the open parts of f-strings match anything."""
    found, nodes = [], list(ast.walk(ast.parse(text)))
    pieces = {id(p) for node in nodes if isinstance(node, ast.JoinedStr) for p in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in pieces:
                found.append(re.escape(node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w/.-]+"
                for p in node.values
            ]
            found.append("".join(parts))
    return [regex for regex in found if regex.endswith(("html", "txt", "xml", "typ", "ics"))]
