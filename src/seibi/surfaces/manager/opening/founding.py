"""A workshop comes into being from a template, all of it or nothing, closed until it opens."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import (
    NewLegalEntity,
    NewSite,
    PostalAddress,
    Role,
    SiteInfo,
)
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor
from seibi.surfaces.manager.opening.templates import (
    BAYS,
    COUNTRIES,
    COURTESY_CARS,
    SKILLS,
    TOOLS,
    Size,
)

_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What somebody says of a workshop; the template says the rest."""

    group: str
    name: str
    size: Size
    address: PostalAddress
    tz: str
    languages: tuple[str, ...]
    phone: str = ""
    company_id: UUID | None = None
    company_name: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class NewColleague:
    """Somebody who starts: name, address and role."""

    name: str
    email: str
    role: Role


@transaction.atomic
def found(*, new: NewWorkshop, actor: Actor, at: dt.datetime) -> SiteInfo:
    """The place, the company, the workshop, its hours, holidays, bays, tools and prices.

    Raises what the operations raise: NotAllowed, Invalid, RuleBroken.
    """
    country = COUNTRIES[new.address.country]
    code = _free_code(new.name, new.group)
    node = network.add_node(
        parent=new.group, code=code, name={_language(): new.name}, actor=actor, at=at
    )
    site_id = network.open_site(
        node=node,
        new=NewSite(
            code=code,
            legal_entity_id=new.company_id or _company(new, actor, at),
            tz=new.tz,
            country=new.address.country,
            currency=country.currency,
            languages=new.languages,
            address=new.address,
            phone=new.phone,
            opened=False,
        ),
        actor=actor,
        at=at,
    )
    site = network.site(site_id)
    network.set_hours(site_id=site_id, week=country.week, actor=actor, at=at)
    keep_holidays(site=site, actor=actor, at=at)
    _equip(site, new.size, actor, at)
    _price(site, actor, at)
    _receive_oneself(site, actor, at)
    return site


@transaction.atomic
def keep_holidays(*, site: SiteInfo, actor: Actor, at: dt.datetime) -> int:
    """Closed on every public holiday of the coming year; how many that are."""
    today = clock.local_day(at, site.tz)
    found = network.holiday_suggestions(site.id, today, today + _YEAR, _language())
    for one in found:
        network.close_day(site_id=site.id, on=one.on, reason=one.name, actor=actor, at=at)
    return len(found)


@transaction.atomic
def employ(
    *, site: SiteInfo, people: Sequence[NewColleague], actor: Actor, at: dt.datetime
) -> None:
    """Each works here from now on, in a role; who works on cars or receives them is planned."""
    for one in people:
        account_id = network.hire(
            node=site.node,
            name=one.name,
            email=one.email,
            language=site.languages[0],
            time_zone=site.tz,
            actor=actor,
            at=at,
        )
        network.grant_role(account_id=account_id, role=one.role, node=site.node, actor=actor, at=at)
        _plan(site, one.name, account_id, one.role, actor, at)


def _plan(
    site: SiteInfo, name: str, account_id: UUID, role: Role, actor: Actor, at: dt.datetime
) -> None:
    kinds = {Role.TECHNICIAN: ResourceKind.TECHNICIAN, Role.ADVISOR: ResourceKind.ADVISOR}
    if role not in kinds:
        return
    workshop.add_resource(
        site_id=site.id,
        kind=kinds[role],
        code=f"staff-{account_id.hex[-8:]}",
        name=name,
        staff_id=account_id,
        skills=SKILLS if role is Role.TECHNICIAN else {},
        actor=actor,
        at=at,
    )


def _receive_oneself(site: SiteInfo, actor: Actor, at: dt.datetime) -> None:
    """Until there is an advisor, whoever opens the workshop receives its cars."""
    account_id = _uuid(actor.account_id)
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    if account is None:
        return
    names = network.names_by_account([account.pk])
    name = names.get(account.pk) or account.display_name
    _plan(site, name, account.pk, Role.ADVISOR, actor, at)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _company(new: NewWorkshop, actor: Actor, at: dt.datetime) -> UUID:
    return network.register_legal_entity(
        node=new.group,
        new=NewLegalEntity(
            new.company_name,
            new.address.country,
            new.registration,
            new.address,
            (COUNTRIES[new.address.country].tax,),
        ),
        actor=actor,
        at=at,
    )


def _equip(site: SiteInfo, size: Size, actor: Actor, at: dt.datetime) -> None:
    for code, kind in BAYS[size]:
        workshop.add_resource(
            site_id=site.id,
            kind=ResourceKind.BAY,
            code=f"bay-{code.lower()}",
            name=code,
            bay_kind=kind,
            actor=actor,
            at=at,
        )
    for tool in TOOLS[size]:
        workshop.add_resource(
            site_id=site.id,
            kind=ResourceKind.TOOL,
            code=tool,
            name=tool,
            tool_kind=tool,
            actor=actor,
            at=at,
        )
    for number in range(1, COURTESY_CARS[size] + 1):
        workshop.add_resource(
            site_id=site.id,
            kind=ResourceKind.COURTESY_CAR,
            code=f"courtesy-{number}",
            name=_("Courtesy car %(number)s") % {"number": number},
            actor=actor,
            at=at,
        )


def _price(site: SiteInfo, actor: Actor, at: dt.datetime) -> None:
    """The prices of the group hold here too; where it has none, those of the country."""
    if not catalogue.operations():
        catalogue.load_standard_catalogue(actor=SYSTEM, at=at)
    if any(item.price is not None for item in catalogue.menu(site_id=site.id, at=at)):
        return
    catalogue.load_standard_prices(
        node=site.node,
        country=site.country,
        valid_from=clock.local_day(at, site.tz),
        actor=actor,
        at=at,
    )


def _free_code(name: str, group: str) -> str:
    """A code for addresses: from a Latin name, else from the group's, with a free number."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30] or group.split("/")[-2]
    taken = {site.code for site in network.all_sites()}
    numbered = (plain if n == 1 else f"{plain}-{n}" for n in range(1, 10_000))
    return next(code for code in numbered if code not in taken)


def _language() -> str:
    return (get_language() or "en").lower()
