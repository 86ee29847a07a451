"""Every link of the documents leads somewhere, every make target and command they name exists."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"`make ([a-z-]+)")


def complaints(path: Path, targets: set[str]) -> list[str]:
    """What is wrong in one document."""
    text = path.read_text(encoding="utf-8")
    found = [
        f"{path.relative_to(ROOT)}: no file {link}"
        for link in LINK.findall(text)
        if "://" not in link
        and not link.startswith(("mailto:", "/"))
        and not (path.parent / link).exists()
    ]
    named = set(TARGET.findall(text)) - targets
    return found + [f"{path.relative_to(ROOT)}: no target make {name}" for name in sorted(named)]


def main() -> int:
    """Check all documents; print what is wrong."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    found = [c for path in documents for c in complaints(path, targets)]
    print("\n".join(found) or f"{len(documents)} documents, all links lead somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
