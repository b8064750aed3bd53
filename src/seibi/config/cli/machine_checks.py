"""What can be told about this machine before any database is asked."""

import importlib.util
import os
import shutil
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from seibi.config.cli.findings import Finding, fine, look, wrong
from seibi.config.database import binaries
from seibi.config.database.places import DatabaseUnavailable, state_directory

GIB = 2**30
PORT = 8000
OLDEST_PYTHON = (3, 11)
RENEW_DAYS = 21
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


def python() -> Iterator[Finding]:
    """Which Python runs us."""
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield wrong("python", f"Python {running} is too old.", "Install Python 3.11 or newer.")
    else:
        yield fine("python", f"Python {running}.")


def settings() -> Iterator[Finding]:
    """Settings that cannot be right are named before anything starts with them."""
    address = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(address)
    if address and parts.scheme not in ("postgres", "postgresql"):
        sentence = f"DATABASE_URL begins with {parts.scheme or 'nothing'}://."
        yield wrong("settings", sentence, "It looks like postgresql://user:password@host:5432/name")
    elif address and not parts.path.strip("/"):
        yield wrong("settings", "DATABASE_URL names no database.", "Add it behind a slash.")
    public = urlsplit(os.environ.get("SEIBI_PUBLIC_URL", "http://127.0.0.1:8000"))
    if not public.hostname:
        sentence = "SEIBI_PUBLIC_URL is no address; links in mails would lead nowhere."
        yield wrong("settings", sentence, "It looks like https://service.example.com")
    elif public.scheme == "https" and os.environ.get("SEIBI_HTTPS", "").lower() != "true":
        sentence = "People come by https, but SEIBI_HTTPS is not true: cookies are not protected."
        yield look("settings", sentence, "Set SEIBI_HTTPS=true.")
    else:
        yield fine("settings", "Addresses of the database and of the pages can be right.")


def certificate() -> Iterator[Finding]:
    """A certificate that ends soon, or has ended, keeps everybody out."""
    public = urlsplit(os.environ.get("SEIBI_PUBLIC_URL", ""))
    if public.scheme != "https" or not public.hostname:
        yield fine("certificate", "None is needed: SEIBI_PUBLIC_URL does not begin with https.")
        return
    where = f"{public.hostname}:{public.port or 443}"
    try:
        with (
            socket.create_connection((public.hostname, public.port or 443), timeout=3) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=public.hostname) as safe,
        ):
            ends = ssl.cert_time_to_seconds(str((safe.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        sentence = f"The certificate of {where} is refused: {error.verify_message}."
        yield wrong("certificate", sentence, "Renew it; browsers refuse it, too.")
        return
    except (OSError, KeyError) as error:
        yield look("certificate", f"{where} cannot be asked from here: {error}.")
        return
    yield from _ends_in(where, int((ends - time.time()) // 86_400))


def _ends_in(where: str, days: int) -> Iterator[Finding]:
    sentence = f"The certificate of {where} ends in {days} days."
    if days < RENEW_DAYS:
        yield look("certificate", sentence, "Renew it now.")
    else:
        yield fine("certificate", sentence)


def port() -> Iterator[Finding]:
    """`seibi up` takes another port when its own is in use, and says so."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", PORT))
        except OSError:
            sentence = f"Port {PORT} is in use, by Seibi or by something else."
            yield look("port", sentence, "`seibi up` takes the next free one, or name it: --port.")
        else:
            yield fine("port", f"Port {PORT} is free.")


def browser() -> Iterator[Finding]:
    """Only the browser journeys of the tests need one."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        yield fine("browser for tests", found)
    else:
        yield look("browser for tests", "No Chromium: `make test` leaves the journeys out.")


CHECKS = (
    python,
    settings,
    state,
    programs,
    fonts,
    words,
    look_and_feel,
    mail,
    certificate,
    port,
    browser,
)
