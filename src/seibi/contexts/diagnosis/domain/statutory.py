"""Checks that the law asks for: 車検 and 法定点検 in Japan, 年检 in China."""

import datetime as dt
from dataclasses import dataclass

from seibi.contexts.diagnosis.domain.calendar import months_later

JP_TERMS = {  # years of the first and of each later certificate
    "passenger": (3, 2),
    "kei_passenger": (3, 2),
    "motorcycle": (3, 2),
    "kei_truck": (2, 2),
    "truck_light": (2, 1),
    "truck_heavy": (1, 1),
    "rental": (2, 1),
    "business": (1, 1),
}
CN_YEARS = (6, 10)  # a private car is looked at in these years, then every year
EARLY_JP = dt.timedelta(days=62)
EARLY_CN = dt.timedelta(days=92)
LONGEST_LIFE_YEARS = 60


@dataclass(frozen=True, slots=True)
class Papers:
    """What a statutory date depends on."""

    use_class: str
    first_registered_on: dt.date | None
    expires_on: dt.date | None
    known_since: dt.date
    last_done: dt.date | None


def due_on(rule: str, papers: Papers) -> dt.date | None:
    """The day by which the law wants this check next; None when the papers do not tell."""
    match rule:
        case "jp_shaken" | "jp_legal_24":
            return _jp_expiry(papers)
        case "jp_legal_12":
            return _jp_legal_12(papers)
        case "cn_annual":
            return _cn_annual(papers)
        case _:
            return None


def _jp_expiry(papers: Papers) -> dt.date | None:
    """The certificate's own date; without one, the terms of the law from first registration on."""
    if papers.expires_on is not None:
        return papers.expires_on
    if papers.first_registered_on is None:
        return None
    first, later = JP_TERMS.get(papers.use_class, (3, 2))
    day = months_later(papers.first_registered_on, first * 12)
    while not _still_to_do(day, papers, EARLY_JP):
        day = months_later(day, later * 12)
    return day


def _jp_legal_12(papers: Papers) -> dt.date | None:
    """Every 12 months between two inspections; in the month of the inspection it is part of it."""
    expiry = _jp_expiry(papers)
    if expiry is None:
        return None
    first, later = JP_TERMS.get(papers.use_class, (3, 2))
    between = [months_later(expiry, -12 * years) for years in range(max(first, later) - 1, 0, -1)]
    coming = [day for day in between if _still_to_do(day, papers, EARLY_JP)]
    return coming[0] if coming else months_later(expiry, 12)


def _cn_annual(papers: Papers) -> dt.date | None:
    """Private cars in year 6 and 10, then yearly; cars for hire every year."""
    if papers.expires_on is not None:
        return papers.expires_on
    start = papers.first_registered_on
    if start is None:
        return None
    private = papers.use_class in ("passenger", "kei_passenger")
    years = [*CN_YEARS, *range(CN_YEARS[-1] + 1, LONGEST_LIFE_YEARS)]
    for year in years if private else range(1, LONGEST_LIFE_YEARS):
        day = months_later(start, year * 12)
        if _still_to_do(day, papers, EARLY_CN):
            return day
    return None


def _still_to_do(day: dt.date, papers: Papers, early: dt.timedelta) -> bool:
    """Not done within the time in which it may be done early, and not before we knew the car."""
    done = papers.last_done is not None and papers.last_done >= day - early
    return not done and day >= papers.known_since
