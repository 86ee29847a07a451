"""Lighthouse looks at the public pages of the showroom: medians of three looks at each.

Its version and everything it needs are locked with their hashes beside this file;
scripts/install-lighthouse.sh puts it in place. Nothing is fetched while it looks.
"""

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.home import ROOT, installation
from tests.core.served import Served, free_port
from tests.journeys.browser import CHROMIUM, FLAGS

pytestmark = pytest.mark.soak
LIGHTHOUSE = ROOT / ".venv" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
LOOKS = 3
WANTED = {"performance": 90, "accessibility": 95, "best-practices": 95, "seo": 95}
# no name is looked up, so that whatever a page or the browser asks of others fails
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
# the browser's record of the page got lost: "please run Lighthouse again", it says itself
LOST, AGAIN = "NO_NAVSTART", 3
PLACES = """
import json
from django.urls import reverse
from congvu.portal.models import NewsPage
from congvu.procedures.models import Procedure
article = NewsPage.objects.live().order_by("pk").first()
procedure = Procedure.objects.order_by("pk").first()
print(json.dumps({
    "home": reverse("portal:home"),
    "news": reverse("portal:news_list"),
    "article": reverse("portal:news_detail", args=[article.slug]),
    "procedures": reverse("portal:procedure_list"),
    "procedure": reverse("portal:procedure_detail", args=[procedure.pk]),
    "tracking": reverse("portal:tracking"),
    "answers": reverse("portal:petition_answers"),
    "petition": reverse("portal:petition_send"),
}))
"""
PAGES = ["home", "news", "article", "procedures", "procedure", "tracking", "answers", "petition"]


@pytest.fixture(scope="module")
def showroom(tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    """Its address, and where its public pages are."""
    folder = tmp_path_factory.mktemp("lighthouse")
    with installation(folder, CONGVU_DEMO="1") as home:
        home.run("demo", "--no-serve")
        served = Served(home, free_port())
        served.start()
        try:
            yield f"http://127.0.0.1:{served.port}", json.loads(home.python(PLACES))
        finally:
            served.stop()


def looked(url: str, folder: Path) -> dict:
    """One report."""
    out = folder / "report.json"
    command = [
        "node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={out}",
        f"--only-categories={','.join(WANTED)}", "--no-enable-error-reporting",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)} {json.dumps(ALONE)}",
    ]  # fmt: skip
    env = os.environ | {"CHROME_PATH": CHROMIUM}
    for _ in range(AGAIN):
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
        if done.returncode == 0 or LOST not in done.stderr:
            break
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(out.read_text())
    assert not report.get("runtimeError"), report["runtimeError"]
    return report


def lost(report: dict, category: str) -> list[str]:
    """What took points away, in its own words."""
    audits = report["audits"]
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    return [
        f"{audits[name]['title']} {audits[name].get('displayValue', '')}".strip()
        for name in counted
        if (audits[name]["score"] if audits[name]["score"] is not None else 1) < 0.9
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_is_quick_and_open_to_everybody(showroom, page, tmp_path, record_property):
    site, places = showroom
    reports = [looked(site + places[page], tmp_path) for _ in range(LOOKS)]
    points = {
        name: statistics.median(100 * one["categories"][name]["score"] for one in reports)
        for name in WANTED
    }
    record_property(page, points)
    short = {name: lost(reports[0], name) for name in WANTED if points[name] < WANTED[name]}
    assert short == {}, points
