"""A courtesy car is back: one press, wherever it was missed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seibi.contexts.workshop.operations import lending
from seibi.kernel import clock
from seibi.kernel.http import actor_of


@require_POST
@login_required
def returned(request: HttpRequest, reservation_id: UUID) -> HttpResponse:
    """The car is on the yard again, and nobody asks for it any more."""
    lending.take_back_courtesy_car(
        reservation_id=reservation_id, actor=actor_of(request), at=clock.now()
    )
    messages.success(request, _("The car is back and free."))
    return redirect("/")
