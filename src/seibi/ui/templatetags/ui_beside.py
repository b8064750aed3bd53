"""``{% beside "work_order" visit.id "price" %}``: what other contexts offer beside this subject."""

from typing import Any
from uuid import UUID

from django import template
from django.template.context import RequestContext

from seibi.kernel import clock
from seibi.kernel.beside import Spot
from seibi.kernel.beside import beside as offers
from seibi.kernel.http import actor_of

register = template.Library()


@register.inclusion_tag("ui/beside.html", takes_context=True)
def beside(
    context: RequestContext, kind: str, subject_id: UUID | str, place: str
) -> dict[str, Any]:
    """Doors as quiet links, panels as fragments that the page fetches; or nothing."""
    spot = Spot(f"{kind}:{subject_id}", place, context.get("token") or "")
    found = list(offers(spot, actor=actor_of(context["request"]), at=clock.now()))
    return {
        "doors": [one for one in found if not one.panel],
        "panels": [one for one in found if one.panel],
    }
