"""An installation that is really served: congvu serve, its processes, and writers at its pages."""

import http.client
import json
import signal
import socket
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass

from tests.core.home import Home
from tests.core.processes import children, command, family, kill, wait_gone


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Served:
    """One ``congvu serve``."""

    home: Home
    port: int
    process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start it; seconds until it answered."""
        begun = time.monotonic()
        self.process = self.home.start("-m", "congvu.cli.main", "serve", "--port", str(self.port))
        self.wait()
        return time.monotonic() - begun

    def wait(self, seconds: float = 120) -> None:
        """Until the site answers."""
        end = time.monotonic() + seconds
        while not self.answers():
            said = (self.home.folder / "output.txt").read_text()
            assert self.process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether the front page comes."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            try:
                line.request("GET", "/")
                return line.getresponse().status < 500
            except (OSError, http.client.HTTPException):
                return False

    def web(self) -> int:
        """The process that keeps the web's processes."""
        return next(pid for pid in children(self.process.pid) if "gunicorn" in command(pid))

    def web_processes(self) -> list[int]:
        """The processes that answer."""
        return children(self.web())

    def worker(self) -> int | None:
        """The background worker, when it runs."""
        found = (p for p in children(self.process.pid) if command(p).endswith("main worker "))
        return next(found, None)

    def crash(self) -> None:
        """SIGKILL to the whole installation at once: first it is halted, so that none is born
        between the list and the kill and keeps the port."""
        halted: set[int] = set()
        while fresh := set(family(self.process.pid)) - halted:
            kill(sorted(fresh), signal.SIGSTOP)
            halted |= fresh
        kill(sorted(halted), signal.SIGKILL)
        self.process.wait()
        wait_gone(sorted(halted))

    def stop(self) -> None:
        """Ask for the end and wait for it."""
        if self.process is not None and self.process.poll() is None:
            pids = family(self.process.pid)
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            wait_gone(pids)


class Browser:
    """A signed-in line to the site, kept open between requests."""

    token = "t" * 32

    def __init__(self, port: int, session: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={self.token}",
            "X-CSRFToken": self.token,
            "X-Autosave": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def post(self, path: str, body: str) -> tuple[int, str]:
        """Status and text; what breaks the line is raised, and the next request opens another."""
        try:
            self.line.request("POST", path, body.encode(), self.headers)
            with self.line.getresponse() as answer:
                return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        try:
            self.line.request("GET", path, headers={"Cookie": self.headers["Cookie"]})
            with self.line.getresponse() as answer:
                return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise


def staged(home: Home, **sizes: int) -> dict:
    """A campaign in that installation, as ``tests.core.stage`` tells it."""
    words = [f"--{name}={size}" for name, size in sizes.items()]
    done = home.process("-m", "tests.core.stage", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)
