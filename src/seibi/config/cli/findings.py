"""What `seibi doctor` says about one thing: fine, worth a look, or wrong, in a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How bad it is. Only what is wrong changes the exit code."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` says what to do when it is not fine."""

    about: str
    verdict: Verdict
    sentence: str
    advice: str = ""

    def as_dict(self) -> dict[str, str]:
        return {
            "about": self.about,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "advice": self.advice,
        }

    def __str__(self) -> str:
        advice = f"\n         {self.advice}" if self.advice else ""
        return f"{self.verdict.value:<6} {self.about}: {self.sentence}{advice}"


def fine(about: str, sentence: str) -> Finding:
    return Finding(about, Verdict.FINE, sentence)


def look(about: str, sentence: str, advice: str = "") -> Finding:
    return Finding(about, Verdict.LOOK, sentence, advice)


def wrong(about: str, sentence: str, advice: str = "") -> Finding:
    return Finding(about, Verdict.WRONG, sentence, advice)
