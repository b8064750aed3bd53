"""A backup is whole or is not there; a restored journal goes on where it was."""

import tarfile

import psycopg
import pytest

from seibi.config.database import backup, roles
from seibi.config.database.places import DatabaseUnavailable

TABLES = """
CREATE TABLE django_migrations (id int);
INSERT INTO django_migrations VALUES (1), (2);
CREATE TABLE journal_position (name text PRIMARY KEY, pos bigint);
INSERT INTO journal_position VALUES ('sequencer', 2), ('billing', 1);
CREATE TABLE journal_entry (id int, pos bigint, recorded_at timestamptz, body text)
    PARTITION BY RANGE (recorded_at);
CREATE TABLE journal_entry_rest PARTITION OF journal_entry DEFAULT;
INSERT INTO journal_entry VALUES
    (1, 1, now(), '受付'), (2, 2, now(), 'told'), (3, NULL, now(), 'not numbered yet');
CREATE FUNCTION keeps() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE TRIGGER keeps BEFORE DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION keeps();
"""


@pytest.fixture
def full(own, monkeypatch):
    """An installation with tables, a stored file and a key."""
    with psycopg.connect(own.run()) as connection:
        connection.execute(TABLES)
        roles.apply(connection.cursor())
    picture = own.state / "files" / "ab" / "picture"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG")
    (own.state / "secret_key").write_text("signs links")
    use(monkeypatch, own.state)
    return own


def use(monkeypatch, home):
    monkeypatch.setenv("SEIBI_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_everything_comes_back_in_an_empty_folder(full, second, tmp_path, monkeypatch):
    file = tmp_path / "today.seibi"
    said = backup.write(file)
    use(monkeypatch, second.state)

    restored = backup.read(file)

    assert "3 journal entries" in said
    assert "3 journal entries" in restored
    with second.connect() as connection:
        entries = connection.execute("SELECT id, pos, body FROM journal_entry ORDER BY id")
        assert entries.fetchall() == [(1, 1, "受付"), (2, 2, "told"), (3, None, "not numbered yet")]
        positions = connection.execute("SELECT * FROM journal_position ORDER BY name").fetchall()
        assert positions == [("billing", 1), ("sequencer", 2)]
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute("DELETE FROM journal_entry")
        connection.execute(f"SET ROLE {roles.APPLICATION}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE journal_entry SET body = 'x'")
    assert (second.state / "files" / "ab" / "picture").read_bytes() == b"\x89PNG"
    assert (second.state / "secret_key").read_text() == "signs links"


def test_only_its_owner_may_read_a_backup(full, tmp_path):
    file = tmp_path / "today.seibi"
    backup.write(file)

    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if "today" in path.name] == [file.name]


def test_a_restore_never_mixes_with_data(full, tmp_path):
    file = tmp_path / "today.seibi"
    backup.write(file)

    with pytest.raises(DatabaseUnavailable, match="There are data"):
        backup.read(file)

    with full.connect() as connection:
        assert connection.execute("SELECT count(*) FROM journal_entry").fetchone() == (3,)


def test_a_failed_backup_leaves_nothing_with_its_name(full, tmp_path, monkeypatch):
    file = tmp_path / "today.seibi"
    file.write_text("yesterday's")
    with full.connect() as connection:
        connection.execute("DROP TABLE django_migrations")

    with pytest.raises(psycopg.errors.UndefinedTable):
        backup.write(file)

    assert file.read_text() == "yesterday's"
    assert [path.name for path in tmp_path.iterdir() if "today" in path.name] == [file.name]


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE])
@pytest.mark.parametrize("name", ["../outside", "files/inside", "/etc/outside"])
def test_nothing_but_files_inside_the_folder_is_taken_out(tmp_path, name, kind):
    file, folder = tmp_path / "evil.tar", tmp_path / "folder"
    folder.mkdir()
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.mode = kind, "/etc/passwd", 0o4777
    with tarfile.open(file, "w") as archive:
        archive.addfile(member)

    with tarfile.open(file) as archive:
        if (name, kind) == ("files/inside", tarfile.REGTYPE):
            backup._take_out(archive, folder)
            assert (folder / name).stat().st_mode & 0o7777 == 0o700
        else:
            with pytest.raises(tarfile.TarError, match="does not belong"):
                backup._take_out(archive, folder)
            assert list(folder.iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_a_damaged_or_foreign_file_is_refused_and_nothing_is_restored(
    full, second, tmp_path, monkeypatch
):
    file, damaged = tmp_path / "today.seibi", tmp_path / "damaged.seibi"
    backup.write(file)
    with tarfile.open(file) as whole, tarfile.open(damaged, "w") as broken:
        for member in whole:
            if member.name == backup.DUMP:
                (tmp_path / "cut").write_bytes(whole.extractfile(member).read()[:-10])
                broken.add(tmp_path / "cut", backup.DUMP)
            elif member.isfile():
                broken.addfile(member, whole.extractfile(member))
    (tmp_path / "foreign.seibi").write_bytes(b"something else")
    use(monkeypatch, second.state)

    for name, words in (("damaged.seibi", "is damaged"), ("foreign.seibi", "is not a backup")):
        with pytest.raises(ValueError, match=words):
            backup.read(tmp_path / name)

    with second.connect() as connection:
        assert connection.execute("SELECT to_regclass('journal_entry')").fetchone() == (None,)
