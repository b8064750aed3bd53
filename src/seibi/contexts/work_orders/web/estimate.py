"""The estimate editor: lines, versions, and on whose word work may begin."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.work_orders.contracts import (
    AuthorityKind,
    Channel,
    LineKind,
    NewLine,
    Payer,
    Severity,
)
from seibi.contexts.work_orders.operations import estimating, findings, granting, lines
from seibi.contexts.work_orders.web import fees, forms, pages
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_safe
def editor(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What will it cost, line by line, and has the customer seen it?"""
    return _page(request, work_order_id)


@require_POST
def act(request: HttpRequest, work_order_id: UUID, verb: str) -> HttpResponse:
    """One change to the estimate; a refusal stands beside it and keeps what was typed."""
    if verb not in VERBS:
        raise pages.unknown_verb()
    form_class, do = VERBS[verb]
    actor = actor_of(request)

    def again(form: pages.Form | None, refusal: DomainError | None) -> HttpResponse:
        return _page(request, work_order_id, form=form, refusal=refusal, verb=verb)

    return pages.submit(
        request,
        form=form_class(request.POST),
        do=lambda cleaned: do(work_order_id, cleaned, actor),
        done=reverse("work_orders:estimate", args=[work_order_id]),
        again=again,
    )


@require_POST
def line(request: HttpRequest, work_order_id: UUID, line_id: UUID) -> HttpResponse:
    """Change a line, or take it off."""
    actor = actor_of(request)
    removing = "remove" in request.POST

    def do(cleaned: dict[str, Any]) -> None:
        if removing:
            lines.remove_line(
                work_order_id=work_order_id, line_id=line_id, actor=actor, at=clock.now()
            )
            return
        lines.change_line(
            work_order_id=work_order_id,
            line_id=line_id,
            changes={name: value for name, value in cleaned.items() if value is not None},
            actor=actor,
            at=clock.now(),
        )

    return pages.submit(
        request,
        form=None if removing else forms.ChangeLineForm(request.POST),
        do=do,
        done=reverse("work_orders:estimate", args=[work_order_id]),
        again=lambda form, refusal: _page(
            request, work_order_id, form=form, refusal=refusal, verb=f"line-{line_id}"
        ),
    )


def _page(
    request: HttpRequest,
    work_order_id: UUID,
    *,
    form: pages.Form | None = None,
    refusal: DomainError | None = None,
    verb: str = "",
) -> HttpResponse:
    page = pages.page_now(request, work_order_id)
    card = page.card
    menu = catalogue.menu(site_id=card.site_id, vehicle_id=card.vehicle_id, at=clock.now())
    typed = form if verb == "fees" else None
    values = {
        "fees": fees.shown(card.site_id, page.lines, typed),
        "verb": verb,
        "menu": [(item.code, item.name) for item in menu],
        "kinds": forms.KINDS,
        "payers": forms.PAYERS,
        "severities": forms.SEVERITIES,
        "house_kinds": forms.choices(forms.HOUSE),
        "channels": forms.choices(forms.SPOKEN),
        "finding": request.GET.get("finding", ""),
    }
    return pages.staff_page(
        request,
        "work_orders/estimate.html",
        work_order_id,
        values,
        refusal=refusal,
        form=form,
        page=page,
    )


def _add(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    new = NewLine(
        kind=LineKind(cleaned["kind"]),
        title={"en": cleaned["title"]} if cleaned["title"] else {},
        quantity=cleaned["quantity"] or Decimal(1),
        unit_net=cleaned["unit_net"],
        unit_gross=cleaned["unit_gross"],
        part_number=cleaned["part_number"].strip().upper(),
        payer=Payer(cleaned["payer"]),
        severity=Severity(cleaned["severity"]) if cleaned["severity"] else None,
        why=cleaned["why"],
        if_not=cleaned["if_not"],
        minutes=cleaned["minutes"] or 0,
    )
    if cleaned["finding"]:
        findings.propose_line(
            work_order_id=key, finding_id=cleaned["finding"], new=new, actor=actor, at=clock.now()
        )
        return
    lines.add_line(work_order_id=key, new=new, actor=actor, at=clock.now())


def _menu(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    lines.add_menu_lines(work_order_id=key, codes=[cleaned["code"]], actor=actor, at=clock.now())


def _version(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    estimating.make_estimate(
        work_order_id=key,
        reason=cleaned["reason"],
        tell_customer=cleaned["tell_customer"],
        actor=actor,
        at=clock.now(),
    )


def _ceiling(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    granting.agree_ceiling(
        work_order_id=key,
        amount=cleaned["amount"] or Decimal(0),
        who=cleaned["who"],
        channel=Channel(cleaned["channel"] or Channel.IN_PERSON),
        actor=actor,
        at=clock.now(),
    )


def _use_ceiling(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    ids = [cleaned["line"]] if cleaned["line"] else []
    granting.use_ceiling(work_order_id=key, line_ids=ids, actor=actor, at=clock.now())


def _diagnosis(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    granting.agree_diagnosis(
        work_order_id=key,
        line_id=cleaned["line"],
        who=cleaned["who"],
        channel=Channel(cleaned["channel"] or Channel.IN_PERSON),
        actor=actor,
        at=clock.now(),
    )


def _house(key: UUID, cleaned: dict[str, Any], actor: Actor) -> None:
    granting.grant_by_house(
        work_order_id=key,
        line_id=cleaned["line"],
        kind=AuthorityKind(cleaned["kind"]),
        reference=cleaned["reference"],
        actor=actor,
        at=clock.now(),
    )


VERBS: dict[str, tuple[type[pages.Form], Any]] = {
    "add": (forms.LineForm, _add),
    "menu": (forms.MenuForm, _menu),
    "version": (forms.VersionForm, _version),
    "ceiling": (forms.AgreeForm, _ceiling),
    "use-ceiling": (forms.AgreeForm, _use_ceiling),
    "diagnosis": (forms.AgreeForm, _diagnosis),
    "house": (forms.HouseForm, _house),
    "fees": (fees.FeesForm, fees.set_fees),
}
