"""The pages on which people decide about themselves: consent, claiming, unsubscribing."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.customers import labels
from seibi.contexts.customers.contracts import ContactPurpose, CustomerPage, MayReach
from seibi.contexts.customers.operations import agreeing, belonging, registering
from seibi.contexts.customers.queries import finding, links
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.web import forms
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.errors import Invalid, NotAllowed, TooMany
from seibi.kernel.http import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consents(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """What somebody agreed to, changed with one tap either way."""
    actor, at = actor_of(request), clock.now()
    own = actor.is_person(customer_id)
    if request.method == "POST":
        form = forms.ConsentForm(request.POST)
        if not form.is_valid():
            raise Invalid("bad_consent", _("This is not something to agree to."))
        say = agreeing.give_consent if form.cleaned_data["given"] else agreeing.withdraw_consent
        say(customer_id=customer_id, actor=actor, at=at, **form.said(own))
        messages.success(request, _("Noted."))
        return redirect("customers:consents", customer_id)
    belonging.note_read(customer_id=customer_id, page="consents", actor=actor, at=at)
    shown = customer_page(customer_id=customer_id, actor=actor, at=at)
    return render(
        request,
        "customers/consents.html",
        {
            "page": shown,
            "own": own,
            "lines": _lines(shown),
            "preferences": forms.PreferencesForm.showing(shown),
        },
    )


@require_http_methods(["POST"])
@login_required
def preferences(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Which way for what, and when not at all."""
    form = forms.PreferencesForm(request.POST)
    if not form.is_valid():
        raise Invalid("bad_preferences", _("Say when it begins and when it ends."))
    registering.set_preferences(
        customer_id=customer_id,
        preferences=form.preferences(),
        actor=actor_of(request),
        at=clock.now(),
    )
    messages.success(request, _("Noted."))
    return redirect("customers:consents", customer_id)


@require_safe
@login_required
def claims(request: HttpRequest) -> HttpResponse:
    """Records at workshops that may be the reader's own."""
    actor = actor_of(request)
    offers = finding.claim_offers(UUID(actor.account_id))
    names = network.node_names({offer.group_node for offer in offers})
    page = {"offers": [(offer, names.get(offer.group_node, "")) for offer in offers]}
    return render(request, "customers/claims.html", page)


@require_http_methods(["POST"])
@login_required
def claim(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """This is me."""
    actor = actor_of(request)
    if not ratelimit.consume(request, action="claim_record", key=str(customer_id)):
        raise TooMany("too_many_answers", _("Too many answers. Try again in an hour."))
    try:
        belonging.claim_record(
            customer_id=customer_id,
            answer=request.POST.get("answer", "").strip(),
            actor=actor,
            at=clock.now(),
        )
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("customers:claims")
    messages.success(request, _("Linked to your account."))
    left = finding.claim_offers(UUID(actor.account_id))
    return redirect("customers:claims") if left else redirect("/")


@csrf_exempt  # mail programs post to this address themselves (RFC 8058); the token is the right
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stops one kind of message without signing in. Asks first, because links are fetched."""
    _customer, purpose, channel = links.read_link(token)
    if request.method == "POST":
        agreeing.unsubscribe(token=token, at=clock.now())
    page = {
        "done": request.method == "POST",
        "purpose": labels.PURPOSE_LABELS[purpose],
        "channel": labels.CONTACT_KIND_LABELS[channel],
        "text": labels.CONSENT_TEXT[purpose],
    }
    return render(request, "customers/unsubscribe.html", page)


def _lines(shown: CustomerPage) -> list[dict[str, object]]:
    """A line per purpose and way, in words; the page groups them by purpose."""
    return [
        {
            "consent": consent,
            "title": labels.PURPOSE_LABELS[consent.purpose],
            "text": labels.CONSENT_TEXT[consent.purpose],
            "way": labels.CONTACT_KIND_LABELS[consent.channel],
            "word": labels.MAY_REACH_LABELS[consent.answer],
            "yes": consent.answer in (MayReach.GIVEN, MayReach.SERVICE),
            "fixed": consent.purpose == ContactPurpose.SAFETY,
            "of_data": consent.purpose in (ContactPurpose.CAR_DATA, ContactPurpose.LOCATION),
        }
        for consent in shown.consents
    ]
