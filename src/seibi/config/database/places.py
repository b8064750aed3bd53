"""Where an installation keeps its database, and under which user it runs."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

SUPERVISED_AS = "nobody"  # whom PostgreSQL runs as when Seibi is started by root
FOR_ROOT = Path("/var/lib/seibi")  # readable by everyone on the way down, unlike /root


class DatabaseUnavailable(RuntimeError):
    """The database cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The operating system's user that owns the data and runs the server."""

    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()


@dataclass(frozen=True, slots=True)
class Places:
    """Every path of one embedded database."""

    state: Path
    data: Path
    sockets: Path
    user: ServerUser

    @property
    def users_lock(self) -> Path:
        """Locked by everyone who uses the server; who gets it alone may stop the server."""
        return self.state / "postgres.users"

    @property
    def keeper_lock(self) -> Path:
        """Locked by the one process whose child the server is."""
        return self.state / "postgres.keeper"

    @property
    def log(self) -> Path:
        return self.state / "postgres.log"

    @property
    def problem(self) -> Path:
        """Why the last start failed, in a sentence; absent when it did not."""
        return self.state / "postgres.problem"

    @property
    def url(self) -> str:
        """How to reach it. Known before it runs, because nothing in it is left to chance."""
        return f"postgresql://seibi@/seibi?host={self.sockets}"


def state_directory() -> Path:
    """$SEIBI_HOME, else `var/` of the repository this runs from, else the user's data directory."""
    if home := os.environ.get("SEIBI_HOME"):
        return Path(home).expanduser().absolute()
    repository = Path(__file__).resolve().parents[4]
    if (repository / "pyproject.toml").is_file() and (repository / "src" / "seibi").is_dir():
        return repository / "var"
    data_home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data_home).expanduser() / "seibi"


def places(state: Path | None = None) -> Places:
    """The paths of the database under this state directory, without touching the disk.

    A socket's path may have 107 characters, so it never lies in the (perhaps deep) state directory.
    """
    state = (state or state_directory()).absolute()
    mark = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    user = _server_user(state / "postgres")
    data = state / "postgres"
    if not user.is_me and not is_open_to_others(_nearest_existing(state)):
        data = FOR_ROOT / mark / "postgres"
    return Places(state=state, data=data, sockets=Path(f"/tmp/seibi-{mark}"), user=user)  # noqa: S108


def is_open_to_others(path: Path) -> bool:
    """Whether any user may walk into this directory from the root of the file system."""
    walked = [path, *path.parents]
    return all(directory.stat().st_mode & stat.S_IXOTH for directory in walked)


def private_directory(path: Path, user: ServerUser) -> None:
    """Make a directory that only this user can enter; refuse one that somebody else prepared.

    Raises DatabaseUnavailable.
    """
    try:
        path.mkdir(mode=0o700, parents=False)
        os.chown(path, user.uid, user.gid)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid:
            raise DatabaseUnavailable(
                f"{path} exists but does not belong to the user of this database (uid {user.uid}). "
                "Remove it, or choose another SEIBI_HOME."
            ) from None
        if found.st_mode & 0o077:
            path.chmod(0o700)


def _server_user(data: Path) -> ServerUser:
    """Root never runs PostgreSQL: the owner of the data does, or an unprivileged user."""
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid())
    if data.is_dir() and (owner := data.stat()).st_uid != 0:
        return ServerUser(owner.st_uid, owner.st_gid)
    entry = pwd.getpwnam(SUPERVISED_AS)
    return ServerUser(entry.pw_uid, entry.pw_gid)


def _nearest_existing(path: Path) -> Path:
    return next(directory for directory in (path, *path.parents) if directory.exists())
