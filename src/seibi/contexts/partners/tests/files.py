"""Small files of another system, and how they are brought in from beginning to end."""

from seibi.contexts.network import facade as network
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Kind
from seibi.contexts.partners.models import ImportRun
from tests.world import NOON, SITE, sora

CUSTOMERS = (
    "顧客番号,氏名,フリガナ,携帯電話,メールアドレス\r\n"
    "00123,山田 太郎,ヤマダ タロウ,090-1234-5678,taro@example.jp\r\n"
    "00124,佐藤 花子,サトウ ハナコ,080-8765-4321,hana@example.jp\r\n"
)
CARS = (
    "顧客番号,車台番号,登録番号,メーカー,車名,年式,車検満了日\r\n"
    "00123,ZVW50-1234567,品川 300 さ 12-34,トヨタ,プリウス,R2,令和9年3月1日\r\n"
    "00124,ZVW30-7654321,品川 500 た 56-78,トヨタ,アクア,2018,2027/4/1\r\n"
)
READINGS = '車台番号,走行距離,日付\r\nZVW50-1234567,"41,000 km",2026/1/10\r\n'
SERVICE = (
    "車台番号,作業日,走行距離,作業内容,伝票番号\r\n"
    "ZVW50-1234567,R7.12.1,40500,オイル交換,S-1\r\n"
    "ZVW50-1234567,R7.12.1,40500,ワイパー交換,S-1\r\n"
)


def start(content=CUSTOMERS, kind=Kind.CUSTOMERS, name="list.csv", actor=None):
    """A file is taken in; its id."""
    content = content.encode() if isinstance(content, str) else content
    return partners.start_import(
        site_id=network.site_by_node(SITE).id,
        kind=kind,
        file_name=name,
        content=content,
        actor=actor or sora(),
        at=NOON,
    )


def name(run_id, chosen=None, actor=None):
    """The columns are what they were taken for, and the rows are checked."""
    if chosen is None:
        guessed = ImportRun.objects.get(pk=run_id).columns
        chosen = {int(place): field for place, field in guessed.items()}
    partners.name_columns(run_id=run_id, chosen=chosen, actor=actor or sora(), at=NOON)
    return work(run_id)


def work(run_id):
    """What the worker does."""
    steps = list(partners.go_on(run_id=run_id, at=NOON))
    return steps[-1] if steps else None


def checked(content=CUSTOMERS, kind=Kind.CUSTOMERS, **more):
    """A file whose rows were checked; its id."""
    run_id = start(content, kind, **more)
    name(run_id)
    return run_id


def apply(run_id):
    partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
    return work(run_id)


def applied(content=CUSTOMERS, kind=Kind.CUSTOMERS, **more):
    """A file whose rows were written; its id."""
    run_id = checked(content, kind, **more)
    apply(run_id)
    return run_id


def undo(run_id):
    partners.undo_import(run_id=run_id, actor=sora(), at=NOON)
    return work(run_id)


def counts(info):
    return info.new, info.changed, info.known, info.refused


def many(rows):
    lines = "".join(f"{n:05},顧客 {n},{n}@example.jp\r\n" for n in range(rows))
    return "顧客番号,氏名,メールアドレス\r\n" + lines
