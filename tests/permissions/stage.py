"""Site 7 on a Monday at eleven: a car in every state, and one row for every address to ask for.

Everything is Grace's: a car for each state of a visit. Ben brings them, and nothing else.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.contracts import InvoiceInfo
from seibi.contexts.billing.contracts.accounts import NewTerms
from seibi.contexts.billing.contracts.discounts import NewDiscount
from seibi.contexts.billing.operations import (
    accounts,
    closing,
    deposits,
    discounts,
    reissuing,
    settling,
)
from seibi.contexts.billing.queries.links import link_of as bill_link
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import BookingRules
from seibi.contexts.booking.contracts.door import BeforeArrival
from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.models import Arrival, ContactProof, Hold
from seibi.contexts.booking.models.waiting import WaitOffer
from seibi.contexts.booking.operations import contacts, feeds, offering
from seibi.contexts.booking.queries import feeds as feed_queries
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care.contracts import RuleKind
from seibi.contexts.care.models import Contact
from seibi.contexts.care.models import Reason as WhyCalled
from seibi.contexts.care.queries.links import CONTACTS
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    NewContact,
    NewStanding,
)
from seibi.contexts.customers.queries.links import unsubscribe_token
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import MessageState, Reason, Route
from seibi.contexts.messaging.models import Message
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import AwayReason, Role, SharedData
from seibi.contexts.network.models import RoleGrant
from seibi.contexts.network.tests.factories import colleague, site
from seibi.contexts.parts.contracts import Wanted
from seibi.contexts.parts.models import BackOrder
from seibi.contexts.parts.operations import keeping
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import (
    Counting,
    Method,
    PaymentState,
    ProviderWord,
    Purpose,
)
from seibi.contexts.payments.models import Payment
from seibi.contexts.payments.operations.online import note_provider_word
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.queries.surveys import link_of as survey_link
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import NewTask, TaskOutcome
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import HolderRole, ReadingSource
from seibi.contexts.vehicles.operations.imports import upload_recalls
from seibi.contexts.vehicles.tests.deeds import campaign
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Channel,
    IndirectReason,
    LineKind,
    NewLine,
    PartyRole,
    PauseReason,
    Payer,
    PhotoPurpose,
)
from seibi.contexts.work_orders.models.floor import ClockEntry, WorkStep
from seibi.contexts.work_orders.models.quality import ReturnVisit
from seibi.contexts.work_orders.models.reception import Photo
from seibi.contexts.work_orders.queries.links import link_of as visit_link
from seibi.contexts.work_orders.tests import factories as visits
from seibi.contexts.workshop.contracts import AbsenceReason, ReservationKind, ResourceKind
from seibi.contexts.workshop.models import Absence, Reservation, Resource
from seibi.contexts.workshop.operations import resources
from seibi.contexts.workshop.queries import board as boards
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.money import Money
from tests import world
from tests.permissions import brought
from tests.permissions.cast import ANOTHER_GROUP_S_SITE
from tests.world import NOON, OTHER_SITE, SITE

ELEVEN = visits.later(120)
THURSDAY = dt.datetime(2026, 4, 2, 1, 0, tzinfo=dt.UTC)
AT_TEN = places.MONDAY_9 + dt.timedelta(hours=1)
FRIDAY = dt.datetime(2026, 4, 3, 1, 0, tzinfo=dt.UTC)
CLOSED = dt.date(2026, 12, 28)
MONDAY_IN_A_WEEK = dt.datetime(2026, 4, 6, 1, 0, tzinfo=dt.UTC)
CLAIMED = "owner-0@example.com"  # the address of Grace's account
STATES = ("arrived", "received", "ceiling", "estimated", "approved", "finished", "ready")
LATE_STATES = ("billed", "paid", "delivered", "account", "paused", "half", "working")


@dataclass
class Stage:
    """Names for everything that the rows of the matrix ask for."""

    place: places.Place
    ids: dict[str, Any] = field(default_factory=dict)
    cars: dict[str, visits.Car] = field(default_factory=dict)
    owned: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.ids[name]

    def line(self, visit: str, kind: LineKind = LineKind.LABOUR) -> str:
        return str(self.cars[visit].line(kind).pk)

    @property
    def group(self) -> str:
        return world.GROUP


def stand_at_eleven() -> None:
    """Trade time stands still while everybody is asked."""
    clock.follow(lambda: clock.Rate(clock.machine_now(), ELEVEN))


def build() -> Stage:
    """The whole of it, through the operations people use."""
    place = places.place(bays=16, technicians=20)
    for number in range(16):
        places._resource(place.site_id, ResourceKind.ADVISOR, f"B{number}")
    network.agree_sharing(
        group=world.GROUP,
        maker="toyota",
        maker_name="Toyota",
        shares=[SharedData.FIGURES, SharedData.SERVICE_HISTORY],
        actor=SYSTEM,
        at=NOON,
    )
    network.close_day(site_id=place.site_id, on=CLOSED, reason="Inventory", actor=SYSTEM, at=NOON)
    site(OTHER_SITE)
    site(ANOTHER_GROUP_S_SITE)
    stage = Stage(place)
    visits.cast()
    _people(stage)
    _cars(stage)
    _booking(stage)
    _visits(stage)
    _till(stage)
    _money(stage)
    _silent_payment(stage)
    _accounts(stage)
    _stock_and_staff(stage)
    _tasks(stage)
    stage.ids |= brought.brought()
    return stage


def _people(stage: Stage) -> None:
    grace = stage.place.customer_id
    ben, _bens_car = places.owner("Bringer", "ben@example.com", "品川 300 さ 20-01")
    heidi, heidis_car = places.owner("Other", "heidi@example.com", "品川 300 さ 20-02")
    bo, _bos_car = places.owner("Else", "bo@example.com", "品川 300 さ 20-03")
    fleet, _fleets_car = places.owner("Fleet", "fleet@example.com", "品川 300 さ 20-06")
    stage.owned = {"owner": (grace, heidi), "bringer": (ben, bo)}
    contact = customers.add_contact(
        customer_id=grace, new=NewContact(ContactKind.PHONE, "090-1234-5678"), actor=SYSTEM, at=NOON
    )
    customers.give_standing(
        customer_id=grace,
        new=NewStanding(keep_old_parts=True),
        source=ConsentSource.COUNTER,
        who="Grace Hopper",
        actor=SYSTEM,
        at=NOON,
    )
    double, _car = places.owner("Hopper", "grace@example.com", "品川 300 さ 20-04")
    claimed, _car = places.owner("Hopper", CLAIMED, "品川 300 さ 20-07")
    customers.name_authoriser(customer_id=grace, person_id=fleet, limit=None, actor=SYSTEM, at=NOON)
    merged, _car = places.owner("Hopper", "grace@example.com", "品川 300 さ 20-05")
    customers.merge_customers(alias_id=merged, survivor_id=grace, actor=SYSTEM, at=NOON)
    stage.ids["merged"] = merged
    token = unsubscribe_token(grace, ContactPurpose.OFFERS, ContactKind.EMAIL)
    stage.ids |= {"customer_id": grace, "contact_id": contact, "person_id": fleet, "ben": ben}
    stage.ids |= {"claimed": claimed, "double": double, "heidi": heidi, "heidis_car": heidis_car}
    stage.ids |= {"unsubscribe": token}


def _cars(stage: Stage) -> None:
    car = stage.place.vehicle_id
    reading = vehicles.record_odometer(
        vehicle_id=car, value=41_000, source=ReadingSource.DESK, actor=SYSTEM, at=NOON
    )
    holder = vehicles.add_holder(
        vehicle_id=car,
        customer_id=stage["person_id"],
        role=HolderRole.FLEET_MANAGER,
        actor=SYSTEM,
        at=NOON,
    )
    run = upload_recalls(
        file_name="recalls.csv",
        content=b"NHTSA ID,DOCUMENT NAME,MAKE,MODEL,MODEL YEAR,SUMMARY\r\n",
        actor=SYSTEM,
        at=NOON,
    )
    recall = campaign(model="COROLLA", year=2022)
    recall.scopes.update(make="TOYOTA", make_key="toyota")
    stage.ids |= {"vehicle_id": car, "reading_id": reading.reading.id, "holder_id": holder}
    stage.ids |= {"run_id": run, "campaign_id": recall.pk}


def _booking(stage: Stage) -> None:
    place = stage.place
    stage.ids["appointment_id"] = places.booked(place, THURSDAY)
    stage.ids["late"] = places.booked(_with_car(place, 40))
    stage.ids["late_link"] = booking.link_of(stage["late"])
    stage.ids["missed"] = places.booked(_with_car(place, 88), AT_TEN)
    late = AT_TEN + dt.timedelta(minutes=45)
    booking.mark_missed(appointment_id=stage["missed"], actor=SYSTEM, at=late)
    booking.pre_check_in(
        appointment_id=stage["appointment_id"], said=BeforeArrival(), actor=SYSTEM, at=NOON
    )
    stage.ids["move"] = _a_move(stage)
    stage.ids["hold_id"] = places.held(place, FRIDAY).id
    stage.ids["proof_id"] = contacts.send_contact_code(
        site_id=place.site_id,
        email="guest@example.com",
        language="en",
        actor=SYSTEM,
        machine_at=clock.machine_now(),
        at=NOON,
    )
    ContactProof.objects.update(proven_at=clock.machine_now())
    stage.ids |= {"site_id": place.site_id, "site_code": "site-7", "code": "site-7"}
    stage.ids |= {"booking": booking.link_of(stage["appointment_id"]).split("/")[3]}
    _wait_list(stage)


def _wait_list(stage: Stage) -> None:
    """Grace would come earlier with another car, and a time is kept for her all day long."""
    rules = BookingRules(answer_minutes=1440)
    booking.set_rules(node=SITE, rules=rules, actor=world.sora(), at=NOON)
    with_car = _with_car(stage.place, 41)
    visit = places.booked(with_car, THURSDAY + dt.timedelta(hours=3))
    waiting = places.wait_earlier(with_car, visit, until_day=THURSDAY.date(), until_time=None)
    offering.go_on(actor=SYSTEM, machine_at=clock.machine_now(), at=ELEVEN)
    stage.ids |= {"waiting_id": waiting, "offer_id": WaitOffer.objects.get().pk}
    stage.ids |= {"waiting": booking.waiting_link_of(waiting).split("/")[3]}


def _a_move(stage: Stage) -> dict[str, Any]:
    """The card of Thursday's appointment, an hour later."""
    site_id, day = stage.place.site_id, THURSDAY.date()
    page = boards.board(site_id=site_id, day=day, by=ResourceKind.BAY, actor=world.lena(), at=NOON)
    card = next(
        one for one in page.cards if one.subject == f"appointment:{stage['appointment_id']}"
    )
    later = card.start + dt.timedelta(hours=1)
    return {"job_id": card.job_id, "step_no": card.step_no, "start": later, "version": card.version}


