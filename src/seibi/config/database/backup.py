"""One file that holds everything: the database, the stored files, and the key that signs links.

The file is a plain tar: `manifest.json`, `database.dump` (PostgreSQL's custom format), `files/…`.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import psycopg

from seibi.config.database import binaries, embedded, roles
from seibi.config.database.places import DatabaseUnavailable, state_directory
from seibi.kernel import clock

FORMAT = 1
MANIFEST, DUMP, FILES, KEY = "manifest.json", "database.dump", "files", "secret_key"
NEWER_THAN_SOME_SERVERS = (b"SET transaction_timeout",)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    format: int
    made_at: str
    server: int
    migrations: int
    entries: int
    sha256: str


def write(target: Path) -> str:
    """Write the backup; what was written, in a sentence. A half-written file never has the name.

    The database goes on working meanwhile. Raises DatabaseUnavailable.
    """
    address = embedded.ensure_running()
    target = target.absolute()
    unfinished = target.with_name(f"{target.name}.unfinished")
    with _private(unfinished) as file, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DUMP
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={dump}", address])
        manifest = _describe(address, dump)
        about = Path(folder) / MANIFEST
        about.write_text(json.dumps(asdict(manifest), indent=1))
        with tarfile.open(fileobj=file, mode="w|") as archive:
            archive.add(about, MANIFEST)
            archive.add(dump, DUMP)
            for path, name in _stored():
                archive.add(path, name)
    unfinished.replace(target)
    size = target.stat().st_size / 2**20
    return (
        f"{target}: {size:,.1f} MiB, {manifest.entries:,} journal entries, made {manifest.made_at}"
    )


def read(source: Path) -> str:
    """Fill an empty database from a backup; what was restored, in a sentence.

    Raises DatabaseUnavailable when the database is not empty, and ValueError for a file that is
    not a whole backup.
    """
    address = embedded.ensure_running()
    _must_be_empty(address)
    with tempfile.TemporaryDirectory(dir=source.absolute().parent) as folder:
        manifest = _unpack(source, Path(folder))
        _load(Path(folder) / DUMP, address)
        _put_back(Path(folder))
    with psycopg.connect(address) as connection:
        roles.apply(connection.cursor())
        connection.execute("ANALYZE")
    return f"Restored {manifest.entries:,} journal entries of {manifest.made_at}."


def _describe(address: str, dump: Path) -> Manifest:
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version_num')::int / 10000,"
            " (SELECT count(*) FROM django_migrations), (SELECT count(*) FROM journal_entry)"
        ).fetchone()
    server, migrations, entries = row or (0, 0, 0)
    made_at = clock.machine_now().isoformat(timespec="seconds")
    return Manifest(FORMAT, made_at, server, migrations, entries, _digest(dump))


def _must_be_empty(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    if row and row[0]:
        raise DatabaseUnavailable(
            "There are data in this database, and a restore would mix with them. Name an empty "
            "one by DATABASE_URL, or an unused folder by SEIBI_HOME."
        )


def _unpack(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as archive:
            _take_out(archive, folder)
        said = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (tarfile.TarError, FileNotFoundError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{source} is not a backup of Seibi ({error}).") from error
    if said.format != FORMAT or said.sha256 != _digest(folder / DUMP):
        raise ValueError(f"{source} is damaged, or was made by a newer Seibi.")
    return said


def _take_out(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files and folders inside this one: Debian's Python 3.11 cannot filter by itself.

    Raises TarError for anything else.
    """
    for member in archive:
        target = (folder / member.name).resolve()
        if not (member.isreg() or member.isdir()) or folder.resolve() not in target.parents:
            raise tarfile.TarError(f"{member.name!r} does not belong in it")
        (target if member.isdir() else target.parent).mkdir(parents=True, exist_ok=True)
        if content := archive.extractfile(member):
            with content, target.open("wb") as file:
                shutil.copyfileobj(content, file)
            target.chmod(member.mode & 0o700)


def _load(dump: Path, address: str) -> None:
    """In one transaction. The text passes through us: older servers lack some settings."""
    programs = binaries.find()
    script = [
        programs["pg_restore"],
        "--no-owner",
        "--no-acl",
        "--no-comments",
        "-f",
        "-",
        str(dump),
    ]
    load = [programs["psql"], "-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=errors) as reading,
        subprocess.Popen(
            [*load, "-d", address], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as writing,
    ):
        assert reading.stdout  # noqa: S101 - asked for above
        assert writing.stdin  # noqa: S101
        try:
            for line in reading.stdout:
                if not line.startswith(NEWER_THAN_SOME_SERVERS):
                    writing.stdin.write(line)
            writing.stdin.close()
        except BrokenPipeError:
            reading.kill()
        if writing.wait() or reading.wait():
            raise DatabaseUnavailable(f"Nothing was restored. {_tail(errors)}")


def _put_back(folder: Path) -> None:
    """Stored files and the signing key, where there are none yet."""
    home = state_directory()
    for path in sorted((folder / FILES).rglob("*")):
        place = home / FILES / path.relative_to(folder / FILES)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    key, place = folder / KEY, home / KEY
    if key.exists() and not place.exists():
        place.touch(mode=0o600)
        place.write_bytes(key.read_bytes())


def _stored() -> Iterator[tuple[Path, str]]:
    home = state_directory()
    if (home / FILES).is_dir():
        yield home / FILES, FILES
    if (home / KEY).is_file():
        yield home / KEY, KEY


def _run(command: list[str]) -> None:
    program, *arguments = command
    done = subprocess.run([binaries.find()[program], *arguments], capture_output=True, text=True)
    if done.returncode:
        raise DatabaseUnavailable(f"No backup was made. {done.stderr.strip()}")


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """Personal data and a key are in it: for the owner's eyes; removed when not finished."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tail(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-600:]
