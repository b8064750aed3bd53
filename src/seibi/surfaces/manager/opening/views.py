"""A workshop is opened: start, look at what is there, add people, change prices, print, open."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import MenuItem, PriceKind
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import MANAGE, SEE, SiteInfo
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from seibi.kernel.http import retried, staff_of
from seibi.surfaces.manager.opening import forms, founding, readiness
from seibi.surfaces.manager.opening.templates import COUNTRIES, COUNTRY_LABELS, Size


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form for people, with what was typed and what is wrong with it."""

    number: int
    name: str = ""
    email: str = ""
    role: str = ""
    name_error: str = ""
    email_error: str = ""


@never_cache
@retried
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Workshops that are being opened, and a form for the next one."""
    actor = staff_of(request, MANAGE)
    groups = _groups(actor)
    form = _start_form(request, groups)
    if request.method == "POST" and form.is_valid():
        try:
            site = founding.found(new=form.workshop(), actor=actor, at=clock.now())
            return redirect("manager:opening", site.code)
        except (NotAllowed, NotFound):
            raise
        except DomainError as refusal:
            _show(form, refusal)
    context = {
        "form": form if groups else None,
        "more": ("tz", "languages", "phone", "company", "company_name", "registration"),
        "waiting": [one for one in network.nodes_of(actor, MANAGE) if not one.opened],
    }
    return render(request, "manager/opening/start.html", context, status=_status(form))


@never_cache
@require_safe
@login_required
def site(request: HttpRequest, code: str) -> HttpResponse:
    """What one workshop has, what it lacks, and whether an owner could book it for tomorrow."""
    actor, found = _site(request, code)
    return _hub(request, found, actor)


@retried
@require_POST
@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Several people start at once; all of them or nobody."""
    actor, found = _site(request, code)
    try:
        new = forms.people_of(request.POST.dict())
        founding.employ(site=found, people=new, actor=actor, at=clock.now())
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _hub(request, found, actor, refusal)
    sentence = ngettext("%(n)s person was added.", "%(n)s people were added.", len(new))
    messages.success(request, sentence % {"n": len(new)})
    return redirect("manager:opening", code)


@retried
@require_POST
@login_required
def holidays(request: HttpRequest, code: str) -> HttpResponse:
    """Closed on the public holidays that nobody has decided about."""
    actor, found = _site(request, code)
    count = founding.keep_holidays(site=found, actor=actor, at=clock.now())
    sentence = ngettext("Closed on %(n)s holiday.", "Closed on %(n)s holidays.", count)
    messages.success(request, sentence % {"n": count})
    return redirect("manager:opening", code)


@never_cache
@retried
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prices(request: HttpRequest, code: str) -> HttpResponse:
    """The menu with its prices as a table; what is changed holds from today on."""
    actor, found = _site(request, code)
    at = clock.now()
    menu = [item for item in catalogue.menu(site_id=found.id, at=at) if not item.is_package]
    refusal = None
    if request.method == "POST":
        try:
            changed = _set_prices(request, found, menu, actor)
            sentence = ngettext("%(n)s price is new.", "%(n)s prices are new.", changed)
            messages.success(request, sentence % {"n": changed})
            return redirect("manager:opening", code)
        except Invalid as invalid:
            refusal = invalid
    errors: dict[str, Any] = refusal.extra.get("errors", {}) if refusal else {}
    lines = [
        (
            item,
            request.POST.get(f"price_{item.code}", _typed(item)),
            errors.get(f"price_{item.code}"),
        )
        for item in menu
    ]
    context = {"site": found, "lines": lines, "refusal": refusal}
    return render(request, "manager/opening/prices.html", context, status=422 if refusal else 200)


@require_safe
@login_required
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """The sheets of the day on paper: reception by hand, tickets, the code for the wall."""
    _actor, found = _site(request, code)
    context = {
        "site": found,
        "address": network.address_lines(found.address),
        "book_url": request.build_absolute_uri(reverse("booking:what", args=[code])),
        "tickets": range(1, 13),
        "labels": (
            _("Name"),
            _("Telephone"),
            _("Plate"),
            _("Odometer"),
            _("What the customer says"),
            _("Wishes"),
            _("Promised for"),
            _("Limit without asking"),
            _("Key tag and parking place"),
            _("Signature"),
        ),
    }
    return render(request, "manager/opening/sheets.html", context)


