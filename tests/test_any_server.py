"""Migrations, constraints and triggers on whichever PostgreSQL runs; `make pg` takes Debian's 15."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.pg, pytest.mark.django_db]


def test_the_tables_stand_on_a_supported_server():
    assert connection.pg_version >= 150000


@pytest.mark.parametrize(
    "name", ["journal_append_only", "evidence_written_once", "parts_move_is_written_once"]
)
def test_what_must_not_change_is_kept_by_triggers(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")
        assert cursor.fetchone()[0] >= 10
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = %s", [name])
        assert cursor.fetchone()[0] >= 1


def test_nothing_is_booked_twice_by_constraint():
    with connection.cursor() as cursor:
        cursor.execute("SELECT condeferrable FROM pg_constraint WHERE contype = 'x'")
        assert len(cursor.fetchall()) >= 2
