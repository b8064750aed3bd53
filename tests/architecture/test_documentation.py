"""Nothing public is undocumented, and the documentation names nothing that is not there."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import typer
from django.urls import resolve

from seibi.config.cli.main import app
from seibi.config.contexts import ORDER
from seibi.config.settings.environment import Environment
from seibi.kernel.journal.readers import READERS
from tools import living_map

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(ROOT / "src/seibi").glob("contexts/*/README.md"),
    ]
)
LONGEST_README = 60  # lines outside of diagrams


def prose(page: Path) -> str:
    """A page without its blocks of code and diagrams."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)


def first_cells(page: Path) -> list[str]:
    """The first cell of every row of every table of a page, without the headings."""
    lines = page.read_text().splitlines()
    return [
        line.strip("| ").split(" | ")[0]
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("| ") and not following.startswith("|---")
    ]


def test_every_setting_is_explained_and_no_other():
    names = {
        field.validation_alias or f"SEIBI_{name.upper()}"
        for name, field in Environment.model_fields.items()
    }
    explained = re.findall(r"`([A-Z_]+)`", (DOCS / "operating/configuration.md").read_text())

    assert set(re.findall(r"DATABASE_URL|SEIBI_[A-Z_]+", " ".join(explained))) == names


def commands() -> dict[str, set[str]]:
    """Options and arguments by name of every command, as typer knows them."""
    group = typer.main.get_command(app)
    found = {}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None) or {"": command}
        for below, one in inner.items():
            found[f"{name} {below}".strip()] = {
                option
                for parameter in one.params
                for option in parameter.opts
                if option.startswith("--") and option != "--help"
            }
    return found


def test_every_command_and_option_is_explained_and_no_other():
    text = (DOCS / "cli.md").read_text()
    explained = {
        re.sub(r"^seibi ", "", name): set(re.findall(r"--[a-z-]+", usage))
        for name, usage in re.findall(
            r"^## `(seibi [a-z]+(?: [a-z]+)?)([^`]*)`", text, re.MULTILINE
        )
    }

    assert explained == commands()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_commands_that_exist_are_named(page):
    known = {name.split()[0] for name in commands()}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`|^    (.+)$", page.read_text(), re.MULTILINE)
    for line in (inline or block for inline, block in code):
        assert set(re.findall(r"(?:^|[ /;&(])seibi ([a-z]+)", line)) <= known | {"seibi"}, line
        assert set(re.findall(r"(?:^|; |&& )(?:[A-Z]+=\S+ )*make ([a-z-]+)", line)) <= targets, line


def test_the_page_of_events_is_the_one_in_the_code():
    assert living_map.events() == (DOCS / "events.md").read_text(), "Run `make snapshots`."


def test_the_page_of_permissions_is_the_one_in_the_code():
    assert living_map.permissions() == (DOCS / "permissions.md").read_text(), (
        "Run `make snapshots`."
    )


@pytest.mark.parametrize("context", ORDER)
def test_a_context_names_the_events_it_tells_and_hears(context):
    text = (ROOT / "src/seibi/contexts" / context / "README.md").read_text().lower()
    said = re.sub(r"[^a-z]", "", text)  # `CarArrived`, `car_arrived` and car arrived are one name
    told = {name for name in living_map.event_types() if name.split(".")[0] == context}
    heard = set(READERS.get(context, {}))

    missing = {
        name for name in told | heard if re.sub(r"[^a-z]", "", name.split(".")[1]) not in said
    }
    assert missing == set()


@pytest.mark.parametrize("context", ORDER)
def test_the_page_of_a_context_is_one_page(context):
    page = ROOT / "src/seibi/contexts" / context / "README.md"

    assert prose(page).count("\n") <= LONGEST_README


def test_every_dependency_has_a_reason_and_no_reason_is_left_over():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {
        re.split(r"[\[>=<]", line)[0]
        for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    }
    package = json.loads((ROOT / "package.json").read_text())
    needed |= {*package.get("dependencies", {}), *package.get("devDependencies", {})}
    reasons = {
        re.split(r"[ \[]", name)[0]
        for cell in first_cells(DOCS / "dependencies.md")
        for name in re.split(r", (?![a-z]+\])", cell)
    }

    assert reasons == needed


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose(page)):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file_that_is_named_is_there(page):
    for path in re.findall(r"`((?:docs|src|tests|tools|examples)/[^`\s*<>…]+)`", prose(page)):
        assert (ROOT / path).exists(), path


def test_every_address_in_the_readme_is_one_of_ours():
    text = (ROOT / "README.md").read_text()
    addresses = re.findall(r"`(/[a-z/<>-]*)[^`]*`", text)

    assert len(addresses) > 8
    for address in addresses:
        resolve(address.replace("<site>", "tokyo-1"))
