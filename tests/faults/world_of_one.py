"""Prints, as JSON, a workshop with one technician, an advisor's key and owners at step two."""

import json
import sys

from seibi.config.processes.setup import prepare

prepare(as_owner=True)

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sessions.backends.base import SessionBase  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import Client  # noqa: E402

from seibi.contexts.booking.tests import factories  # noqa: E402
from seibi.contexts.customers import facade as customers  # noqa: E402
from seibi.contexts.network import facade as network  # noqa: E402
from seibi.contexts.network.contracts import Role  # noqa: E402
from seibi.contexts.work_orders.tests import factories as work_order_factories  # noqa: E402
from seibi.kernel.accounts.tokens import make_token  # noqa: E402
from seibi.kernel.actor import SYSTEM  # noqa: E402
from tests.world import NOON, SITE  # noqa: E402

OWNERS, SESSIONS = 8, 65  # each owner at many screens


def advisor_key() -> str:
    account = network.hire(node=SITE, name="Ada", email="ada@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    return make_token(account_id=account, name="crowd")


def administrator_session() -> str:
    account = network.hire(node=SITE, name="Lena", email="lena@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(
        account_id=account, role=Role.ADMINISTRATOR, node=SITE, actor=SYSTEM, at=NOON
    )
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=account))
    return browser.session.session_key


def owner_sessions(number: int) -> list[str]:
    """An owner who has signed in and chosen the work on many screens; the next step is the time."""
    email = f"owner{number}@example.com"
    customer_id, vehicle_id = factories.owner(
        f"Owner{number}", email, f"品川 300 さ 20-{number:02d}"
    )
    account = get_user_model().objects.create_user(email, language="en")
    customers.link_account(account_id=account.pk, customer_id=customer_id, actor=SYSTEM, at=NOON)
    browser = Client()
    browser.force_login(account)
    answer = browser.post("/booking/site-7/", {"codes": ["OIL"], "vehicle_id": str(vehicle_id)})
    assert answer.headers["Location"].endswith("/when/"), answer
    return [copied(browser.session) for _ in range(SESSIONS)]


def copied(session: SessionBase) -> str:
    another = SessionStore()
    another.update(dict(session.items()))
    another.save()
    return another.session_key


place = factories.place()
sys.stdout.write(
    json.dumps(
        {
            "site": str(place.site_id),
            "customer": str(place.customer_id),
            "vehicle": str(place.vehicle_id),
            "key": advisor_key(),
            "administrator": administrator_session(),
            "picture": work_order_factories.photo().hex(),
            "work_order": str(work_order_factories.arrived_car(place).id),
            "cookie": settings.SESSION_COOKIE_NAME,
            "sessions": [key for number in range(OWNERS) for key in owner_sessions(number)],
        }
    )
)
