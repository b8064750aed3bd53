"""The smallest catalogue the tests need: the standard one, with Japanese prices at site 7."""

import datetime as dt
from uuid import UUID

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network.tests.factories import AT, site
from seibi.kernel.actor import SYSTEM
from tests.world import GROUP, SITE

FIRST_DAY = dt.date(2026, 1, 1)


def shop(node: str = SITE, tz: str = "Asia/Tokyo") -> UUID:
    """A site where the standard catalogue is sold at standard prices of its group."""
    site_id = site(node, tz)
    catalogue.load_standard_catalogue(actor=SYSTEM, at=AT)
    catalogue.load_standard_prices(
        node=GROUP, country="JP", valid_from=FIRST_DAY, actor=SYSTEM, at=AT
    )
    return site_id
