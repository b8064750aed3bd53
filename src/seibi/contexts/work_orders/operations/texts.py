"""The words that somebody is shown or hears before they say yes or sign, in their own language."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.work_orders.contracts import Answer, OldParts
from seibi.contexts.work_orders.contracts.reception import Pin, WalkAround
from seibi.contexts.work_orders.labels import (
    ANSWER_LABELS,
    OLD_PARTS_LABELS,
    PAYMENT_PLAN_LABELS,
    PIN_KIND_LABELS,
)
from seibi.contexts.work_orders.models.estimate import EstimateLine, EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.money import Money
from seibi.kernel.text import translated


def language_of(work_order: WorkOrder) -> str:
    """The language of whose car it is."""
    found = customers.summaries([work_order.customer_id]).get(work_order.customer_id)
    return found.language if found else "en"


def amount(money: Money) -> str:
    """An amount as evidence keeps it: the code and the figure, the same in every language."""
    return f"{money.currency} {money.rounded().amount:,}"


def reception_text(work_order: WorkOrder, walk_around: WalkAround, words: str) -> str:
    """What the person who brings the car signs."""
    with translation.override(language_of(work_order)):
        odometer = f"{walk_around.odometer} {walk_around.odometer_unit}"
        lines = [
            _("Reception of the car, visit %(number)s") % {"number": work_order.number},
            _("What you tell us: %(words)s") % {"words": words},
            _("Odometer: %(value)s") % {"value": odometer},
        ]
        if walk_around.fuel_percent is not None:
            lines.append(_("Fuel: %(percent)s per cent") % {"percent": walk_around.fuel_percent})
        if walk_around.charge_percent is not None:
            percent = {"percent": walk_around.charge_percent}
            lines.append(_("Charge: %(percent)s per cent") % percent)
        marks = "; ".join(_mark(pin) for pin in walk_around.pins)
        lines.append(_("Marks on the car: %(marks)s") % {"marks": marks or _("none")})
        things = {"things": walk_around.valuables or _("nothing of value")}
        lines.append(_("Left in the car: %(things)s") % things)
        if walk_around.keep_old_parts:
            lines.append(_("You want to have the old parts."))
        if walk_around.courtesy_car:
            lines.append(_("You would like a courtesy car."))
        if walk_around.payment:
            way = {"way": PAYMENT_PLAN_LABELS[walk_around.payment]}
            lines.append(_("You mean to pay: %(way)s") % way)
        return "\n".join(lines)


def ceiling_text(work_order: WorkOrder, limit: Money) -> str:
    """What a pre-agreed ceiling means, as it is signed."""
    with translation.override(language_of(work_order)):
        return _(
            "Work up to %(amount)s, tax included, may begin without asking again. "
            "Above it we ask you first."
        ) % {"amount": amount(limit)}


def diagnosis_text(work_order: WorkOrder, fee: Money) -> str:
    """What a paid diagnosis means, as it is signed."""
    with translation.override(language_of(work_order)):
        return _(
            "We look for the cause for %(amount)s, tax included, whether or not you let us "
            "repair it."
        ) % {"amount": amount(fee)}


def answer_text(
    work_order: WorkOrder,
    version: EstimateVersion,
    answers: Mapping[EstimateLine, Answer],
    included: Mapping[UUID, Sequence[EstimateLine]],
    *,
    total: Money,
) -> str:
    """Every line that was answered as it was shown, with the parts included in its price, what was
    answered, and the total after it."""
    language = language_of(work_order)
    with translation.override(language):
        lines = [
            _("Visit %(number)s, estimate version %(version)s")
            % {"number": work_order.number, "version": version.number}
        ]
        for shown, answer in answers.items():
            price = amount(Money(shown.gross, work_order.currency))
            title = translated(shown.shown["title"], language)
            lines.append(f"{title}: {price}: {ANSWER_LABELS[answer]}")
            if named := [_part(row, language) for row in included.get(shown.line_id, ())]:
                lines.append(_("Included: %(parts)s") % {"parts": ", ".join(named)})
            if answer is not Answer.APPROVE and shown.shown.get("if_not"):
                lines.append(_("If not: %(words)s") % {"words": shown.shown["if_not"]})
        lines.append(_("Agreed in total: %(amount)s, tax included") % {"amount": amount(total)})
        lines.append(f"SHA-256 {version.sha256}")
        return "\n".join(lines)


def delivery_text(
    work_order: WorkOrder, *, odometer: str, explanation: str, old_parts: OldParts
) -> str:
    """What the person who takes the car back signs."""
    with translation.override(language_of(work_order)):
        return "\n".join(
            [
                _("Hand-over of the car, visit %(number)s") % {"number": work_order.number},
                _("What was done: %(words)s") % {"words": explanation},
                _("Odometer: %(value)s") % {"value": odometer},
                str(OLD_PARTS_LABELS[old_parts]),
            ]
        )


def _part(row: EstimateLine, language: str) -> str:
    return f"{translated(row.shown['title'], language)} × {row.shown['quantity']}"


def _mark(pin: Pin) -> str:
    mark = f"{PIN_KIND_LABELS[pin.kind]} ({pin.x}, {pin.y}) {pin.note}".strip()
    return _("%(mark)s, see the photo") % {"mark": mark} if pin.photo_id else mark
