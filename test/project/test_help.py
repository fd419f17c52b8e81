"""`python -m chatwoot_client`: what it says there is, is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chatwoot_client.__main__ import main
from chatwoot_client.version import VERSION

CLONE = Path(__file__).resolve().parents[2]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> str:
    assert main([]) == 0
    return capsys.readouterr().out


def test_each_program_that_it_names_runs(said: str) -> None:
    modules = re.findall(r"^  python3 -m ([\w.]+)", said, re.MULTILINE)
    assert {"chatwoot_client.doctor", "chatwoot_client.sandbox", "chatwoot_client.contract"} <= set(modules)
    for module in modules:
        command = [sys.executable, "-m", module, "--help"]
        assert "usage:" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_each_program_of_the_package_is_named(said: str) -> None:
    package = CLONE / "chatwoot_client"
    mains = {f"chatwoot_client.{path.parent.name}" for path in package.glob("*/__main__.py")}
    assert mains <= set(re.findall(r"chatwoot_client\.\w+", said))


def test_each_guide_that_it_names_is_there(said: str) -> None:
    guides = re.findall(r"docs/[\w./-]+\.md", said)
    assert len(guides) > 3
    assert all((CLONE / guide).is_file() for guide in guides)


def test_in_a_clone_it_names_the_examples(said: str) -> None:
    assert "python3 examples" in said


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.split() == ["chatwoot_client", VERSION]
