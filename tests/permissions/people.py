"""What people send: for every page the query or the form that is right in every other way."""

from seibi.contexts.work_orders.contracts import LineKind
from tests.permissions import cash, lists
from tests.permissions.programs import HANDED_BACK, REASON, SOMEBODY
from tests.permissions.sending import JPEG, RECALLS, Sent
from tests.permissions.stage import FRIDAY, MONDAY_IN_A_WEEK, Stage
from tests.world import IDS, SITE

READY_AT = "2026-03-30T17:00"
VISIT = "/work-orders/<work_order_id>/"
ESTIMATE = f"{VISIT}estimate/"
FLOOR = "/work-orders/floor/<work_order_id>/"
BILL = "/billing/invoices/<invoice_id>/"
DESK = "/booking/<site_code>/desk/"
WISH = {
    "from_day": "2026-03-31",
    "until_day": "2026-04-02",
    "weekdays": ["1", "2", "3"],
    "hours": "any",
    "notice": "2",
}


def requests(stage: Stage) -> dict[str, Sent]:
    """By method and path; a page that is not here is asked for as it is."""
    return {
        **_accounts(stage),
        **_people(stage),
        **_cars(stage),
        **_care(stage),
        **_booking(stage),
        **_desk(stage),
        **_visits(stage),
        **_estimate(stage),
        **_floor(stage),
        **_money(stage),
        **_network(stage),
        **_tasks(stage),
        **lists.pages(stage),
        **lists.opening(),
    }


def _tasks(s: Stage) -> dict[str, Sent]:
    about, due = f"about=customer:{s['customer_id']}", {"due_on": "2026-04-03", "due_time": "9:00"}
    new = {"title": "Call", "receiver": "role:advisor", "note": "", "site": "site-7", **due}
    one, day = "/tasks/<task_id>/", "/manager/<site_code>/"
    return {
        f"POST {day}morning/theme/": Sent(form={"text": "Tyres first"}),
        "GET /tasks/about/<kind>/<key>/": Sent(path={"kind": "customer", "key": s["customer_id"]}),
        "GET /tasks/new/": Sent(query=about),
        "POST /tasks/new/": Sent(query=about, form=new),
        f"POST {one}finish/": Sent(form={"outcome": "done"}),
        f"POST {one}hand-on/": Sent(form={"receiver": "role:cr"}),
        f"POST {one}change/": Sent(form={"title": "Write", **due}),
        f"POST {one}reopen/": Sent(path={"task_id": s["done_task"]}),
    }


def _accounts(s: Stage) -> dict[str, Sent]:
    own = {"pk": 1, "session_id": 1}
    keys = "/accounts/2fa/webauthn/keys/<pk>/"
    return {
        **{
            f"{m} {keys}{verb}/": Sent(path=own)
            for m in ("GET", "POST")
            for verb in ("edit", "remove")
        },
        "POST /sign-in/sessions/<session_id>/end/": Sent(path={"session_id": s["session"]}),
        "POST /ui/language/": Sent(form={"language": "ja"}),
        "POST /ui/theme/": Sent(form={"theme": "dark"}),
    }


def _people(s: Stage) -> dict[str, Sent]:
    person = {
        "kind": "person",
        "family_name": "Sato",
        "given_name": "Hana",
        "language": "ja",
        "country": "JP",
        "time_zone": "Asia/Tokyo",
    }
    one = "/customers/<customer_id>/"
    consent = {"purpose": "offers", "channel": "email", "given": "on"}
    leaving = {"token": s["unsubscribe"]}
    return {
        "POST /customers/new/": Sent(form={**person, "group": s.group}),
        f"POST {one}edit/": Sent(form=person),
        f"POST {one}contacts/": Sent(form={"kind": "email", "value": "g@example.org"}),
        f"POST {one}consents/": Sent(form=consent),
        f"POST {one}standing/": Sent(form={"ask_by": "any", "who": "Grace Hopper"}),
        f"POST {one}preferences/": Sent(form={}),
        f"POST {one}order-number/": Sent(form={"required": "on"}),
        f"POST {one}authorisers/": Sent(form={"person": s["double"]}),
        f"POST {one}sales/": Sent(form={"person": s["seller"]}),
        f"POST {one}merge/": Sent(form={"other": s["double"]}),
        "POST /customers/claims/<customer_id>/": Sent(
            path={"customer_id": s["claimed"]}, form={"answer": "Hopper"}
        ),
        "GET /customers/unsubscribe/<token>/": Sent(path=leaving),
        "POST /customers/unsubscribe/<token>/": Sent(path=leaving),
        "GET /quality/survey/<token>/": Sent(path={"token": s["survey"]}),
        "POST /quality/answers/<survey_id>/called-back/": Sent(path={"survey_id": s["survey_id"]}),
        "POST /quality/survey/<token>/": Sent(path={"token": s["survey"]}, form={"csat": "5"}),
    }


