"""What must be asked of everyone: each context registers its answer in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

Answer = TypeVar("Answer", bound=Callable[..., Any])


class Port(Generic[Answer]):
    """A named question with one answer per context."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._answers: dict[str, Answer] = {}

    def register(self, by: str, answer: Answer) -> None:
        """Register the answer of ``by``; a second, different one is a mistake in the wiring."""
        if self._answers.get(by, answer) is not answer:
            raise RuntimeError(f"{by} has answered {self.name} already")
        self._answers[by] = answer

    def answers(self) -> Iterator[tuple[str, Answer]]:
        yield from self._answers.items()

    def of(self, by: str) -> Answer | None:
        return self._answers.get(by)


# person record id, at -> rows touched; told by each context's privacy.py
erase: Port[Callable[..., int]] = Port("erase")
# person record id -> plain values for the person's own copy
export: Port[Callable[..., dict[str, Any]]] = Port("export")
# actor, subject -> may this actor see a file of that subject? Registered under the subject's kind
may_see_file: Port[Callable[..., bool]] = Port("may_see_file")
# actor, subject id -> the page of that subject. Registered under the subject's kind
link_target: Port[Callable[..., str | None]] = Port("link_target")
# ids, actor -> what records are called and where they belong (kernel.records), those the actor may
# know of. Registered under the subject's kind
records: Port[Callable[..., Mapping[UUID, Any]]] = Port("records")
# subject, template, at -> is the message still wanted? Registered under the subject's kind
still_wanted: Port[Callable[..., bool]] = Port("still_wanted")

# spot, actor, at -> what a context offers beside a subject (kernel.beside); doors and panels
beside: Port[Callable[..., Iterable[Any]]] = Port("beside")
# spot, actor, at -> blocks that a context prints on a paper about a subject (kernel.beside)
on_paper: Port[Callable[..., Iterable[Any]]] = Port("on_paper")

# vehicle ids, actor, at -> what is open on each car that was found (kernel.search.matters)
open_matters: Port[Callable[..., Mapping[Any, Iterable[Any]]]] = Port("open_matters")


def kind_of(subject: str) -> str:
    """The kind in "work_order:0190…"."""
    return subject.partition(":")[0]
