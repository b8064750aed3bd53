"""Who and where the demo's dealers are. Invented companies in real streets of commerce."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from seibi.contexts.network.contracts import DayHours, PostalAddress, Role, TaxRate


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at a site: sign-in name, name, reading and role."""

    login: str
    name: str
    reading: str
    role: Role
    skills: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bay:
    """A place for a car."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One workshop with its people and bays."""

    code: str
    name: dict[str, str]
    address: PostalAddress
    phone: str
    coordinates: tuple[float, float]
    staff: tuple[Person, ...]
    bays: tuple[Bay, ...]
    tools: tuple[str, ...] = ("tester-lane", "tyre-changer", "aligner", "ac-station")
    courtesy_cars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A dealer group: its place in the tree, its company, its sites."""

    country: str
    country_name: dict[str, str]
    region: str
    region_name: dict[str, str]
    code: str
    name: dict[str, str]
    company: str
    registration: str
    head_office: PostalAddress
    tax_rates: tuple[TaxRate, ...]
    tz: str
    currency: str
    language: str
    languages: tuple[str, ...]
    sites: tuple[DemoSite, ...] = field(default_factory=tuple)

    @property
    def node(self) -> str:
        return f"/{self.country.lower()}/{self.region}/{self.code}/"


LUNCH = ((dt.time(12), dt.time(13)),)
WEEK = {day: DayHours(dt.time(8, 30), dt.time(18), LUNCH) for day in range(6)} | {
    6: DayHours(dt.time(9), dt.time(17), LUNCH)
}

GENERAL = (("general", 3), ("engine", 3), ("brakes", 3), ("electrics", 2), ("wash", 1))
JUNIOR = (("general", 2), ("brakes", 2), ("engine", 1), ("wash", 1))
EXPERT = (("general", 3), ("engine", 3), ("brakes", 3), ("electrics", 3), ("ev_hv", 3), ("wash", 1))
INSPECTOR = (("general", 3), ("brakes", 3), ("engine", 3), ("inspection", 3), ("body", 2))

BAYS = (
    Bay("1", "lift"),
    Bay("2", "lift"),
    Bay("3", "lift"),
    Bay("E", "express"),
    Bay("EV", "ev"),
    Bay("A", "alignment"),
    Bay("I", "inspection"),
    Bay("B", "body"),
    Bay("W", "wash"),
)


def team(*people: tuple[str, str, str]) -> tuple[Person, ...]:
    """A full shift in the usual order of roles; each is login, name, reading."""
    roles: tuple[tuple[Role, tuple[tuple[str, int], ...]], ...] = (
        (Role.SERVICE_MANAGER, ()),
        (Role.ADVISOR, ()),
        (Role.ADVISOR, ()),
        (Role.CONTROLLER, ()),
        (Role.TECHNICIAN, EXPERT),
        (Role.TECHNICIAN, GENERAL),
        (Role.TECHNICIAN, JUNIOR),
        (Role.TECHNICIAN, INSPECTOR),
        (Role.PARTS_CLERK, ()),
        (Role.CASHIER, ()),
        (Role.CR, ()),
        (Role.SALES, ()),
    )
    return tuple(
        Person(login, name, reading, role, skills)
        for (login, name, reading), (role, skills) in zip(people, roles, strict=False)
    )


JAPAN = DemoGroup(
    country="JP",
    country_name={"en": "Japan", "ja": "日本", "zh-hans": "日本"},
    region="kanto",
    region_name={"en": "Kanto", "ja": "関東", "zh-hans": "关东"},
    code="aoba",
    name={"en": "Aoba Motors", "ja": "青葉モータース", "zh-hans": "青叶汽车"},
    company="青葉モータース株式会社",
    registration="T7010401000000",
    head_office=PostalAddress(
        "JP", "108-0075", "東京都", "港区", line1="港南2-16-3", line2="青葉ビル 3階"
    ),
    tax_rates=(TaxRate("standard", Decimal("0.10")),),
    tz="Asia/Tokyo",
    currency="JPY",
    language="ja",
    languages=("ja", "en", "zh-hans"),
    sites=(
        DemoSite(
            code="shinagawa",
            name={
                "en": "Aoba Shinagawa",
                "ja": "青葉モータース 品川店",
                "zh-hans": "青叶汽车 品川店",
            },
            address=PostalAddress("JP", "140-0002", "東京都", "品川区", line1="東品川4-12-6"),
            phone="+81354600101",
            coordinates=(35.6197, 139.7486),
            staff=team(
                ("ishikawa", "石川 直子", "イシカワ ナオコ"),
                ("sato", "佐藤 健", "サトウ ケン"),
                ("tanaka", "田中 美咲", "タナカ ミサキ"),
                ("mori", "森 大輔", "モリ ダイスケ"),
                ("kobayashi", "小林 悠", "コバヤシ ユウ"),
                ("suzuki", "鈴木 翔", "スズキ ショウ"),
                ("ito", "伊藤 蓮", "イトウ レン"),
                ("yamamoto", "山本 誠", "ヤマモト マコト"),
                ("kato", "加藤 優子", "カトウ ユウコ"),
                ("yoshida", "吉田 恵", "ヨシダ メグミ"),
                ("watanabe", "渡辺 彩", "ワタナベ アヤ"),
                ("nakamura", "中村 隆", "ナカムラ タカシ"),
            ),
            bays=BAYS,
            courtesy_cars=("品川 502 わ 10-01", "品川 502 わ 10-02"),
        ),
        DemoSite(
            code="yokohama",
            name={
                "en": "Aoba Yokohama",
                "ja": "青葉モータース 横浜店",
                "zh-hans": "青叶汽车 横滨店",
            },
            address=PostalAddress(
                "JP", "220-0012", "神奈川県", "横浜市西区", line1="みなとみらい2-3-5"
            ),
            phone="+81455550102",
            coordinates=(35.4575, 139.6326),
            staff=team(
                ("hayashi", "林 真由美", "ハヤシ マユミ"),
                ("shimizu", "清水 亮", "シミズ リョウ"),
                ("abe", "阿部 直樹", "アベ ナオキ"),
                ("ikeda", "池田 剛", "イケダ ツヨシ"),
                ("hashimoto", "橋本 陸", "ハシモト リク"),
                ("yamashita", "山下 拓也", "ヤマシタ タクヤ"),
            ),
            bays=BAYS[:5] + BAYS[-1:],
        ),
    ),
)

CHINA = DemoGroup(
    country="CN",
    country_name={"en": "China", "ja": "中国", "zh-hans": "中国"},
    region="guangdong",
    region_name={"en": "Guangdong", "ja": "広東", "zh-hans": "广东"},
    code="jincheng",
    name={"en": "Jincheng Auto", "ja": "錦程汽車", "zh-hans": "锦程汽车"},
    company="广州锦程汽车服务有限公司",
    registration="91440101MA00000001",
    head_office=PostalAddress(
        "CN", "510623", "广东省", "广州市", "天河区", "珠江东路28号", "锦程大厦5层"
    ),
    tax_rates=(TaxRate("standard", Decimal("0.13")),),
    tz="Asia/Shanghai",
    currency="CNY",
    language="zh-hans",
    languages=("zh-hans", "en", "ja"),
    sites=(
        DemoSite(
            code="tianhe",
            name={"en": "Jincheng Tianhe", "ja": "錦程汽車 天河店", "zh-hans": "锦程汽车 天河店"},
            address=PostalAddress("CN", "510630", "广东省", "广州市", "天河区", "中山大道西120号"),
            phone="+862088880101",
            coordinates=(23.1291, 113.3612),
            staff=team(
                ("chen", "陈静", "chen jing"),
                ("wangli", "王丽", "wang li"),
                ("zhao", "赵磊", "zhao lei"),
                ("liuyang", "刘洋", "liu yang"),
                ("huang", "黄强", "huang qiang"),
                ("zhou", "周杰", "zhou jie"),
                ("wu", "吴昊", "wu hao"),
                ("xu", "徐明", "xu ming"),
                ("sun", "孙芳", "sun fang"),
                ("ma", "马琳", "ma lin"),
                ("zhu", "朱婷", "zhu ting"),
                ("hu", "胡军", "hu jun"),
            ),
            bays=BAYS,
            courtesy_cars=("粤A·D10001",),
        ),
    ),
)

# Honolulu: its afternoon is the morning in Tokyo and Guangzhou, so all three are open at once.
USA = DemoGroup(
    country="US",
    country_name={"en": "United States", "ja": "アメリカ", "zh-hans": "美国"},
    region="pacific",
    region_name={"en": "Pacific", "ja": "太平洋", "zh-hans": "太平洋"},
    code="kailani",
    name={"en": "Kailani Auto Group", "ja": "カイラニ・オート", "zh-hans": "凯拉尼汽车集团"},
    company="Kailani Auto Group LLC",
    registration="GE-000-000-0000-01",
    head_office=PostalAddress("US", "96814", "HI", "Honolulu", line1="1500 Kapiolani Boulevard"),
    tax_rates=(TaxRate("standard", Decimal("0.045")),),
    tz="Pacific/Honolulu",
    currency="USD",
    language="en",
    languages=("en", "ja", "zh-hans"),
    sites=(
        DemoSite(
            code="honolulu",
            name={
                "en": "Kailani Honolulu",
                "ja": "カイラニ ホノルル店",
                "zh-hans": "凯拉尼 檀香山店",
            },
            address=PostalAddress(
                "US", "96814", "HI", "Honolulu", line1="1500 Kapiolani Boulevard"
            ),
            phone="+18085550101",
            coordinates=(21.2936, -157.8408),
            staff=team(
                ("parker", "Dana Parker", ""),
                ("miller", "Chris Miller", ""),
                ("kealoha", "Ana Kealoha", ""),
                ("reed", "Sam Reed", ""),
                ("brooks", "Tyler Brooks", ""),
                ("nguyen", "Kim Nguyen", ""),
                ("foster", "Jo Foster", ""),
                ("ward", "Pat Ward", ""),
                ("bell", "Robin Bell", ""),
                ("hayes", "Casey Hayes", ""),
                ("price", "Morgan Price", ""),
                ("long", "Alex Long", ""),
            ),
            bays=BAYS,
            courtesy_cars=("HI LNR 101", "HI LNR 102"),
        ),
    ),
)

GROUPS = (JAPAN, CHINA, USA)
