"""The API under requests that nobody would send: right, odd and wrong, as three roles.

Whatever comes in, the answer is one that the document names, in the shape and the media type it
names, and never a 5xx. ``make fuzz`` sends 50 right and 50 wrong requests per operation and role;
``make test`` two of each, every operation as one of the roles; with SEIBI_FUZZ_PART=1/3 every third
operation, beginning with the second.
"""

import itertools
import json
import os

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from seibi.config.api import api
from seibi.kernel.accounts.tokens import make_token
from tests.permissions.test_matrix import _eleven, world

__all__ = ["_eleven", "world"]
pytestmark = pytest.mark.django_db
FEW, MANY = 2, 50
ROLES = ("owner", "advisor", "service_manager")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(
    json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
)
SCHEMA.app = get_wsgi_application()
OPERATIONS = {one.ok().label: one.ok() for one in SCHEMA.get_all_operations()}
FIRST, _, STEP = os.environ.get("SEIBI_FUZZ_PART", "0/1").partition("/")


@pytest.fixture(scope="module")
def keys(world):
    """A key in the Authorization header for each role, at the site of the cars."""
    signals = (request_started, request_finished)  # they would close what the world stands on
    for signal in signals:
        signal.disconnect(close_old_connections)
    accounts = {one.column: one.account_id for one in world.everybody if one.place == 0}
    yield {role: make_token(account_id=accounts[role], name="fuzz") for role in ROLES}
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", list(OPERATIONS)[int(FIRST) :: int(STEP)])
def test_every_answer_is_one_of_the_document(world, keys, label):
    examples, operation = int(os.environ.get("SEIBI_FUZZ", FEW)), OPERATIONS[label]
    turn = list(OPERATIONS).index(label) % len(ROLES)
    roles = ROLES if examples > FEW else ROLES[turn : turn + 1]
    for mode in GenerationMode:
        if mode is GenerationMode.POSITIVE or operation.query or operation.body:
            _send_many(
                operation,
                mode,
                examples,
                known_rows(operation, world),
                [keys[role] for role in roles],
            )


def known_rows(operation, world):
    """Ids of rows that are there, for the parts of the address that name one."""
    rows = {**world.stage.ids, "work_order_id": world.stage.cars["received"].id}
    return {one.name: str(rows[one.name]) for one in operation.path_parameters if one.name in rows}


def _send_many(operation, mode, examples, rows, keys):
    turns = itertools.count()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples == FEW,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case):
        if next(turns) % 3:  # two of three ask for rows that are there
            case.path_parameters = {**case.path_parameters, **rows}
        for key in keys:  # each as everybody: to think them up takes longer than to send them
            cache.clear()
            with transaction.atomic():
                answer = case.call(headers={"Authorization": f"Bearer {key}"})
                transaction.set_rollback(True)
            case.validate_response(answer, checks=CHECKS)

    send()
