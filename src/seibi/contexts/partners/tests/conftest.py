"""Browsers of the cast, signed in."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from tests.world import SITE


@pytest.fixture
def signed_in(db):
    """A browser of somebody with this role at site 7."""
    site()

    def sign_in(role: Role) -> Client:
        client = Client()
        account = colleague(f"{role}".replace("_", "-"), role, SITE)
        client.force_login(get_user_model().objects.get(pk=account))
        return client

    return sign_in


@pytest.fixture
def _site(db):
    site()