def _care(s: Stage) -> dict[str, Sent]:
    called, link = {"contact_id": s["contact"]}, {"token": s["care"]}
    rule = {"path": {"kind": "due"}}
    numbers = {
        "active": "on",
        "after_days": "-30",
        "window_days": "90",
        "cap_days": "60",
        "priority": "5",
        "per_day": "10",
    }
    return {
        "GET /care/answer/<token>/": Sent(path=link),
        "POST /care/answer/<token>/": Sent(path=link, form={"answer": "not_now"}),
        "GET /care/<site_code>/rules/<kind>/": Sent(**rule),
        "POST /care/<site_code>/rules/<kind>/": Sent(**rule, form=numbers),
        "POST /desk/calls/<contact_id>/outcome/": Sent(path=called, form={"outcome": "reached"}),
        "POST /desk/calls/<contact_id>/book/": Sent(path=called, form={"starts_at": FRIDAY}),
        "POST /desk/calls/<contact_id>/take/": Sent(path=called),
        "GET /desk/call": Sent(query="from=09011112222"),
    }


def _cars(s: Stage) -> dict[str, Sent]:
    one = "/vehicles/<vehicle_id>/"
    car = {"make": "Toyota", "model": "Yaris", "powertrain": "petrol", "use_class": "passenger"}
    plate = {"kind": "plate", "value": "品川 300 さ 99-99", "country": "JP"}
    return {
        "POST /vehicles/new/": Sent(form=car),
        "POST /vehicles/recalls/": Sent(form={"file": RECALLS}),
        f"POST {one}odometer/": Sent(form={"value": 41_500, "unit": "km"}),
        f"POST {one}odometer/<reading_id>/": Sent(
            form={"value": 40_900, "unit": "km", "note": "A slip"}
        ),
        f"POST {one}numbers/": Sent(form=plate),
        f"POST {one}people/invite/": Sent(form=SOMEBODY),
        f"POST {one}people/pass-on/": Sent(form={**SOMEBODY, "gone": "on"}),
        f"POST {one}recalls/<campaign_id>/": Sent(form={"status": "repaired"}),
    }


def _booking(s: Stage) -> dict[str, Sent]:
    link = {"token": s["booking"]}
    visit = "/booking/visit/<token>/"
    return {
        "POST /booking/<site_code>/": Sent(form={"codes": ["OIL"], "stay": "wait"}),
        "GET /booking/<site_code>/total/": Sent(query="codes=OIL"),
        f"GET {visit}": Sent(path=link),
        f"GET {visit}lounge/": Sent(path={"token": s["booking_of_a_car_here"]}),
        f"GET {visit}visit.ics": Sent(path=link),
        f"GET {visit}move/": Sent(path=link),
        f"POST {visit}move/": Sent(path=link, form={"starts_at": MONDAY_IN_A_WEEK.isoformat()}),
        f"GET {visit}cancel/": Sent(path=link),
        f"POST {visit}cancel/": Sent(path=link, form={"reason": "Ill"}),
        f"GET {visit}before/": Sent(path=link),
        f"POST {visit}before/": Sent(path=link, form={"wishes": "It squeaks"}),
        "POST /booking/feed/": Sent(form={"kind": "owner"}),
        "GET /booking/feed/<token>.ics": Sent(path={"token": s["feed"]}),
        f"GET {visit}earlier/": Sent(path=link),
        f"POST {visit}earlier/": Sent(path=link, form=WISH),
        "GET /booking/waiting/<token>/": Sent(path={"token": s["waiting"]}),
        "POST /booking/waiting/<token>/answer/": Sent(
            path={"token": s["waiting"]}, form={"step": "take", "offer": s["offer_id"]}
        ),
    }


