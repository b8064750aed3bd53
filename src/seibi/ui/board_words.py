"""The board's sentences in the reader's language; the browser fills the {places}."""

from django.utils.translation import gettext as _


def board_words() -> dict[str, str]:
    """Key to sentence; the island knows nothing else in words."""
    return {
        "board": _("The day, row by row"),
        "bay": _("Bay"),
        "technician": _("Technician"),
        "hint": _("Drag to move · M moves with the arrow keys · Enter shows details"),
        "cards": _("{count} planned"),
        "from_to": _("{from}–{to}"),
        "waits_for": _("waits for: {what}"),
        "late": _("{minutes} min late"),
        "promised": _("promised for {time}"),
        "customer_waits": _("customer waits here"),
        "to_assign": _("To assign"),
        "waiting": _("Waiting"),
        "ready": _("Ready"),
        "none": _("none"),
        "count_in_work": _("{count} in work"),
        "count_waiting": _("{count} waiting"),
        "count_late": _("{count} late"),
        "count_ready": _("{count} ready"),
        "nothing_planned": _("Nothing is planned for this day yet."),
        "no_rows": _(
            "There is nothing to plan on yet. Add bays and people in the settings of the site."
        ),
        "moved": _("{title} moved to {time}"),
        "free_at": _("Free here at {times}."),
        "failed": _("The move did not reach us. The plan is as before; try again."),
        "not_refreshed": _("The board could not be refreshed. We try again by ourselves."),
        "not_movable": _("This cannot be moved."),
        "carrying": _("{title} taken. Arrow keys carry it, Enter puts it down, Escape lets it be."),
        "would_be": _("{row}, {time}"),
        "close": _("Close"),
        "open_job": _("Open the whole job"),
        "plate": _("Plate"),
        "planned_arrival": _("Arrives"),
        "forecast": _("Ready about"),
        "promise": _("Promised"),
        "promise_changed": _("{time}, first {first}"),
        "key": _("Key"),
        "place": _("Place"),
        "ticket": _("Ticket"),
        "not_planned": _("not planned yet"),
        "start": _("Start"),
        "move": _("Move"),
    }
