"""The life of a survey: open, then answered, and perhaps answered again."""

from seibi.contexts.quality.contracts import SurveyAction as Do
from seibi.contexts.quality.contracts import SurveyState as Is
from seibi.kernel.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        (Is.OPEN, Do.ANSWER): Is.ANSWERED,
        (Is.ANSWERED, Do.ANSWER): Is.ANSWERED,
    }
)
