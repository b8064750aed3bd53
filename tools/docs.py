"""The documentation as a small site: every Markdown page of docs/ and of the contexts, with links."""

import html
import posixpath
import re
import shutil
from pathlib import Path

import mistune

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Seibi</title>
<link rel="stylesheet" href="{up}style.css"></head>
<body><nav>{nav}</nav><main>{body}</main></body></html>"""
STYLE = """:root{color-scheme:light dark;--line:#8884;--accent:#0f6b6b}
body{font:16px/1.6 system-ui,sans-serif;margin:0;display:grid;grid-template-columns:16rem 1fr}
nav{padding:2rem 1rem;border-right:1px solid var(--line);font-size:14px}nav a{display:block;padding:.15rem 0}
main{padding:2rem;max-width:48rem}a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border-bottom:1px solid var(--line);padding:.3rem .7rem;text-align:left;vertical-align:top}
pre{overflow-x:auto;background:#8881;padding:1rem;border-radius:8px}img{max-width:100%;border:1px solid var(--line);border-radius:8px}
@media(max-width:720px){body{display:block}nav{border:0}}"""


def pages() -> dict[str, Path]:
    """Address of each page in the site, and its source."""
    found = {"index.html": ROOT / "README.md"}
    for name in ("ARCHITECTURE", "CONTRIBUTING", "THREAT_MODEL"):
        found[f"{name.lower()}.html"] = ROOT / f"{name}.md"
    for source in sorted((ROOT / "docs").rglob("*.md")):
        found[source.relative_to(ROOT / "docs").with_suffix(".html").as_posix()] = source
    for source in sorted((ROOT / "src/seibi/contexts").glob("*/README.md")):
        found[f"contexts/{source.parent.name}.html"] = source
    return {address: source for address, source in found.items() if source.exists()}


def title_of(text: str, fallback: str) -> str:
    match = re.search(r"^# (.+)$", text, re.MULTILINE)
    return match.group(1) if match else fallback


def linked(body: str, address: str, found: dict[str, Path]) -> str:
    """A page whose links lead to pages of the site; what is not a page of it is only named.

    Raises ValueError for a link that leads nowhere.
    """
    addresses = {source.resolve(): other for other, source in found.items()}

    def follow(match: re.Match[str]) -> str:
        target, anchor, words = match.groups()
        source = (found[address].parent / target).resolve()
        if not source.exists():
            raise ValueError(
                f"{found[address].relative_to(ROOT)} links to {target}, which is not there"
            )
        if source.is_dir():
            source = next(iter(sorted(source.glob("*.md"))), source)
        if source not in addresses:
            return words
        there = posixpath.relpath(addresses[source], posixpath.dirname(address) or ".")
        return f'<a href="{there}{anchor or ""}">{words}</a>'

    return re.sub(r'<a href="(?![a-z]+:|#)([^"#]+)(#[^"]*)?">(.*?)</a>', follow, body)


def build() -> int:
    """Write the site anew; the number of pages."""
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir()
    (SITE / "style.css").write_text(STYLE)
    found = pages()
    titles = {a: title_of(s.read_text(), a) for a, s in found.items()}
    render = mistune.create_markdown(plugins=["table", "strikethrough"])
    for address, source in found.items():
        up = "../" * address.count("/")
        nav = "".join(
            f'<a href="{up}{other}">{html.escape(title)}</a>' for other, title in titles.items()
        )
        body = linked(str(render(source.read_text())), address, found)
        target = SITE / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            PAGE.format(title=html.escape(titles[address]), nav=nav, body=body, up=up)
        )
    for there in (
        "docs/screens",
        "screens",
    ):  # as README.md and as docs/screens/README.md name them
        shutil.copytree(ROOT / "docs/screens", SITE / there, dirs_exist_ok=True)
    return len(found)


if __name__ == "__main__":
    print(f"{build()} pages in {SITE.relative_to(ROOT)}/")
