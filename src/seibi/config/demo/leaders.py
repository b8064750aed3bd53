"""Who leads above and beside the workshops, and what each dealer group lets the maker see."""

from dataclasses import dataclass

from seibi.config.demo.groups import DemoGroup
from seibi.contexts.network.contracts import Role, SharedData

MAKER, MAKER_NAME = "hoshizora", "Hoshizora Motor"
AUDIT_DAYS = 30  # an auditor's right ends by itself
FOR_THE_MAKER = frozenset({Role.REGIONAL_LEADER, Role.HEAD_OFFICE})


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody without a workshop of their own: sign-in name, name, reading and role."""

    login: str
    name: str
    reading: str
    role: Role


LEADERS: dict[str, tuple[Leader, ...]] = {
    "JP": (
        Leader("hayashi", "林 千夏", "ハヤシ チナツ", Role.SERVICE_MANAGER),
        Leader("okamoto", "岡本 修", "オカモト オサム", Role.LOCAL_LEADER),
        Leader("ogawa", "小川 千尋", "オガワ チヒロ", Role.REGIONAL_LEADER),
        Leader("miyazaki", "宮崎 薫", "ミヤザキ カオル", Role.HEAD_OFFICE),
        Leader("nishimura", "西村 明", "ニシムラ アキラ", Role.AUDITOR),
    ),
    "CN": (
        Leader("fang", "方静", "fang jing", Role.SERVICE_MANAGER),
        Leader("gao", "高峰", "gao feng", Role.LOCAL_LEADER),
        Leader("luo", "罗敏", "luo min", Role.REGIONAL_LEADER),
        Leader("xie", "谢远", "xie yuan", Role.HEAD_OFFICE),
        Leader("tang", "唐洁", "tang jie", Role.AUDITOR),
    ),
    "US": (
        Leader("rivera", "Robin Rivera", "", Role.SERVICE_MANAGER),
        Leader("kahale", "Leilani Kahale", "", Role.LOCAL_LEADER),
        Leader("sullivan", "Erin Sullivan", "", Role.REGIONAL_LEADER),
        Leader("bennett", "Lee Bennett", "", Role.HEAD_OFFICE),
        Leader("walsh", "Drew Walsh", "", Role.AUDITOR),
    ),
}
PLATFORM = Leader("lindqvist", "Mika Lindqvist", "", Role.ADMINISTRATOR)

AGREED: dict[str, frozenset[SharedData]] = {
    "JP": frozenset({SharedData.FIGURES, SharedData.SERVICE_HISTORY}),
    "CN": frozenset({SharedData.FIGURES}),
    "US": frozenset({SharedData.FIGURES, SharedData.SERVICE_HISTORY}),
}


def place_of(leader: Leader, group: DemoGroup) -> str:
    """Where a role stands: the platform above all, the maker's people above the dealer groups."""
    country = f"/{group.country.lower()}/"
    return {
        Role.ADMINISTRATOR: "/",
        Role.HEAD_OFFICE: country,
        Role.REGIONAL_LEADER: f"{country}{group.region}/",
    }.get(leader.role, group.node)
