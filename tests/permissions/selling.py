"""What those who sell send, and what an advisor tells them."""

from typing import Any

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.sales import facade as sales
from seibi.contexts.sales.contracts import Check, HintKind, Lost, NewProspect, Source
from seibi.kernel.actor import SYSTEM
from tests.permissions.sending import Sent
from tests.permissions.stage import Stage
from tests.world import NOON, ada, sora

CAR = {"make": "Toyota", "model": "Yaris", "model_year": 2026, "frame_number": "KSP210-0012345"}
ONE = "/sales/prospects/<prospect_id>/"


def build(stage: Stage) -> None:
    """Two visitors, of whom one does not buy; Grace wants offers, and sales was told of her car."""
    made = [_visitor(stage, number) for number in range(2)]
    sales.lose(prospect_id=made[1], reason=Lost.PRICE, actor=sora(), at=NOON)
    customers.give_consent(
        customer_id=stage.place.customer_id,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.EMAIL,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=NOON,
    )
    hint = sales.tell_sales(
        site_id=stage.place.site_id,
        vehicle_id=stage.place.vehicle_id,
        kind=HintKind.FINANCE,
        words="",
        actor=ada(),
        at=NOON,
    )
    stage.ids |= {"prospect_id": made[0], "lost_prospect": made[1], "hint_id": hint}


def _visitor(stage: Stage, number: int) -> Any:
    who = NewCustomer(CustomerKind.PERSON, "Visitor", str(number), country="JP")
    ways = [NewContact(ContactKind.PHONE, f"090-7777-000{number}")]
    new = NewProspect("A hybrid", Source.WALK_IN, who=who, contacts=ways)
    return sales.note_prospect(site_id=stage.place.site_id, new=new, actor=sora(), at=NOON)


def pages(s: Stage) -> dict[str, Sent]:
    """By method and path."""
    visitor = {"family_name": "New", "phone": "090-8888-0001", "interest": "A van"}
    about = f"vehicle={s['vehicle_id']}"
    given = {**CAR, "powertrain": "hybrid", "number": CAR["frame_number"], "channel": "phone"}
    lost = {"prospect_id": s["lost_prospect"]}
    return {
        "POST /sales/<site_code>/new/": Sent(form={**visitor, "source": "walk_in"}),
        "GET /sales/<site_code>/hint/": Sent(query=about),
        "POST /sales/<site_code>/hint/": Sent(query=about, form={"kind": "repair"}),
        f"POST {ONE}hand-over/": Sent(form={**given, **dict.fromkeys(Check, "on")}),
        f"POST {ONE}lose/": Sent(form={"reason": "price"}),
        f"POST {ONE}reopen/": Sent(path=lost),
    }


def operations(s: Stage) -> dict[str, Sent]:
    """By operation of the API."""
    place = {"site_id": s["site_id"]}
    visitor = {"family_name": "New", "phone": "090-8888-0001", "interest": "A van"}
    told = {"vehicle_id": s["vehicle_id"], "kind": "repair"}
    given = {**CAR, "checks": list(Check), "channel": "phone"}
    return {
        "sales_note_prospect": Sent(data={**place, **visitor, "source": "web"}),
        "sales_hand_over": Sent(data=given),
        "sales_lose": Sent(data={"reason": "price"}),
        "sales_reopen": Sent(path={"prospect_id": s["lost_prospect"]}),
        "sales_tell": Sent(data={**place, **told}),
    }
