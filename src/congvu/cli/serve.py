"""congvu serve and congvu demo: web and worker under one small parent."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL

import yaml

from congvu.cli import installation
from congvu.cli.installation import Trouble
from congvu.cli.supervisor import Child, Supervisor

WEB_PROCESSES, WEB_THREADS = 2, 4
SIGN_INS = "demo.txt"


def serve(host: str, port: int, *, worker: bool = True) -> int:
    """Run web and worker until told to stop."""
    began = time.monotonic()
    refuse_taken(host, port)
    installation.prepare()
    children = [Child("Trang web", web_command(host, port))]
    if worker:
        children.append(Child("Tiến trình nền", installation.command("worker")))
    return Supervisor(children).run(announcer(host, port, began))


def demo(host: str, port: int, *, start: bool = True, dossiers: int = 0) -> int:
    """Seed the believable agency once, say how to sign in, and serve it.

    ``dossiers`` more of them, with their past; once too.
    """
    os.environ.setdefault("CONGVU_DEMO", "1")
    os.environ.setdefault("CONGVU_INSECURE_HTTP", "1")
    for name, value in story().items():
        os.environ.setdefault(name, value)
    if start:
        refuse_taken(host, port)
    installation.prepare()
    sign_ins = installation.home() / SIGN_INS
    if not sign_ins.exists() and installation.has_command("demo"):
        seed(sign_ins)
    if dossiers:
        print(f"Đang dựng {dossiers} hồ sơ giả định (chỉ lần đầu)…", flush=True)
        installation.run("django", "demo", "--dossiers", str(dossiers), stdout=DEVNULL)
    if sign_ins.exists():
        print(sign_ins.read_text("utf-8"), flush=True)
    return serve(host, port) if start else 0


def story() -> dict[str, str]:
    """The day the showroom lives on and the office it shows, as its data say."""
    text = (installation.PACKAGE / "data" / "demo" / "office.yaml").read_text("utf-8")
    facts = yaml.safe_load(text)
    name = facts["department"]["short_name"]
    return {"CONGVU_TODAY": facts["today"].isoformat(), "CONGVU_OFFICE": name}


def seed(sign_ins: Path) -> None:
    """Let the demo command build its agency; what it prints is how one signs in."""
    print("Đang dựng cơ quan mẫu (chỉ lần đầu)…", flush=True)
    fresh = sign_ins.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as out:
        installation.run("django", "demo", stdout=out)
    installation.run("django", "demo_news")
    fresh.rename(sign_ins)


def web_command(host: str, port: int) -> list[str]:
    """Gunicorn, loaded once and forked: quick to start, small in memory."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "--bind": address,
        "--workers": os.environ.get("CONGVU_WORKERS", str(WEB_PROCESSES)),
        "--threads": os.environ.get("CONGVU_THREADS", str(WEB_THREADS)),
        "--worker-class": "gthread",
        "--timeout": "60",
        "--graceful-timeout": "20",
        "--log-level": "warning",
        "--worker-tmp-dir": "/dev/shm" if os.path.isdir("/dev/shm") else "",  # noqa: S108
    }
    given = [word for pair in options.items() if pair[1] for word in pair]
    fixed = ["--preload", "--no-control-socket", "congvu.config.wsgi:application"]
    return [sys.executable, "-m", "gunicorn", *given, *fixed]


def refuse_taken(host: str, port: int) -> None:
    """Say so at once when somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Không mở được {host}:{port} ({error.strerror}). "
                f"Thử cổng khác: PORT={port + 1} make demo, hoặc congvu serve --port {port + 1}."
            ) from None


def announcer(host: str, port: int, began: float) -> Callable[[], bool]:
    """Prints the address once the web answers."""

    def answered() -> bool:
        line = http.client.HTTPConnection(host, port, timeout=5)
        try:
            line.request("GET", "/")
            line.getresponse()
        except OSError:
            return False
        finally:
            line.close()
        seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
        print(f"Công Vụ đang chạy tại http://{host}:{port} ({seconds} giây).", flush=True)
        print("Dừng: Ctrl+C", flush=True)
        return True

    return answered
