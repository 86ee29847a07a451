"""Size of what a server needs installed."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Line

ROOT = Path(__file__).resolve().parents[1]


def measure() -> list[Line]:
    """Install the locked runtime requirements into an empty environment and weigh it."""
    with tempfile.TemporaryDirectory(prefix="congvu-size-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        bare = [f"{folder}/bin/python", "-m", "pip", "uninstall", "-qy", "setuptools"]
        subprocess.run(bare, check=True)  # as scripts/setup.sh does
        locked = str(ROOT / "requirements" / "runtime.txt")
        pip = [f"{folder}/bin/python", "-m", "pip", "install", "-q", "--require-hashes"]
        subprocess.run([*pip, "-r", locked], check=True)
        files = (p.lstat().st_blocks * 512 for p in Path(folder).rglob("*"))
        size = sum(files) / 2**20
    return [Line("Runtime environment", size, "MB", 450)]