def _visits(stage: Stage) -> None:
    make = {state: getattr(visits, f"{state}_car", visits.ready_car) for state in STATES}
    make |= {"ceiling": visits.received_car} | dict.fromkeys(
        ("billed", "paid", "account"), visits.ready_car
    )
    make |= {"delivered": visits.delivered_car, "paused": visits.working_car}
    make |= {"half": _two_jobs, "working": visits.working_car}
    for number, state in enumerate((*STATES, *LATE_STATES)):
        stage.cars[state] = make[state](_with_car(stage.place, number))
        if state == "paused":
            work_orders.pause(
                work_order_id=stage.cars[state].id,
                reason=PauseReason.TOOL,
                note="",
                actor=world.mia(),
                at=visits.later(16),
            )
        if state == "half":
            visits.finish(stage.cars[state])
        _name_ben(stage, stage.cars[state])
    work_orders.agree_ceiling(
        work_order_id=stage.cars["ceiling"].id,
        amount=Decimal(90_000),
        who="Grace",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=visits.later(20),
    )
    stage.ids["diagnosis"] = work_orders.add_line(
        work_order_id=stage.cars["received"].id,
        new=NewLine(kind=LineKind.DIAGNOSIS, title={"en": "Look"}, unit_net=Decimal(3_000)),
        actor=world.ada(),
        at=visits.later(4),
    )
    work_orders.clock_on_indirect(
        site_id=stage.place.site_id,
        reason=IndirectReason.CLEANING,
        actor=world.lena(),
        at=visits.later(100),
    )
    _inside(stage, stage.cars["working"])


