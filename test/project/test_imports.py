"""No module needs one that needs it, for types neither; the package itself is held to that by its layers in tox.ini."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]


def imported_by(path):
    """The names that the module at *path* imports anywhere in it, each also as one that may be within a package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("folder", ["benchmarks", "docs", "examples", "test", "test/support"])
def test_no_modules_of_a_folder_import_each_other_in_a_circle(folder):
    modules = {path.stem: path for path in (CLONE / folder).glob("*.py")}
    needs = {name: {needed for needed in imported_by(path) if needed in modules} for name, path in modules.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))
