"""How cars are written on a page: the words for codes, plates as they look, distances."""

from typing import Any
from uuid import UUID

from django import template

from seibi.contexts.vehicles import labels
from seibi.contexts.vehicles.contracts import CampaignStatus, ImportState, ReadingFlag
from seibi.contexts.vehicles.domain.plates import PlateParts, parts

register = template.Library()

WORDS: dict[Any, Any] = {
    **labels.POWERTRAIN_LABELS,
    **labels.USE_CLASS_LABELS,
    **labels.IDENTIFIER_LABELS,
    **labels.HOLDER_LABELS,
    **labels.SOURCE_LABELS,
    **labels.COVERAGE_LABELS,
    **labels.CAMPAIGN_KIND_LABELS,
}
TONES = {
    ReadingFlag.FINE: "calm",
    ReadingFlag.CORRECTED: "calm",
    CampaignStatus.OPEN: "attention",
    CampaignStatus.REPAIRED: "done",
    CampaignStatus.NOT_AFFECTED: "calm",
    ImportState.READING: "brand",
    ImportState.APPLYING: "brand",
    ImportState.DONE: "done",
    ImportState.REFUSED: "late",
}


@register.filter
def vehicle_word(code: Any) -> str:
    """``{{ reading.source|vehicle_word }}``: the word people see for a code."""
    return str(WORDS.get(code, code))


@register.filter
def flag_word(flag: ReadingFlag) -> str:
    """What is odd about a reading."""
    return str(labels.FLAG_LABELS[flag])


@register.filter
def campaign_word(status: CampaignStatus) -> str:
    """Where a car stands in a recall."""
    return str(labels.CAMPAIGN_STATUS_LABELS[status])


@register.filter
def import_word(state: ImportState) -> str:
    """How far a file is."""
    return str(labels.IMPORT_STATE_LABELS[state])


@register.filter
def vehicle_tone(code: Any) -> str:
    """The tone of a state: odd readings ask for attention."""
    return TONES.get(code, "attention")


@register.filter
def plate_parts(plate: str, country: str) -> PlateParts:
    """The parts of a plate as it looks in its country."""
    return parts(plate, country)


@register.filter
def name_of(names: dict[UUID, str], customer_id: UUID) -> str:
    """The name of a customer among those that were looked up together."""
    return names.get(customer_id, "–")