def _two_jobs(place: places.Place) -> visits.Car:
    """A car with two pieces of work, of which Mia has begun the first."""
    car = visits.received_car(place)
    visits.add_labour(car, title="Wheels")
    visits.make_estimate(car)
    visits.answer(car)
    visits.clock_on(car)
    return car


def _inside(stage: Stage, car: visits.Car) -> None:
    """What belongs to one visit: a step, a part that was asked for, a picture, links."""
    step = WorkStep.objects.filter(line=car.line(LineKind.LABOUR)).first()
    asked = work_orders.ask_for_part(
        work_order_id=car.id,
        line_id=None,
        words="A clip",
        part_number="",
        quantity=Decimal(1),
        actor=world.mia(),
        at=visits.later(17),
    )
    photo = work_orders.keep_photo(
        work_order_id=car.id,
        upload=visits.photo(),
        purpose=PhotoPurpose.RECEPTION,
        caption="",
        line_id=None,
        finding_id=None,
        for_owner=True,
        actor=world.ada(),
        at=visits.later(18),
    )
    stage.ids |= {
        "step_id": step.pk,
        "entry_id": ClockEntry.objects.running().get(work_order_id=car.id).pk,
        "call_id": work_orders.ask_for_help(
            work_order_id=car.id, words="", actor=world.ken(), at=visits.later(19)
        ),
        "return_id": ReturnVisit.objects.create(
            work_order_id=stage.cars["received"].id,
            earlier_line_id=stage.line("delivered"),
            concern="brakes",
            days=3,
            linked_by="ada",
            linked_at=visits.later(19),
        ).pk,
        "request_id": asked,
        "file_id": Photo.objects.get(pk=photo).file_id,
    }
    stage.ids["visit"] = visit_link(stage.cars["estimated"].id).split("/")[3]
    stage.ids["visit_with_file"] = visit_link(car.id).split("/")[3]
    row = stage.cars["arrived"].row
    stage.ids["booking_of_a_car_here"] = booking.link_of(row.appointment_id).split("/")[3]
    stage.ids["arrival_id"] = Arrival.objects.get(pk=row.arrival_id).pk
    other = stage.cars["received"].row.arrival_id
    stage.ids["job_id"] = booking.ask_move(
        arrival_id=other, to_place="Wash", actor=SYSTEM, at=visits.later(18)
    )


