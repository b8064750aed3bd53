"""Samples of the pieces of partners, for the gallery."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from seibi.contexts.partners.contracts import RunState


def samples() -> dict[str, Any]:
    """A file that is brought in, one that is in, and one that was taken back."""
    return {
        "runs": [
            _run(RunState.CHECKED, refused=3),
            _run(RunState.DONE),
            _run(RunState.UNDONE, taken_back=1_190, stays=14),
        ]
    }


def _run(state: RunState, **more: int) -> SimpleNamespace:
    known = {"refused": 0, "taken_back": 0, "stays": 0, **more}
    return SimpleNamespace(
        id=UUID(int=0),
        state=state,
        percent=40,
        message="",
        rows_total=1_204,
        rows_read=1_204,
        new=1_150,
        changed=40,
        known=14,
        **known,
    )
