"""One box: everything is found by what people remember, and says what is open on it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import Wishes
from seibi.contexts.booking.tests import factories
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM
from seibi.kernel.ids import new_id
from seibi.kernel.search import keys
from seibi.surfaces.search.finding import find
from tests import world
from tests.world import GROUP, NOON, SITE

VIN = "LSVAA49J132047371"


@pytest.fixture
def place(db):
    return factories.place()


@pytest.fixture
def _names(place):
    """A Japanese and a Chinese customer, each with a car."""
    for new, phone, numbers in (
        (
            NewCustomer(
                CustomerKind.PERSON,
                family_name="山田",
                given_name="太郎",
                family_reading="ヤマダ",
                given_reading="タロウ",
                language="ja",
                country="JP",
            ),
            "+819012345678",
            {"plate": "横浜 500 あ 56-78", "frame_number": "NZE141-6001234"},
        ),
        (
            NewCustomer(
                CustomerKind.PERSON,
                family_name="王",
                given_name="晓丽",
                language="zh-hans",
                country="CN",
            ),
            "+8613912340987",
            {"plate": "沪A·D4321", "vin": VIN},
        ),
    ):
        customer_id = customers.register_customer(
            group_node=GROUP,
            new=new,
            contacts=[NewContact(ContactKind.PHONE, phone)],
            actor=SYSTEM,
            at=NOON,
        )
        vehicles.register_vehicle(
            make="Volkswagen",
            model_year=2020,
            model="Golf",
            country=new.country,
            owner_node=SITE,
            owner_id=customer_id,
            actor=SYSTEM,
            at=NOON,
            **numbers,
        )


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("5678", "山田"),  # 下4桁, and the end of the telephone number
        ("５６７８", "山田"),
        ("横浜500あ5678", "山田"),
        ("やまだ", "山田"),
        ("ﾔﾏﾀﾞ", "山田"),
        ("yamada", "山田"),
        ("090-1234-5678", "山田"),
        ("2345678", "山田"),
        ("6001234", "山田"),  # a frame number from its end
        ("001234", "山田"),
        ("0987", "王"),
        ("40987", "王"),
        ("wxl", "王"),
        ("wangxiao", "王"),
        ("沪AD4321", "王"),
        ("047371", "王"),  # the last six of a VIN
        ("2047371", "王"),
    ],
)
@pytest.mark.usefixtures("_names")
def test_people_and_cars_are_found_by_what_is_remembered_of_them(typed, whose):
    found = find(typed, actor=world.ada(), at=NOON)

    owners = [one.owner.name for one in (*found.house, *found.cars) if one.owner]
    assert any(whose in name for name in owners)


def test_a_car_in_the_house_is_found_by_ticket_tag_and_place_and_says_what_is_open(place):
    _walked_in(place, key_tag="K7", parking_place="P3")

    for typed in ("1", "１", "k7", "P3", "p3"):
        found = find(typed, actor=world.ada(), at=NOON)
        (one,) = found.house
        assert (one.here.ticket, one.here.key_tag, one.here.parking_place) == (1, "K7", "P3")
        assert one.next_step is not None


def test_a_booked_car_says_when_it_is_expected_and_leads_to_the_day(place):
    visit = factories.booked(place)

    found = find("1234", actor=world.ada(), at=factories.MONDAY_9)
    (one,) = found.house

    assert "09:00" in one.matters[0].label
    assert "/desk/?day=2026-03-30" in one.next_step.url
    number = booking.appointment(appointment_id=visit, actor=world.ada()).number
    by_number = find(number, actor=world.ada(), at=NOON)
    assert [car.car.id for car in by_number.house] == [place.vehicle_id]


def test_strangers_find_nothing_and_guests_nothing_at_all(place):
    _walked_in(place, key_tag="K7")
    eve = world.actor("eve", Role.ADVISOR, "/jp/kansai/midori/site-3/")

    for typed in ("1234", "K7", "Hopper", "1"):
        assert find(typed, actor=eve, at=NOON).nothing
        assert find(typed, actor=ANONYMOUS, at=NOON).nothing


def test_four_noughts_with_thousands_of_hits_stay_few_and_say_more(place):
    rows = [
        keys.SearchKey(
            scope="vehicle", subject_id=keys_id, owner_node="/", key="0000", rank=keys.TAIL
        )
        for keys_id in (new_id() for _number in range(3000))
    ]
    keys.SearchKey.objects.bulk_create(rows)
    for number in range(12):
        vehicles.register_vehicle(
            make="Toyota",
            model_year=2020,
            model="Yaris",
            country="JP",
            owner_node=SITE,
            plate=f"品川 3{number:02d} さ 00-00",
            actor=SYSTEM,
            at=NOON,
        )

    hits = keys.find("0000", scopes=["vehicle"], nodes=["/"], limit=10_000)

    assert len(hits) <= keys.MOST_LOOKED_AT * 2
    assert find("00", actor=world.ada(), at=NOON).more


def test_the_number_of_queries_does_not_grow(place, django_assert_max_num_queries):
    _walked_in(place, key_tag="K7")
    with django_assert_max_num_queries(45) as one:
        find("Toyota", actor=world.ada(), at=NOON)
    for number in range(3):
        factories.owner(f"Hop{number}", f"h{number}@example.com", f"品川 300 さ 99-0{number}")
    with django_assert_max_num_queries(len(one)):
        found = find("Toyota", actor=world.ada(), at=NOON)
    assert len(found.house) + len(found.cars) == 4


def test_the_box_the_list_the_pad_and_the_api_answer_alike(place):
    _walked_in(place, key_tag="K7", parking_place="P3")
    browser = Client()
    account = colleague("ada", Role.ADVISOR, SITE)
    browser.force_login(get_user_model().objects.get(pk=account))

    for path in ("/search/", "/search/list/", "/search/pad/"):
        text = browser.get(f"{path}?q=1234").content.decode()
        assert "P3" in text
        assert "K7" in text
    assert 'hx-get="/search/list/"' in browser.get("/search/").content.decode()
    (one,) = browser.get("/api/v1/search/?q=1234").json()["house"]
    assert one["here"]["key_tag"] == "K7"


def test_owners_have_no_search(place):
    browser = Client()
    browser.force_login(get_user_model().objects.create_user("grace@example.com"))

    assert browser.get("/search/?q=1234").status_code == 403
    assert browser.get("/api/v1/search/?q=1234").status_code == 403
    assert Client().get("/search/?q=1234").status_code == 302


def _walked_in(place, **more):
    return booking.walk_in(
        site_id=place.site_id,
        customer_id=place.customer_id,
        vehicle_id=place.vehicle_id,
        operation_codes=["OIL"],
        wishes=Wishes("Squeaks"),
        starts_at=None,
        language="ja",
        actor=world.ada(),
        machine_at=clock.machine_now(),
        at=NOON,
        **more,
    )
