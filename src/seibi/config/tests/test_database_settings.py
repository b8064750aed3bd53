"""What Django is told of the database."""

import pytest

from seibi.config.settings import database as settings
from seibi.config.settings.environment import Environment


@pytest.mark.parametrize(("kept", "expected"), [(True, (True, 3)), (False, (False, None))])
def test_plans_are_kept_unless_a_pooler_cannot(monkeypatch, kept, expected):
    known = Environment(DATABASE_URL="postgresql://host/seibi", prepared_statements=kept)
    monkeypatch.setattr(settings, "environment", lambda: known)

    options = settings.database()["OPTIONS"]

    assert (options["server_side_binding"], options["prepare_threshold"]) == expected
