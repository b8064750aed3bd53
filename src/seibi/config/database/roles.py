"""Who may do what in the database: the owner changes tables, the application only uses them.

The application's role cannot change or remove what is written once (the journal, the evidence),
whatever a programming mistake asks for. It is a role without a login; the owner's connections put
it on with `-c role=seibi_app`. Everything here may be repeated.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from psycopg import sql

APPLICATION = "seibi_app"

# Table -> the columns that may still change after the row was written.
WRITTEN_ONCE: Mapping[str, tuple[str, ...]] = {
    "journal_entry": ("pos",),
    "evidence_evidencerecord": (),
}
READ_ONLY = ("django_migrations",)


class RolesMissing(RuntimeError):
    """This login may not make the application's role; the message says who has to do what."""


class Cursor(Protocol):
    """What Django's and psycopg's cursors have in common."""

    def execute(self, query: Any, params: Sequence[Any] | None = None) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...


def apply(cursor: Cursor, application: str = APPLICATION) -> None:
    """Make the application's role and give it exactly what it needs on the tables there are now.

    Raises RolesMissing where the login may not create roles and nobody has done it before.
    """
    role = sql.Identifier(application)
    _make(cursor, application)
    _join(cursor, application)
    everything = "SELECT, INSERT, UPDATE, DELETE"
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        f"GRANT {everything} ON ALL TABLES IN SCHEMA public TO {{}}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {everything} ON TABLES TO {{}}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        cursor.execute(sql.SQL(statement).format(role))
    for table, columns in WRITTEN_ONCE.items():
        for part in _with_partitions(cursor, table):
            _seal(cursor, part, columns, role)
    for table in READ_ONLY:
        for found in _with_partitions(cursor, table):
            name = sql.Identifier(found)
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(name, role)
            )


def _make(cursor: Cursor, application: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [application])
    if cursor.fetchone():
        return
    cursor.execute(
        "SELECT rolcreaterole OR rolsuper, current_user FROM pg_roles WHERE rolname = current_user"
    )
    may, login = cursor.fetchone()
    if not may:
        raise RolesMissing(
            f"The login {login!r} may not create roles. Let an administrator of the server run: "
            f"CREATE ROLE {application} NOLOGIN; GRANT {application} TO {login};"
        )
    create = sql.SQL(
        "DO $$ BEGIN CREATE ROLE {} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    cursor.execute(create.format(sql.Identifier(application)))


def _join(cursor: Cursor, application: str) -> None:
    """Putting the role on needs membership; since PostgreSQL 16 creating it is not enough."""
    cursor.execute("SELECT current_setting('server_version_num')::int >= 160000")
    (can_be_asked,) = cursor.fetchone()
    right = "SET" if can_be_asked else "MEMBER"
    cursor.execute("SELECT pg_has_role(session_user, %s, %s)", [application, right])
    if not cursor.fetchone()[0]:
        cursor.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(application), sql.SQL("SESSION_USER"))
        )


def _with_partitions(cursor: Cursor, table: str) -> list[str]:
    cursor.execute(
        "SELECT relid::regclass::text FROM pg_partition_tree(to_regclass(%s))"
        " UNION SELECT to_regclass(%s)::text WHERE to_regclass(%s) IS NOT NULL",
        [table, table, table],
    )
    return [name for (name,) in cursor.fetchall()]


def _seal(cursor: Cursor, table: str, columns: tuple[str, ...], role: sql.Identifier) -> None:
    name = sql.Identifier(table)
    cursor.execute(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(name, role))
    if columns:
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        cursor.execute(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(listed, name, role))
