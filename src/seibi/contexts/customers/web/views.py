"""The pages on which staff find, read and change customers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.customers import labels
from seibi.contexts.customers.contracts import EDIT, SEE, CustomerPage
from seibi.contexts.customers.operations import agreeing, belonging, caring, registering
from seibi.contexts.customers.permissions import can_register_somewhere, look_only
from seibi.contexts.customers.queries import agreements, finding
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.web import forms
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require
from seibi.kernel.http import actor_of, staff_of
from seibi.kernel.money import Money


@require_safe
@login_required
def customers(request: HttpRequest) -> HttpResponse:
    """One box, and who was added last."""
    actor, query = staff_of(request, SEE), request.GET.get("q", "").strip()
    found = finding.search(query, actor=actor) if len(query) > 1 else finding.newest(actor=actor)
    page = {"query": query, "found": found, "may_add": bool(actor.nodes(EDIT))}
    fragment = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "cotton/customers/found.html" if fragment else "customers/list.html"
    return render(request, template, page)


@require_safe
@login_required
def page(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Everything about one customer; looking is noted."""
    shown = _read(request, customer_id)
    actor = actor_of(request)
    return render(
        request,
        "customers/page.html",
        {
            "page": shown,
            "own": actor.is_person(shown.summary.id),
            "language": labels.WRITTEN_LANGUAGE[shown.summary.language],
            "quiet_now": agreements.is_quiet(shown.summary.id, clock.now()),
            "choices": [(c.id, c.name) for c in finding.newest(actor=actor, limit=50)],
            "sellers": _sellers(shown),
            "contact_form": forms.ContactForm(),
            "authoriser_form": forms.AuthoriserForm(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A person or company becomes known."""
    actor = actor_of(request)
    require(can_register_somewhere(actor))
    sites = network.nodes_of(actor, EDIT)
    form = forms.NewCustomerForm(
        request.POST or None,
        groups=_groups(actor),
        initial=forms.first_values(sites[0] if sites else None),
    )
    address = forms.AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and address.is_valid():
        try:
            made = registering.register_customer(
                group_node=form.cleaned_data["group"],
                new=form.new_customer(),
                contacts=form.contacts(),
                address=address.address(form.cleaned_data["country"]),
                actor=actor,
                at=clock.now(),
            )
            return redirect("customers:page", made)
        except Invalid as error:
            _show(error, form, address)
    return _form_page(request, form, address, title=_("New customer"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """What is known changes."""
    actor, at = actor_of(request), clock.now()
    shown = customer_page(customer_id=customer_id, actor=actor, at=at)
    if not shown.may_edit:
        require(look_only())
    known = forms.present_values(shown)
    form = forms.CustomerForm(request.POST or None, initial=known)
    address = forms.AddressForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and address.is_valid():
        try:
            registering.change_with_address(
                customer_id=shown.summary.id,
                new=form.new_customer(),
                address=address.address(form.cleaned_data["country"]),
                actor=actor,
                at=at,
            )
            return redirect("customers:page", shown.summary.id)
        except Invalid as error:
            _show(error, form, address)
    return _form_page(request, form, address, title=shown.summary.name)


@require_POST
@login_required
def add_contact(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """One more way to reach somebody."""
    form = forms.ContactForm(request.POST)
    if not form.is_valid():
        raise Invalid("bad_contact", _("Type a number or an address."))
    registering.add_contact(
        customer_id=customer_id, new=form.new_contact(), actor=actor_of(request), at=clock.now()
    )
    return _back(customer_id)


@require_POST
@login_required
def verify_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Somebody answered there."""
    customer_id = registering.verify_contact(
        contact_id=contact_id, actor=actor_of(request), at=clock.now()
    )
    return _back(customer_id)


@require_POST
@login_required
def remove_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """A way to reach somebody is not used any more."""
    customer_id = registering.remove_contact(
        contact_id=contact_id, actor=actor_of(request), at=clock.now()
    )
    messages.success(request, _("Removed."))
    return _back(customer_id)


@require_POST
@login_required
def authorisers(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Somebody may say yes for this customer, or no longer."""
    form = forms.AuthoriserForm(request.POST)
    if not form.is_valid():
        raise Invalid("bad_authoriser", _("Choose a customer and, if wanted, an amount."))
    person, amount = form.cleaned_data["person"], form.cleaned_data["limit"]
    actor, at = actor_of(request), clock.now()
    if "dismiss" in request.POST:
        agreeing.dismiss_authoriser(customer_id=customer_id, person_id=person, actor=actor, at=at)
    else:
        currency = network.currency_of(actor)
        limit = Money(amount, currency).rounded() if amount is not None else None
        agreeing.name_authoriser(
            customer_id=customer_id, person_id=person, limit=limit, actor=actor, at=at
        )
    return _back(customer_id)


@require_POST
@login_required
def order_number(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Whether work for this customer needs their order number."""
    agreeing.require_purchase_order(
        customer_id=customer_id,
        required="required" in request.POST,
        actor=actor_of(request),
        at=clock.now(),
    )
    return _back(customer_id)


@require_POST
@login_required
def sales(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Whose customer this is; an empty choice is nobody's."""
    person = request.POST.get("person", "")
    caring.assign_sales(
        customer_id=customer_id,
        account_id=_uuid(person) if person else None,
        actor=actor_of(request),
        at=clock.now(),
    )
    return _back(customer_id)


@require_POST
@login_required
def merge(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Two records become one person, or two again."""
    actor, at = actor_of(request), clock.now()
    other = _uuid(request.POST.get("other", ""))
    if "undo" in request.POST:
        belonging.undo_merge(alias_id=other, actor=actor, at=at)
    else:
        belonging.merge_customers(alias_id=other, survivor_id=customer_id, actor=actor, at=at)
    return _back(customer_id)


def _read(request: HttpRequest, customer_id: UUID) -> CustomerPage:
    actor, at = actor_of(request), clock.now()
    belonging.note_read(customer_id=customer_id, page="customer", actor=actor, at=at)
    return customer_page(customer_id=customer_id, actor=actor, at=at)


def _groups(actor: Actor) -> list[tuple[str, str]]:
    paths = sorted({network.group_of(site.node) for site in network.nodes_of(actor, EDIT)})
    names = network.node_names(paths)
    return [(path, names[path]) for path in paths]


def _show(error: Invalid, form: forms.CustomerForm, address: forms.AddressForm) -> None:
    (address if error.code == "bad_address" else form).show(error)


def _form_page(
    request: HttpRequest, form: forms.CustomerForm, address: forms.AddressForm, *, title: str
) -> HttpResponse:
    return render(
        request,
        "customers/form.html",
        {"form": form, "address": address, "title": title, "zones": forms.zones()},
        status=422 if form.errors or address.errors else 200,
    )


def _back(customer_id: UUID) -> HttpResponse:
    return redirect("customers:page", customer_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("bad_id", _("Choose a customer.")) from error


def _sellers(shown: CustomerPage) -> list[tuple[UUID, str]]:
    """Who may look after this customer, for those who may choose."""
    if not shown.may_edit:
        return []
    group = shown.summary.group_node
    return [(one.account_id, one.name) for one in network.staff_at(group, Role.SALES)]
