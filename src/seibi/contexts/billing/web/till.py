"""The end of the day: what should be there, what is counted, one signature."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.operations import closing
from seibi.contexts.billing.queries import day as queries
from seibi.contexts.billing.web.acting import acted, cleaned
from seibi.contexts.billing.web.forms import DrawerForm
from seibi.contexts.network import facade as network
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Counting, MovementKind
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError, Invalid
from seibi.kernel.http import actor_of, retried
from seibi.kernel.money import Money
from seibi.ui import formats

COUNT = "count-"  # how the fields of notes and coins begin
COINS = "coins"
IN_SIGHT = 5  # kinds of notes; smaller ones are counted with the coins, or one by one


@never_cache
@require_safe
def day(request: HttpRequest, site_code: str) -> HttpResponse:
    return _page(request, site_code)


@require_POST
@retried
def close(request: HttpRequest, site_code: str) -> HttpResponse:
    """Sign what was counted."""
    page = queries.day_page(actor=actor_of(request), site_code=site_code, at=clock.now())
    made: list[UUID] = []

    def act() -> str:
        done = closing.close_day(
            site_code=site_code,
            counting=_counting(request, page.till.currency, page.till.opening_float),
            actor=actor_of(request),
            at=clock.now(),
        )
        made.append(done.id)
        return _("The day is closed and signed.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:day_end", made[0]),
        page=lambda refusal: _page(request, site_code, refusal),
    )


@require_POST
@retried
def drawer(request: HttpRequest, site_code: str) -> HttpResponse:
    """Cash to the safe, change money into the drawer."""
    page = queries.day_page(actor=actor_of(request), site_code=site_code, at=clock.now())

    def act() -> str:
        data = cleaned(DrawerForm(request.POST))
        closing.change_drawer(
            site_code=site_code,
            kind=MovementKind(data["kind"]),
            amount=Money(data["amount"], page.till.currency),
            note=data["note"],
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Written into the book of the day.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:day", site_code),
        page=lambda refusal: _page(request, site_code, refusal),
    )


@never_cache
@require_safe
def day_end(request: HttpRequest, day_end_id: UUID) -> HttpResponse:
    return _record(request, day_end_id)


@require_POST
@retried
def reopen(request: HttpRequest, day_end_id: UUID) -> HttpResponse:
    """Open the last closed day again, with a reason."""
    known = payments.day_end(actor=actor_of(request), day_end_id=day_end_id)
    code = network.site_by_node(known.node).code

    def act() -> str:
        payments.reopen_day(
            day_end_id=day_end_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("The day is open again. Count and close it anew.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:day", code),
        page=lambda refusal: _record(request, day_end_id, refusal),
    )


def _record(
    request: HttpRequest, day_end_id: UUID, refusal: DomainError | None = None
) -> HttpResponse:
    known = payments.day_end(actor=actor_of(request), day_end_id=day_end_id)
    context = {
        "record": known,
        "site": network.site_by_node(known.node),
        "pieces": [
            (_label(name, known.stays.currency), _pieces(name, pieces, known.stays.currency))
            for name, pieces in known.pieces.items()
            if pieces
        ],
        "refusal": refusal,
        "key": ids.new_id(),
    }
    return render(
        request, "billing/day_end.html", context, status=refusal.status if refusal else 200
    )


def _page(request: HttpRequest, site_code: str, refusal: DomainError | None = None) -> HttpResponse:
    page = queries.day_page(actor=actor_of(request), site_code=site_code, at=clock.now())
    currency = page.till.currency
    notes = payments.notes_of.get(currency, ())
    errors = refusal.extra.get("errors", {}) if refusal else {}
    context = {
        "page": page,
        "notes": _fields(request, notes[:IN_SIGHT], currency),
        "coins": _fields(
            request, (*notes[IN_SIGHT:], *payments.coins_of.get(currency, ())), currency
        ),
        "small_notes": len(notes) > IN_SIGHT,
        "coins_sum": request.POST.get(f"{COUNT}{COINS}", ""),
        "typed": request.POST,
        "errors": errors,
        "refusal": refusal,
        "key": ids.new_id(),
        "site_title": page.site_name,
    }
    return render(request, "billing/day.html", context, status=refusal.status if refusal else 200)


def _label(name: str, currency: str) -> str:
    """A note or coin as people read it: with its sign, in thousands."""
    if name == COINS:
        return _("Coins")
    worth = Decimal(name.rstrip("c"))
    return f"{formats.currency_sign(currency)}{worth:,}"


def _pieces(name: str, pieces: Decimal, currency: str) -> str:
    """How many there were; coins counted as one sum are an amount."""
    return formats.money(Money(pieces, currency)) if name == COINS else f"× {pieces.normalize():f}"


def _fields(request: HttpRequest, names: tuple[str, ...], currency: str) -> list[dict[str, str]]:
    return [
        {
            "name": f"{COUNT}{name}",
            "label": _label(name, currency),
            "value": request.POST.get(f"{COUNT}{name}", ""),
        }
        for name in names
    ]


def _counting(request: HttpRequest, currency: str, opening: Money) -> Counting:
    """What was typed; what is left empty is nought. Raises Invalid."""
    typed = {
        name.removeprefix(COUNT): _number(str(value))
        for name, value in request.POST.items()
        if name.startswith(COUNT) and str(value).strip()
    }
    counted = payments.sum_of_cash({k: v for k, v in typed.items() if _is_known(k)}, currency)
    stays = request.POST.get("stays", "").strip()
    slips = request.POST.get("card_slips", "").strip()
    usual = counted if opening.exceeds(counted) else opening
    return Counting(
        pieces=typed,
        stays=Money(_number(stays), currency) if stays else usual,
        card_slips=Money(_number(slips), currency) if slips else None,
        reason=request.POST.get("reason", ""),
    )


def _is_known(name: str) -> bool:
    return name == COINS or name.rstrip("c").replace(".", "", 1).isdigit()


def _number(text: str) -> Decimal:
    """Raises Invalid."""
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0 or abs(found) > Decimal(10) ** 9:
        sentence = _("Enter numbers only: how many of each, and amounts.")
        raise Invalid("not_a_number", sentence, errors={"count": sentence})
    return found
