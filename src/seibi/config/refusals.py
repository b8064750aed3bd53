"""How a refusal looks: a problem document for programs, a page or a fragment for people."""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render as render_template
from django.utils.translation import gettext as _

from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, TooLarge
from seibi.kernel.http import problem

OUT_OF_RANGE = frozenset({"22003", "22008", "22009"})  # number, moment, time zone


def render(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The refusal in the shape the caller understands, with its status."""
    if request.path.startswith("/api/"):
        return problem(request, error)
    template = (
        "ui/refusal_fragment.html" if request.headers.get("HX-Request") else "ui/refusal.html"
    )
    response = render_template(request, template, {"refusal": error}, status=error.status)
    if request.headers.get("HX-Request"):
        response.headers["HX-Retarget"] = "#refusal"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def as_refusal(error: Exception) -> DomainError | None:
    """The refusal that an error stands for; None for errors nobody foresaw.

    Text with a NUL character and moments or numbers beyond all bounds cannot be stored; the
    database and its driver are the first to notice.
    """
    if isinstance(error, DomainError):
        return error
    if isinstance(error, (ValueError, DataError)) and "NUL" in str(error):
        sentence = _("This text has a character that cannot be stored. Type it again by hand.")
        return Invalid("bad_character", sentence)
    if isinstance(error, RequestDataTooBig):
        return TooLarge("too_much_text", _("This is too much text at once. Send less of it."))
    if isinstance(error, (TooManyFieldsSent, TooManyFilesSent)):
        return TooLarge("too_many_parts", _("These are too many fields or files. Send fewer."))
    if isinstance(error, MultiPartParserError):
        return Invalid("form_broken", _("This form arrived incomplete. Send it once more."))
    if isinstance(error, DataError) and _sqlstate(error) in OUT_OF_RANGE:
        sentence = _("A date or a number is out of range. Correct it and send it again.")
        return Invalid("out_of_range", sentence)
    return None


def _sqlstate(error: Exception) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our page, or from one that was open for too long."""
    return render(request, NotAllowed("form_expired", form_expired()))


def form_expired() -> str:
    """The sentence for a form without a valid token."""
    return _("This page was open for too long. Go back, load it again and send it once more.")


def too_large() -> str:
    megabytes = settings.SEIBI_LARGEST_FILE // 2**20
    return _("This is larger than %(megabytes)s MB. Choose a smaller file.") % {
        "megabytes": megabytes
    }


def no_length() -> str:
    """The sentence for a request of unknown length."""
    return _("Say how long this is (Content-Length) before sending it.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read, whoever noticed it first."""
    refusal = as_refusal(exception)
    if refusal is None:
        sentence = _("This request cannot be read. Go back, load the page again and try once more.")
        refusal = DomainError("bad_request", sentence)
    return render(request, refusal)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page here; programs get a problem document."""
    sentence = _("There is nothing at this address. It may have moved, or the link is incomplete.")
    return render(request, NotFound("page_not_found", sentence))


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; nothing of a half-done step was kept."""
    sentence = _("Something went wrong on our side. Nothing was changed. Try again in a moment.")
    error = DomainError("server_error", sentence)
    error.status = 500
    return render(request, error)
