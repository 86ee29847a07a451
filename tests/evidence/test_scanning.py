"""The virus scan: off by default, a real clamd with a signature of our own, an absent one."""

import shutil
import socket
import subprocess
import time

import pytest

from congvu.core.jobs import Running
from congvu.core.models import LogEntry
from congvu.evidence import actions, errors, tasks
from congvu.evidence.intake import clamd
from congvu.evidence.states import Scan
from tests.evidence import factories

pytestmark = pytest.mark.django_db
VIRUS = b"CONGVU-TEST-SIGNATURE-8f1c2a"
CONFIG = """
DatabaseDirectory {db}
LocalSocket {socket}
TCPSocket {port}
TCPAddr 127.0.0.1
Foreground yes
LogFile {log}
PidFile {pid}
OfficialDatabaseOnly no
StreamMaxLength 20M
"""


def free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return plug.getsockname()[1]


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    """Debian's clamd with one signature; yields its two addresses."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if not program:
        pytest.skip("clamd is not installed (apt install clamav-daemon)")
    home = tmp_path_factory.mktemp("clamd")
    (home / "db").mkdir()
    signature = f"CongVu.Test-1:0:*:{VIRUS.hex()}\n"
    (home / "db" / "own.ndb").write_text(signature)
    port, plug = free_port(), home / "s"
    config = CONFIG.format(
        db=home / "db", socket=plug, port=port, log=home / "log", pid=home / "pid"
    )
    (home / "clamd.conf").write_text(config)
    process = subprocess.Popen(
        [program, "-c", str(home / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        if plug.exists():
            break
        assert process.poll() is None, (home / "log").read_text()
        time.sleep(0.1)
    yield [f"unix:{plug}", f"tcp://127.0.0.1:{port}"]
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.slow
@pytest.mark.parametrize("way", [0, 1], ids=["unix", "tcp"])
def test_a_real_scanner_lets_the_clean_in_and_the_infected_not(
    scanner, settings, contact, files, way
):
    settings.CLAMD_URL = scanner[way]
    assert factories.stored(contact).scan == Scan.CLEAN
    before = LogEntry.objects.count()
    with pytest.raises(errors.Infected, match=r"CongVu\.Test-1"):
        factories.stored(contact, data=factories.pdf() + VIRUS, name="a.pdf")
    assert LogEntry.objects.filter(action="evidence.refuse_infected").count() == 1
    assert LogEntry.objects.count() == before + 1
    assert len([p for p in files.rglob("*") if p.is_file()]) == 1


@pytest.mark.slow
def test_what_waited_is_settled_when_the_scanner_is_back(scanner, settings, contact, office):
    settings.CLAMD_URL = f"tcp://127.0.0.1:{free_port()}"
    clean = factories.stored(contact)
    ill = factories.stored(contact, data=factories.pdf() + VIRUS)
    assert (clean.scan, ill.scan) == (Scan.PENDING, Scan.PENDING)
    assert actions.rescan_pending() == 0
    settings.CLAMD_URL = scanner[0]
    tasks.rescan(Running(1, "evidence.rescan_pending"))
    clean.refresh_from_db()
    ill.refresh_from_db()
    assert (clean.scan, ill.scan) == (Scan.CLEAN, Scan.INFECTED)
    assert actions.rescan_pending() == 0


def test_off_is_said_so(contact):
    version = factories.stored(contact)
    assert version.scan == Scan.OFF
    assert "chưa bật" in version.get_scan_display()
    assert actions.rescan_pending() == 0


def test_a_scanner_that_is_not_there_is_not_a_clean_verdict(tmp_path):
    with pytest.raises(clamd.ScannerDown):
        clamd.scan(f"unix:{tmp_path}/none", None)
