"""What is written down when something fails says where, and never about whom."""

import io
import logging
import smtplib

import pytest
import structlog

from seibi.config.settings import logs
from seibi.kernel.errors import RuleBroken

GRACE = "grace@example.com"


@pytest.fixture(
    params=[structlog.dev.ConsoleRenderer(colors=False), structlog.processors.JSONRenderer()]
)
def log(request):
    """A logger of the house as it is configured, and what it writes; as lines and as JSON."""
    kept = logs.LOGGING["formatters"]["structured"]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[*kept["processors"][:-1], request.param],
        foreign_pre_chain=kept["foreign_pre_chain"],
    )
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger = logging.getLogger("seibi.tests.logs")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def refuse_the_address() -> None:
    raise smtplib.SMTPRecipientsRefused({GRACE: (550, b"no such user")})


def test_an_error_of_a_structured_line_is_told_by_its_place(log):
    try:
        refuse_the_address()
    except smtplib.SMTPException:
        structlog.get_logger("seibi.tests.logs").exception("mail_refused", message="42")

    assert "smtplib.SMTPRecipientsRefused" in log.getvalue()
    assert "refuse_the_address" in log.getvalue()
    assert GRACE not in log.getvalue()


def test_the_same_holds_for_what_libraries_log_and_for_causes(log):
    try:
        try:
            refuse_the_address()
        except smtplib.SMTPException as error:
            raise RuleBroken("mail_not_sent", f"{GRACE} is refused") from error
    except RuleBroken:
        logging.getLogger("seibi.tests.logs").exception("Internal Server Error")

    assert "seibi.kernel.errors.RuleBroken mail_not_sent" in log.getvalue()
    assert "smtplib.SMTPRecipientsRefused" in log.getvalue()
    assert GRACE not in log.getvalue()


def test_a_line_without_an_error_is_as_before(log):
    structlog.get_logger("seibi.tests.logs").warning("job_retried", job=7)

    assert "job_retried" in log.getvalue()
    assert "exception" not in log.getvalue()
