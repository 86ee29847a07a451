"""What a browser must fetch: our scripts and a whole staff page stay small."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.urls import reverse

from congvu.core import styles

KB = 1024
ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "src/congvu/core/static/core"
FONTS = list(STATIC.glob("fonts/*.woff2"))


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_our_scripts_with_htmx_are_under_40_kb():
    scripts = [*STATIC.glob("js/*.js"), *STATIC.glob("vendor/*.js")]
    assert len(scripts) > 5
    assert sum(map(packed, scripts)) <= 40 * KB


def test_the_two_fonts_are_under_45_kb():
    assert len(FONTS) == 2
    assert sum(f.stat().st_size for f in FONTS) <= 45 * KB


@pytest.mark.django_db
def test_a_staff_page_with_fonts_is_under_150_kb(client):
    user = get_user_model().objects.create_user("a", full_name="Trần Thị Hoa")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("core:styleguide")).content
    linked = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', page))
    files = {Path(finders.find(name.decode())) for name in linked}
    files |= set(STATIC.glob("js/*.js"))  # imported by app.js
    assert len(files) > 20
    texts = sum(packed(f) for f in files if f.suffix != ".woff2")
    weight = len(gzip.compress(page, 9)) + texts + sum(f.stat().st_size for f in FONTS)
    assert weight <= 150 * KB


def test_every_stylesheet_is_linked():
    assert sorted(styles.SHEETS) == sorted(f.stem for f in STATIC.glob("css/*.css"))


@pytest.mark.parametrize(
    "readme", [STATIC / "vendor/README.md", ROOT / "tests/vendor/README.md"], ids=str
)
def test_parts_of_others_are_what_their_table_says(readme):
    rows = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})`", readme.read_text(), re.M)
    assert rows
    for name, digest in rows:
        assert hashlib.sha256((readme.parent / name).read_bytes()).hexdigest() == digest, name
