"""One contact with all that is needed while the telephone rings, and who rings us."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.care.contracts import ContactPage, Outcome, TryInfo
from seibi.contexts.care.models import Contact, Try
from seibi.contexts.care.permissions import can_call, can_see
from seibi.contexts.care.queries import words
from seibi.contexts.care.queries.today import Known, known_about, live_reasons, row_of
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind, CustomerSummary
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require

MOST_TRIES = 20


def contact(*, contact_id: UUID, actor: Actor, at: dt.datetime) -> ContactPage:
    """Why, what to say in the owner's language, and what was tried. Raises NotFound."""
    row = Contact.objects.visible_to(actor).filter(pk=contact_id).first()
    if row is None:
        raise NotFound("contact_not_found", _("There is no such contact."))
    site = network.site(row.site_id)
    known = known_about([row], site, at)
    return ContactPage(
        row=row_of(row, known),
        script=_script(row, site, known),
        history=tuple(history(row.customer_id, actor)),
        may_call=bool(can_call(actor, row.owner_node)),
    )


def history(customer_id: UUID, actor: Actor) -> list[TryInfo]:
    """What was tried with somebody lately, the newest first. Two queries."""
    mine = Contact.objects.visible_to(actor).filter(customer_id=customer_id)
    rows = list(Try.objects.filter(contact__in=mine).order_by("-made_at", "-pk")[:MOST_TRIES])
    names = network.names_by_account({UUID(row.by) for row in rows if "-" in row.by})
    return [
        TryInfo(
            at=row.made_at,
            by=names.get(UUID(row.by), "") if "-" in row.by else "",
            outcome=Outcome(row.outcome),
            note=row.note,
            next_on=row.next_on,
        )
        for row in rows
    ]


def who_calls(
    *, typed: str, site: SiteInfo, actor: Actor
) -> tuple[list[CustomerSummary], UUID | None]:
    """Who has this number, and the open contact of theirs: whoever rings is spoken with now.

    Raises NotAllowed.
    """
    require(can_see(actor, site.node))
    found = customers.find_by_contact(
        ContactKind.PHONE, typed, group_node=site.group_node, country=site.country
    )
    seen = customers.visible_summaries({one.id for one in found}, actor=actor)
    people = [one for one in found if one.id in seen]
    mine = Contact.objects.visible_to(actor).unfinished()
    row = mine.filter(customer_id__in=[one.id for one in people]).order_by("pk").first()
    return people, row.pk if row else None


def _script(row: Contact, site: SiteInfo, known: Known) -> tuple[str, ...]:
    person = known.people[row.customer_id]
    return words.script(
        live_reasons(row, known),
        name=person.formal_name,
        site=site.name,
        language=person.language,
        cars=known.cars,
        works=known.works,
        tz=site.tz,
    )
