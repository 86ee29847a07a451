"""Photograph pages of a running site at desk and phone size.

    python scripts/screenshots.py http://127.0.0.1:8000 --user a --password b --to shots /

A page that does not answer 200, overflows or breaks the security policy is named; exit code 1.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journeys import browser as b  # noqa: E402


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--user")
    parser.add_argument("--password", default=os.environ.get("CONGVU_SHOT_PASSWORD"))
    parser.add_argument("--to", type=Path, default=b.SHOTS)
    parser.add_argument("--axe", action="store_true", help="also list accessibility violations")
    parser.add_argument("--sizes", default="1280x900,360x780")
    return parser.parse_args()


def sign_in(page: b.Page, user: str, password: str) -> None:
    """Through the sign-in page, as a person would."""
    b.visit(page, "/he-thong/")  # sends the stranger to the sign-in page
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.click("main button[type=submit]")
    if page.locator("input[name=login]").count():
        raise SystemExit("sign-in refused: " + page.inner_text("main"))


def photograph(page: b.Page, path: str, width: int, args: argparse.Namespace) -> list[str]:
    """One picture, and what is wrong with the page."""
    answer = page.goto(path)
    name = path.strip("/").replace("/", "_").split("?")[0] or "home"
    picture = b.shot(page, f"{name}-{width}", args.to)
    print(picture)  # noqa: T201
    wrong = [f"answer {answer.status}"] if answer and answer.status != 200 else []
    wrong += [f"{b.overflow(page)} px too wide"] if b.overflow(page) > 0 else []
    wrong += b.csp_violations(page) + (b.axe(page) if args.axe else [])
    return [f"{path} at {width}: {w}" for w in wrong]


def main() -> int:
    """Every path at every size."""
    args, wrong = arguments(), []
    with b.chromium() as browser:
        for size in args.sizes.split(","):
            width, height = (int(n) for n in size.split("x"))
            page = b.open_page(browser, args.base, (width, height))
            if args.user:
                sign_in(page, args.user, args.password)
            for path in args.paths:
                wrong += photograph(page, path, width, args)
    print("\n".join(wrong))  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
