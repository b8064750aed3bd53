"""The table and the truth: what each role is answered at each address.

A cell is one answer where it does not matter where somebody works, else the answers at the site of
the cars / at another site of the group / in another group (leaders: here / elsewhere; owners: what
is theirs / what is somebody else's). ``sign-in`` and ``home`` are redirects there.
"""

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from http.cookies import SimpleCookie
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse

from seibi.kernel.accounts.models import Account
from seibi.kernel.journal.readers import READERS, advance
from seibi.kernel.journal.sequencer import assign_positions
from tests.permissions import cash, cast, listening, people, programs, selling, sending, stage
from tests.permissions.addresses import Address

TABLE = Path(__file__).with_name("matrix.csv")
HEAD = ("method", "path", *cast.COLUMNS, "why")
SIGN_IN = ("/accounts/login/", "/sign-in/")
WHOLE = os.environ.get("SEIBI_MATRIX") == "whole"
DONE = {"200", "201", "204", "302", "home"}


class World:
    """The stage and everybody who knocks, built once."""

    def __init__(self) -> None:
        self.stage = stage.build()
        listening.build(self.stage, stage.one_more_car(self.stage, 50))
        selling.build(self.stage)
        self.everybody = cast.everybody(self.stage.owned)

    def finish(self) -> None:
        """What comes with the readers and with a visit of the browsers."""
        stage.after_reading(self.stage, Account.objects.get(email=stage.CLAIMED))
        self.pages = people.requests(self.stage)
        self.operations = {**programs.requests(self.stage), **cash.programs(self.stage)}
        for room in (listening, selling):
            self.pages |= room.pages(self.stage)
            self.operations |= room.operations(self.stage)
        self.cookies = {id(one): one.browser.cookies.output() for one in self.everybody}

    def answers(
        self, address: Address, expected: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """What the address answers, by column.

        Where a cell of ``expected`` has one answer for all places, one place is asked; every cell
        that lets somebody in here and not there is asked everywhere. SEIBI_MATRIX=whole asks all.
        """
        said = self.operations.get(address.operation) or self.pages.get(str(address))
        sent = said or sending.Sent()
        found: dict[str, list[str]] = {}
        for one in self.everybody:
            asked_once = one.column in found and expected and "/" not in expected[one.column]
            if WHOLE or not asked_once:
                found.setdefault(one.column, []).append(self._knock(one, address, sent))
        return {column: _cell(several) for column, several in found.items()}

    def _knock(self, who: cast.Knocker, address: Address, sent: sending.Sent) -> str:
        """One request that leaves nothing behind."""
        cache.clear()
        who.browser.cookies = SimpleCookie()
        who.browser.cookies.load(self.cookies[id(who)].replace("Set-Cookie: ", ""))
        with transaction.atomic():
            answer = sending.send(address, sent, self.stage, who.browser)
            transaction.set_rollback(True)
        return _word(answer)


def part_of(addresses: Sequence[Address]) -> Sequence[Address]:
    """All addresses; with SEIBI_MATRIX_PART=1/4 every fourth, beginning with the second."""
    first, _, step = os.environ.get("SEIBI_MATRIX_PART", "0/1").partition("/")
    return addresses[int(first) :: int(step)]


def built() -> World:
    """The world with all that the readers add."""
    world = World()
    while assign_positions() + sum(advance(reader) for reader in list(READERS)):
        pass
    world.finish()
    return world


def table() -> dict[str, dict[str, str]]:
    """The reviewed rows by method and path."""
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {f"{row['method']} {row['path']}": row for row in rows}
    assert len(found) == len(rows), "an address has two rows"
    return found


def write(rows: Iterable[tuple[Address, dict[str, str]]], why: dict[str, str]) -> None:
    """A draft of the table, to be reviewed line by line; remarks are kept."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEAD)
        for address, cells in rows:
            columns = [cells[column] for column in cast.COLUMNS]
            out.writerow([address.method, address.path, *columns, why.get(str(address), "")])


def _word(answer: HttpResponse) -> str:
    there = answer.headers.get("Location", "")
    if there.startswith(SIGN_IN):
        return "sign-in"
    return "home" if there == "/" else str(answer.status_code)


def _cell(several: list[str]) -> str:
    return several[0] if len(set(several)) == 1 else "/".join(several)
