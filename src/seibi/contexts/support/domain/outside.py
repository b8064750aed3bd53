"""Where an owner may turn who does not agree with the final answer, by country."""

from collections.abc import Mapping

from seibi.contexts.support.contracts import OutsideRoute as Route

BY_COUNTRY: Mapping[str, tuple[Route, ...]] = {
    "JP": (Route.JP_CAR_ADR, Route.JP_CONSUMER_CENTRE, Route.JP_REGULATOR),
    "CN": (Route.CN_ASSOCIATION, Route.CN_REGULATOR, Route.CN_ARBITRATION, Route.CN_COURT),
    "US": (Route.US_BBB, Route.US_STATE, Route.US_NHTSA),
    "GB": (Route.UK_OMBUDSMAN, Route.COURT),
}


def routes_of(country: str) -> tuple[Route, ...]:
    """Mildest first; where we know of none, the court remains."""
    return BY_COUNTRY.get(country, (Route.COURT,))
