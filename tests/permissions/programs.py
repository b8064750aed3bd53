"""What programs send: for every operation of the API a request that is right in every other way."""

import base64
from typing import Any

from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.tests import factories as visits
from tests.permissions import lists
from tests.permissions.sending import JPEG, Sent
from tests.permissions.stage import CLOSED, FRIDAY, MONDAY_IN_A_WEEK, Stage
from tests.world import GROUP, IDS, SITE

MONTH = "from_day=2026-03-01&to_day=2026-03-31"
PICTURE = base64.b64encode(visits.photo()).decode()
LATER = "2026-04-10T08:00:00Z"
SOON = "2026-03-30T08:00:00Z"
REASON = {"reason": "It has to be"}
SOMEBODY = {"family_name": "Sato", "given_name": "Hana", "email": "hana@example.com"}
HANDED_BACK = {
    "odometer": 41_950,
    "explanation": "New pads",
    "old_parts": "taken",
    "delivered_to": "Grace Hopper",
}


def requests(stage: Stage) -> dict[str, Sent]:
    """By operation; an operation that is not here is sent as it is, without a body."""
    return {
        **_people(stage),
        **_cars(stage),
        **_care(stage),
        **_stock_and_prices(stage),
        **_booking(stage),
        **_reception(stage),
        **_estimate(stage),
        **_floor(stage),
        **_money(stage),
        **_tasks(stage),
        **lists.programs(stage),
    }


def _tasks(s: Stage) -> dict[str, Sent]:
    about = f"customer:{s['customer_id']}"
    new = {"subject": about, "node": SITE, "title": {"en": "Call"}, "role": "advisor"}
    return {
        "tasks_about": Sent(query=f"subject={about}"),
        "tasks_open": Sent(data={**new, "due_at": SOON}),
        "tasks_finish": Sent(data={"outcome": "done"}),
        "tasks_hand_on": Sent(data={"role": "cr"}),
        "tasks_reopen": Sent(path={"task_id": s["done_task"]}, data={}),
    }


def _people(s: Stage) -> dict[str, Sent]:
    week = {"days": [{"weekday": 0, "opens": "09:00", "closes": "18:00"}]}
    away = {"deputy_id": s["account_id"], "from_at": FRIDAY, "until_at": MONDAY_IN_A_WEEK}
    hired = {"node": SITE, "name": "Nobu", "email": "nobu@aoba.example"}
    person = {"kind": "person", "family_name": "Sato", "country": "JP", "time_zone": "Asia/Tokyo"}
    address = {"country": "JP", "postal_code": "150-0002", "region": "東京都", "city": "渋谷区"}
    consent = {"purpose": "offers", "channel": "email", "given": True, "source": "counter"}
    return {
        "network_opening": Sent(query=MONTH),
        "network_set_hours": Sent(data=week),
        "network_close_day": Sent(data={"on": "2026-12-24"}),
        "network_reopen_day": Sent(path={"on": CLOSED}),
        "network_hire": Sent(data=hired),
        "network_grant_role": Sent(data={"role": "cr", "node": SITE}),
        "network_name_deputy": Sent(path={"account_id": s["nao"]}, data=away),
        "network_revoke_tablet": Sent(data=REASON),
        "network_issue_badge": Sent(data={"code": "04A22F91"}),
        "network_set_own_pin": Sent(data={"pin": "4826"}),
        "customers_register": Sent(data={**person, "group_node": GROUP}),
        "customers_change": Sent(data=person),
        "customers_set_address": Sent(data={**address, "line1": "渋谷2-1-1"}),
        "customers_set_preferences": Sent(data={}),
        "customers_add_contact": Sent(data={"kind": "email", "value": "g@example.org"}),
        "customers_merge": Sent(data={"alias_id": s["double"]}),
        "customers_undo_merge": Sent(path={"customer_id": s["merged"]}),
        "customers_say": Sent(data=consent),
        "customers_unsubscribe": Sent(data={"token": s["unsubscribe"]}),
        "customers_give_standing": Sent(data={"who": "Grace Hopper"}),
        "customers_name_authoriser": Sent(data={"person_id": s["double"]}),
        "customers_claim": Sent(path={"customer_id": s["claimed"]}, data={"answer": "Hopper"}),
        "messaging_messages_about": Sent(query="about=survey:1"),
        "messaging_undelivered": Sent(query=f"node={SITE}"),
        "quality_kpis": Sent(query=MONTH),
        "quality_waiting": Sent(query=MONTH),
        "quality_waiting_cars": Sent(query=MONTH, path={"cause": "part"}),
        "quality_approval_waits": Sent(query=MONTH),
        "quality_survey": Sent(path={"token": s["survey"]}),
        "quality_answer": Sent(path={"token": s["survey"]}, data={"csat": 5}),
    }


