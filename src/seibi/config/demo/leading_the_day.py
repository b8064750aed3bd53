"""What a manager of the demo finds in the morning: a line of the day, tasks, a look at tomorrow."""

import datetime as dt
from collections.abc import Mapping

from seibi.config.demo.casting import Cast
from seibi.config.demo.network import SeededSite
from seibi.contexts.booking import facade as booking
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.quality import facade as quality
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import NewTask
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import AbsenceReason
from seibi.contexts.workshop.operations import resources
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

THEME = {
    "JP": "お客様への中間連絡は、聞かれる前に",
    "CN": "主动告知进度，不等客户来问",
    "US": "Call before they ask",
}
Words = Mapping[str, str]
TASKS: tuple[tuple[Words, Role, dt.timedelta], ...] = (
    (
        {
            "en": "Show the worn part at pick-up",
            "ja": "お渡し時に交換部品をお見せする",
            "zh-hans": "交车时出示旧件",
        },
        Role.ADVISOR,
        dt.timedelta(hours=3),
    ),
    (
        {
            "en": "Ask the maker about the noise",
            "ja": "異音の件をメーカーに問い合わせる",
            "zh-hans": "就异响咨询厂家",
        },
        Role.SERVICE_MANAGER,
        -dt.timedelta(minutes=40),
    ),
    (
        {
            "en": "Find the wheel lock adapter",
            "ja": "ホイールロックのアダプターを探す",
            "zh-hans": "找防盗螺母套筒",
        },
        Role.PARTS_CLERK,
        dt.timedelta(hours=1),
    ),
)
NOT_HERE = (State.BOOKED, State.DELIVERED, State.FOLLOWED_UP, State.CANCELLED)


def lead_the_day(site: SeededSite) -> None:
    """The line of the day, a task for each of three cars that are here, the check of tomorrow."""
    at, cast = clock.now(), Cast(site)
    manager = cast.one(Role.SERVICE_MANAGER)
    today = clock.local_day(at, site.group.tz)
    theme = THEME[site.group.country]
    quality.write_theme(site_id=site.id, day=today, text=theme, actor=manager, at=at)
    listed = work_orders.desk_list(actor=SYSTEM, at=at, node=site.node, limit=50).items
    here = [card for card in listed if card.state not in NOT_HERE]
    for card, (title, role, due) in zip(here, TASKS, strict=False):
        new = NewTask(f"work_order:{card.id}", site.node, title, at + due, role=role)
        tasks.open_task(new=new, actor=manager, at=at - dt.timedelta(hours=1))
    days = network.opening_intervals(site.id, *_week_from(today))
    if days:
        day = clock.local_day(days[0][0], site.group.tz)
        _be_away(site, day, at)
        booking.check_day(site_id=site.id, day=day, actor=SYSTEM, at=at)


def _week_from(today: dt.date) -> tuple[dt.date, dt.date]:
    return today + dt.timedelta(days=1), today + dt.timedelta(days=8)


def _be_away(site: SeededSite, day: dt.date, at: dt.datetime) -> None:
    """Whoever is planned for the first visit of the day has called in sick."""
    rows = booking.day_list(site_id=site.id, day=day, actor=SYSTEM, at=at)
    subjects = [f"appointment:{row.appointment_id}" for row in rows if row.appointment_id]
    for job in workshop.jobs_of(subjects[:1], at).values():
        planned = [key for step in job.steps for key in step.technician_ids]
        begin, end = clock.day_bounds(day, site.group.tz)
        for resource_id in planned[:1]:
            resources.add_absence(
                resource_id=resource_id,
                from_at=begin,
                until_at=end,
                reason=AbsenceReason.SICK,
                actor=SYSTEM,
                at=at,
            )
