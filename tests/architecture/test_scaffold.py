"""A new context passes the gate from its first commit."""

import shutil
import subprocess
import sys

import pytest

from tools import new_context


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The two lists in which a context has its place, and room for its folder."""
    for kept in ("pyproject.toml", "src/seibi/config/contexts.py"):
        (tmp_path / kept).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(new_context.ROOT / kept, tmp_path / kept)
    shutil.copytree(new_context.ROOT / "src/seibi/kernel", tmp_path / "src/seibi/kernel")
    monkeypatch.setattr(new_context, "ROOT", tmp_path)
    return tmp_path


def test_a_new_context_stands_in_both_lists_and_is_formatted_and_linted(house):
    written = new_context.scaffold("stored_tyres", "parts")

    for kept in ("pyproject.toml", "src/seibi/config/contexts.py"):
        assert '    "stored_tyres",\n    "parts",\n' in (house / kept).read_text()
    folder = house / "src/seibi/contexts/stored_tyres"
    assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*.*")) == written
    for check in (["format", "--check"], ["check"]):
        ruff = [sys.executable, "-m", "ruff", *check, "--no-cache", str(folder)]
        assert subprocess.run(ruff, cwd=house, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "above"), [("Tyres", "parts"), ("parts", "vehicles"), ("tyres", "nowhere")]
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(house, name, above):
    (house / "src/seibi/contexts/parts").mkdir(parents=True)
    before = {p: p.read_bytes() for p in house.rglob("*") if p.is_file()}

    with pytest.raises(SystemExit):
        new_context.scaffold(name, above)

    assert {p: p.read_bytes() for p in house.rglob("*") if p.is_file()} == before
