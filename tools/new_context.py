"""Scaffold a context that passes the gate from its first commit, and place it in the order.

tools/new_context.py NAME ABOVE      NAME stands directly above the context ABOVE
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FILES = {
    "__init__.py": "",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "apps.py": """from django.apps import AppConfig


class {camel}Config(AppConfig):
    name = "seibi.contexts.{name}"
    label = "{name}"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
""",
    "contracts.py": '"""Plain values that {words} hands to its own screens and to other contexts."""\n',
    "events.py": '"""Facts about {words} that other contexts may listen to."""\n',
    "labels.py": '"""The words people see for the codes of {words}."""\n',
    "facade.py": '"""What others may ask of {words}."""\n',
    "privacy.py": '''"""Which columns of {words} are about a person: none yet."""

from django.db.models import Model

from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {{}}
''',
    "README.md": """# {title}

Say in one sentence what {words} is for.

**Words.** ·  **States.** none yet ·  **Tells.** nothing yet ·  **Asks.** nobody yet ·  **Does not.** say what people might expect here and do not find.
""",
}


def scaffold(name: str, above: str) -> list[str]:
    """Write the files and enter the name in both lists; the paths written."""
    if not re.fullmatch(r"[a-z][a-z_]*", name):
        raise SystemExit("A context is named by lower-case words and underscores: NAME=stored_sets")
    folder = ROOT / "src" / "seibi" / "contexts" / name
    if folder.exists():
        raise SystemExit(f"There is a context {name} already.")
    for path in (ROOT / "pyproject.toml", ROOT / "src/seibi/config/contexts.py"):
        text = path.read_text()
        if f'    "{above}",\n' not in text:
            raise SystemExit(f"There is no context {above} to stand above: ABOVE=parts")
        path.write_text(text.replace(f'    "{above}",\n', f'    "{name}",\n    "{above}",\n', 1))
    words = name.replace("_", " ")
    values = {"name": name, "words": words, "title": words.capitalize()}
    values["camel"] = "".join(part.title() for part in name.split("_"))
    for relative, text in FILES.items():
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**values))
    return sorted(FILES)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not all(sys.argv[1:]):
        raise SystemExit("make new-context NAME=stored_sets ABOVE=parts")
    print("\n".join(scaffold(sys.argv[1], sys.argv[2])))
