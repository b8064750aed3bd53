"""What a queue of a manager's home is made of, and what is known of the house."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality.contracts import AnswerInfo
from seibi.contexts.work_orders.contracts import WorkOrderInfo
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.kernel.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line: what, a note, since when or how long, where or how the one thing to do is done."""

    title: str
    note: str
    trail: str
    url: str
    to_do: str
    press: str = ""  # where ``pressed`` is sent, when it can be done right here
    pressed: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything of one kind that needs somebody; ``name`` is its code, ``icon`` its drawing."""

    name: str
    title: str
    icon: str
    rows: tuple[QueueRow, ...]
    tone: str = "late"
    answers: tuple[AnswerInfo, ...] = ()  # of unhappy owners, shown with their number

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class House:
    """What is known of the house at this moment, asked for once."""

    site: SiteInfo
    actor: Actor
    at: dt.datetime
    cards: tuple[DeskCard, ...]
    infos: Mapping[UUID, WorkOrderInfo]

    def info(self, card: DeskCard) -> WorkOrderInfo | None:
        return self.infos.get(card.id)


def of_card(card: DeskCard, trail: str, to_do: str, url: str = "") -> QueueRow:
    """A car of the house as a line."""
    return QueueRow(
        title=" · ".join(filter(None, (card.vehicle_title, card.plate))),
        note=" · ".join(filter(None, (card.customer_name, card.advisor_name))),
        trail=trail,
        url=url or reverse("work_orders:page", args=[card.id]),
        to_do=to_do,
    )
