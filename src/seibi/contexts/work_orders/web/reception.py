"""Reception on a tablet: walk around the car, mark, ask, promise, sign."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from seibi.contexts.work_orders.contracts import PartyRole, PhotoPurpose
from seibi.contexts.work_orders.contracts.desk import WorkOrderPage
from seibi.contexts.work_orders.contracts.reception import PaymentPlan, SaidBefore, WalkAround
from seibi.contexts.work_orders.labels import PAYMENT_PLAN_LABELS, PIN_KIND_LABELS
from seibi.contexts.work_orders.operations import promising
from seibi.contexts.work_orders.operations import reception as operations
from seibi.contexts.work_orders.queries import desk, earlier
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What does the customer want, how does the car come in, and who signs for it?"""
    actor, at = actor_of(request), clock.now()
    page = desk.work_order_page(work_order_id=work_order_id, actor=actor, at=at)
    if request.method != "POST":
        return _page(request, page, None, None)

    def do(cleaned: dict[str, Any]) -> None:
        promising.receive_and_promise(
            work_order_id=work_order_id,
            walk_around=WalkAround(
                seat_covers=cleaned["seat_covers"],
                courtesy_car=cleaned["courtesy_car"],
                payment=PaymentPlan(cleaned["payment"]) if cleaned["payment"] else None,
                begun_at=typed.begun_at(cleaned["begun_at"], at),
                odometer=cleaned["odometer"],
                odometer_unit=cleaned["odometer_unit"],
                fuel_percent=cleaned["fuel_percent"],
                charge_percent=cleaned["charge_percent"],
                valuables=cleaned["valuables"],
                interview=typed.interview_of(cleaned),
                pins=tuple(typed.pins_of(cleaned["pins"])),
                keep_old_parts=cleaned["keep_old_parts"],
                signed_by=cleaned["signature_name"],
                signature=typed.drawn(cleaned["signature_image"]),
            ),
            promise_at=typed.at_site(cleaned["promise_at"], page.card.tz),
            parties=typed.parties_of(cleaned),
            take_up=typed.ids_of(request.POST.getlist("take_up")),
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.ReceptionForm(request.POST),
        do=do,
        done=reverse("work_orders:estimate", args=[work_order_id]),
        again=lambda form, refusal: _page(
            request, pages.page_now(request, work_order_id), form, refusal
        ),
    )


@require_POST
def photos(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Pictures for a visit, one or many at a time; then back to where they were taken."""
    actor, at = actor_of(request), clock.now()

    def do(cleaned: dict[str, Any]) -> None:
        for upload in request.FILES.getlist("photos"):
            operations.keep_photo(
                work_order_id=work_order_id,
                upload=upload,
                purpose=PhotoPurpose(cleaned["purpose"]),
                caption=cleaned["caption"],
                line_id=cleaned["line"],
                finding_id=cleaned["finding"],
                for_owner=True,
                actor=actor,
                at=at,
            )

    back = "floor_job" if request.GET.get("from") == "floor" else "page"
    name = "reception" if request.GET.get("from") == "reception" else back
    return pages.submit(
        request,
        form=forms.PhotoForm(request.POST),
        do=do,
        done=reverse(f"work_orders:{name}", args=[work_order_id]),
        again=lambda form, refusal: pages.staff_page(
            request, "work_orders/page.html", work_order_id, refusal=refusal, form=form
        ),
    )


@require_POST
def parties(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Who brings it, whose it is, who may say yes."""
    actor, at = actor_of(request), clock.now()

    def do(cleaned: dict[str, Any]) -> None:
        role = PartyRole(cleaned["role"])
        known = desk.work_order_page(work_order_id=work_order_id, actor=actor, at=at)
        same = next((p for p in known.parties if p.role is role), None)
        operations.name_party(
            work_order_id=work_order_id,
            role=role,
            customer_id=same.customer_id if same and not cleaned["name"] else None,
            name=cleaned["name"],
            phone=cleaned["phone"],
            limit=cleaned["limit"],
            purchase_order=cleaned["purchase_order"],
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.PartyForm(request.POST),
        do=do,
        done=reverse("work_orders:page", args=[work_order_id]),
        again=lambda form, refusal: pages.staff_page(
            request, "work_orders/page.html", work_order_id, refusal=refusal, form=form
        ),
    )


def _page(
    request: HttpRequest,
    page: WorkOrderPage,
    form: pages.Form | None,
    refusal: DomainError | None,
) -> HttpResponse:
    work_order_id = page.card.id
    words = {str(code): str(word) for code, word in PIN_KIND_LABELS.items()}
    actor, at = actor_of(request), clock.now()
    taken = request.POST.getlist("take_up")
    work = earlier.earlier_work(work_order_id=work_order_id, actor=actor)
    said = earlier.said_before(work_order_id=work_order_id, actor=actor)
    if form is None and page.reception is None:
        form = forms.ReceptionForm(initial=_known_before(page, said))
    values = {
        "said": None if page.reception else said,
        "wishes": page.wishes,
        "keep_old_parts": form["keep_old_parts"].value() if form else page.wants_old_parts,
        "earlier": [(one, str(one.line_id) in taken) for one in work],
        "earlier_words": earlier.earlier_words(work_order_id=work_order_id, actor=actor),
        "payments": forms.choices(PAYMENT_PLAN_LABELS),
        "begun_at": request.POST.get("begun_at") or at.isoformat(),
        "pin_kinds": list(words.items()),
        "units": forms.UNITS,
        "yes_no": forms.YES_NO,
        "pins_typed": request.POST.get("pins", "[]"),
        "pin_words": json.dumps(words),
    }
    return pages.staff_page(
        request,
        "work_orders/reception.html",
        work_order_id,
        values,
        refusal=refusal,
        form=form,
        page=page,
    )


def _known_before(page: WorkOrderPage, said: SaidBefore | None) -> dict[str, Any]:
    """What need not be asked again; a bringer who is named already is not named twice."""
    if said is None:
        return {"keep_old_parts": page.wants_old_parts}
    named = {party.name for party in page.parties if party.role is PartyRole.BRINGER}
    return {
        "words": said.words or page.wishes,
        "odometer": said.odometer,
        "odometer_unit": said.odometer_unit,
        "courtesy_car": said.needs_courtesy_car,
        "keep_old_parts": said.keep_old_parts or page.wants_old_parts,
        "bringer_name": "" if said.bringer_name in named else said.bringer_name,
    }