def _care(s: Stage) -> dict[str, Sent]:
    called, link = {"contact_id": s["contact"]}, {"token": s["care"]}
    car = {
        "owner_id": s.place.customer_id,
        "vehicle_id": s.place.vehicle_id,
        "operation_codes": ["OIL"],
    }
    rule = {
        "after_days": -30,
        "window_days": 90,
        "cap_days": 60,
        "priority": 5,
        "per_day": 10,
    }
    return {
        "care_caller": Sent(query="number=09011112222"),
        "care_contact": Sent(path=called),
        "care_take": Sent(path=called),
        "care_outcome": Sent(path=called, data={"outcome": "reached"}),
        "care_book": Sent(path=called, data={"cars": [car], "starts_at": FRIDAY}),
        "care_set_rule": Sent(path={"kind": "due"}, data=rule),
        "care_preview": Sent(
            path={"kind": "due"}, query="&".join(f"{name}={n}" for name, n in rule.items())
        ),
        "care_answer_page": Sent(path=link),
        "care_answer": Sent(path=link, data={"answer": "not_now"}),
    }


def _cars(s: Stage) -> dict[str, Sent]:
    car = {"make": "Toyota", "model": "Yaris", "country": "JP", "owner_node": SITE}
    return {
        "vehicles_register": Sent(data=car),
        "vehicles_decode": Sent(query="vin=1HGCM82633A004352"),
        "vehicles_set_campaign_status": Sent(data={"status": "repaired"}),
        "vehicles_record_odometer": Sent(data={"value": 41_500}),
        "vehicles_correct_odometer": Sent(data={"value": 40_900, "note": "A slip"}),
        "vehicles_coverage_today": Sent(query="what=OIL"),
        "vehicles_add_identifier": Sent(
            data={"kind": "plate", "value": "品川 300 さ 99-99", "country": "JP"}
        ),
        "vehicles_add_holder": Sent(data={"customer_id": s["ben"], "role": "driver"}),
        "vehicles_transfer": Sent(data={"customer_id": s["double"]}),
        "vehicles_invite_driver": Sent(data=SOMEBODY),
        "vehicles_pass_on": Sent(data=SOMEBODY),
        "vehicles_hear_signal": Sent(data={"operation_code": "OIL", "remaining_km": 100}),
    }


def _stock_and_prices(s: Stage) -> dict[str, Sent]:
    part = {"part_number": visits.PADS, "node": SITE}
    at_place = {**part, "place_code": "MAIN"}
    price = {"node": SITE, "kind": "labour_rate", "amount": "9000", "valid_from": "2026-05-01"}
    return {
        "parts_find": Sent(query="q=0446"),
        "search_find": Sent(query="q=0446"),
        "parts_receive": Sent(data={**at_place, "quantity": "1"}),
        "parts_count": Sent(data={**at_place, "counted": "600", "reason": "Counted"}),
        "parts_set_price": Sent(data={**part, "net": "8100", "currency": "JPY"}),
        "parts_expect": Sent(data={"expected_at": LATER}),
        "catalogue_quote": Sent(query="codes=OIL"),
        "catalogue_set_price": Sent(data={**price, "currency": "JPY"}),
        "catalogue_price_history": Sent(query=f"node={SITE}&kind=labour_rate"),
        "workshop_board": Sent(query="site=site-7"),
        "workshop_lounge": Sent(query="site=site-7"),
        "workshop_resources": Sent(query="site=site-7"),
        "workshop_move": Sent(data=s["move"]),
        "workshop_slots": Sent(
            data={
                "site": "site-7",
                "steps": [{"minutes": 30, "bay_kind": "express"}],
                "not_before": FRIDAY,
                "not_after": MONDAY_IN_A_WEEK,
            }
        ),
    }


WISH = {"from_day": "2026-03-31", "until_day": "2026-04-02"}


