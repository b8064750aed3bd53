"""The living map of the house: `events` (who tells what, who listens) and `contexts` (the order)."""

import sys
from importlib import import_module


def events() -> None:
    """One line an event: teller → event → readers and live topics."""
    from seibi.kernel.journal.readers import READERS
    from tools.snapshots import events as shapes

    for name in shapes():
        readers = sorted(reader for reader, heard in READERS.items() if name in heard)
        print(f"{name:<58} -> {', '.join(readers) or '-'}")


def contexts() -> None:
    """Top to bottom, with the first sentence of each README."""
    from pathlib import Path

    import seibi
    from seibi.config.contexts import ORDER

    folder = Path(seibi.__file__).parent / "contexts"
    for name in ORDER:
        readme = folder / name / "README.md"
        lines = readme.read_text().splitlines() if readme.exists() else []
        about = next((line for line in lines if line and not line.startswith("#")), "")
        print(f"{name:<12} {about}")


if __name__ == "__main__":
    import django

    from seibi.config.database import embedded

    embedded.ensure_running()
    django.setup()
    import_module("seibi.config.urls")
    {"events": events, "contexts": contexts}[sys.argv[1]]()
