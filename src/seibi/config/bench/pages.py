"""`pages`: every page of the demo that its people can reach, against the bare one."""

import json
import re
import sys
import time
from collections import deque

import httpx

from seibi.config.bench.results import Result, percentile
from seibi.config.bench.town import bare, town

PEOPLE = (
    *("yamada", "ishikawa", "sato", "mori", "kobayashi"),
    *("kato", "yoshida", "watanabe", "okamoto", "nakamura", "hayashi"),
    *("grace", "parker"),
)
TIMES = 20
MOST_PAGES = 40  # for each of them
BUDGET = 60.0
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)"')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NOT_PAGES = ("/demo/", "/accounts/logout", "/files/", "/ui/", "/static/")


def measure() -> Result:
    """The slowest page's 95th percentile, against sixty times the bare page's median."""
    with town() as here:
        before = bare(here, 1, 3.0)["p50_ms"]
        found = json.loads(here.call(here.module("pages", here.url)))
        limit = BUDGET * max(before, bare(here, 1, 3.0)["p50_ms"])
    slowest = sorted(found.items(), key=lambda entry: -entry[1])
    return Result(
        name="pages",
        value=slowest[0][1],
        unit="ms",
        limit=limit,
        limit_is="60 × the median of the bare page in the same server",
        budget="p95 of every page ≤ 60 × the bare page's median",
        kept=slowest[0][1] <= limit,
        figures={
            "pages": len(found),
            "bare_p50_ms": round(limit / BUDGET, 3),
            "median_page_ms": round(percentile(list(found.values()), 0.5), 1),
            "over": sum(took > limit for took in found.values()),
            "slowest": {path: round(took, 1) for path, took in slowest[:6]},
        },
    )


def visit_all(base: str) -> dict[str, float]:
    """p95 in ms of each kind of page, by the person who saw it and the page's pattern."""
    found: dict[str, float] = {}
    for login in PEOPLE:
        with httpx.Client(base_url=base, timeout=60, follow_redirects=True) as browser:
            browser.get(f"/demo/enter/{login}/").raise_for_status()
            found |= {f"{login} {kind}": took for kind, took in _walk(browser).items()}
    return found


def _walk(browser: httpx.Client) -> dict[str, float]:
    """Follow links from the first page; one page of each pattern is enough."""
    waiting, seen = deque(["/"]), {"/"}
    took: dict[str, float] = {}
    while waiting and len(took) < MOST_PAGES:
        path = waiting.popleft()
        answer = browser.get(path)
        if answer.status_code >= 500:
            raise RuntimeError(f"{path}: {answer.status_code}")
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        took[kind_of(path)] = _p95(browser, path)
        for link in LINK.findall(answer.text):
            kind = kind_of(link)
            if kind not in seen and not kind.startswith(NOT_PAGES):
                seen.add(kind)
                waiting.append(link.replace("&amp;", "&"))
    return took


def kind_of(path: str) -> str:
    """The page without the ids and questions in its address."""
    return ID.sub("*", path.partition("?")[0])


def _p95(browser: httpx.Client, path: str) -> float:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        browser.get(path)
        times.append((time.perf_counter() - began) * 1000)
    return percentile(times, 0.95)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(visit_all(sys.argv[1])) + "\n")