def _booking(s: Stage) -> dict[str, Sent]:
    who = {"customer_id": s["customer_id"], "vehicle_id": s["vehicle_id"]}
    kept = {"site_id": s["site_id"], "operation_codes": ["OIL"], "starts_at": MONDAY_IN_A_WEEK}
    moved = {"starts_at": MONDAY_IN_A_WEEK}
    return {
        "booking_slots": Sent(query="operation_codes=OIL&days=2"),
        "booking_day": Sent(path={"day": "2026-04-02"}),
        "booking_hold": Sent(data=kept),
        "booking_confirm": Sent(data=who),
        "booking_confirm_as_guest": Sent(
            data={"proof_id": s["proof_id"], "name": "A Guest", "plate": "品川 300 さ 77-77"}
        ),
        "booking_send_contact_code": Sent(
            data={"site_id": s["site_id"], "email": "else@example.com"}
        ),
        "booking_prove_contact": Sent(data={"code": "000000"}),
        "booking_move": Sent(data=moved),
        "booking_arrive": Sent(path={"appointment_id": s["late"]}),
        "booking_pre_check_in": Sent(data={"odometer": 41_000}),
        "booking_check_in": Sent(data={"code": s["late_link"]}),
        "booking_set_yard": Sent(data={"places": ["P1"]}),
        "booking_place_car": Sent(data={"parking_place": "B4"}),
        "booking_ask_move": Sent(data={"to_place": "Wash"}),
        "booking_end_move": Sent(data={"done": True}),
        "booking_note_call_back": Sent(path={"appointment_id": s["missed"]}),
        "booking_wait_for_earlier": Sent(data=WISH),
        "booking_wait_for_time": Sent(data={**who, **WISH, "operation_codes": ["OIL"]}),
        "booking_walk_in": Sent(data={**who, "site_id": s["site_id"], "operation_codes": ["OIL"]}),
    }


def _reception(s: Stage) -> dict[str, Sent]:
    walk = {"odometer": 41_900, "signed_by": "Grace Hopper", "promise_at": SOON}
    return {
        "work_orders_open": Sent(data={"appointment_id": s["late"]}),
        "work_orders_visit": Sent("estimated"),
        "work_orders_billable_lines": Sent("ready"),
        "work_orders_note_call": Sent("estimated", data={"outcome": "no_answer"}),
        "work_orders_paper": Sent("estimated", path={"kind": "estimate"}),
        "work_orders_not_chargeable": Sent("working"),
        "work_orders_receive": Sent("arrived", data=walk),
        "work_orders_keep_photo": Sent(form={"photo": JPEG}),
        "work_orders_name_party": Sent(data={"role": "bringer", "name": "Sam"}),
        "work_orders_keep_car": Sent(data={"key_tag": "77", "parking_place": "B4"}),
        "work_orders_promise": Sent(data={"promise_at": SOON}),
        "work_orders_forecast": Sent(data={"forecast_at": SOON}),
        "work_orders_cancel": Sent(data=REASON),
        "work_orders_undo_arrival": Sent("arrived"),
        "work_orders_undo_check_in": Sent(data=REASON),
        "work_orders_check_work": Sent(
            "finished", data={"line_id": s.line("finished"), "passed": True, "photo": PICTURE}
        ),
        "work_orders_pass_gate": Sent("finished"),
        "work_orders_release": Sent("billed", data={"kind": "by_right", **REASON}),
        "work_orders_deliver": Sent("paid", data=HANDED_BACK),
        "work_orders_follow_up": Sent("delivered"),
        "work_orders_reopen": Sent("ready", data=REASON),
        "work_orders_take_back": Sent("delivered", data=REASON),
        "work_orders_write_note": Sent(data={"text": "be quick"}),
    }


def _estimate(s: Stage) -> dict[str, Sent]:
    labour: dict[str, Any] = {"kind": "labour", "title": {"en": "Wheels"}, "unit_net": "900"}
    line = {"line_id": s.line("received")}
    answers = {
        "version": 1,
        "answers": [
            {"line_id": str(one.pk), "answer": "approve"} for one in s.cars["estimated"].lines
        ],
    }
    by_phone = {**answers, "who": "Grace", "phone": "+81 90 1234 5678", "read_back": True}
    return {
        "work_orders_add_line": Sent(data=labour),
        "work_orders_add_menu_lines": Sent(data={"codes": ["OIL"]}),
        "work_orders_change_line": Sent(path=line, data={"quantity": "2"}),
        "work_orders_remove_line": Sent(path=line),
        "work_orders_make_estimate": Sent(data={}),
        "work_orders_answer": Sent("estimated", data=answers),
        "work_orders_record_telephone": Sent("estimated", data=by_phone),
        "work_orders_record_paper": Sent(
            "estimated", data={**answers, "who": "Grace", "paper": PICTURE}
        ),
        "work_orders_agree_ceiling": Sent(data={"amount": "20000", "who": "Grace"}),
        "work_orders_use_ceiling": Sent("ceiling", data={"line_ids": [s.line("ceiling")]}),
        "work_orders_agree_diagnosis": Sent(data={"line_id": s["diagnosis"], "who": "Grace"}),
        "work_orders_grant_by_house": Sent(data={**line, "kind": "warranty", "reference": "C-1"}),
    }