def _desk(s: Stage) -> dict[str, Sent]:
    who = f"customer={s['customer_id']}&vehicle={s['vehicle_id']}&codes=OIL"
    form = {"customer": s["customer_id"], "vehicle": s["vehicle_id"], "codes": ["OIL"]}
    late = {"appointment_id": s["late"]}
    return {
        f"GET {DESK}new/": Sent(query="q=Hopper"),
        f"GET {DESK}new/services/": Sent(query=who),
        f"POST {DESK}new/services/": Sent(form={**form, "starts_at": MONDAY_IN_A_WEEK.isoformat()}),
        f"GET {DESK}new/confirm/<hold_id>/": Sent(query=who),
        f"POST {DESK}new/confirm/<hold_id>/": Sent(form=form),
        f"POST {DESK}newcomer/": Sent(form={"name": "New One", "plate": "品川 300 さ 88-88"}),
        f"GET {DESK}walk-in/": Sent(query=who),
        f"POST {DESK}walk-in/": Sent(form={**form, "starts_at": FRIDAY.isoformat()}),
        f"POST {DESK}visits/<appointment_id>/arrive/": Sent(path=late),
        f"POST {DESK}visits/<appointment_id>/missed/": Sent(path=late),
        f"POST {DESK}visits/<appointment_id>/change/": Sent(
            form={"starts_at": MONDAY_IN_A_WEEK.isoformat(), "by": "owner"}
        ),
        f"POST {DESK}visits/<appointment_id>/called/": Sent(),
        f"POST {DESK}visits/<appointment_id>/link/": Sent(form={"reason": "wrong_hands"}),
        f"POST {DESK}cars/<arrival_id>/place/": Sent(form={"parking_place": "B4"}),
        f"POST {DESK}cars/<arrival_id>/move/": Sent(form={"to_place": "Wash"}),
        f"POST {DESK}moves/<job_id>/": Sent(form={"done": "yes"}),
        f"POST {DESK}yard/places/": Sent(form={"places": "P1", "greeting": "ticket"}),
        f"POST {DESK}scan/": Sent(form={"code": s["late_link"]}),
        f"POST {DESK}missed/<appointment_id>/rung/": Sent(path={"appointment_id": s["missed"]}),
        f"GET {DESK}waiting/new/": Sent(query=who),
        f"POST {DESK}waiting/new/": Sent(form={**form, **WISH}),
        f"POST {DESK}waiting/<waiting_id>/answer/": Sent(
            form={"step": "decline", "offer": s["offer_id"]}
        ),
    }


