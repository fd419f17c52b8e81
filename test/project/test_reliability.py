"""``docs/reliability.md`` promises nothing that no test shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "reliability.md").read_text(encoding="utf-8")
DEFINED = {
    name
    for module in TESTS.rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", module.read_text(encoding="utf-8"), re.M)
}
RULES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| Rule", "| ---"))]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", PAGE))))
def test_a_test_that_the_page_names_exists(name):
    assert name in DEFINED


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[2:60])
def test_every_rule_names_a_test(rule):
    shown_by = rule.strip("| ").split("|")[-1]
    assert re.search(r"`test_\w+`", shown_by)


def test_the_page_has_rules():
    assert len(RULES) > 30
