"""Mocks, recorders and tracers see the client's calls, each by its own program, since they patch what's everybody's."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).with_name("programs")
ROOT = Path(__file__).resolve().parents[2]
#: Each tool's distribution, and the program that shows how the client gets on with it.
TOOLS = {
    "vcrpy": "with_vcrpy.py",
    "pytest-recording": "with_pytest_recording.py",
    "responses": "with_responses.py",
    "pook": "with_pook.py",
    "urllib3-mock": "with_urllib3_mock.py",
    "mocket": "with_mocket.py",
    "pytest-httpserver": "with_pytest_httpserver.py",
    "opentelemetry-instrumentation-urllib3": "with_opentelemetry.py",
    "sentry-sdk": "with_sentry.py",
    "ddtrace": "with_ddtrace.py",
    "elastic-apm": "with_elastic_apm.py",
    "newrelic": "with_newrelic.py",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_sees_what_the_client_does(tool: str) -> None:
    try:
        metadata.distribution(tool)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{tool} isn't installed")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = subprocess.run(
        [sys.executable, str(PROGRAMS / TOOLS[tool])], env=environment, capture_output=True, text=True, timeout=120
    )
    assert program.returncode == 0, program.stderr


def test_each_program_is_run() -> None:
    assert sorted(path.name for path in PROGRAMS.iterdir() if path.suffix == ".py") == sorted(TOOLS.values())