def _visits(s: Stage) -> dict[str, Sent]:
    walk = {"odometer": 41_900, "odometer_unit": "km", "signature_name": "Grace Hopper"}
    handed = {
        "odometer": HANDED_BACK["odometer"],
        "odometer_unit": "km",
        "explanation": "New pads",
        "old_parts": "taken",
        "signature_name": "Grace Hopper",
    }
    checked = {"line": s.line("finished"), "passed": "yes", "photo": JPEG}
    simple = {
        "promise": Sent(form={"promise_at": READY_AT}),
        "forecast": Sent(form={"forecast_at": READY_AT}),
        "pause": Sent("working", form={"reason": "tool"}),
        "keep": Sent(form={"key_tag": "77", "parking_place": "B4"}),
        "note": Sent(form={"text": "be quick"}),
        "new-link": Sent("estimated", form={"reason": "wrong_hands"}),
        "issue": Sent("approved", form={}),
        "take-back-parts": Sent("working", form={"line": s.line("working", LineKind.PART)}),
        "answer-request": Sent("working", form={"request_id": s["request_id"], "answer": "Soon"}),
        "release": Sent("billed", form=REASON),
        "diagnose": Sent(form={}),
        "resume": Sent("paused", form={}),
        "finish": Sent("working", form={}),
        "pass": Sent("finished", form={}),
        "follow_up": Sent("delivered", form={}),
        "undo_arrival": Sent("arrived", form={}),
        "undo_check_in": Sent(form=REASON),
        "reopen": Sent("ready", form=REASON),
        "take_back": Sent("delivered", form=REASON),
        "cancel": Sent(form=REASON),
        "reception": Sent("arrived", form=walk),
        "photos": Sent(form={"purpose": "reception", "photos": JPEG}),
        "parties": Sent(form={"role": "bringer", "name": "Sam"}),
        "quality": Sent("finished", form=checked),
        "deliver": Sent("paid", form=handed),
    }
    link = {"token": s["visit"]}
    return {
        f"POST {VISIT}call/": Sent("estimated", form={"outcome": "no_answer"}),
        f"GET {VISIT}papers/<kind>/": Sent("estimated", path={"kind": "estimate"}),
        **{f"POST {VISIT}{verb}/": sent for verb, sent in simple.items()},
        "POST /work-orders/open/": Sent(form={"appointment": s["late"]}),
        f"GET {VISIT}visit/": Sent("estimated"),
        "GET /work-orders/visit/<token>/": Sent(path=link),
        "GET /work-orders/visit/<token>/lounge/": Sent(path=link),
        "GET /work-orders/visit/<token>/files/<file_id>/": Sent(
            path={"token": s["visit_with_file"]}
        ),
    }


def _estimate(s: Stage) -> dict[str, Sent]:
    answers = {f"answer_{one.pk}": "approve" for one in s.cars["estimated"].lines}
    on_screen = {"version": 1, "signature_name": "Grace", **answers}
    line = s.line("received")
    labour = {"kind": "labour", "title": "Wheels", "unit_net": "900", "payer": "customer"}
    simple = {
        "add": Sent(form=labour),
        "menu": Sent(form={"code": "OIL"}),
        "version": Sent(form={}),
        "ceiling": Sent(form={"amount": "20000", "who": "Grace", "channel": "in_person"}),
        "use-ceiling": Sent("ceiling", form={"line": s.line("ceiling")}),
        "diagnosis": Sent(form={"line": s["diagnosis"], "who": "Grace"}),
        "house": Sent(form={"line": line, "kind": "warranty", "reference": "C-1"}),
    }
    phone = {"channel": "telephone", "who": "Grace", "phone": "+81 90 1234 5678", "read_back": "on"}
    return {
        **{f"POST {ESTIMATE}{verb}/": sent for verb, sent in simple.items()},
        f"POST {VISIT}lines/<line_id>/": Sent(
            path={"line_id": line}, form={"quantity": "2", "unit_net": "1000"}
        ),
        f"GET {VISIT}answers/": Sent("estimated"),
        f"POST {VISIT}answers/": Sent("estimated", form={"version": 1, **phone, **answers}),
        f"POST {VISIT}visit/": Sent("estimated", form=on_screen),
        "POST /work-orders/visit/<token>/": Sent(path={"token": s["visit"]}, form=on_screen),
    }


def _floor(s: Stage) -> dict[str, Sent]:
    running = {"line": s.line("working")}
    right = {
        "technician": IDS["mia"],
        "started_at": "2026-03-30T09:15",
        "ended_at": "2026-03-30T09:40",
        **REASON,
    }
    simple = {
        "start": Sent("approved", form={"line": s.line("approved")}),
        "pause": Sent("working", form={"reason": "tool"}),
        "done": Sent("working", form=running),
        "undone": Sent("half", form={"line": s.line("half")}),
        "step": Sent("working", form={"step": s["step_id"], "done": "on"}),
        "finding": Sent("working", form={"words": "Oil", "severity": "red"}),
        "part": Sent("working", form={"words": "A clip", "quantity": "1"}),
        "photo": Sent("working", form={"purpose": "work", "photos": JPEG}),
        "help": Sent("working", form={"words": "A hand"}),
        "help-answer": Sent("working", form={"call_id": s["call_id"]}),
    }
    return {
        f"GET {FLOOR}": Sent("working"),
        **{f"POST {FLOOR}{verb}/": sent for verb, sent in simple.items()},
        "POST /work-orders/clocks/<code>/<entry_id>/": Sent(form=right),
        f"POST {VISIT}link-return/": Sent(
            "received", form={"earlier_line_id": s.line("delivered")}
        ),
        f"POST {VISIT}unlink-return/": Sent("received", form={"return_id": s["return_id"]}),
        f"POST {VISIT}swap-cars/": Sent(
            "arrived", form={"right_appointment_id": s["late"], **REASON}
        ),
        "GET /work-orders/floor/<work_order_id>/record/": Sent("working"),
        "POST /work-orders/floor/<work_order_id>/record/": Sent("working", form=running),
        f"POST {VISIT}certificate/": Sent("half"),
        "POST /work-orders/floor/indirect/": Sent(form={"reason": "cleaning"}),
    }