def _money(stage: Stage) -> None:
    now = visits.later(81)
    for name in ("billed", "paid"):
        (invoice,) = billing.issue_invoice(
            work_order_id=stage.cars[name].id, actor=world.carl(), at=now
        )
        stage.ids[name] = invoice
    shown: InvoiceInfo = billing.invoice(invoice_id=stage["paid"], actor=SYSTEM)
    billing.take_payment(
        invoice_id=stage["paid"],
        amount=shown.gross,
        method=Method.CASH,
        note="",
        actor=world.carl(),
        at=now,
    )
    page = billing.pay_online(invoice_id=stage["billed"], actor=stage.place.grace, at=now)
    cash = Payment.objects.get(method=Method.CASH)
    stage.ids |= {"payment_id": cash.pk, "pay_token": page.split("/")[2]}
    stage.ids["billed_number"] = billing.invoice(invoice_id=stage["billed"], actor=SYSTEM).number
    stage.ids |= {"invoice_id": stage["billed"], "bill": bill_link(stage["billed"]).split("/")[3]}


def _till(stage: Stage) -> None:
    """Yesterday is closed, a deposit is held, and a payment service has fallen silent."""
    yesterday = visits.MORNING - dt.timedelta(days=1)
    nothing = Counting({}, Money(Decimal(0), "JPY"))
    done = closing.close_day(site_code="site-7", counting=nothing, actor=world.carl(), at=yesterday)
    held = deposits.take_deposit(
        work_order_id=stage.cars["received"].id,
        amount=Money(Decimal(3_000), "JPY"),
        method=Method.CARD_TERMINAL,
        note="",
        actor=world.carl(),
        at=ELEVEN,
    )
    key, _state = discounts.ask_for_discount(
        work_order_id=stage.cars["ready"].id,
        new=NewDiscount("Waited", percent=Decimal(10)),
        actor=world.carl(),
        at=ELEVEN,
    )
    stage.ids |= {"day_end_id": done.id, "deposit": held.id, "discount_id": key}


