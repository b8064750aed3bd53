"""Rules of the house that import-linter cannot see, because Django wires by string."""

import ast
import dataclasses
import importlib
import inspect
import re
import tomllib
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db import models

import seibi
from seibi.config.contexts import ORDER
from seibi.contexts.network.domain.roles import every_permission
from seibi.kernel.lifecycle import Lifecycle
from seibi.kernel.rows import Row
from tools import living_map

SRC = Path(seibi.__file__).parent
ROOT = SRC.parents[1]
CONTEXTS = [name for name in ORDER if (SRC / "contexts" / name / "apps.py").exists()]
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def sources(folder: Path = SRC) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if not {"migrations", "tests"} & set(path.parts):
            yield path


def modules(context: str, name: str) -> list[ModuleType]:
    """A module of the floor plan, with its submodules when it is a package."""
    folder = SRC / "contexts" / context
    dotted = f"seibi.contexts.{context}.{name}"
    if (folder / f"{name}.py").exists():
        return [importlib.import_module(dotted)]
    if not (folder / name / "__init__.py").exists():
        return []
    found = sorted((folder / name).glob("*.py"))
    return [
        importlib.import_module(dotted if p.stem == "__init__" else f"{dotted}.{p.stem}")
        for p in found
    ]


def public_functions(name: str) -> list:
    return [
        pytest.param(function, id=f"{context}.{function.__name__}")
        for context in CONTEXTS
        for module in modules(context, name)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    ]


def doors() -> list:
    """Every function that others reach through a facade, wherever in the context it is written."""
    return [
        pytest.param(function, id=f"{context}.{name}")
        for context in CONTEXTS
        for module in modules(context, "facade")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__.startswith(f"seibi.contexts.{context}.") and name[0] != "_"
    ]


def keys_across_contexts() -> list:
    return [
        pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
        for model in apps.get_models()
        if model._meta.app_label in CONTEXTS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label in CONTEXTS
        and field.related_model._meta.app_label != model._meta.app_label
    ]


def test_the_order_of_contexts_is_the_one_the_import_contract_checks():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][1]["layers"]

    assert tuple(layers) == ORDER
    assert {p.parent.name for p in (SRC / "contexts").glob("*/apps.py")} == set(CONTEXTS)


@pytest.mark.parametrize(("model", "field"), keys_across_contexts())
def test_foreign_keys_point_down_leave_no_handle_and_never_cascade(model, field):
    target = field.related_model._meta.app_label

    assert ORDER.index(target) > ORDER.index(model._meta.app_label)
    assert field.remote_field.related_name == "+"
    assert field.remote_field.on_delete in (models.PROTECT, models.RESTRICT)


def operations() -> list:
    """What changes something in a transaction of its own; helpers of the room are not counted."""
    return [p for p in public_functions("operations") if hasattr(p.values[0], "__wrapped__")]


def changes_through_a_door() -> list:
    """Functions of operations that others reach through a facade, wrapped in a transaction or not."""
    return [p for p in doors() if ".operations." in f"{p.values[0].__module__}."]


def test_there_are_operations():
    assert len(operations()) > 100


@pytest.mark.parametrize("function", [*operations(), *changes_through_a_door()])
def test_operations_are_called_by_name_and_promise_something(function):
    kinds = {p.kind for p in inspect.signature(function).parameters.values()}

    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}
    assert inspect.getdoc(function)


@pytest.mark.parametrize(
    "function",
    [*doors(), *public_functions("queries"), *public_functions("domain")],
)
def test_public_functions_say_what_they_promise(function):
    assert inspect.getdoc(function)


@pytest.mark.parametrize("function", doors())
def test_no_row_leaves_through_a_facade(function):
    def parts(hint):
        yield hint
        for inner in typing.get_args(hint):
            yield from parts(inner)

    returned = typing.get_type_hints(function).get("return")
    rows = [
        hint
        for hint in parts(returned)
        if isinstance(hint, type) and issubclass(hint, (models.Model, models.QuerySet))
    ]
    assert rows == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_code_has_a_word(context):
    worded = {
        key
        for module in modules(context, "labels")
        for table in vars(module).values()
        if isinstance(table, dict)
        for key in table
    }
    codes = {
        code
        for module in modules(context, "contracts")
        for enum in vars(module).values()
        if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum
        if enum.__module__ == module.__name__
        for code in enum
    }

    assert codes - worded == set()


