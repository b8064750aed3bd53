"""The words people see for our codes."""

from django.utils.translation import gettext_lazy as _

from seibi.contexts.diagnosis.contracts import DueBasis

BASIS_LABELS = {
    DueBasis.DISTANCE: _("By distance"),
    DueBasis.TIME: _("By time"),
    DueBasis.LAW: _("Required by law"),
    DueBasis.CAR_SIGNAL: _("The car says so"),
}
