"""`cold_start`: from nothing, and from a stopped installation, to the first page."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from seibi.config.bench.results import Result
from seibi.config.database import embedded
from seibi.config.processes.children import seibi, surroundings
from seibi.config.processes.machine import free_port

BUDGET = 30.0


def measure() -> Result:
    """`seibi up` in an empty folder, then again; against importing Django and making a cluster."""
    home = Path(tempfile.mkdtemp(prefix="seibi-bench-"))
    home.chmod(0o755)
    try:
        first = _up_until_answers(home)
        again = _up_until_answers(home)
        limit = _least(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return Result(
        name="cold_start",
        value=first,
        unit="s",
        limit=limit,
        limit_is="making and starting a cluster, and importing Django once",
        budget=f"first page ≤ {BUDGET:.0f} s after `seibi up` in an empty folder",
        kept=first <= BUDGET,
        figures={"started_again_s": round(again, 3)},
    )


def _up_until_answers(home: Path) -> float:
    port = free_port("127.0.0.1", 18_900)
    environment = surroundings({"SEIBI_HOME": str(home)})
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    with subprocess.Popen(
        seibi("up", "--port", str(port)), env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            while not _answers(f"http://127.0.0.1:{port}/api/v1/openapi.json"):
                if process.poll() is not None or time.monotonic() - began > 180:
                    raise RuntimeError("`seibi up` did not answer")
                time.sleep(0.02)
            return time.monotonic() - began
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except OSError:
        return False


def _least(home: Path) -> float:
    began = time.monotonic()
    embedded.keep_running(home / "bare")
    code = "import django.core.management, django.db.models, django.contrib.auth.hashers"
    subprocess.run([sys.executable, "-c", code], env=surroundings(), check=True)
    took = time.monotonic() - began
    embedded.release(home / "bare", patience=15)
    return took
