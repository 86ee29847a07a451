"""The floors of the house, read from .importlinter so that they stand written once."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "congvu"
DOORS = {"models", "states", "errors", "rules", "actions", "policies", "signals", "registry"}
OPEN = {"core", "documents"}
ENTRY = {"config", "cli"}


def floors(text: str | None = None) -> dict[str, int]:
    """Package -> height; ground is 0. Packages on one line share a height and are strangers."""
    parser = configparser.ConfigParser()
    parser.read_string(text if text is not None else (ROOT / ".importlinter").read_text("utf-8"))
    lines = parser["importlinter:contract:house"]["layers"].split("\n")
    rows = [line for line in lines if line.strip()]
    return {
        name.strip(): height
        for height, line in enumerate(reversed(rows))
        for name in line.split("|")
    }


FLOORS = floors()


def below(upper: str, lower: str) -> bool:
    """Whether ``upper`` may know ``lower``: itself, or a package on a floor beneath."""
    if upper == lower or lower not in FLOORS:
        return True
    return upper in FLOORS and FLOORS[lower] < FLOORS[upper]


def package_of(path: Path, src: Path = SRC) -> str:
    """First-level package a file belongs to; empty for files of congvu itself."""
    parts = path.relative_to(src).parts
    return parts[0] if len(parts) > 1 else ""


def python_files(src: Path = SRC) -> list[Path]:
    """Our own Python files, migrations left out."""
    return sorted(p for p in src.rglob("*.py") if "migrations" not in p.parts)


def template_files(src: Path = SRC) -> list[Path]:
    """Every template file of every package."""
    return sorted(p for p in src.glob("*/templates/**/*") if p.is_file())


def template_name(path: Path) -> str:
    """The name a template is loaded by."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])
