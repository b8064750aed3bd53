"""Everything that is read from the environment, in one typed object that fails at start."""

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from seibi.config.database import embedded
from seibi.config.database.places import state_directory


class Environment(BaseSettings):
    """Each field is the variable SEIBI_<NAME>; ``docs/operating/configuration.md`` lists them."""

    model_config = SettingsConfigDict(env_prefix="SEIBI_", extra="ignore")

    home: Path = Field(default_factory=state_directory)
    secret_key: str = ""
    debug: bool = False
    allowed_hosts: str = ".localhost,127.0.0.1,[::1],testserver"
    public_url: str = "http://127.0.0.1:8000"
    https: bool = False
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_role: str = "seibi_app"
    prepared_statements: bool = True
    require_second_factor: bool = True
    demo: bool = False
    demo_cars: int = 0
    test_db: str = "seibi"
    largest_file_mb: int = 20
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: bool = False
    mail_domain: str = "seibi.localhost"
    mail_from: str = "Seibi <seibi@localhost>"
    log_json: bool = False

    def key(self) -> str:
        """The signing key: from the environment, or made once and kept in the home folder."""
        if self.secret_key:
            return self.secret_key
        path = self.home / "secret_key"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            self._make_key(path)
        return path.read_text().strip()

    def _make_key(self, path: Path) -> None:
        """Processes that start together must agree on one: whole, and never written twice."""
        mine = path.with_name(f"secret_key.{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(mine, path)
        mine.unlink()

    def database(self) -> str:
        """The database's address: the server named by DATABASE_URL, else the embedded one."""
        return self.database_url or embedded.url()


@cache
def environment() -> Environment:
    """The environment as read once at start. Raises ValidationError naming what is wrong."""
    return Environment()
