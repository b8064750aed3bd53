"""What the doctor reads from the database."""

import datetime as dt

import pytest
from django.db import connection, transaction

from seibi.config.cli import database_checks
from seibi.config.cli.findings import Verdict
from seibi.config.database import roles
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.tests.factories import site
from seibi.contexts.partners.models import ImportRun
from seibi.contexts.partners.tests import files
from seibi.kernel import clock
from seibi.kernel.ids import new_id
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.journal.readers import READERS

pytestmark = pytest.mark.django_db


def verdicts(check):
    return [finding.verdict for finding in check()]


def entry(*, pos=None, age=0.0):
    at = clock.machine_now() - dt.timedelta(seconds=age)
    return Entry.objects.create(
        owner_node="/",
        pos=pos,
        name="tests.told.v1",
        subject="test:1",
        actor_id="system",
        occurred_at=at,
        recorded_at=at,
        payload={},
    )


def test_a_migrated_database_is_fine():
    with connection.cursor() as cursor:
        roles.apply(cursor)

    for check in (database_checks.server, database_checks.tables, database_checks.role):
        assert verdicts(check) == [Verdict.FINE]


def test_a_journal_nobody_numbers_is_wrong():
    entry(age=0.0)
    assert verdicts(database_checks.journal) == [Verdict.FINE]

    entry(age=60.0)
    (finding,) = database_checks.journal()
    assert finding.verdict is Verdict.WRONG
    assert "2 entries wait" in finding.sentence


def test_a_parked_entry_is_named():
    Parked.objects.create(
        reader="billing", entry_id=new_id(), pos=41, error="KeyError at settle:12", attempts=6
    )

    (finding,) = database_checks.readers()

    assert finding.verdict is Verdict.WRONG
    assert "billing could not handle entry 41 (6 attempts): KeyError at settle:12" in (
        finding.sentence
    )


def test_a_reader_far_behind_is_looked_at():
    Position.objects.create(name="sequencer", pos=database_checks.MANY_BEHIND + 1)

    found = list(database_checks.readers())

    assert len(found) == len(READERS)
    assert {finding.verdict for finding in found} == {Verdict.LOOK}


def test_jobs_that_wait_for_no_worker_are_wrong():
    assert verdicts(database_checks.jobs) == [Verdict.FINE]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status,"
            " attempts) VALUES ('mail', 'send', 0, '{}', 'todo', 0)"
        )

    (finding,) = database_checks.jobs()

    assert finding.verdict is Verdict.WRONG
    assert "1 wait" in finding.sentence


def test_a_clock_that_runs_is_mentioned():
    assert verdicts(database_checks.trade_clock) == [Verdict.FINE]


def test_clocks_that_are_apart_are_wrong(monkeypatch):
    assert verdicts(database_checks.machine_clocks) == [Verdict.FINE]
    later = clock.machine_now() + dt.timedelta(minutes=5)
    monkeypatch.setattr(clock, "machine_now", lambda: later)
    assert verdicts(database_checks.machine_clocks) == [Verdict.WRONG]


def test_mail_that_waits_or_was_not_delivered_is_named():
    assert verdicts(database_checks.messages) == [Verdict.FINE]
    long_ago = clock.now() - dt.timedelta(hours=1)
    for state in ("queued", "failed", "unknown"):
        Message.objects.create(
            owner_node="/",
            template="x",
            about="test:1",
            address="a@example.org",
            language="en",
            time_zone="UTC",
            state=state,
            mime_id=state,
            queued_at=long_ago,
            due_at=long_ago,
        )
    assert verdicts(database_checks.messages) == [Verdict.WRONG, Verdict.LOOK, Verdict.LOOK]


def test_an_import_that_stands_still_is_named():
    assert verdicts(database_checks.imports) == [Verdict.FINE]
    site()
    run_id = files.start()
    ImportRun.objects.filter(pk=run_id).update(state="applying")
    assert verdicts(database_checks.imports) == [Verdict.LOOK]
