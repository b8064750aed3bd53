"""Which columns of the kernel's own tables are about a person."""

from django.db.models import Model

from seibi.kernel.accounts.models import Account, ApiToken
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.files.models import StoredFile
from seibi.kernel.idempotency.models import IdempotencyRecord
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.links.models import LinkSeries
from seibi.kernel.privacy import Erase
from seibi.kernel.search.models import SearchKey
from seibi.kernel.trade_clock.models import TradeClock

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Account: {
        "email": Erase.BLANK,
        "phone": Erase.BLANK,
        "display_name": Erase.BLANK,
        "password": Erase.BLANK,
    },
    ApiToken: {"name": Erase.DELETE_ROW},
    EvidenceRecord: {
        "who": Erase.KEEP_AS_EVIDENCE,
        "text": Erase.KEEP_AS_EVIDENCE,
        "details": Erase.KEEP_AS_EVIDENCE,
    },
    StoredFile: {"file_name": Erase.BLANK},
    IdempotencyRecord: {"body": Erase.DELETE_ROW},
    Entry: {},  # ids and plain values
    Parked: {},  # the kind of an error and its place
    Position: {},
    LinkSeries: {},
    SearchKey: {"key": Erase.DELETE_ROW},
    TradeClock: {},
}
