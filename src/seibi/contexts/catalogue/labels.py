"""The words people see for the codes of the catalogue."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.catalogue.contracts import (
    BayKind,
    Category,
    PriceKind,
    QualityGrade,
    QuoteLineKind,
    Skill,
)

BAY_KIND_LABELS = {
    BayKind.LIFT: pgettext_lazy("catalogue", "Lift"),
    BayKind.ALIGNMENT: _("Wheel alignment"),
    BayKind.EV: pgettext_lazy("catalogue", "High voltage"),
    BayKind.BODY: _("Body shop"),
    BayKind.WASH: _("Car wash"),
    BayKind.EXPRESS: _("Express bay"),
    BayKind.INSPECTION: _("Inspection lane"),
}

SKILL_LABELS = {
    Skill.GENERAL: _("General maintenance"),
    Skill.ENGINE: _("Engine"),
    Skill.BRAKES: _("Brakes"),
    Skill.EV_HV: _("High-voltage work"),
    Skill.ELECTRICS: _("Electrics"),
    Skill.INSPECTION: pgettext_lazy("catalogue", "Inspection"),
    Skill.BODY: _("Body work"),
    Skill.WASH: _("Washing"),
}

QUALITY_GRADE_LABELS = {
    QualityGrade.SELF_PHOTO: pgettext_lazy("catalogue", "Own check with a photo"),
    QualityGrade.PEER: _("Check by a colleague"),
    QualityGrade.INSPECTOR: _("Check by an inspector"),
    QualityGrade.ROAD_TEST: _("Check by an inspector, with a test drive"),
}

CATEGORY_LABELS = {
    Category.SERVICE: _("Regular service"),
    Category.INSPECTION: _("Inspections"),
    Category.REPAIR: _("Something is wrong"),
    Category.TYRES: _("Tyres and wheels"),
    Category.ELECTRIC: _("Electric drive"),
    Category.COMFORT: _("Air and comfort"),
    Category.RECALL: _("Recalls"),
    Category.CARE: _("Car care"),
}

PRICE_KIND_LABELS = {
    PriceKind.LABOUR_RATE: _("Labour per hour"),
    PriceKind.FIXED: _("Fixed price"),
    PriceKind.TAX_RATE: _("Tax rate"),
}

LINE_KIND_LABELS = {
    QuoteLineKind.FIXED: _("Fixed price"),
    QuoteLineKind.LABOUR: pgettext_lazy("catalogue", "Labour"),
    QuoteLineKind.PART: _("Part"),
}
