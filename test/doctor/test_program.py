"""`python -m chatwoot_client.doctor`: its arguments, its exit status, its JSON, its time, and nobody's secret."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from patients import HOOK_SECRET, IDENTIFIER, PROXY_PASSWORD, SECRETS, USER, Chatwoot, found_of
from servers import HANG, ScriptedServer, answer, closed_port, drip

from chatwoot_client import Configuration
from chatwoot_client.doctor import CODES, SEVERITIES, examine, worst_of
from chatwoot_client.doctor.__main__ import STATUS, main
from chatwoot_client.doctor.findings import found

TESTS = Path(__file__).parent
TEXTS = [path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py")]
GUIDE = (TESTS.parents[1] / "docs" / "when-it-doesnt-work.md").read_text(encoding="utf-8")


@pytest.fixture
def healthy() -> Iterator[str]:
    chatwoot = Chatwoot()
    chatwoot.inbox["webhook_url"] = "https://93.184.216.34/"
    with ScriptedServer(chatwoot) as server:
        yield server.url


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "USER_TOKEN", "INBOX_IDENTIFIER", "ACCOUNT_ID", "WEBHOOK_URL", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"CHATWOOT_{name}", raising=False)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    said = "".join(capsys.readouterr())
    assert not [secret for secret in SECRETS if secret in said]
    return said


def test_it_reads_the_environment(
    healthy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "HOST": healthy,
        "USER_TOKEN": USER,
        "INBOX_IDENTIFIER": IDENTIFIER,
        "ACCOUNT_ID": "1",
    }.items():
        monkeypatch.setenv(f"CHATWOOT_{name}", value)
    assert main([]) == 1  # There's no /cable.
    said = printed(capsys)
    assert "'Shop'" in said
    assert "administrator of 1 (Acme)" in said
    assert re.search(r"^warning    cable-closed: ", said, re.MULTILINE)
    assert "\nFound warning: 1. " in said


def test_arguments_win_over_the_environment(
    healthy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHATWOOT_HOST", "https://elsewhere.invalid")
    monkeypatch.setenv("CHATWOOT_INBOX_IDENTIFIER", "another")
    main(["--host", healthy, "--inbox", IDENTIFIER])
    assert "'Shop'" in printed(capsys)


@pytest.mark.parametrize("by", ["a file", "standard input"])
def test_a_token_comes_by_a_file_or_standard_input(
    by: str, healthy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "token"
    path.write_text(f"{USER}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{USER}\nanother line"))
    main(["--host", healthy, "--token-file", str(path) if by == "a file" else "-"])
    assert "token-user" in printed(capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--token", USER],
        [f"--token={USER}"],
        ["--user-token", USER],
        ["--webhook-secret", HOOK_SECRET],
        [f"--secret={HOOK_SECRET}"],
        ["--secret", HOOK_SECRET],
        [USER],
    ],
)
def test_a_secret_among_the_arguments_is_refused_and_not_repeated(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    printed(capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--token-file", "/nowhere"],
        ["--account", "Acme"],
        ["--account", "-1"],
        ["--seconds", "0"],
        ["--seconds", "soon"],
    ],
)
def test_an_argument_that_cannot_be_is_a_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    said = printed(capsys)
    assert "error:" in said
    assert "invalid" not in said


@pytest.mark.parametrize("name", ["CHATWOOT_WEBHOOK_URL", "CHATWOOT_WEBHOOK_SECRET"])
def test_a_variable_that_is_no_text_is_a_finding_that_names_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # What Python makes of a byte that isn't UTF-8.
    monkeypatch.setenv(name, "https://127.0.0.1/canary\udcff")
    assert main(["--host", f"http://127.0.0.1:{closed_port()}"]) == 3
    assert f"setting: {name} has" in printed(capsys)


def test_a_reader_who_goes_away_ends_it_without_a_traceback(healthy: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "chatwoot_client.doctor", "--host", healthy]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert ended.stderr == b""
    assert ended.returncode == STATUS["warning"]  # There's no /cable.


@pytest.mark.parametrize("host", ["chatwoot.example.com", "https://me:canary@chatwoot.example.com", "http://a..b/"])
def test_a_host_that_cannot_be_is_a_finding(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", host, "--seconds", "10"]) == 3
    assert {"setting:", "name-unknown:"} & set(printed(capsys).split())


def test_the_json_has_the_form_that_the_guide_tells(healthy: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--host", healthy, "--json"])
    told = json.loads(printed(capsys))
    assert list(told) == ["form", "client", "host", "worst", "status", "findings"]
    assert told["form"] == 1
    assert told["host"] == healthy
    assert told["status"] == status
    assert {tuple(each) for each in told["findings"]} == {("severity", "code", "message", "advice")}
    for each in told["findings"]:
        assert CODES[each["code"]] == each["severity"]
        assert each["message"].endswith(".")
    assert told["worst"] in {each["severity"] for each in told["findings"]}
    for key in told:
        assert f"`{key}`" in GUIDE


def test_json_without_a_host_that_can_be_is_of_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "nowhere", "--json"]) == 3
    told = json.loads(printed(capsys))
    assert told["host"] is None
    assert [each["code"] for each in told["findings"]] == ["setting"]


def test_the_status_is_by_the_worst() -> None:
    assert worst_of([]) == "ok"
    worst = [worst_of([found("name", ""), found(code, "")]) for code in ("no-token", "unanswered", "blocked")]
    assert worst == ["note", "undecided", "error"]
    assert [STATUS[severity] for severity in SEVERITIES] == [0, 0, 1, 1, 3]


def test_it_runs_as_a_module_and_in_a_terminal_too(healthy: str) -> None:
    command = [sys.executable, "-m", "chatwoot_client.doctor", "--host", healthy, "--seconds", "20"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "docs/when-it-doesnt-work.md" in done.stdout


def test_a_name_in_letters_that_a_terminal_does_not_have_is_printed_without_them() -> None:
    chatwoot = Chatwoot()
    chatwoot.members = [{"id": 1, "name": "Zo\u00eb \u65e5\u672c"}]
    with ScriptedServer(chatwoot) as server:
        own = {"CHATWOOT_HOST": server.url, "CHATWOOT_USER_TOKEN": USER, "CHATWOOT_INBOX_IDENTIFIER": IDENTIFIER}
        command = [sys.executable, "-m", "chatwoot_client.doctor"]
        environment = {**os.environ, **own, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert "Its members are Zo? ??." in done.stdout
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_ctrl_c_ends_it_without_a_traceback() -> None:
    with ScriptedServer([HANG]) as server:
        command = [sys.executable, "-m", "chatwoot_client.doctor", "--host", server.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            ends = time.monotonic() + 30
            while not server.requests and time.monotonic() < ends:
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert told == ("", "")


# --- time ---


@pytest.mark.parametrize(
    "served", [HANG, drip(b"HTTP/1.1 200 OK\r\n" * 1000, 0.05)], ids=["a server that hangs", "one that drips"]
)
def test_it_ends_in_its_time_whatever_a_server_does(served: object) -> None:
    began = time.monotonic()
    with ScriptedServer([served]) as server:  # type: ignore[list-item]
        found = found_of(Configuration(host=server.url), seconds=1.5)
    assert time.monotonic() - began < 10
    assert {"time-over", "unreachable"} & set(found)


def test_a_hook_that_hangs_ends_in_time_too(healthy: str) -> None:
    def hook(configuration: Configuration) -> None:
        time.sleep(20)

    began = time.monotonic()
    found = found_of(Configuration(host=healthy, refresh_api_key_hook=hook), seconds=2.0)
    assert time.monotonic() - began < 10
    assert "while looking at the tokens" in found["time-over"].message
    # What was found until then is told.
    assert found["chatwoot"].severity == "ok"


def test_once_the_time_is_over_nothing_more_is_written() -> None:
    chatwoot = Chatwoot(**{"/cable": HANG})
    with ScriptedServer(chatwoot) as server:
        configuration = Configuration(host=server.url)
        found = found_of(configuration, inbox_identifier=IDENTIFIER, write=True, seconds=1.5)
        time.sleep(1.5)
        assert [request.method for request in server.requests if request.method != "GET"] == []
    assert "time-over" in found


# --- in Python ---


def test_the_configuration_is_left_as_it_was(healthy: str) -> None:
    configuration = Configuration(host=healthy, retries=5, rate_limit=100, api_key={"userApiKey": USER})
    before = repr(configuration)
    examine(configuration)
    assert repr(configuration) == before


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"account_id": "1"}, TypeError),
        ({"account_id": True}, TypeError),
        ({"configuration": "https://chatwoot.example.com"}, TypeError),
        ({"write": "yes"}, TypeError),
        ({"inbox_identifier": b"abc"}, TypeError),
        ({"webhook_url": 5}, TypeError),
        ({"webhook_secret": b"secret"}, TypeError),
        ({"webhook_secret": ""}, ValueError),
        ({"seconds": 0}, ValueError),
        ({"seconds": "60"}, TypeError),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(asked: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error, match=next(iter(asked))):
        examine(**{"configuration": Configuration(), **asked})  # type: ignore[arg-type]


# --- the guide ---


def test_each_code_has_its_heading_in_the_guide_and_the_other_way_round() -> None:
    assert set(re.findall(r"^#### `?([a-z-]+)`?$", GUIDE, re.MULTILINE)) == set(CODES)


def test_each_code_has_a_test_that_names_it() -> None:
    assert [code for code in CODES if not any(f'"{code}"' in text for text in TEXTS)] == []


def test_proxy_passwords_of_the_environment_are_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("https_proxy", f"http://ada:{PROXY_PASSWORD}@127.0.0.1:9")
    assert main(["--host", "https://chatwoot.example", "--json"]) == 3
    assert "127.0.0.1" in printed(capsys)


def test_a_server_that_repeats_a_secret_is_quoted_without_it(healthy: str) -> None:
    page = answer(f"<title>You sent {USER}</title>".encode(), 404, {"Content-Type": "text/html"})
    with ScriptedServer([page]) as server:
        found = found_of(Configuration(host=server.url, api_key={"userApiKey": USER}))
    assert "You sent ***" in found["not-chatwoot"].message
