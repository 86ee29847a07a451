"""What production serves: every file found, every address hashed."""

import json
import re

import pytest
from django.core.management import call_command


@pytest.mark.slow
def test_static_files_are_collected_with_hashes_down_to_imports(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    backend = {"BACKEND": "congvu.core.storage.StaticStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    entry = (tmp_path / names["core/js/app.js"]).read_text()
    imported = re.findall(r'import\s*"\./([^"]+)"', entry)
    assert len(imported) >= 8
    assert {f"core/js/{name}" for name in imported} <= set(names.values())
    fonts = re.findall(
        r'url\("\.\./([^"]+)"\)', (tmp_path / names["core/css/fonts.css"]).read_text()
    )
    assert fonts and {f"core/{name}" for name in fonts} <= set(names.values())
    assert (tmp_path / (names["core/js/app.js"] + ".gz")).exists()
