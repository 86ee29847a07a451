"""Our stylesheets in their order, and the one file they are joined into for a release."""

SHEETS = (
    "tokens",
    "fonts",
    "base",
    "layout",
    "nav",
    "buttons",
    "forms",
    "files",
    "tables",
    "matrix",
    "calendar",
    "badges",
    "panels",
    "facts-strip",
    "tabs",
    "fold",
    "dialog",
    "messages",
    "timeline",
    "answer",
    "diff",
    "upload",
    "workbench",
    "evidence",
    "article",
    "paper",
    "procedures",
    "public",
    "rhythm",
    "utilities",
    "print",
)
FOLDER = "core/css"
JOINED = f"{FOLDER}/site.css"


def paths() -> list[str]:
    """Where each lies among the static files."""
    return [f"{FOLDER}/{name}.css" for name in SHEETS]
