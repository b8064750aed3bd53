"""A lifecycle is a table. Buttons, answers, diagrams and tests are derived from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from seibi.kernel.errors import RuleBroken

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State, Action]):
    """Which action leads from which state to which."""

    table: Mapping[tuple[State, Action], State]

    def after(self, state: State, action: Action) -> State:
        """The state an action leads to. Raises RuleBroken ("wrong_state")."""
        try:
            return self.table[state, action]
        except KeyError:
            sentence = _(
                "This step is not possible now; the record has moved on. Look at it again."
            )
            raise RuleBroken(
                "wrong_state", sentence, state=str(state), action=str(action)
            ) from None

    def allows(self, state: State, action: Action) -> bool:
        return (state, action) in self.table

    def actions(self, state: State) -> tuple[Action, ...]:
        """What can be done in a state, in the order of the table."""
        return tuple(action for (start, action) in self.table if start == state)

    def mermaid(self) -> str:
        """The diagram of the README; a test keeps the two the same."""
        rows = [f"    {start} --> {end}: {action}" for (start, action), end in self.table.items()]
        return "\n".join(["stateDiagram-v2", *rows])
