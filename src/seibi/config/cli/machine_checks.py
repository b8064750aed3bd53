"""What can be told about this machine before any database is asked."""

import importlib.util
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from seibi.config.cli.findings import Finding, fine, look, wrong
from seibi.config.database import binaries
from seibi.config.database.places import DatabaseUnavailable, state_directory

GIB = 2**30
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CJK_FONTS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def state() -> Iterator[Finding]:
    """Where the data are kept must be writable and have room."""
    home = state_directory()
    existing = next(path for path in (home, *home.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        yield wrong("data folder", f"{home} cannot be written.", "Name another by SEIBI_HOME.")
        return
    free = shutil.disk_usage(existing).free
    if free < GIB:
        yield wrong("disk", f"Only {free / GIB:.1f} GiB are free for {home}.", "Make room.")
    elif free < 5 * GIB:
        yield look("disk", f"{free / GIB:.1f} GiB are free for {home}; pictures fill that soon.")
    else:
        yield fine("disk", f"{free / GIB:.0f} GiB are free for {home}.")


def programs() -> Iterator[Finding]:
    """PostgreSQL's programs are needed to run the database, and for backups of any."""
    try:
        found = binaries.find()
    except DatabaseUnavailable as error:
        needed = not os.environ.get("DATABASE_URL")
        yield (wrong if needed else look)("postgresql programs", str(error))
    else:
        yield fine("postgresql programs", f"PostgreSQL {found.version} in {found.folder}.")


def fonts() -> Iterator[Finding]:
    """Documents in Japanese and Chinese need letters; they come as packages."""
    if importlib.util.find_spec("typst") is None:
        yield wrong("documents", "The package typst is missing: no PDF can be made.", "Run make.")
    missing = [name for name in CJK_FONTS if importlib.util.find_spec(name) is None]
    if missing:
        yield wrong(
            "fonts", f"Missing: {', '.join(missing)}: documents would show boxes.", "Run make."
        )
    else:
        yield fine("fonts", "Letters for documents in English, Japanese and Chinese are there.")


def words() -> Iterator[Finding]:
    """Translations are compiled by `make`, not kept in the repository."""
    source = Path(__file__).resolve().parents[2]
    texts = list(source.rglob("locale/*/LC_MESSAGES/django.po"))
    stale = [text for text in texts if not text.with_suffix(".mo").exists()]
    if stale:
        yield look(
            "translations", f"{len(stale)} of {len(texts)} are not compiled.", "make messages"
        )
    else:
        yield fine("translations", f"{len(texts)} files are compiled.")


def look_and_feel() -> Iterator[Finding]:
    """Style and scripts are built by `make`, too."""
    built = Path(__file__).resolve().parents[2] / "ui" / "static" / "ui" / "build"
    if built.is_dir() and any(built.iterdir()):
        yield fine("style and scripts", "They are built.")
    else:
        yield wrong("style and scripts", "They are not built; pages would be bare.", "make assets")


def mail() -> Iterator[Finding]:
    """Somebody has to take our mail."""
    host = os.environ.get("SEIBI_SMTP_HOST", "localhost")
    port = int(os.environ.get("SEIBI_SMTP_PORT", "25"))
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        sentence = f"No mail server answers at {host}:{port}; messages wait and are tried again."
        yield look("mail", sentence, "Set SEIBI_SMTP_HOST and SEIBI_SMTP_PORT.")
    else:
        yield fine("mail", f"A mail server answers at {host}:{port}.")


def browser() -> Iterator[Finding]:
    """Only the browser journeys of the tests need one."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        yield fine("browser for tests", found)
    else:
        yield look("browser for tests", "No Chromium: `make test` leaves the journeys out.")


CHECKS = (state, programs, fonts, words, look_and_feel, mail, browser)