@pytest.mark.parametrize(
    "declaration",
    [*(f"contexts.{context}.privacy" for context in CONTEXTS), "kernel.personal_data"],
)
def test_every_table_says_which_columns_are_personal(declaration):
    declared = importlib.import_module(f"seibi.{declaration}").PERSONAL_DATA
    room = f"seibi.{declaration.rpartition('.')[0]}."
    ours = {m for m in apps.get_models() if m.__module__.startswith(room) and not m._meta.proxy}

    assert ours - set(declared) == set()
    for model, columns in declared.items():
        assert set(columns) <= {field.name for field in model._meta.get_fields()}


def test_every_row_is_known_by_an_id_made_here():
    kept_otherwise = {"journal.Position", "trade_clock.TradeClock", "accounts.Account"}
    others = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("seibi.") and not issubclass(model, Row)
    }
    assert others - kept_otherwise == set()


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_diagram_in_the_readme_is_the_lifecycle_in_the_code(context):
    readme = (SRC / "contexts" / context / "README.md").read_text()
    for module in modules(context, "domain"):
        for value in vars(module).values():
            if isinstance(value, Lifecycle):
                assert value.mermaid() in readme


@pytest.mark.parametrize("path", list(sources()), ids=lambda p: str(p.relative_to(SRC)))
def test_every_module_says_in_one_sentence_what_it_is_for(path):
    if path.name in {"apps.py", "urls.py"} or not path.read_text().strip():
        return
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_no_file_and_no_function_outgrows_its_reader():
    too_long = []
    for path in sources():
        text = path.read_text()
        if text.count("\n") > LONGEST_FILE:
            too_long.append(f"{path.relative_to(SRC)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or 0) - node.body[0].lineno + 1  # not the signature
                if length > LONGEST_FUNCTION:
                    too_long.append(f"{path.relative_to(SRC)}:{node.lineno} {node.name}: {length}")
    assert too_long == []


def test_a_role_permits_only_what_some_context_asks_for():
    code = "\n".join(path.read_text() for path in sources(SRC) if path.name != "roles.py")
    asked = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))

    assert every_permission() - asked == set()


def test_every_permission_that_is_asked_for_belongs_to_some_role():
    declared = set()
    for context in CONTEXTS:
        for module in modules(context, "contracts"):
            declared |= {
                value
                for value in vars(module).values()
                if type(value) is str and re.fullmatch(rf"{context}\.[a-z_]+", value)
            }
    assert declared - every_permission() == set()


def test_no_template_has_inline_script_or_style():
    guilty = [
        str(path.relative_to(SRC))
        for path in SRC.rglob("templates/**/*.html")
        if "mail" not in path.parts
        and re.search(
            r"<script(?![^>]*(src=|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=",
            path.read_text(),
        )
    ]
    assert guilty == []


def test_only_the_store_of_words_and_the_clock_know_the_system_time():
    guilty = [
        str(path.relative_to(SRC))
        for path in sources()
        if path != SRC / "kernel" / "clock.py"
        and re.search(r"timezone\.now\(|datetime\.now\(|date\.today\(|utcnow\(", path.read_text())
    ]
    assert guilty == []


def test_nothing_is_called_after_what_it_is_not():
    """A file that is named for nothing in particular collects everything."""
    refused = {"utils", "util", "helpers", "common", "services", "misc", "base_utils", "core"}

    assert [p for p in sources() if p.stem in refused or p.parent.name in refused] == []


@pytest.mark.parametrize(
    "path",
    [p for p in sources() if p.name == "__init__.py" and p.read_text().strip()],
    ids=lambda p: str(p.relative_to(SRC)),
)
def test_a_package_hands_on_nothing_of_its_modules(path):
    """Import the module you mean. Tables are the exception: Django finds them through the package."""
    package = ".".join(["seibi", *path.parent.relative_to(SRC).parts])
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
            modules_of = {p.stem for p in path.parent.glob("*.py")}
            assert path.parent.name == "models"
            assert {alias.name for alias in node.names} <= modules_of


# What people say in words stays in the row it was said about, where it can be erased.
REASONS_ARE_CODES = {
    "messaging.message_deferred.v1",
    "messaging.message_failed.v1",
    "messaging.message_withdrawn.v1",
    "booking.visit_link_replaced.v2",
    "sales.prospect_lost.v1",
    "work_orders.clock_stopped.v1",
    "work_orders.visit_link_replaced.v1",
}


@pytest.mark.parametrize("name", sorted(living_map.event_types()))
def test_an_event_carries_ids_and_codes_and_nothing_about_a_person(name):
    """The journal is never rewritten, so what must be erased one day may not get into it."""
    about_people = {"name", "email", "phone", "address", "words", "text", "note", "vin", "plate"}
    fields = {field.name for field in dataclasses.fields(living_map.event_types()[name])}

    assert fields & about_people == set()
    assert "reason" not in fields or name in REASONS_ARE_CODES
