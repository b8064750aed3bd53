"""Scenarios may use the database."""

import pytest


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Scenarios ask for fixtures by name only, too late for the database to be made."""
