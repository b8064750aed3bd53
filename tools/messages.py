"""Compile the translations, or check that none is missing, fuzzy or for a text that is gone.

tools/messages.py compile     every locale/**/django.po -> django.mo, without GNU gettext
tools/messages.py check       as above, then extract again (needs xgettext) and compare
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "seibi"
LANGUAGES = ("ja", "zh_Hans")
HOLE = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")


def catalogues() -> list[Path]:
    return sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def faults(path: Path) -> list[str]:
    """What is wrong in one catalogue, one sentence each."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parts[-3])
    found = []
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        wanted = message.id[-1] if isinstance(message.id, (list, tuple)) else message.id
        if message.fuzzy or not all(texts):
            found.append(f"{path.relative_to(ROOT)}: not translated: {wanted!r}")
        elif any(set(HOLE.findall(t)) - set(HOLE.findall(wanted)) for t in texts):
            found.append(f"{path.relative_to(ROOT)}: other placeholders: {wanted!r}")
    return found


def missing(folder: Path) -> list[str]:
    """Texts in the code of one room that its catalogues do not have."""
    before = {path: path.read_bytes() for path in folder.rglob("locale/*/LC_MESSAGES/django.po")}
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    admin = str(Path(sys.executable).with_name("django-admin"))
    command = [admin, "makemessages", *languages]
    subprocess.run(
        [*command, "--no-location", "--no-obsolete", "-i", "tests/*", "-v0"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    found = []
    for path in folder.rglob("locale/*/LC_MESSAGES/django.po"):
        found += faults(path)
        if path in before:
            path.write_bytes(before[path])
        else:
            path.unlink()
    return found


def rooms() -> list[Path]:
    """Every folder that has its own catalogues."""
    return sorted({path.parents[3] for path in catalogues()})


def check() -> int:
    found = [fault for path in catalogues() for fault in faults(path)]
    if shutil.which("xgettext"):
        for room in rooms():
            found += missing(room)
    else:
        print("xgettext is not installed: texts that are new in the code were not looked for.")
    print("\n".join(sorted(set(found))) or f"{len(catalogues())} catalogues are complete.")
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(check())
    compile_all()
