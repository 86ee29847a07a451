"""The one way into typst: a template of ours, the bundled typeface, no network, no system fonts."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Any

from congvu.documents.measure import FONTS


@contextmanager
def opened(template: Traversable, inputs: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What ``typst.compile`` and ``typst.query`` take of a template and the data for it.

    Data goes in as JSON through ``sys_inputs``: no word of a user is ever part of the program.
    """
    with as_file(template) as path, as_file(FONTS) as fonts:
        yield {
            "input": str(path),
            "root": str(path.parent),
            "font_paths": [str(fonts)],
            "ignore_system_fonts": True,
            "sys_inputs": inputs,
        }
