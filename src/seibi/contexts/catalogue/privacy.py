"""Which columns of the catalogue are about a person: none."""

from seibi.contexts.catalogue.models import KitItem, Operation, Package, PackageItem, PriceRule
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type, dict[str, Erase]] = {
    KitItem: {},
    Operation: {},
    Package: {},
    PackageItem: {},
    PriceRule: {},
}