def _silent_payment(stage: Stage) -> None:
    silent = payments.open_payment(
        reference=f"invoice:{stage['paid']}",
        amount=Money(Decimal(100), "JPY"),
        node=SITE,
        purpose=Purpose.INVOICE,
        actor=SYSTEM,
        at=ELEVEN,
    )
    word = ProviderWord("silent", PaymentState.UNKNOWN, None)
    note_provider_word(payment_id=silent.id, word=word, actor=SYSTEM, at=ELEVEN)
    stage.ids["silent"] = silent.id


def _accounts(stage: Stage) -> None:
    """Grace has had her statement for this month, the fleet has not."""
    car, fleet = stage.cars["account"], stage["person_id"]
    (invoice,) = billing.issue_invoice(work_order_id=car.id, actor=world.carl(), at=ELEVEN)
    both = reissuing.change_payer(
        invoice_id=invoice,
        line_ids=[car.line(LineKind.LABOUR).pk],
        payer=Payer.CUSTOMER,
        customer_id=fleet,
        reason="The company pays",
        actor=world.sora(),
        at=ELEVEN,
    )
    terms = NewTerms(Decimal(1_000_000), closing_day=30)
    agreed = [
        accounts.set_terms(
            site_code="site-7", customer_id=whose, new=terms, actor=world.sora(), at=ELEVEN
        )
        for whose in (stage["customer_id"], fleet)
    ]
    for each in both:
        settling.put_on_account(
            invoice_id=each, due_on=MONDAY_IN_A_WEEK.date(), actor=world.sora(), at=ELEVEN
        )
    made = accounts.issue_statement(terms_id=agreed[0], actor=world.carl(), at=ELEVEN)
    stage.ids |= {"terms_id": agreed[1], "statement_id": made}


def _stock_and_staff(stage: Stage) -> None:
    keeping.reserve(
        subject="appointment:1",
        node=SITE,
        wanted=[Wanted(visits.PADS, 999)],
        needed_at=None,
        whole=False,
        actor=SYSTEM,
        at=NOON,
    )
    stage.ids["back_order_id"] = BackOrder.objects.latest("pk").pk
    message = messaging.send(
        template="quality/survey",
        to=Route("email", "grace@example.com"),
        context={},
        subject="survey:1",
        owner_node=SITE,
        actor=SYSTEM,
        at=NOON,
    )
    Message.objects.filter(pk=message).update(state=MessageState.FAILED, reason=Reason.SERVER_AWAY)
    bay = Resource.objects.filter(kind=ResourceKind.BAY).first()
    resources.add_absence(
        resource_id=bay.pk,
        from_at=MONDAY_IN_A_WEEK,
        until_at=MONDAY_IN_A_WEEK + dt.timedelta(hours=8),
        reason=AbsenceReason.OTHER,
        actor=SYSTEM,
        at=NOON,
    )
    stage.ids |= {"message_id": message, "resource_id": bay.pk}
    stage.ids["absence_id"] = Absence.objects.get().pk
    stage.ids["reservation_id"] = _lent_car(bay.site_id, stage)
    _colleagues(stage)


def _lent_car(site_id: UUID, stage: Stage) -> UUID:
    """A courtesy car that is out with the car in work and should be back since an hour."""
    car = resources.add_resource(
        site_id=site_id,
        kind=ResourceKind.COURTESY_CAR,
        code="loan-1",
        name="Loan 1",
        actor=SYSTEM,
        at=NOON,
    )
    return Reservation.objects.create(
        owner_node=SITE,
        resource_id=car,
        during=(visits.MORNING, ELEVEN - dt.timedelta(hours=1)),
        subject=f"work_order:{stage.cars['working'].id}",
        kind=ReservationKind.WORK,
        step_no=0,
    ).pk


def _colleagues(stage: Stage) -> None:
    """Ken works at site 7; Nao is away and Ken stands in."""
    ken = colleague("kenji", Role.TECHNICIAN)
    nao = colleague("nao", Role.TECHNICIAN)
    away = network.name_deputy(
        account_id=nao,
        deputy_id=ken,
        from_at=THURSDAY,
        until_at=FRIDAY,
        reason=AwayReason.HOLIDAY,
        actor=SYSTEM,
        at=NOON,
    )
    grant = RoleGrant.objects.get(account_id=ken)
    stage.ids["seller"] = colleague("sally", Role.SALES)
    network.issue_badge(account_id=ken, code="ABC123", actor=SYSTEM, at=NOON)
    tablet = network.bind_tablet(
        site_id=stage["site_id"], name="Bay 1", lock_minutes=3, actor=SYSTEM, at=NOON
    )
    stage.ids["tablet_id"] = tablet.id
    stage.ids |= {"account_id": ken, "nao": nao, "away_id": away, "grant_id": grant.pk}