@retried
@require_POST
@login_required
def open_doors(request: HttpRequest, code: str) -> HttpResponse:
    """From now on owners can book."""
    actor, found = _site(request, code)
    network.open_doors(site_id=found.id, actor=actor, at=clock.now())
    messages.success(request, _("The workshop is open. Owners can book from now on."))
    return redirect("manager:opening", code)


def _site(request: HttpRequest, code: str) -> tuple[Actor, SiteInfo]:
    actor = staff_of(request, SEE)
    found = network.site_by_code(code)
    if not actor.may(SEE, at_node=found.node):
        raise NotFound("site_not_found", _("There is no such workshop."))
    if not actor.may(MANAGE, at_node=found.node):
        raise NotAllowed("not_allowed", _("Only a service manager opens a workshop."))
    return actor, found


def _groups(actor: Actor) -> list[tuple[str, str]]:
    """The dealer groups in which this person may open a workshop."""
    nodes = {one.group_node for one in network.nodes_of(actor, MANAGE)}
    found = sorted(node for node in nodes if actor.may(MANAGE, at_node=node))
    names = network.node_names(found)
    return [(node, names.get(node, node)) for node in found]


def _start_form(request: HttpRequest, groups: list[tuple[str, str]]) -> forms.StartForm:
    group = request.POST.get("group") or (groups[0][0] if groups else "")
    companies = network.legal_entities_at(group) if group in dict(groups) else []
    return forms.StartForm(
        request.POST or None,
        groups=groups,
        companies=companies,
        initial=_defaults(group, [str(one.id) for one in companies]),
    )


def _defaults(group: str, companies: list[str]) -> dict[str, Any]:
    """As the sister workshops have it, else as the country does."""
    sisters = network.sites_under(group) if group else []
    like = sisters[0] if sisters else None
    country = like.country if like else group.strip("/").partition("/")[0].upper()
    known = COUNTRIES.get(country, COUNTRIES["JP"])
    return {
        "group": group,
        "country": country if country in COUNTRY_LABELS else "JP",
        "size": Size.M,
        "tz": like.tz if like else known.tz,
        "languages": list(like.languages if like else known.languages),
        "postal_code": like.address.postal_code if like else "",
        "region": like.address.region if like else "",
        "city": like.address.city if like else "",
        "district": like.address.district if like else "",
        "company": companies[0] if companies else forms.NEW_COMPANY,
    }


def _hub(
    request: HttpRequest, found: SiteInfo, actor: Actor, refusal: DomainError | None = None
) -> HttpResponse:
    at = clock.now()
    errors = refusal.extra.get("errors", {}) if refusal else {}
    posted = request.POST if refusal else {}
    context = {
        "site": found,
        "steps": readiness.steps(found, actor, at),
        "answer": readiness.tomorrow(found, actor, at),
        "rows": [
            Row(
                n,
                posted.get(f"name_{n}", ""),
                posted.get(f"email_{n}", ""),
                posted.get(f"role_{n}", "advisor" if n == ROWS_OF_TECHNICIANS else "technician"),
                errors.get(f"name_{n}", ""),
                errors.get(f"email_{n}", ""),
            )
            for n in range(forms.ROWS)
        ],
        "roles": forms.role_choices(),
        "refusal": refusal,
    }
    return render(request, "manager/opening/site.html", context, status=422 if refusal else 200)


ROWS_OF_TECHNICIANS = 2


@transaction.atomic
def _set_prices(request: HttpRequest, found: SiteInfo, menu: list[MenuItem], actor: Actor) -> int:
    """How many prices are others than before."""
    before = {item.code: item for item in menu}
    typed = forms.prices_of(request.POST.dict())
    changed = {
        code: amount
        for code, amount in typed.items()
        if code in before and ((price := before[code].price) is None or price.amount != amount)
    }
    at = clock.now()
    for code, amount in changed.items():
        catalogue.set_price(
            node=found.node,
            kind=PriceKind.FIXED,
            item_code=code,
            amount=amount,
            valid_from=clock.local_day(at, found.tz),
            currency=found.currency,
            tax_included=before[code].tax_included,
            actor=actor,
            at=at,
        )
    return len(changed)


def _typed(item: MenuItem) -> str:
    return "" if item.price is None else f"{item.price.amount:f}"


def _show(form: forms.StartForm, refusal: DomainError) -> None:
    errors = refusal.extra.get("errors", {})
    for name, sentence in errors.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not errors:
        form.add_error(None, refusal.message)


def _status(form: forms.StartForm) -> int:
    return 422 if form.is_bound and form.errors else 200
