"""Compile the translations, or check that people can rely on them.

tools/messages.py compile     every locale/**/django.po -> django.mo, without GNU gettext
tools/messages.py check       none is missing, fuzzy or for a text that is gone; the same placeholders
                              and spaces; fullwidth punctuation; one text, one translation everywhere
                              (Django merges all catalogues, so the last room would win)
"""

import io
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "seibi"
LANGUAGES = ("ja", "zh_Hans")
HOLE = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
CJK = "\u3040-\u30ff\u3400-\u9fff"
# An ASCII mark is right between letters or digits (09:00, 2,000, CSV) and wrong anywhere else.
HALFWIDTH = re.compile(r"(?<![A-Za-z0-9])[,;:?!]|[,;:?!](?![A-Za-z0-9])|[()]")


def catalogues() -> list[Path]:
    return sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def texts(path: Path) -> list[Message]:
    """The messages of one catalogue that have one form."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parts[-3])
    return [message for message in catalogue if message.id and isinstance(message.id, str)]


def faults(path: Path) -> list[str]:
    """What is wrong in one catalogue, one sentence each."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parts[-3])
    where = path.relative_to(ROOT)
    return [
        f"{where}: {fault}: {source_text(message)!r}"
        for message in catalogue
        if message.id
        for fault in faults_of(message)
    ]


def source_text(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, (list, tuple)) else message.id


def translations(message: Message) -> tuple[str, ...]:
    texts = message.string
    return tuple(texts) if isinstance(texts, (list, tuple)) else (texts,)


def faults_of(message: Message) -> list[str]:
    """What is wrong with one text."""
    wanted, texts = source_text(message), translations(message)
    if message.fuzzy or not all(texts):
        return ["not translated"]
    found = []
    if any(set(HOLE.findall(text)) - set(HOLE.findall(wanted)) for text in texts):
        found.append("other placeholders")
    if any(
        (t[0].isspace(), t[-1].isspace()) != (wanted[0].isspace(), wanted[-1].isspace())
        for t in texts
    ):
        found.append("other spaces at the edges")
    choices = "," in wanted and ", " not in wanted  # yes,no,maybe: Django splits it at the commas
    if not choices and any(halfwidth(text) for text in texts):
        found.append("halfwidth punctuation")
    return found


def halfwidth(text: str) -> bool:
    """Whether a Japanese or Chinese text has a mark of the Latin script."""
    return bool(re.search(f"[{CJK}]", text) and HALFWIDTH.search(HOLE.sub("〇", text)))


def clashes() -> list[str]:
    """Texts that two rooms translate differently; a second meaning needs a context."""
    found = []
    for language in LANGUAGES:
        rooms_of: dict[tuple[str | None, str], dict[tuple[str, ...], list[str]]] = defaultdict(dict)
        for path in catalogues():
            if path.parts[-3] != language:
                continue
            with path.open("rb") as source:
                for message in read_po(source, locale=language):
                    if message.id:
                        first = message.id if isinstance(message.id, str) else message.id[0]
                        room = path.parents[3].relative_to(SOURCE).as_posix()
                        told = rooms_of[message.context, first]
                        told.setdefault(translations(message), []).append(room)
        found += [
            f"{language}: {text!r} has several translations: "
            + "; ".join(f"{' / '.join(said)} in {', '.join(where)}" for said, where in told.items())
            for (_, text), told in rooms_of.items()
            if len(told) > 1
        ]
    return found


def differences(folder: Path) -> list[str]:
    """Texts in the code of one room that its catalogues lack, and texts that only they have."""
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
            wanted = path.read_bytes()
            path.write_bytes(before[path])
            gone = ids_in(before[path]) - ids_in(wanted)
            found += [f"{path.relative_to(ROOT)}: no longer said: {text!r}" for text in gone]
        else:
            path.unlink()
    return found


def ids_in(catalogue: bytes) -> set[str]:
    """The source texts of one catalogue, the first form of those with several."""
    ids = (message.id for message in read_po(io.BytesIO(catalogue)) if message.id)
    return {one if isinstance(one, str) else one[0] for one in ids}


def rooms() -> list[Path]:
    """Every folder that has its own catalogues."""
    return sorted({path.parents[3] for path in catalogues()})


def check() -> int:
    found = [fault for path in catalogues() for fault in faults(path)] + clashes()
    if shutil.which("xgettext"):
        for room in rooms():
            found += differences(room)
    else:
        print("xgettext is not installed: texts that are new in the code were not looked for.")
    print("\n".join(sorted(set(found))) or f"{len(catalogues())} catalogues are complete.")
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(check())
    compile_all()