def _money(s: Stage) -> dict[str, Sent]:
    link = {"token": s["bill"]}
    at_provider = {"token": s["pay_token"]}
    back = f"{BILL}give-back/<payment_id>/"
    return {
        "GET /billing/link/<token>/": Sent(path=link),
        "GET /billing/link/<token>/pdf/": Sent(path=link),
        "POST /billing/link/<token>/pay/": Sent(path=link),
        f"POST {BILL}take/": Sent(form={"amount": "100", "method": "cash"}),
        f"POST {BILL}on-account/": Sent(form={"due_on": "2026-04-20"}),
        f"POST {BILL}credit/": Sent(form=REASON),
        f"POST {back}": Sent(
            path={"invoice_id": s["paid"]}, form={"amount": "100", "reason": "Too much"}
        ),
        **cash.pages(s),
        "POST /billing/work-orders/<work_order_id>/issue/": Sent("ready"),
        "POST /billing/work-orders/<work_order_id>/release/": Sent(
            "billed", form={"invoice": s["billed"], **REASON}
        ),
        "GET /payments/<token>/": Sent(path=at_provider),
        "POST /payments/<token>/": Sent(path=at_provider, form={"status": "confirmed"}),
        "GET /payments/<token>/return/": Sent(path=at_provider),
        "POST /payments/<token>/return/": Sent(path=at_provider),
        "POST /payments/webhook/<variant>/": Sent(path={"variant": "test"}),
    }


def _network(s: Stage) -> dict[str, Sent]:
    week = {"opens_0": "09:00", "closes_0": "18:00"}
    away = {
        "deputy": s["account_id"],
        "from_on": "2026-05-01",
        "until_on": "2026-05-02",
        "reason": "holiday",
    }
    resource = {"kind": "bay", "code": "new", "name": "New", "bay_kind": "lift"}
    absence = {"from_at": "2026-05-01T09:00", "until_at": "2026-05-01T12:00", "reason": "other"}
    return {
        "POST /network/people/new/": Sent(
            form={"node": SITE, "name": "Nobu", "email": "nobu@aoba.example"}
        ),
        "POST /network/people/<account_id>/roles/": Sent(form={"role": "cr", "node": SITE}),
        "POST /network/people/<account_id>/away/": Sent(path={"account_id": s["nao"]}, form=away),
        "POST /floor/tablets/<code>/bind/": Sent(form={"name": "Bay 2", "lock_minutes": "3"}),
        "POST /floor/tablets/<code>/<tablet_id>/revoke/": Sent(form=REASON),
        "POST /floor/badges/<account_id>/": Sent(form={"code": "04A22F91"}),
        "POST /floor/pin/": Sent(form={"pin": "4826", "again": "4826"}),
        "POST /network/sites/<site_id>/": Sent(form=week),
        "POST /network/sites/<site_id>/days/": Sent(form={"on": "2026-12-24"}),
        "POST /workshop/<site_code>/resources/new/": Sent(form=resource),
        "POST /workshop/resources/<resource_id>/": Sent(form={"part": "active", "active": "1"}),
        "POST /workshop/resources/<resource_id>/absence/": Sent(form=absence),
        "POST /workshop/absences/<absence_id>/end/": Sent(form={"resource": s["resource_id"]}),
    }
