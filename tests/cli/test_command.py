"""The congvu command explains itself, and carries an installation from nothing to a page."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from contextlib import closing

import pytest
from django.core.management import get_commands

from congvu.cli import parser
from tests.core.home import ROOT, installation

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path):
    with installation(tmp_path) as home:
        yield home


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serv"], "Có phải ý bạn là: congvu serve?"),
        (["backup"], "thiếu: TỆP"),
        (["serve", "--port", "x"], "cổng phải là số từ 1 đến 65535"),
        (["serve", "--porta", "1"], "không hiểu: --porta"),
        (["token"], "thiếu: NGƯỜI-DÙNG"),
    ],
)
def test_wrong_arguments_explain_themselves(home, words, said):
    done = home.run(*words, check=False)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["createsuperuser", "changepassword", "check"])
def test_the_commands_of_django_that_the_documents_name_are_there(home, name):
    assert f"congvu {name}" in home.run(name, "--help").stdout


def test_help_names_every_command_in_vietnamese():
    text = parser.build().format_help()
    assert all(name in text for name in parser.OWN)
    assert "usage" not in text
    assert "show this help" not in text


def test_a_taken_port_is_said_at_once(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = home.run("serve", "--port", str(taken.getsockname()[1]), check=False)
    assert done.returncode == 1
    assert "Thử cổng khác" in done.stderr


def test_an_unwritable_home_is_said(home):
    (home.folder / "file").write_text("")
    home.env["CONGVU_HOME"] = str(home.folder / "file" / "var")
    done = home.run("migrate", check=False)
    assert "Không tạo được thư mục dữ liệu" in done.stderr


def fetch(port, path):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        line.request("GET", path)
        with line.getresponse() as answer:
            return answer.status, answer.getheader("Location"), answer.read().decode()


def test_serving_from_nothing_to_a_page_and_to_a_clean_end(home):
    port = free_port()
    server = home.start("-m", "congvu.cli.main", "serve", "--port", str(port))
    try:
        said = home.folder / "output.txt"
        end = time.monotonic() + 300  # the first start makes every table, on a busy machine too
        while "đang chạy tại" not in said.read_text():
            assert server.poll() is None, said.read_text()
            assert time.monotonic() < end, said.read_text()
            time.sleep(0.2)
        status, there, _ = fetch(port, "/he-thong/")
        assert status == 302
        status, _, page = fetch(port, there)
        assert (status, "csrfmiddlewaretoken" in page) == (200, True)
    finally:
        os.kill(server.pid, signal.SIGTERM)
        code = server.wait(60)
    assert code == 0, said.read_text()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The product as it is handed out, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([sys.executable, *words, "-w", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_styles_and_data(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for path in (source / "congvu").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= inside
    text = zipfile.ZipFile(wheel).read(next(n for n in inside if n.endswith("entry_points.txt")))
    assert b"congvu = congvu.cli.main:main" in text


@pytest.fixture
def installed(wheel, tmp_path):
    """The wheel in an environment of its own; what it needs comes from that of the tests, which is
    put on the path as it lies there, without the product under test."""
    place = tmp_path / "venv"
    venv.create(place, symlinks=True)
    python = place / "bin" / "python"
    words = ["-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, *words, str(wheel)], check=True)
    (site,) = place.glob("lib/python*/site-packages")
    (site / "needs.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return place / "bin" / "congvu"


@pytest.mark.soak
def test_the_wheel_works_from_another_folder(installed, home, tmp_path):
    elsewhere = tmp_path / "noi-khac"
    elsewhere.mkdir()
    told = {k: v for k, v in home.env.items() if k != "PYTHONPATH"}

    def run(*words):
        return subprocess.run(words, env=told, cwd=elsewhere, capture_output=True, text=True)

    asked = "import congvu; print(congvu.__file__)"
    lies = run(str(installed.parent / "python"), "-c", asked).stdout
    assert str(installed.parent.parent) in lies  # not the working tree
    helped = run(str(installed), "--help")
    assert helped.returncode == 0 and "migrate" in helped.stdout, helped.stderr
    migrated = run(str(installed), "migrate")
    assert migrated.returncode == 0, migrated.stdout + migrated.stderr
    assert list(elsewhere.iterdir()) == []  # the installation lies in its home alone
    checked = run(str(installed), "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


# made for others to call: the frame of the public site by migrate, its news by the showroom
INNER = {"set_up_portal", "demo_news"}


def test_every_command_of_ours_is_in_the_help():
    ours = {name for name, app in get_commands().items() if str(app).startswith("congvu.")}
    named = {name.replace("_", "-") for name in ours - INNER}
    assert {"load-stationery", "sign"} <= named
    text = parser.build().format_help()
    assert [name for name in sorted(named) if f"    {name}" not in text] == []
