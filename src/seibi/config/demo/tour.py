"""Five minutes through the house: nine people of one day, each on their own page.

A step is remembered where that person is signed in (each has a host name of their own), so the
strip with its words is on every page of theirs until it is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

END = "/demo/tour/end/"
STEP = "tour"  # in the session: the number of the step, counted from one


@dataclass(frozen=True, slots=True)
class Step:
    """One person's page: who, where, what there is to see and to try."""

    part: str
    path: str
    title: Promise
    text: Promise


@dataclass(frozen=True, slots=True)
class Guide:
    """What the strip on a page shows."""

    number: int
    of: int
    title: str
    text: str
    back_url: str
    next_url: str
    end_url: str


STEPS = (
    Step(
        "caller",
        "/",
        _("Customer relations: whom do we call, and why?"),
        _(
            "The list is worked out from each car's own pace, "
            "never in batches. Press a name to see what to say."
        ),
    ),
    Step(
        "owner",
        "/",
        _("The owner: one car, one next step"),
        _(
            "No account is needed to book. Book a time in three "
            "steps: the price and the length are there before you decide."
        ),
    ),
    Step(
        "advisor",
        "/desk/",
        _("The advisor: whom do I help next?"),
        _(
            "Press “Has arrived” for somebody who is expected. Search "
            "for the last four of any plate, telephone or VIN."
        ),
    ),
    Step(
        "technician",
        "/floor/",
        _("The technician: what do I do now?"),
        _(
            "Press START. Every minute is clocked, the board moves, "
            "the owner sees it. It goes on without a connection."
        ),
    ),
    Step(
        "controller",
        "/workshop/{site}/board/",
        _("The controller: what stops, what is late?"),
        _(
            "Drag a card: bay, technician and tools are checked "
            "before it moves. Each car says what it waits for."
        ),
    ),
    Step(
        "owner",
        "/",
        _("The owner again: yes or no, line by line"),
        _(
            "Open the visit. What is wrong, how it is put right, "
            "when it is ready. Nothing is done that nobody agreed to."
        ),
    ),
    Step(
        "cashier",
        "/billing/{site}/desk/",
        _("The cash desk: what is open?"),
        _(
            "Make a bill and take a payment. It is exactly what was "
            "shown and agreed; the car is let go when it is paid."
        ),
    ),
    Step(
        "manager",
        "/",
        _("The service manager: what needs me?"),
        _("Only what is late, waits or is unhappy. A day without exceptions is an empty page."),
    ),
    Step(
        "leader",
        "/",
        _("The leader: who needs me?"),
        _(
            "Owners who see it differently reach a person who "
            "can decide. Figures come with their interval and their rows."
        ),
    ),
)
CASTS: Mapping[str, Mapping[str, str]] = {
    "JP": {
        "site": "shinagawa",
        "owner": "yamada",
        "caller": "watanabe",
        "advisor": "sato",
        "technician": "kobayashi",
        "controller": "mori",
        "cashier": "yoshida",
        "manager": "ishikawa",
        "leader": "okamoto",
    },
    "CN": {
        "site": "tianhe",
        "owner": "wang",
        "caller": "zhu",
        "advisor": "wangli",
        "technician": "huang",
        "controller": "liuyang",
        "cashier": "ma",
        "manager": "chen",
        "leader": "gao",
    },
    "US": {
        "site": "honolulu",
        "owner": "grace",
        "caller": "price",
        "advisor": "miller",
        "technician": "brooks",
        "controller": "reed",
        "cashier": "hayes",
        "manager": "parker",
        "leader": "kahale",
    },
}
COUNTRY_OF = {"ja": "JP", "zh-hans": "CN"}


def first_url(language: str, port: int) -> str:
    """Where the tour begins: in the country whose language the reader has chosen."""
    return _door(CASTS[COUNTRY_OF.get(language, "US")], 1, port)


def begin(request: HttpRequest, login: str) -> str | None:
    """Remember the asked step for this person; the page it is about. None when none is asked."""
    number = request.GET.get("tour", "")
    cast = _cast_of(login)
    if cast is None or not number.isdecimal() or not 1 <= int(number) <= len(STEPS):
        return None
    request.session[STEP] = int(number)
    return STEPS[int(number) - 1].path.format(site=cast["site"])


def guide_of(request: HttpRequest) -> Guide | None:
    """The strip for this page; None for who takes no tour or has closed it."""
    number = request.session.get(STEP)
    cast = _cast_of(request.get_host().partition(".")[0])
    if number is None or cast is None:
        return None
    step, port = STEPS[number - 1], int(request.get_port())
    return Guide(
        number=number,
        of=len(STEPS),
        title=str(step.title),
        text=str(step.text),
        back_url=_door(cast, number - 1, port) if number > 1 else "",
        next_url=_door(cast, number + 1, port) if number < len(STEPS) else "",
        end_url=END,
    )


def _cast_of(login: str) -> Mapping[str, str] | None:
    return next((cast for cast in CASTS.values() if login in cast.values()), None)


def _door(cast: Mapping[str, str], number: int, port: int) -> str:
    login = cast[STEPS[number - 1].part]
    return f"http://{login}.localhost:{port}/demo/enter/{login}/?tour={number}"
