"""Tables of support, one room per subject."""

from seibi.contexts.support.models import disputes, leaders, threads

__all__ = ["disputes", "leaders", "threads"]
