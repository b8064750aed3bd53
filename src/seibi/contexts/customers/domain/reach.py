"""Whether we may reach somebody for a purpose, on which way, and at what hour."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from seibi.contexts.customers.contracts import (
    ContactInfo,
    ContactKind,
    ContactPurpose,
    MayReach,
    QuietHours,
)

# a visit and the car's safety are what the customer asked us for; the rest they must say yes to
NEEDS_CONSENT = frozenset(
    {
        ContactPurpose.REMINDER,
        ContactPurpose.OFFERS,
        ContactPurpose.CAR_DATA,
        ContactPurpose.LOCATION,
    }
)
ALWAYS = frozenset({ContactPurpose.SAFETY})
NEEDS_PROOF = frozenset({ContactPurpose.OFFERS})
OF_MESSAGES = (
    ContactPurpose.VISIT,
    ContactPurpose.SAFETY,
    ContactPurpose.REMINDER,
    ContactPurpose.SURVEY,
    ContactPurpose.OFFERS,
)
OF_DATA = (ContactPurpose.CAR_DATA, ContactPurpose.LOCATION)
ORDER = (
    ContactKind.EMAIL,
    ContactKind.PHONE,
    ContactKind.LINE,
    ContactKind.WECHAT,
    ContactKind.WEB_PUSH,
    ContactKind.POST,
)

Said = Mapping[tuple[ContactPurpose, ContactKind], bool]


def answer(purpose: ContactPurpose, channel: ContactKind, said: Said) -> MayReach:
    """What holds for a purpose on a channel, from what was said last."""
    if purpose in ALWAYS:
        return MayReach.SERVICE
    yes = said.get((purpose, channel))
    if yes is None:
        return MayReach.NEVER_ASKED if purpose in NEEDS_CONSENT else MayReach.SERVICE
    return MayReach.GIVEN if yes else MayReach.WITHDRAWN


def is_open(purpose: ContactPurpose, channel: ContactKind, said: Said) -> bool:
    """Whether a message for this purpose may go this way."""
    return answer(purpose, channel, said) in (MayReach.SERVICE, MayReach.GIVEN)


def choose(
    purpose: ContactPurpose,
    contacts: Sequence[ContactInfo],
    said: Said,
    *,
    preferred: ContactKind | None,
    able: Collection[ContactKind],
) -> ContactInfo | None:
    """The contact point a message goes to: the preferred way first, proved ones before others."""
    order = {kind: place for place, kind in enumerate(ORDER)}
    open_now = [
        c
        for c in contacts
        if c.kind in able
        and is_open(purpose, c.kind, said)
        and (c.verified_at is not None or purpose not in NEEDS_PROOF)
    ]
    return min(
        open_now,
        key=lambda c: (c.kind != preferred, order[c.kind], c.verified_at is None),
        default=None,
    )


def is_quiet(hours: QuietHours | None, local: dt.time) -> bool:
    """Whether it is too late or too early there; the hours may pass midnight."""
    if hours is None or hours.begins == hours.ends:
        return False
    if hours.begins < hours.ends:
        return hours.begins <= local < hours.ends
    return local >= hours.begins or local < hours.ends
