"""Somebody at a browser who is one of the cast."""

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network_factories
from seibi.contexts.workshop.tests.factories import NINE, shop
from seibi.kernel import clock


@pytest.fixture
def at_shop(db):
    return shop()


@pytest.fixture
def nine(monkeypatch):
    """It is nine o'clock at the workshop."""
    monkeypatch.setattr(clock, "now", lambda: NINE)
    return NINE


@pytest.fixture
def browse(at_shop, client):
    """A client signed in with a role at the site, or at another place."""
    from django.contrib.auth import get_user_model

    def as_(role: Role | None, node: str = "/jp/kanto/aoba/site-7/"):
        name = f"{role or 'nobody'}-{node.strip('/').split('/')[-1]}"
        account = network_factories.colleague(name, role, network_factories.grow(node))
        client.force_login(get_user_model().objects.get(pk=account))
        return client

    return as_
