"""Browsers and programs of the cast, signed in."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.contexts.customers import facade as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from seibi.kernel.actor import SYSTEM
from tests.world import NOON

ELSEWHERE = "/jp/kansai/midori/site-3/"


@pytest.fixture
def signed_in(db):
    """A browser of somebody with this role at this place (default: site 7)."""
    site()

    def sign_in(role: Role | None, node: str = "/jp/kanto/aoba/site-7/") -> Client:
        if node == ELSEWHERE:
            site(ELSEWHERE)
        client = Client()
        account = colleague(f"{role}-{node.count('/')}".replace("_", "-"), role, node)
        client.force_login(get_user_model().objects.get(pk=account))
        return client

    return sign_in


@pytest.fixture
def as_owner(db):
    """The browser of an owner who claimed this customer record."""

    def sign_in(customer_id) -> Client:
        client = Client()
        account = get_user_model().objects.create_user("grace@example.com", language="en")
        customers.link_account(
            account_id=account.pk, customer_id=customer_id, actor=SYSTEM, at=NOON
        )
        client.force_login(account)
        return client

    return sign_in
