"""The board's sentences in the reader's language; the browser fills the {places}."""

from django.utils.translation import pgettext


def board_words() -> dict[str, str]:
    """Key to sentence; the island knows nothing else in words."""
    return {
        "board": pgettext("board", "The day, row by row"),
        "bay": pgettext("board", "Bay"),
        "technician": pgettext("board", "Technician"),
        "hint": pgettext(
            "board", "Drag to move · M moves with the arrow keys · Enter shows details"
        ),
        "cards": pgettext("board", "{count} planned"),
        "from_to": pgettext("board", "{from}–{to}"),
        "waits_for": pgettext("board", "waits for: {what}"),
        "late": pgettext("board", "{minutes} min late"),
        "promised": pgettext("board", "promised for {time}"),
        "customer_waits": pgettext("board", "customer waits here"),
        "to_assign": pgettext("board", "To assign"),
        "waiting": pgettext("board", "Waiting"),
        "ready": pgettext("board", "Ready"),
        "none": pgettext("board", "none"),
        "count_in_work": pgettext("board", "{count} in work"),
        "count_waiting": pgettext("board", "{count} waiting"),
        "count_late": pgettext("board", "{count} late"),
        "count_ready": pgettext("board", "{count} ready"),
        "nothing_planned": pgettext("board", "Nothing is planned for this day yet."),
        "no_rows": pgettext(
            "board",
            "There is nothing to plan on yet. Add bays and people in the settings of the site.",
        ),
        "moved": pgettext("board", "{title} moved to {time}"),
        "free_at": pgettext("board", "Free here at {times}."),
        "failed": pgettext("board", "The move did not reach us. The plan is as before; try again."),
        "not_refreshed": pgettext(
            "board", "The board could not be refreshed. We try again by ourselves."
        ),
        "not_movable": pgettext("board", "This cannot be moved."),
        "carrying": pgettext(
            "board", "{title} taken. Arrow keys carry it, Enter puts it down, Escape lets it be."
        ),
        "would_be": pgettext("board", "{row}, {time}"),
        "close": pgettext("board", "Close"),
        "open_job": pgettext("board", "Open the whole job"),
        "plate": pgettext("board", "Plate"),
        "planned_arrival": pgettext("board", "Arrives"),
        "forecast": pgettext("board", "Ready about"),
        "promise": pgettext("board", "Promised"),
        "promise_changed": pgettext("board", "{time}, first {first}"),
        "key": pgettext("board", "Key"),
        "place": pgettext("board", "Place"),
        "ticket": pgettext("board", "Ticket"),
        "not_planned": pgettext("board", "not planned yet"),
        "start": pgettext("board", "Start"),
        "move": pgettext("board", "Move"),
    }
