"""When a message may leave, how often, and when to stop trying."""

import datetime as dt

MAIL_AT_MOST = 2  # times that a server may have taken one message: once, and once after a crash
TRIES_AT_MOST = 6  # times that we knock at a server's door before we say so
DAILY_CAP = 20  # messages to one address in 24 hours
JOB_IS_LOST_AFTER = dt.timedelta(seconds=45)
CAP_WINDOW = dt.timedelta(hours=24)
REFUSAL_REMEMBERED = dt.timedelta(days=30)
ATTACHMENTS_AT_MOST = 5 * 1024 * 1024  # bytes, together
ROBOTS = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "do-not-reply@", "donotreply@")


def wait_before_try(tries: int) -> dt.timedelta:
    """Half a minute, then four times as long each time, never more than six hours."""
    return min(dt.timedelta(seconds=30 * 4 ** min(tries, 10)), dt.timedelta(hours=6))


def is_robot(address: str, our_address: str) -> bool:
    """Mail to a machine that answers mail is how a loop begins."""
    address = address.strip().casefold()
    return address.startswith(ROBOTS) or address == our_address.strip().casefold()


def template_paths(name: str) -> tuple[str, str]:
    """Text and HTML of "booking/confirmed" are the caller's own mail templates."""
    context, _, short = name.removesuffix(".txt").replace(".", "/").partition("/")
    short = short.removeprefix("mail/")
    return f"{context}/mail/{short}.txt", f"{context}/mail/{short}.html"


def split_subject(rendered: str) -> tuple[str, str]:
    """The first line is the subject, on one line whatever was put into it; the rest is the text.

    Raises ValueError when the first line does not begin with "Subject:".
    """
    first, _, rest = rendered.lstrip().partition("\n")
    if not first.casefold().startswith("subject:"):
        raise ValueError('a mail template begins with "Subject: …"')
    return " ".join(first[len("subject:") :].split()), rest.strip() + "\n"
