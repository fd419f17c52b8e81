"""Mocks, recorders and tracers see the client's calls, each by its own program, since they patch what's everybody's."""

from __future__ import annotations

import os
import re
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
    assert sorted(path.name for path in PROGRAMS.glob("with_*.py")) == sorted(TOOLS.values())


def test_all_that_is_shown_of_exchanges_holds_while_somebody_watches() -> None:
    shown = ["wire/test_exchange.py", "wire/test_open_answers.py", "wire/test_proxies.py", "calls/test_outcomes.py"]
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "through_the_door"),
        # http.client takes one header field less.
        *("-k", "not (a and hundred and headers)"),
        *(str(ROOT / "test" / name) for name in shown),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(PROGRAMS)])}
    tests = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert tests.returncode == 0, tests.stdout[-5000:]
    assert re.search(r"\b\d{3,} passed", tests.stdout)


@pytest.mark.parametrize(
    ("tool", "patch"),
    [
        ("gevent", "from gevent import monkey; monkey.patch_all()"),
        ("eventlet", "import eventlet; eventlet.monkey_patch()"),
        ("truststore", "import truststore; truststore.inject_into_ssl()"),
        ("freezegun", "import freezegun; freezegun.freeze_time('2026-01-01').start()"),
    ],
)
def test_who_replaces_sockets_tls_or_clocks_only_is_not_taken_for_a_watcher(tool: str, patch: str) -> None:
    pytest.importorskip(tool)
    looks = "from chatwoot_client.wire.layers import are_untouched as a; assert a('http') and a('https')"
    program = [sys.executable, "-W", "ignore", "-c", f"{patch}\n{looks}"]
    subprocess.run(program, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=120)
