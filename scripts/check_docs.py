"""Every link of the documents leads somewhere, every make target and command they name exists."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"`make ([a-z-]+)")
COMMAND = re.compile(r"`(?:CONGVU_HOME=\S+ )?congvu ([a-z][a-z-]*)")
DJANGO = {"createsuperuser", "changepassword"}  # Django's own that the documents may name


def commands() -> set[str]:
    """Every command of ``congvu``."""
    parser, folders = ROOT / "src/congvu/cli/parser.py", "src/congvu/*/management/commands/*.py"
    named = re.findall(r'add_parser\(\s*"([a-z-]+)"', parser.read_text(encoding="utf-8"))
    return {path.stem.replace("_", "-") for path in ROOT.glob(folders)} | set(named) | DJANGO


def complaints(path: Path, targets: set[str], known: set[str]) -> list[str]:
    """What is wrong in one document."""
    text = path.read_text(encoding="utf-8")
    found = [
        f"{path.relative_to(ROOT)}: no file {link}"
        for link in LINK.findall(text)
        if "://" not in link
        and not link.startswith(("mailto:", "/"))
        and not (path.parent / link).exists()
    ]
    lost = [f"target make {name}" for name in sorted(set(TARGET.findall(text)) - targets)]
    lost += [f"command congvu {name}" for name in sorted(set(COMMAND.findall(text)) - known)]
    return found + [f"{path.relative_to(ROOT)}: no {what}" for what in lost]


def main() -> int:
    """Check all documents; print what is wrong."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    known = commands()
    found = [c for path in documents for c in complaints(path, targets, known)]
    print("\n".join(found) or f"{len(documents)} documents, all links lead somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
