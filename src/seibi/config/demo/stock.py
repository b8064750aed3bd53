"""Seed the shelves: the parts of the standard catalogue's kits, priced and in stock."""

import datetime as dt
from decimal import Decimal

from seibi.config.demo.network import SeededSite
from seibi.contexts.parts import facade as parts
from seibi.kernel.actor import SYSTEM

STORE = "main"
ORDERED = "CMP-AC"  # nobody has it on the shelf

# number, name, price without tax in JPY, CNY, USD, pieces on the shelf
PARTS: tuple[tuple[str, dict[str, str], tuple[str, str, str], int], ...] = (
    (
        "OIL-0W20",
        {"en": "Engine oil 0W-20", "ja": "エンジンオイル 0W-20", "zh-hans": "机油 0W-20"},
        ("1500", "68", "9.50"),
        400,
    ),
    (
        "FLT-OIL",
        {"en": "Oil filter", "ja": "オイルフィルター", "zh-hans": "机滤"},
        ("1200", "38", "8.90"),
        80,
    ),
    (
        "GSK-DRAIN",
        {"en": "Drain plug gasket", "ja": "ドレンガスケット", "zh-hans": "放油螺栓垫片"},
        ("150", "5", "1.20"),
        200,
    ),
    (
        "PAD-F",
        {"en": "Front brake pads", "ja": "フロントブレーキパッド", "zh-hans": "前刹车片"},
        ("9800", "420", "72"),
        12,
    ),
    (
        "PAD-R",
        {"en": "Rear brake pads", "ja": "リアブレーキパッド", "zh-hans": "后刹车片"},
        ("8800", "380", "64"),
        12,
    ),
    (
        "FLD-DOT4",
        {"en": "Brake fluid DOT 4", "ja": "ブレーキフルード DOT4", "zh-hans": "刹车油 DOT4"},
        ("1800", "60", "12"),
        40,
    ),
    ("TYRE-STD", {"en": "Tyre", "ja": "タイヤ", "zh-hans": "轮胎"}, ("14500", "480", "118"), 24),
    (
        "BAT-12V",
        {"en": "12 V battery", "ja": "補機バッテリー", "zh-hans": "蓄电池"},
        ("14800", "520", "139"),
        8,
    ),
    (
        "FLT-CABIN",
        {"en": "Cabin filter", "ja": "エアコンフィルター", "zh-hans": "空调滤芯"},
        ("2600", "78", "19"),
        40,
    ),
    (
        "FLT-AIR",
        {"en": "Air filter", "ja": "エアフィルター", "zh-hans": "空气滤芯"},
        ("2400", "69", "18"),
        30,
    ),
    (
        "PLUG-IR",
        {"en": "Iridium spark plug", "ja": "イリジウムプラグ", "zh-hans": "铱金火花塞"},
        ("1900", "75", "13"),
        48,
    ),
    (
        "CLT-SLLC",
        {"en": "Long-life coolant", "ja": "スーパーLLC", "zh-hans": "长效冷却液"},
        ("1600", "55", "14"),
        60,
    ),
    (
        "FLD-CVT",
        {"en": "CVT fluid", "ja": "CVTフルード", "zh-hans": "CVT变速箱油"},
        ("2100", "85", "16"),
        40,
    ),
    (
        "BELT-TIM",
        {"en": "Timing belt", "ja": "タイミングベルト", "zh-hans": "正时皮带"},
        ("7800", "320", "58"),
        4,
    ),
    (
        "WIPER-SET",
        {"en": "Wiper set", "ja": "ワイパーセット", "zh-hans": "雨刮片套装"},
        ("2800", "89", "22"),
        30,
    ),
    (
        "GAS-AC",
        {"en": "Refrigerant", "ja": "エアコンガス", "zh-hans": "制冷剂"},
        ("1800", "65", "15"),
        40,
    ),
    (
        "CLT-EV",
        {"en": "EV coolant", "ja": "EV用冷却水", "zh-hans": "电动车冷却液"},
        ("3200", "110", "26"),
        24,
    ),
    (
        ORDERED,
        {"en": "A/C compressor", "ja": "エアコンコンプレッサー", "zh-hans": "空调压缩机"},
        ("58000", "2180", "420"),
        0,
    ),
)
CURRENCIES = ("JPY", "CNY", "USD")


def fill_shelves(site: SeededSite, at: dt.datetime) -> None:
    """Open the store of a site, price every part for its group, and put pieces on the shelf."""
    parts.open_place(node=site.node, code=STORE, actor=SYSTEM, at=at)
    currency = site.group.currency
    for number, name, prices, pieces in PARTS:
        parts.add_part(number=number, name=name, actor=SYSTEM, at=at)
        parts.set_price(
            part_number=number,
            node=site.group.node,
            net=Decimal(prices[CURRENCIES.index(currency)]),
            currency=currency,
            actor=SYSTEM,
            at=at,
        )
        if pieces:
            parts.receive(
                part_number=number,
                node=site.node,
                place_code=STORE,
                quantity=Decimal(pieces),
                actor=SYSTEM,
                at=at,
            )
