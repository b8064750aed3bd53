"""Uploads over real HTTP that are too large, endless, cut off, or not what they say they are."""

import json
import socket
import time
from http.client import HTTPResponse
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

MEGABYTE = 2**20
SERVERS = ("everything on one port", "pages alone")


@pytest.fixture(params=SERVERS)
def port(request, arena):
    return arena.crowd.port if request.param == SERVERS[0] else arena.pages_port


@pytest.fixture(autouse=True)
def _nothing_stays_behind(arena):
    yield
    deadline = time.monotonic() + 5
    while list(arena.scratch.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(arena.scratch.iterdir()) == []


class Line:
    """One connection, byte by byte."""

    def __init__(self, port, *head):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.sent = 0
        self.send("\r\n".join([*head, "Host: 127.0.0.1", "", ""]).encode())

    def send(self, data):
        """False when the server takes no more."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            return False
        self.sent += len(data)
        return True

    def answer(self):
        """Status and body."""
        with self.socket:
            response = HTTPResponse(self.socket)
            response.begin()
            return response.status, response.read()


def head(arena, *more, kind="multipart/form-data; boundary=xx", path=None):
    world = arena.crowd.world
    path = path or f"/api/v1/work-orders/{world['work_order']}/photos"
    key = f"Authorization: Bearer {world['key']}"
    return (f"POST {path} HTTP/1.1", key, f"Content-Type: {kind}", "Connection: close", *more)


def form(content, name="photo.jpg", media_type="image/jpeg"):
    begin = f'--xx\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
    return (begin + f"Content-Type: {media_type}\r\n\r\n").encode() + content + b"\r\n--xx--\r\n"


def sent(arena, port, body, **more):
    line = Line(port, *head(arena, f"Content-Length: {len(body)}", **more))
    line.send(body)
    return line.answer()


def files_of(arena):
    return {path for path in (arena.ground.home / "files").rglob("*") if path.is_file()}


def test_two_hundred_megabytes_are_refused_when_they_are_announced(arena, port):
    line = Line(port, *head(arena, f"Content-Length: {200 * MEGABYTE}"))

    status, body = line.answer()

    assert (status, json.loads(body)["code"]) == (413, "request_too_large")


@pytest.mark.parametrize("megabytes", [1, 200])
def test_a_body_of_unknown_length_is_refused_however_long_it_goes_on(arena, port, megabytes):
    line = Line(port, *head(arena, "Transfer-Encoding: chunked"))
    chunk = f"{MEGABYTE:x}\r\n".encode() + b"x" * MEGABYTE + b"\r\n"
    while line.sent < megabytes * MEGABYTE and line.send(chunk):
        pass

    assert line.sent < 20 * MEGABYTE  # what the system itself holds between two sockets
    try:
        status, body = line.answer()
    except ConnectionResetError:
        assert megabytes == 200  # it hung up while we were still sending
    else:
        assert (status, json.loads(body)["code"]) == (411, "length_required")


def test_a_file_over_the_limit_within_an_allowed_request_is_refused(arena, port):
    before = files_of(arena)

    status, body = sent(arena, port, form(b"\xff\xd8\xff" + b"x" * (20 * MEGABYTE)))

    assert (status, json.loads(body)["code"]) == (413, "file_too_large")
    assert files_of(arena) == before


def test_an_upload_that_breaks_off_leaves_nothing(arena, port):
    before = files_of(arena)
    whole = form(b"\xff\xd8\xff" + b"x" * (20 * MEGABYTE))
    line = Line(port, *head(arena, f"Content-Length: {len(whole)}"))
    line.send(whole[: 8 * MEGABYTE])
    line.socket.close()

    assert sent(arena, port, form(b""))[0] == 422  # others are served
    assert files_of(arena) == before


@pytest.mark.parametrize(
    "content",
    [b"<script>alert(1)</script>", b"MZ\x90\x00", b"%PDF-1.7", b"PK\x03\x04", b"GIF89a"],
    ids=["page", "program", "document", "archive", "gif"],
)
def test_what_is_no_picture_is_refused_whatever_it_says(arena, port, content):
    before = files_of(arena)

    status, body = sent(arena, port, form(content + b"x" * 100))

    assert (status, json.loads(body)["code"]) == (422, "file_type_refused")
    assert files_of(arena) == before


@pytest.mark.parametrize(
    "name", ["../../../../tmp/evil.jpg", "..\\\\..\\\\evil.jpg", "/etc/evil.jpg", "...jpg"]
)
def test_a_name_is_never_a_path(arena, port, name):
    before = files_of(arena)
    picture = bytes.fromhex(arena.crowd.world["picture"])

    status, _body = sent(arena, port, form(picture, name=name))

    assert status == 201
    (kept,) = arena.query("SELECT file_name FROM files_storedfile ORDER BY kept_at DESC, id DESC")
    assert Path(kept).name == kept
    assert not kept.startswith(".")
    assert {len(path.name) for path in files_of(arena) - before} <= {64}


@pytest.mark.parametrize(
    ("_case", "path", "kind", "body", "status", "code"),
    [
        (
            "much text",
            "/api/v1/booking/holds",
            "application/json",
            b'{"x": "' + b"x" * (3 * MEGABYTE) + b'"}',
            413,
            "too_much_text",
        ),
        (
            "many fields",
            None,
            "application/x-www-form-urlencoded",
            b"&".join(b"f%d=1" % number for number in range(2_000)),
            413,
            "too_many_parts",
        ),
        ("no boundary", None, "multipart/form-data", b"x" * 100, 422, "form_broken"),
        ("cut short", None, "multipart/form-data; boundary=xx", form(b"x")[:40], 422, "invalid"),
    ],
)
def test_odd_bodies_are_refused_in_words(arena, port, _case, path, kind, body, status, code):
    got, text = sent(arena, port, body, kind=kind, path=path)

    assert (got, json.loads(text)["code"]) == (status, code)
