"""The stage of the journeys: a demo on a port of its own, and a mail server that keeps what it gets."""

import email
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import policy
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"^\s*([A-Z0-9]{4,8}-?[A-Z0-9]{2,8})\s*$", re.MULTILINE)


class Post:
    """A mail server of the journeys' own: what Seibi sends leaves it for real and arrives here."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[tuple[str, str]] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()

    async def handle_DATA(self, _server, _session, envelope) -> str:
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        body = letter.get_body(("plain", "html"))
        text = body.get_content() if body else ""
        self.letters.extend((to, text) for to in envelope.rcpt_tos)
        return "250 kept"

    def code_for(self, address: str, *, after: int = 0, patience: float = 20) -> str:
        """The code in the newest letter to this address that came after the first ``after``."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for to, text in reversed(self.letters[after:]):
                found = CODE.search(text)
                if to == address and found:
                    return found[1]
            time.sleep(0.2)
        raise AssertionError(f"no letter with a code came to {address}: {self.letters[after:]}")

    def link_in(self, path: str, words: str, *, patience: float = 20) -> str:
        """The path of the link under ``path`` in the newest letter that says these words."""
        link = re.compile(rf"https?://[^/\s]+({re.escape(path)}\S+)")
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for _to, text in reversed(self.letters):
                found = link.search(text)
                if found and words in text:
                    return found[1]
            time.sleep(0.5)
        raise AssertionError(f"no letter with {words!r} and a link to {path}: {len(self.letters)}")

    def stop(self) -> None:
        self._controller.stop()


@dataclass
class Demo:
    """A running demo and its mail."""

    port: int
    post: Post
    process: subprocess.Popen[bytes] | None = None
    cards: dict[str, dict[str, str]] = field(default_factory=dict)

    def url(self, login: str, path: str = "/") -> str:
        return f"http://{login}.localhost:{self.port}{path}"

    def email_of(self, login: str) -> str:
        return self._card(login)["email"]

    def program_of(self, login: str) -> httpx.Client:
        """A program that acts as this person over the API."""
        headers = {"Authorization": f"Bearer {self._card(login)['key']}"}
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}/api/v1", headers=headers, timeout=60
        )

    def _card(self, login: str) -> dict[str, str]:
        if login not in self.cards:
            answer = httpx.post(f"http://127.0.0.1:{self.port}/demo/key/{login}/", timeout=60)
            self.cards[login] = answer.raise_for_status().json()
        return self.cards[login]

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)
        self.post.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_demo(home: Path, port: int, cars: int = 24) -> Demo:
    """Seed a small world in a scratch folder and serve it; ready when it answers."""
    post = Post(free_port())
    environment = {
        **os.environ,
        "SEIBI_HOME": str(home),
        "SEIBI_DEMO_CARS": str(cars),
        "SEIBI_DATABASE_ROLE": "seibi_app",
        "SEIBI_SMTP_HOST": "127.0.0.1",
        "SEIBI_SMTP_PORT": str(post.port),
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = (home / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "seibi.config.cli.main", "demo", "--port", str(port)],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError((home / "demo.log").read_text()[-4000:])
        try:
            if httpx.get(f"http://127.0.0.1:{port}/demo/", timeout=30).status_code == 200:
                return Demo(port, post, process)
        except httpx.HTTPError:
            pass
        time.sleep(1)
    process.terminate()
    raise RuntimeError(
        "the demo did not answer in ten minutes\n" + (home / "demo.log").read_text()[-4000:]
    )


def running_demo(port: int, mail_port: int) -> Demo:
    """A demo that somebody started before, for a quicker second run while a journey is written."""
    return Demo(port, Post(mail_port))
