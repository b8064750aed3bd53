"""Gather every Markdown page of the house into build/docs, and make a site of them.

Pages stand where people look for them (README.md beside the code, ARCHITECTURE.md at the top); a site wants
them in one folder. Links are turned to where the pages stand there; a link to a file that is no page of the
site becomes its plain words; a link that leads nowhere stops the build.
"""

import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
GATHERED = ROOT / "build" / "docs"
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")
FENCE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, Path]:
    """Address of each page in the site, and its source."""
    found = {"index.md": ROOT / "README.md"}
    for name in ("ARCHITECTURE", "CONTRIBUTING", "THREAT_MODEL"):
        found[f"{name.lower()}.md"] = ROOT / f"{name}.md"
    for source in sorted((ROOT / "docs").rglob("*.md")):
        found[source.relative_to(ROOT / "docs").as_posix()] = source
    for source in sorted((ROOT / "src/seibi/contexts").glob("*/README.md")):
        found[f"contexts/{source.parent.name}.md"] = source
    found["contexts/ui.md"] = ROOT / "src/seibi/ui/README.md"
    return {address: source for address, source in found.items() if source.exists()}


def linked(text: str, address: str, found: dict[str, Path]) -> str:
    """A page whose links lead to pages and pictures of the site.

    Raises ValueError for a link that leads nowhere.
    """
    addresses = {source.resolve(): other for other, source in found.items()}

    def follow(match: re.Match[str]) -> str:
        shown, words, target, anchor = match.groups()
        source = (found[address].parent / target).resolve()
        if not source.exists():
            where = found[address].relative_to(ROOT)
            raise ValueError(f"{where} links to {target}, which is not there")
        if source.is_dir():
            source = next(iter(sorted(source.glob("*.md"))), source)
        there = addresses.get(source) or _picture(source)
        if there is None:
            return words
        here = posixpath.dirname(address) or "."
        return f"{shown}[{words}]({posixpath.relpath(there, here)}{anchor or ''})"

    pieces = FENCE.split(text)  # every second piece is code, in which nothing is a link
    return "".join(piece if n % 2 else LINK.sub(follow, piece) for n, piece in enumerate(pieces))


def _picture(source: Path) -> str | None:
    """Where a picture of docs/ stands in the site; None for anything else."""
    docs = ROOT / "docs"
    if source.suffix in {".webp", ".png", ".svg"} and source.is_relative_to(docs):
        return source.relative_to(docs).as_posix()
    return None


def gather() -> dict[str, Path]:
    """Copy pages and pictures to where the site is made from."""
    shutil.rmtree(GATHERED, ignore_errors=True)
    found = pages()
    for address, source in found.items():
        target = GATHERED / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(linked(source.read_text(), address, found))
    for picture in (ROOT / "docs").rglob("*.webp"):
        target = GATHERED / picture.relative_to(ROOT / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, target)
    return found


def settings(found: dict[str, Path]) -> Path:
    """mkdocs.yml with every folder of its list opened into its pages, by name."""
    wanted = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
    wanted["nav"] = [_opened(entry, found) for entry in wanted["nav"]]
    target = ROOT / "build" / "mkdocs.yml"
    target.write_text(yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False))
    return target


def _opened(entry: object, found: dict[str, Path]) -> object:
    if isinstance(entry, str) and entry.endswith("/"):
        return [address for address in found if address.startswith(entry)]
    if isinstance(entry, list):
        return [_opened(one, found) for one in entry]
    if isinstance(entry, dict):
        return {title: _opened(below, found) for title, below in entry.items()}
    return entry


def build() -> int:
    """Write the site anew; the number of pages. Raises CalledProcessError when a page is wrong."""
    found = gather()
    config = settings(found)
    shutil.rmtree(config.parent / "site", ignore_errors=True)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(config)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(ROOT / "site", ignore_errors=True)
    shutil.move(config.parent / "site", ROOT / "site")
    return len(found)


if __name__ == "__main__":
    print(f"{build()} pages in site/")
