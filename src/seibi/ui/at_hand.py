"""Pages that stay on a person's phone, so that they open without a line."""

from django.http import HttpResponse

HEADER = "Seibi-At-Hand"


def at_hand(page: HttpResponse, account_id: str, *, begins: bool = False) -> HttpResponse:
    """Let the phone of this account keep the page until they sign out; nobody else is shown it.

    ``begins``: where their day begins, so it is shown at the bare address too. Only pages whose
    forms may wait (``data-later``) are worth keeping.
    """
    page.headers[HEADER] = f"{account_id};begins" if begins else account_id
    return page
