"""Owners of the demo who write and who disagree, and the leaders who decide."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from seibi.config.demo.casting import Cast
from seibi.config.demo.groups import DemoGroup
from seibi.config.demo.leaders import LEADERS
from seibi.config.demo.network import SeededSite, mail_of
from seibi.config.middleware import actor_for
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import (
    ComplaintCause,
    DisputeOutcome,
    Level,
    NewDispute,
    Ruling,
    Topic,
)
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.kernel.actor import SYSTEM, Actor

MINUTE = dt.timedelta(minutes=1)
PHONES = {"JP": "+81354790199", "CN": "+862038880199", "US": "+18085550199"}
PAST = (State.DELIVERED, State.FOLLOWED_UP)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said in one country."""

    asks: str
    answer: str
    waits: str
    note: str
    diagnosis: str
    price: str
    reason: str
    redress: str
    told: str


WORDS: Mapping[str, _Words] = {
    "JP": _Words(
        "迎えに行くのは17時でも大丈夫ですか。",
        "はい、17時で問題ありません。お待ちしております。",
        "部品はもう届きましたか。",
        "お急ぎの様子。16時に一度お電話する。",
        "先月ほかのお店で見てもらったときは、異常なしと言われました。",
        "お約束の金額より高くなっています。",
        "ご説明が足りず申し訳ありません。追加分は当方で負担いたします。",
        "追加作業の料金をいただかない",
        "電話がつながりにくい。",
    ),
    "CN": _Words(
        "我下午五点来取车可以吗？",
        "可以的，五点没有问题，恭候您。",
        "配件到了吗？",
        "客户比较着急，四点先打个电话。",
        "上个月在别的店检查说没有问题。",
        "比约定的价格贵了。",
        "是我们没有说明清楚，增加的部分由我们承担。",
        "不收取增加项目的费用",
        "电话一直打不通。",
    ),
    "US": _Words(
        "Is it all right if I come at five?",
        "Five is fine, we will be here.",
        "Has the part arrived?",
        "In a hurry. Call her once at four.",
        "Another workshop looked at it last month and found nothing.",
        "This is more than you said.",
        "We did not explain this well enough. We pay for what was added.",
        "No charge for the added work",
        "Nobody picks up the phone.",
    ),
}


def listen(site: SeededSite, group: DemoGroup, now: dt.datetime, opened: dt.datetime) -> None:
    """The card is on; one owner is answered, one waits, one disagrees; a case lies behind."""
    _name_leaders(group, site, opened)
    cast, words = Cast(site), WORDS[group.country]
    cards = work_orders.desk_list(
        actor=SYSTEM, at=now, node=site.node, with_closed=True, limit=100
    ).items
    here = [card for card in cards if card.state not in (*PAST, State.BOOKED, State.CANCELLED)]
    gone = [card for card in cards if card.state in PAST]
    if here:
        _talk(here[0], cast, words, now)
    if len(here) > 1:
        _ask(here[1], words, now - 130 * MINUTE)
    for card in here:
        if card.state is State.ESTIMATE:
            _disagree(card, words.diagnosis, Topic.DIAGNOSIS, now - 6 * MINUTE)
            break
    if gone:
        _settled(gone[-1], words, _leader(group, now), now)
    _complained(site, cast, words, now)


def _name_leaders(group: DemoGroup, site: SeededSite, at: dt.datetime) -> None:
    levels = {Role.LOCAL_LEADER: Level.LOCAL, Role.REGIONAL_LEADER: Level.REGIONAL}
    for leader in LEADERS[group.country]:
        level = levels.get(leader.role)
        if level is None:
            continue
        (account,) = network.who_holds(leader.role, group.node, at)[:1]
        support.name_leader(
            node=group.node,
            level=level,
            account_id=account,
            phone=PHONES[group.country],
            email=mail_of(leader.login),
            actor=SYSTEM,
            at=at,
        )
    support.switch_card(site_id=site.id, on=True, actor=SYSTEM, at=at)


def _leader(group: DemoGroup, at: dt.datetime) -> Actor:
    (account,) = network.who_holds(Role.LOCAL_LEADER, group.node, at)[:1]
    return actor_for(account)


def _owner(card: DeskCard) -> Actor:
    return Actor(f"owner:{card.customer_id}", persons=frozenset({card.customer_id}))


def _talk(card: DeskCard, cast: Cast, words: _Words, now: dt.datetime) -> None:
    """Asked and answered, with a note for the house."""
    _ask(card, words, now - 50 * MINUTE, text=words.asks)
    advisor = cast.one(Role.ADVISOR)
    support.note(work_order_id=card.id, text=words.note, actor=advisor, at=now - 45 * MINUTE)
    support.answer_owner(
        work_order_id=card.id, text=words.answer, actor=advisor, at=now - 40 * MINUTE
    )


def _ask(card: DeskCard, words: _Words, at: dt.datetime, *, text: str = "") -> None:
    support.write_as_owner(
        work_order_id=card.id, text=text or words.waits, actor=_owner(card), at=at
    )


def _disagree(card: DeskCard, words: str, topic: Topic, at: dt.datetime) -> UUID:
    return support.raise_dispute(
        work_order_id=card.id, new=NewDispute(topic, words), actor=_owner(card), at=at
    )


def _settled(card: DeskCard, words: _Words, leader: Actor, now: dt.datetime) -> None:
    """A case about a price that was decided yesterday."""
    opened = now - dt.timedelta(days=1)
    case = _disagree(card, words.price, Topic.PRICE, opened)
    support.take(dispute_id=case, actor=leader, at=opened + 9 * MINUTE)
    ruling = Ruling(
        DisputeOutcome.PARTLY, words.reason, redress=words.redress, cause=ComplaintCause.EXPLANATION
    )
    support.decide(dispute_id=case, ruling=ruling, actor=leader, at=opened + 55 * MINUTE)


def _complained(site: SeededSite, cast: Cast, words: _Words, now: dt.datetime) -> None:
    support.log_complaint(
        site_id=site.id,
        work_order_id=None,
        topic=Topic.COMMUNICATION,
        words=words.told,
        cause=ComplaintCause.PLANNING,
        redress="",
        actor=cast.one(Role.ADVISOR),
        at=now - dt.timedelta(days=3),
    )
