"""Names of invented owners; any likeness is the likeness of common names."""

import random
from dataclasses import dataclass

from seibi.contexts.customers.contracts import (
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network.contracts import PostalAddress

WITHOUT_MAIL = 14  # of 29 owners this one has none, and comes tomorrow
JAPANESE_FAMILIES = (
    ("山田", "ヤマダ"),
    ("高橋", "タカハシ"),
    ("渡部", "ワタベ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("斎藤", "サイトウ"),
    ("山口", "ヤマグチ"),
    ("岡田", "オカダ"),
    ("長谷川", "ハセガワ"),
    ("藤田", "フジタ"),
    ("後藤", "ゴトウ"),
)
JAPANESE_GIVEN = (
    ("太郎", "タロウ"),
    ("花子", "ハナコ"),
    ("陽子", "ヨウコ"),
    ("健一", "ケンイチ"),
    ("さくら", "サクラ"),
    ("大輝", "ダイキ"),
    ("美穂", "ミホ"),
    ("直人", "ナオト"),
)
CHINESE_FAMILIES = (
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("杨", "Yang"),
    ("黄", "Huang"),
    ("林", "Lin"),
    ("何", "He"),
    ("郭", "Guo"),
    ("梁", "Liang"),
)
CHINESE_GIVEN = (
    ("晓丽", "Xiaoli"),
    ("伟", "Wei"),
    ("敏", "Min"),
    ("志强", "Zhiqiang"),
    ("秀英", "Xiuying"),
    ("建国", "Jianguo"),
    ("欣怡", "Xinyi"),
    ("浩然", "Haoran"),
)
AMERICAN_FAMILIES = (
    "Anderson",
    "Baker",
    "Carter",
    "Diaz",
    "Edwards",
    "Flores",
    "Green",
    "Hill",
    "Ivanova",
    "Johnson",
    "Kim",
    "Lewis",
    "Martin",
    "Nelson",
    "Owens",
    "Patel",
    "Quinn",
    "Rivera",
    "Scott",
)
AMERICAN_GIVEN = (
    "Grace",
    "Emma",
    "Liam",
    "Noah",
    "Olivia",
    "Mateo",
    "Sofia",
    "Ethan",
    "Maya",
    "Jack",
    "Chloe",
    "Ryan",
    "Zoe",
    "Owen",
    "Leah",
)


@dataclass(frozen=True, slots=True)
class DemoOwner:
    """An owner, ready to be registered."""

    new: NewCustomer
    contacts: tuple[NewContact, ...]
    address: PostalAddress | None


def owner(country: str, number: int, chance: random.Random) -> DemoOwner:
    """The ``number``-th owner of a country; the same number is the same person."""
    make = {"JP": _japanese, "CN": _chinese, "US": _american}[country]
    return make(number, chance)


def _japanese(number: int, chance: random.Random) -> DemoOwner:
    family, family_kana = JAPANESE_FAMILIES[number % len(JAPANESE_FAMILIES)]
    given, given_kana = chance.choice(JAPANESE_GIVEN)
    new = NewCustomer(
        CustomerKind.PERSON,
        family,
        given,
        family_kana,
        given_kana,
        language="ja",
        time_zone="Asia/Tokyo",
        country="JP",
    )
    contacts = _contacts("jp", number, f"+8190{3000_0000 + number * 137:08d}")
    address = PostalAddress(
        "JP",
        "140-0004",
        "東京都",
        "品川区",
        line1=f"南品川{1 + number % 6}-{1 + number % 20}-{1 + number % 9}",
    )
    return DemoOwner(new, contacts, address)


def _chinese(number: int, chance: random.Random) -> DemoOwner:
    family, family_pinyin = CHINESE_FAMILIES[number % len(CHINESE_FAMILIES)]
    given, given_pinyin = chance.choice(CHINESE_GIVEN)
    new = NewCustomer(
        CustomerKind.PERSON,
        family,
        given,
        family_pinyin,
        given_pinyin,
        language="zh-hans",
        time_zone="Asia/Shanghai",
        country="CN",
    )
    contacts = _contacts("cn", number, f"+86138{10000000 + number * 1379:08d}")
    address = PostalAddress(
        "CN", "510635", "广东省", "广州市", "天河区", f"龙口东路{1 + number % 90}号"
    )
    return DemoOwner(new, contacts, address)


def _american(number: int, chance: random.Random) -> DemoOwner:
    family = AMERICAN_FAMILIES[number % len(AMERICAN_FAMILIES)]
    given = AMERICAN_GIVEN[0] if number == 0 else chance.choice(AMERICAN_GIVEN)
    new = NewCustomer(
        CustomerKind.PERSON,
        family,
        given,
        language="en",
        time_zone="Pacific/Honolulu",
        country="US",
    )
    contacts = _contacts(
        "us", number, f"+1808{200 + number // 10000 % 700:03d}{number % 10000:04d}"
    )
    address = PostalAddress("US", "96815", "HI", "Honolulu", line1=f"{100 + number} Kuhio Avenue")
    return DemoOwner(new, contacts, address)


def _contacts(country: str, number: int, phone: str) -> tuple[NewContact, ...]:
    """A telephone, and an address for all but a few."""
    called = NewContact(ContactKind.PHONE, phone)
    if number % 29 == WITHOUT_MAIL:
        return (called,)
    mail = f"{country}{number}@owners.demo.seibi.localhost"
    return NewContact(ContactKind.EMAIL, mail), called
