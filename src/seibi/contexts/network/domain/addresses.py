"""How a postal address is checked and written in Japan, China, the USA and elsewhere."""

import re
from collections.abc import Callable, Mapping

from seibi.contexts.network.contracts import PostalAddress

_POSTAL_CODE: Mapping[str, re.Pattern[str]] = {
    "JP": re.compile(r"\d{3}-\d{4}"),
    "CN": re.compile(r"\d{6}"),
    "US": re.compile(r"\d{5}(-\d{4})?"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "JP": ("postal_code", "region", "city", "line1"),
    "CN": ("region", "city", "district", "line1"),
    "US": ("postal_code", "region", "city", "line1"),
}
_NEEDED_ELSEWHERE = ("city", "line1")
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_WIDE = str.maketrans("0123456789-ー〒", "0123456789-- ")
US_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "PR",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
    ]
)


def tidy(address: PostalAddress) -> PostalAddress:
    """The same address as the post writes it: narrow digits, dashes, capitals, no stray blanks."""
    country = address.country.strip().upper()
    code = address.postal_code.translate(_WIDE).strip()
    if country == "JP" and re.fullmatch(r"\d{7}", code):
        code = f"{code[:3]}-{code[3:]}"
    region = address.region.strip()
    return PostalAddress(
        country=country,
        postal_code=code,
        region=region.upper() if country == "US" else region,
        city=address.city.strip(),
        district=address.district.strip(),
        line1=" ".join(address.line1.split()),
        line2=" ".join(address.line2.split()),
    )


def mistakes(address: PostalAddress) -> dict[str, str]:
    """What is wrong, by field: "missing", "postal_code", "state" or "country"; empty when right."""
    found: dict[str, str] = {}
    if not re.fullmatch(r"[A-Z]{2}", address.country):
        found["country"] = "country"
    for field in _NEEDED.get(address.country, _NEEDED_ELSEWHERE):
        if field == "city" and address.region in _MUNICIPALITIES:
            continue
        if not getattr(address, field):
            found[field] = "missing"
    pattern = _POSTAL_CODE.get(address.country)
    if pattern and address.postal_code and not pattern.fullmatch(address.postal_code):
        found["postal_code"] = "postal_code"
    if address.country == "US" and address.region and address.region not in US_STATES:
        found["region"] = "state"
    return found


def lines(address: PostalAddress, *, with_country: str = "") -> tuple[str, ...]:
    """The lines as an envelope in that country carries them; empty ones are left out."""
    arrange = _ARRANGED.get(address.country, _western)
    written = [*arrange(address), with_country]
    return tuple(line for line in (part.strip(" ,") for part in written) if line)


def _japanese(a: PostalAddress) -> list[str]:
    return [
        f"〒{a.postal_code}" if a.postal_code else "",
        f"{a.region}{a.city}{a.district}{a.line1}",
        a.line2,
    ]


def _chinese(a: PostalAddress) -> list[str]:
    city = "" if a.city == a.region else a.city
    return [f"{a.region}{city}{a.district}{a.line1}", a.line2, a.postal_code]


def _american(a: PostalAddress) -> list[str]:
    return [a.line1, a.line2, f"{a.city}, {a.region} {a.postal_code}"]


def _western(a: PostalAddress) -> list[str]:
    return [a.line1, a.line2, f"{a.postal_code} {a.city}", a.region]


_ARRANGED: Mapping[str, Callable[[PostalAddress], list[str]]] = {
    "JP": _japanese,
    "CN": _chinese,
    "US": _american,
}
