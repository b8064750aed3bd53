"""How a refusal looks: a problem document for programs, a page or a fragment for people."""

import errno
import sys

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from seibi.kernel.errors import (
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    StorageFull,
    TooLarge,
    Unavailable,
)
from seibi.kernel.http import problem

TRY_AGAIN_IN = 5  # seconds; a killed database is back in less
AWAY = ("08", "57P", "53300")  # SQLSTATEs: no connection, shutting down, too many users
DISK_FULL = "53100"
OUT_OF_RANGE = frozenset({"22003", "22008", "22009"})  # number, moment, time zone


def render(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The refusal in the shape the caller understands, with its status.

    Where the database is away the page does without whatever would ask it again.
    """
    if request.path.startswith("/api/"):
        return _later(problem(request, error))
    in_a_page = bool(request.headers.get("HX-Request"))
    template = "ui/refusal_fragment.html" if in_a_page else "ui/refusal.html"
    asked_by = None if error.status >= 500 else request
    response = HttpResponse(
        render_to_string(template, {"refusal": error}, asked_by), status=error.status
    )
    if in_a_page:
        response.headers["HX-Retarget"] = "#refusal"
        response.headers["HX-Reswap"] = "innerHTML"
    elif error.status == Unavailable.status and request.method == "GET":
        response.headers["Refresh"] = str(TRY_AGAIN_IN)
    return _later(response)


def _later(response: HttpResponse) -> HttpResponse:
    if response.status_code == Unavailable.status:
        response.headers["Retry-After"] = str(TRY_AGAIN_IN)
    return response


def as_refusal(error: BaseException | None) -> DomainError | None:
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
    if _is_full(error):
        sentence = _(
            "There is no room left to keep this. Nothing of it was kept, and nothing was lost:"
            " tell whoever looks after the system, and send it again afterwards."
        )
        return StorageFull("storage_full", sentence)
    if isinstance(error, (OperationalError, InterfaceError)) and _is_away(_sqlstate(error)):
        return Unavailable("database_away", database_away())
    return None


def _is_full(error: BaseException | None) -> bool:
    """The disk of the files, or that of the database."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and _sqlstate(error) == DISK_FULL


def _is_away(sqlstate: str) -> bool:
    return not sqlstate or sqlstate.startswith(AWAY)


def _sqlstate(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our page, or from one that was open for too long."""
    return render(request, NotAllowed("form_expired", form_expired()))


def form_expired() -> str:
    """The sentence for a form without a valid token."""
    return _("This page was open for too long. Go back, load it again and send it once more.")


def database_away() -> str:
    """The sentence for a moment without a database; nobody can know what it still kept."""
    return _(
        "Our records do not answer for a moment. Load this page again: it shows whether your last "
        "step was kept."
    )


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
    """Something broke on our side; a half-done step was not kept, a done one may have been."""
    foreseen = as_refusal(sys.exc_info()[1])
    if foreseen is not None:
        return render(request, foreseen)
    error = DomainError("server_error", _broken())
    error.status = 500
    return render(request, error)


def _broken() -> str:
    return _(
        "Something went wrong on our side. Load this page again: it shows whether your last step "
        "was kept."
    )
