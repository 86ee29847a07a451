"""A real browser for the journeys: start it, photograph a page, ask what is wrong with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-4.14.1.min.js"
SHOTS = Path(os.environ.get("SHOTS", "test-results/shots"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE, NARROW = (1280, 900), (360, 780), (320, 700)

# runs before the page's own scripts and writes down every refusal of the policy
LISTEN = """
window.cspRefusals = [];
document.addEventListener("securitypolicyviolation", (e) => window.cspRefusals.push(
  `${e.violatedDirective} ${e.blockedURI} ${e.sourceFile || ""}:${e.lineNumber || ""}`));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, alone and quiet."""
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, base_url: str, size: tuple[int, int] = DESK, **options) -> Page:
    """A fresh page of its own context; a phone's size gets a phone's finger."""
    width, height = size
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=width < 760,
        **options,
    )
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def visit(page: Page, path: str, status: int = 200) -> Page:
    """Go there and insist on the answer: an error page is beautifully accessible too."""
    answer = page.goto(path)
    assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
    return page


def open_menu(page: Page) -> None:
    """What lies behind the menu on a phone; on a desk it lies open."""
    menu = page.locator(".public-menu summary")
    if menu.is_visible():
        menu.click()


def shot(page: Page, name: str, folder: Path = SHOTS, full: bool = True) -> Path:
    """Save a picture of the page as ``<name>.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=str(path), full_page=full)
    return path


def axe(page: Page, within: str | None = None) -> list[str]:
    """Violations of WCAG 2.2 AA and good practice, one readable line each."""
    # evaluated over the protocol: the page's own policy is not loosened for it
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "([within, tags]) => axe.run(within || document, {runOnly: tags}).then(r => r.violations)",
        [within, TAGS],
    )
    return [
        f"{v['id']}: {v['help']} – {n['target']} {n['html'][:120]} | {n.get('failureSummary', '')}"
        for v in found
        for n in v["nodes"]
    ]


def csp_violations(page: Page) -> list[str]:
    """What the content security policy refused since the page was opened."""
    return page.evaluate("window.cspRefusals || []")


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window; 0 is right."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def cut_after_first_part(page: Page, addresses: str) -> tuple[dict[str, bool], list[int]]:
    """A weak network: gone once the first part of an upload went; ``cut`` False brings it back.

    Also the offsets of all parts sent. Only on a page that is there: a route set while it is on
    its way may miss it.
    """
    network: dict[str, bool] = {"cut": False}
    offsets: list[int] = []

    def weak(route: Route) -> None:
        if network["cut"]:
            route.abort("internetdisconnected")
            return
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
            network["cut"] = len(offsets) == 1
        route.continue_()

    page.route(addresses, weak)
    return network, offsets
