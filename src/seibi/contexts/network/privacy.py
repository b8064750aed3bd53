"""Which columns of the network are about a person, and what erasing that person does to each."""

from django.db.models import Model

from seibi.contexts.network.models import (
    Badge,
    ClosedDay,
    DealerContract,
    Deputy,
    LegalEntity,
    Maker,
    Node,
    OpeningHours,
    Pin,
    RoleGrant,
    Site,
    Staff,
    Tablet,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Node: {},
    Maker: {},
    DealerContract: {},
    LegalEntity: {},
    Site: {},
    OpeningHours: {},
    ClosedDay: {},
    Staff: {"name": Erase.KEEP_AS_EVIDENCE, "reading": Erase.BLANK},
    RoleGrant: {"role": Erase.KEEP_AS_EVIDENCE},
    Deputy: {"reason": Erase.BLANK},
    Tablet: {},
    Badge: {},
    Pin: {"hashed": Erase.BLANK},
}