def _floor(s: Stage) -> dict[str, Sent]:
    running = {"line_id": s.line("working")}
    return {
        "work_orders_my_job": Sent("working"),
        "work_orders_clock_indirect": Sent(data={"site_id": s["site_id"], "reason": "cleaning"}),
        "work_orders_start_diagnosis": Sent("received"),
        "work_orders_clock_on": Sent("approved", data={"line_id": s.line("approved")}),
        "work_orders_clocks": Sent(query=f"site_id={s['site_id']}"),
        "work_orders_comebacks": Sent(query=f"site_id={s['site_id']}"),
        "work_orders_correct_clock": Sent(
            data={
                "technician_id": IDS["mia"],
                "started_at": "2026-03-30T00:15:00Z",
                "ended_at": "2026-03-30T00:40:00Z",
                **REASON,
            }
        ),
        "work_orders_ask_for_help": Sent("working", data={"words": "A hand"}),
        "work_orders_answer_help": Sent("working"),
        "work_orders_issue_certificate": Sent("half"),
        "work_orders_swap_cars": Sent(
            "arrived", data={"right_appointment_id": s["late"], **REASON}
        ),
        "work_orders_write_checklist": Sent(
            "working", path=running, data={"results": [{"item": "tyres", "symbol": "good"}]}
        ),
        "work_orders_link_return": Sent("received", data={"earlier_line_id": s.line("delivered")}),
        "work_orders_unlink_return": Sent("received"),
        "work_orders_pause": Sent("working", data={"reason": "tool"}),
        "work_orders_resume": Sent("paused"),
        "work_orders_finish_line": Sent("working", path=running),
        "work_orders_undo_finish_line": Sent("half", path={"line_id": s.line("half")}),
        "work_orders_add_step": Sent("working", path=running, data={"words": "Look again"}),
        "work_orders_tick_step": Sent("working", data={"done": True}),
        "work_orders_finish_work": Sent("working"),
        "work_orders_report_finding": Sent("working", data={"words": "Oil"}),
        "work_orders_ask_for_part": Sent("working", data={"words": "A clip"}),
        "work_orders_answer_part_request": Sent("working", data={"answer": "Tomorrow"}),
        "work_orders_issue_parts": Sent("approved", data={}),
        "work_orders_take_back_parts": Sent(
            "working", data={"line_id": s.line("working", LineKind.PART), "quantity": "1"}
        ),
    }


def _money(s: Stage) -> dict[str, Sent]:
    return {
        "payments_by_reference": Sent(query=f"reference=invoice:{s['paid']}"),
        "payments_refund": Sent(data={"amount": "100", "reason": "Too much"}),
        "payments_reconciliation": Sent(
            query=f"node={SITE}&from_at=2026-03-01T00:00:00Z&to_at=2026-04-01T00:00:00Z"
        ),
        "payments_unsettled": Sent(query=f"node={SITE}"),
        "billing_invoices_of_work_order": Sent("billed"),
        "billing_issue": Sent("ready"),
        "billing_release_unpaid": Sent("billed", data=REASON),
        "billing_take_payment": Sent(data={"amount": "100", "method": "cash"}),
        "billing_put_on_account": Sent(data={"due_on": "2026-04-20"}),
        "billing_credit": Sent(data=REASON),
        "billing_bill": Sent("ready"),
        "billing_take_deposit": Sent(data={"amount": "100", "method": "cash"}),
        "billing_discount": Sent(
            "ready", data={"percent": "1", "line_id": s.line("ready"), **REASON}
        ),
        "billing_decide_discount": Sent(data={"approve": True}),
        "billing_close_day": Sent(data={"pieces": {"coins": "1"}, "stays": "0", **REASON}),
        "billing_reopen_day": Sent(data=REASON),
        "billing_set_terms": Sent(data={"customer_id": s["customer_id"], "credit_limit": "1000"}),
        "billing_stop_credit": Sent(data={"stopped": True, **REASON}),
        "billing_correct_payment": Sent(
            path={"invoice_id": s["paid"]}, data={"amount": "0", "method": "cash", **REASON}
        ),
        "billing_move_payment": Sent(
            path={"invoice_id": s["paid"]}, data={"number": s["billed_number"], **REASON}
        ),
        "billing_change_payer": Sent(
            data={"line_ids": [s.line("billed")], "payer": "warranty", **REASON}
        ),
        "billing_reissue": Sent(data=REASON),
    }
