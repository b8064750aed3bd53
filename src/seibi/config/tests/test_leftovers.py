"""A test run leaves nothing in the folder for temporary files."""

import subprocess
import sys
from pathlib import Path

from seibi.config.processes.children import surroundings

KEEPS_A_FILE = """
import os
from seibi.config.settings import test
if os.fork() == 0:
    raise SystemExit
os.wait()
(test.FILES / "ab").mkdir()
(test.FILES / "ab" / "picture").write_bytes(b"x")
print(test.FILES)
"""


def test_stored_files_go_with_the_process_that_kept_them():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KEEPS_A_FILE],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert not Path(done.stdout.strip()).exists()
