"""What owners, advisors and leaders send when they write, disagree and decide."""

from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import ComplaintCause, Level, NewDispute, Topic
from seibi.contexts.work_orders.queries.links import link_of as visit_link
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.actor import SYSTEM
from tests import world
from tests.permissions.sending import JPEG, Sent
from tests.permissions.stage import Stage
from tests.world import GROUP, IDS

SAID = {"text": "When will it be ready?"}
DISAGREED = {"topic": "delay", "words": "It takes longer than you said."}
RULED = {"outcome": "refused", "reason": "It stood in version 1."}


def build(stage: Stage, car: visits.Car) -> None:
    """Grace disagrees about one visit and asks for somebody above; a complaint was telephoned."""
    stage.cars["disputed"] = car
    stage.ids["dispute_id"] = support.raise_dispute(
        work_order_id=car.id,
        new=NewDispute(Topic.DIAGNOSIS, "The pads were fine in March."),
        actor=stage.place.grace,
        at=visits.later(110),
    )
    support.write_as_owner(
        work_order_id=car.id,
        text="Get me a manager.",
        actor=stage.place.grace,
        at=visits.later(111),
    )
    stage.ids["complaint_id"] = support.log_complaint(
        site_id=stage.place.site_id,
        work_order_id=None,
        topic=Topic.DELAY,
        words="Nobody called.",
        cause=ComplaintCause.UNKNOWN,
        redress="",
        actor=world.ada(),
        at=visits.later(112),
    )
    support.name_leader(
        node=GROUP,
        level=Level.LOCAL,
        account_id=IDS["lena"],
        phone="+81345678900",
        email="",
        actor=SYSTEM,
        at=visits.later(112),
    )
    stage.ids["key"] = visit_link(car.id).split("/")[3]


def pages(stage: Stage) -> dict[str, Sent]:
    """By method and path."""
    kept = {"file_id": stage["file_id"], "key": stage["visit_with_file"]}
    one = "/support/visits/<key>/"
    return {
        f"POST {one}write/": Sent(form=SAID),
        f"POST {one}connect/": Sent(form={"connect": "no"}),
        f"POST {one}differently/": Sent(form={**DISAGREED, "upload": JPEG}),
        f"POST {one}cases/<dispute_id>/": Sent(form={"words": "Another workshop says so too."}),
        f"GET {one}files/<file_id>/": Sent(path=kept),
        "GET /support/threads/<work_order_id>/": Sent("disputed"),
        "POST /support/threads/<work_order_id>/": Sent("disputed", form=SAID),
        "GET /support/threads/<work_order_id>/differently/": Sent("disputed"),
        "POST /support/threads/<work_order_id>/differently/": Sent("disputed", form=DISAGREED),
        "POST /support/cases/<dispute_id>/": Sent(form={"act": "take"}),
        "POST /support/<site_code>/complaints/": Sent(form={**DISAGREED, "cause": "planning"}),
        "POST /support/complaints/<complaint_id>/close/": Sent(
            form={"cause": "planning", "redress": "Said sorry."}
        ),
        "POST /support/<site_code>/leader-card/": Sent(form={"on": "1"}),
    }


def operations(_stage: Stage) -> dict[str, Sent]:
    """By operation."""
    return {
        "support_write": Sent(data=SAID),
        "support_connect": Sent(data={"connect": False}),
        "support_raise": Sent(data=DISAGREED),
        "support_add_fact": Sent(form={"words": "Another workshop says so too."}),
        "support_desk_thread": Sent("disputed"),
        "support_answer": Sent("disputed", data=SAID),
        "support_note": Sent("disputed", data=SAID),
        "support_tell": Sent("disputed", data=DISAGREED),
        "support_mark_read": Sent("disputed"),
        "support_ask": Sent(data=SAID),
        "support_hand_on": Sent(data=SAID),
        "support_flag": Sent(data=SAID),
        "support_decide": Sent(data=RULED),
        "support_log_complaint": Sent(data=DISAGREED),
        "support_close_complaint": Sent(data={"cause": "planning", "redress": "Said sorry."}),
        "support_switch_card": Sent(data={"on": True}),
        "support_name_leader": Sent(
            data={
                "node": GROUP,
                "level": "local",
                "account_id": IDS["lena"],
                "phone": "+81345678900",
            }
        ),
    }