def _tasks(stage: Stage) -> None:
    """Something to do about Grace, and something that is done."""
    customer = stage["customer_id"]
    stage.ids |= {"kind": "customer", "key": customer}
    for name in ("task_id", "done_task"):
        new = NewTask(f"customer:{customer}", SITE, {"en": "Call"}, FRIDAY, role=Role.ADVISOR)
        stage.ids[name] = tasks.open_task(new=new, actor=SYSTEM, at=NOON)
    done = stage["done_task"]
    tasks.finish_task(task_id=done, outcome=TaskOutcome.DONE, note="", actor=SYSTEM, at=NOON)


def after_reading(stage: Stage, graces_account: Account) -> None:
    """What needs the readers or an account: the survey, Grace's hold, her session elsewhere."""
    Hold.objects.filter(pk=stage["hold_id"]).update(holder=str(graces_account.pk))
    _let_nothing_expire()
    EmailAddress.objects.update(verified=True)  # who signed in has answered with a code once
    session = UserSession.objects.create(
        user=graces_account, ip="127.0.0.1", session_key="elsewhere", user_agent="A phone"
    )
    stage.ids["session"] = session.pk
    grace = Actor(str(graces_account.pk))
    feeds.open_feed(kind=FeedKind.OWNER, actor=grace, at=NOON)
    (feed,) = feed_queries.feeds_of(actor=grace)
    stage.ids["feed"] = feed.path.rpartition("/")[2].removesuffix(".ics")
    survey = Survey.objects.get(work_order_id=stage.cars["delivered"].id)
    Answer.objects.create(survey=survey, csat=5, answered_at=ELEVEN)
    stage.ids |= {"survey": survey_link(survey.pk).split("/")[3], "survey_id": survey.pk}
    _somebody_to_call(stage)


def _somebody_to_call(stage: Stage) -> None:
    """Grace, whose oil is due."""
    place, today = stage.place, clock.local_day(ELEVEN, "Asia/Tokyo")
    contact = Contact.objects.create(
        owner_node=SITE,
        site_id=place.site_id,
        customer_id=place.customer_id,
        due_on=today,
        opened_at=ELEVEN,
    )
    WhyCalled.objects.create(
        contact=contact,
        kind=RuleKind.DUE,
        customer_id=place.customer_id,
        vehicle_id=place.vehicle_id,
        about=f"{place.vehicle_id}:OIL",
        facts={"operation": "OIL"},
        anchor_on=today,
        until_on=today + dt.timedelta(days=30),
        found_on=today,
    )
    stage.ids |= {"contact": contact.pk, "care": CONTACTS.token_of(contact.pk)}


def _let_nothing_expire() -> None:
    """The table is long and machines are slow: what holds for minutes holds to its end."""
    tomorrow = clock.machine_now() + dt.timedelta(days=1)
    for kept in (Hold, ContactProof, WaitOffer, Reservation):
        kept.objects.exclude(expires_at=None).update(expires_at=tomorrow)


def _name_ben(stage: Stage, car: visits.Car) -> None:
    work_orders.name_party(
        work_order_id=car.id,
        role=PartyRole.BRINGER,
        customer_id=stage["ben"],
        name="",
        phone="",
        limit=None,
        purchase_order="",
        actor=world.ada(),
        at=visits.later(1),
    )


def one_more_car(stage: Stage, number: int) -> visits.Car:
    """A car of Grace's on whose estimate she has said yes."""
    car = visits.approved_car(_with_car(stage.place, number))
    _name_ben(stage, car)
    return car


def _with_car(place: places.Place, number: int) -> places.Place:
    """The same owner with one more car."""
    vehicle = vehicles.register_vehicle(
        make="Toyota",
        model="Corolla",
        model_year=2022,
        country="JP",
        owner_node=SITE,
        plate=f"品川 300 た {10 + number}-{10 + number}",
        owner_id=place.customer_id,
        actor=SYSTEM,
        at=NOON,
    )
    return replace(place, vehicle_id=vehicle)
