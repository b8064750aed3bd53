"""`seibi bench`: runs benchmarks by name, each in a scratch installation of its own."""

import importlib
import json
import pkgutil
import sys
from collections.abc import Sequence

from seibi.config import bench

NOT_BENCHMARKS = {
    "bare",
    "crowd",
    "fan_out",
    "front",
    "full_shop",
    "ground",
    "requests",
    "results",
    "screens",
    "settings",
    "teller",
    "town",
    "urls",
}


def known() -> list[str]:
    """Every module of the folder that measures something."""
    modules = (module.name for module in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in modules if name not in NOT_BENCHMARKS)


def measure(names: Sequence[str], *, as_json: bool) -> int:
    """Print a line for each; 1 when a budget was missed, 2 for a name there is not."""
    unknown = sorted(set(names) - set(known()))
    if unknown:
        sys.stderr.write(f"seibi: no benchmark {', '.join(unknown)}; there are {known()}\n")
        return 2
    missed = 0
    for name in names or known():
        result = importlib.import_module(f"seibi.config.bench.{name}").measure()
        line = json.dumps(result.as_dict(), ensure_ascii=False) if as_json else str(result)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        missed += not result.kept
    return 1 if missed else 0
