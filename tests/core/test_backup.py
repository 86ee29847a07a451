"""Backup while writing, restore elsewhere: identical and verifiable."""

import gzip
import io
import json
import signal
import stat
import tarfile
import time

import pytest

from tests.core.home import installation

pytestmark = pytest.mark.slow
WRITER = """
import django; django.setup()
import itertools, sys
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from congvu.core import audit
from congvu.legal.models import Basis
for n in itertools.count():
    default_storage.save(f"a/{n}.txt", ContentFile(b"tep %d" % n))
    basis = Basis(number=f"{n}/QĐ", subject=f"Quyết định {n}", issuer="Sở")
    audit.create(basis, by=None, action="legal.add")
    print(n, flush=True)
"""
ROWS = """
import hashlib, json
from django.apps import apps
out = {}
for model in apps.get_models():
    rows = [repr(r) for r in model.objects.order_by("pk").values_list()]
    out[model._meta.label] = [len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()]
print(json.dumps(out))
"""
FILES = """
from django.conf import settings
print(sorted(p.read_bytes().decode() for p in settings.MEDIA_ROOT.rglob("*.txt")))
"""


@pytest.fixture
def home(tmp_path):
    with installation(tmp_path / "one", migrated=True) as home:
        yield home


@pytest.fixture
def other(tmp_path):
    with installation(tmp_path / "two") as home:
        yield home


def rows(home):
    return json.loads(home.python(ROWS))


def test_a_backup_taken_while_writing_is_one_moment_and_verifiable(home, other, tmp_path):
    archive, before = tmp_path / "copy.tar.gz", rows(home)["core.LogEntry"][0]
    writer = home.start("-c", WRITER)
    output = home.folder / "output.txt"
    while not output.exists() or len(output.read_text().split()) < 20:
        assert writer.poll() is None, output.read_text()
        time.sleep(0.1)
    home.run("backup", str(archive))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    other.run("restore", str(archive))
    there = rows(other)
    bases, log = there["legal.Basis"][0], there["core.LogEntry"][0]
    assert 20 <= bases == log - before
    assert len(eval(other.python(FILES))) >= bases  # noqa: S307 - a list we printed ourselves
    assert other.run("verify").returncode == 0


def test_a_quiet_installation_comes_back_identical(home, other, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    home.python(
        WRITER.split("for n")[0].split("\n", 2)[2] + "audit.create("
        "Basis(number='1/QĐ', subject='Một', issuer='Sở'), by=None, action='legal.add')\n"
        "default_storage.save('x/y.txt', ContentFile(b'tep'))"
    )
    home.run("backup", str(archive))
    other.run("restore", str(archive))
    assert rows(other) == rows(home)
    assert other.python(FILES) == home.python(FILES) == "['tep']"
    key = "home/secret.key"
    assert (other.folder / key).read_text() == (home.folder / key).read_text()


def test_what_is_wrong_is_said_and_nothing_is_touched(home, other, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    home.run("backup", str(archive))
    again = home.run("backup", str(archive), check=False)
    assert again.returncode != 0
    assert "đã có" in again.stderr
    full = home.run("restore", str(archive), check=False)
    assert "Chỉ phục hồi vào nơi trống" in full.stderr
    missing = other.run("restore", str(tmp_path / "no.tar.gz"), check=False)
    assert "Không có tệp" in missing.stderr
    bad = tmp_path / "bad.tar.gz"
    repack(archive, bad)
    refused = other.run("restore", str(bad), check=False)
    assert refused.returncode != 0
    assert "home/secret.key đã bị thay đổi" in refused.stderr
    strange = tmp_path / "strange.tar.gz"
    repack(archive, strange, rename="files/../../evil")
    assert "phần lạ" in other.run("restore", str(strange), check=False).stderr
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(archive.read_bytes()[:2000])
    assert "Không đọc được bản sao lưu" in other.run("restore", str(cut), check=False).stderr


def repack(archive, target, rename=""):
    """The archive again, with another key inside, or a part under another name."""
    with (
        tarfile.open(archive) as old,
        gzip.open(target, "wb") as raw,
        tarfile.open(fileobj=raw, mode="w|") as new,
    ):
        for member in old:
            source = old.extractfile(member)
            if member.name == "home/secret.key":
                member.name = rename or member.name
                data = source.read()
                new.addfile(member, io.BytesIO(data[:-1] + b"!"))
            else:
                new.addfile(member, source)
