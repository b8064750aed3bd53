"""The sentences with which booking says no: what, why, what now."""

from typing import Any

from django.utils.translation import gettext as _

from seibi.kernel.errors import Expired, Invalid, NotFound, RuleBroken, TooMany


def no_hold() -> NotFound:
    return NotFound("hold_not_found", _("This time is not kept for you. Choose a time again."))


def no_appointment() -> NotFound:
    return NotFound("appointment_not_found", _("There is no such appointment."))


def no_customer() -> NotFound:
    return NotFound("customer_not_found", _("There is no such customer or car."))


def no_arrival() -> NotFound:
    return NotFound("arrival_not_found", _("There is no such car on the premises."))


def nothing_chosen() -> Invalid:
    sentence = _("Choose at least one thing to be done, or say what is wrong in your own words.")
    return Invalid("nothing_chosen", sentence, errors={"operation_codes": sentence})


def in_the_past() -> Invalid:
    sentence = _("This time has passed. Choose a later one.")
    return Invalid("in_the_past", sentence, errors={"starts_at": sentence})


def too_far() -> Invalid:
    sentence = _("This is more than three months away. Choose an earlier time.")
    return Invalid("too_far", sentence, errors={"starts_at": sentence})


def hold_expired(free: list[dict[str, Any]]) -> Expired:
    sentence = _("We kept this time for five minutes and then gave it back. Choose a time again.")
    return Expired("hold_expired", sentence, free=free)


def too_many_holds() -> TooMany:
    return TooMany(
        "too_many_holds", _("Too many times are kept at once. Finish one booking first.")
    )


def too_late() -> RuleBroken:
    sentence = _(
        "The time for changes online has passed. Call the workshop; people there can still help."
    )
    return RuleBroken("too_late_to_change", sentence)


def stale() -> RuleBroken:
    sentence = _("The appointment was changed meanwhile. Look at it again, then decide.")
    return RuleBroken("stale_appointment", sentence)


def remedy_missing() -> Invalid:
    sentence = _("We are letting an owner down. Say what you offer instead.")
    return Invalid("remedy_missing", sentence, errors={"remedy": sentence})


def not_expected() -> RuleBroken:
    return RuleBroken("not_expected", _("This car is not expected any more."))


def not_missed_yet(minutes: int) -> RuleBroken:
    sentence = _("Wait until %(minutes)s minutes after the agreed time, and try to call.")
    return RuleBroken("not_missed_yet", sentence % {"minutes": minutes})


def not_their_car() -> RuleBroken:
    sentence = _("This car is not registered to the person who books. Check plate and owner.")
    return RuleBroken("not_their_car", sentence)


def key_tag_taken(tag: str) -> RuleBroken:
    sentence = _("Another key hangs under tag %(tag)s. Use a free tag.") % {"tag": tag}
    return RuleBroken("key_tag_taken", sentence, errors={"key_tag": sentence})


def already_here() -> RuleBroken:
    return RuleBroken(
        "already_here", _("This car is on the premises already. Look at the list of today.")
    )


def wrong_code(tries_left: int) -> Invalid:
    sentence = _("This is not the code we sent. You can try %(tries)s more times.") % {
        "tries": tries_left
    }
    return Invalid("wrong_code", sentence, errors={"code": sentence})


def code_expired() -> Expired:
    return Expired("code_expired", _("This code is no longer valid. Ask for a new one."))


def too_many_codes() -> TooMany:
    return TooMany(
        "too_many_codes", _("Several codes were sent already. Wait some minutes and try again.")
    )


def email_wrong() -> Invalid:
    sentence = _("Enter an e-mail address such as name@example.com.")
    return Invalid("email_wrong", sentence, errors={"email": sentence})


def guest_incomplete(field: str) -> Invalid:
    sentences = {
        "name": _("Enter your name."),
        "plate": _("Enter the number plate or the VIN of the car."),
    }
    return Invalid("guest_incomplete", sentences[field], errors={field: sentences[field]})


def contact_not_proven() -> RuleBroken:
    return RuleBroken(
        "contact_not_proven", _("Enter the code from our e-mail first, so that we can reach you.")
    )


def no_waiting() -> NotFound:
    return NotFound("waiting_not_found", _("There is no such entry on the wait-list."))


def no_offer() -> NotFound:
    return NotFound("offer_not_found", _("There is no such offer."))


def waits_already() -> RuleBroken:
    sentence = _("This car is on the wait-list already. Leave the list first to change the times.")
    return RuleBroken("waiting_already", sentence)


def wait_days_wrong() -> Invalid:
    sentence = _("Choose a last day that is not before the first one and not before today.")
    return Invalid("wait_days_wrong", sentence, errors={"until_day": sentence})


def wait_too_far() -> Invalid:
    sentence = _("The list reaches three months ahead. Choose an earlier last day.")
    return Invalid("wait_too_far", sentence, errors={"until_day": sentence})


def wait_times_wrong() -> Invalid:
    sentence = _("Choose a latest time that is after the earliest one.")
    return Invalid("wait_times_wrong", sentence, errors={"until_time": sentence})


def wait_weekdays_missing() -> Invalid:
    sentence = _("Choose at least one day of the week that lies within these days.")
    return Invalid("wait_weekdays_missing", sentence, errors={"weekdays": sentence})


def offer_over() -> Expired:
    sentence = _(
        "This time is no longer kept for you; it went to the next in the line. You keep your place."
    )
    return Expired("offer_over", sentence)


def no_feed() -> NotFound:
    return NotFound("feed_not_found", _("There is no such calendar."))


def odometer_wrong() -> Invalid:
    sentence = _("This distance cannot be right. Type what the odometer shows, or leave it empty.")
    return Invalid("odometer_wrong", sentence, errors={"odometer": sentence})


def too_many_photos(most: int) -> Invalid:
    sentence = _("At most %(most)s photos can be sent before the visit.") % {"most": most}
    return Invalid("too_many_photos", sentence, errors={"photos": sentence})


def place_taken(place: str) -> RuleBroken:
    sentence = _("Another car stands at %(place)s. Choose a free place.") % {"place": place}
    return RuleBroken("place_taken", sentence, errors={"parking_place": sentence})


def no_move() -> NotFound:
    return NotFound("move_not_found", _("This move is not on the list any more."))


def move_is_on_the_list() -> RuleBroken:
    sentence = _("Somebody has asked for this car to be moved already.")
    return RuleBroken("move_is_on_the_list", sentence)


def nowhere_to_go() -> Invalid:
    sentence = _("Say to which place the car shall go.")
    return Invalid("nowhere_to_go", sentence, errors={"to_place": sentence})


def yard_wrong() -> Invalid:
    sentence = _("Name each place once, at most 200 of them, one per line.")
    return Invalid("yard_wrong", sentence, errors={"places": sentence})


def nobody_expected(typed: str) -> NotFound:
    sentence = _("No car that is expected today has “%(typed)s”.") % {"typed": typed}
    return NotFound("nobody_expected", sentence)


def several_expected() -> RuleBroken:
    sentence = _("Several expected cars fit. Type more of the plate, or the number of the visit.")
    return RuleBroken("several_expected", sentence)


def other_group() -> RuleBroken:
    sentence = _("Choose another workshop of this dealer group.")
    return RuleBroken("other_group", sentence)


def not_missed() -> RuleBroken:
    return RuleBroken("not_missed", _("This visit was not missed."))
