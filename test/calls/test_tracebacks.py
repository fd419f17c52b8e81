"""What a crash reporter shows: the local variables of all frames, of every failure that a call can meet."""

from __future__ import annotations

import contextlib
import io
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

import pytest
from echo import Echo
from proxies import Proxy
from servers import CLOSE, HANG, RESET, ScriptedServer, answer, closed_port, head, json_answer

import chatwoot_client

PACKAGE = str(Path(chatwoot_client.__file__).parent)
CANARIES = {
    "token": "canary-token-4f1d",
    "prefix": "canary-prefix-91ab",
    "user name": "canary-user-3e3e",
    "password": "canary-password-88bb",
    "basic": "Y2FuYXJ5LXVzZXItM2UzZTpjYW5hcnktcGFzc3dvcmQtODhiYg==",
    "cookie": "canary-cookie-c00c",
    "default header": "canary-default-d3fa",
    "own header": "canary-own-0a0a",
    "proxy's password": "canary-proxy-77aa",
    "proxy's basic": "c29tZW9uZTpjYW5hcnktcHJveHktNzdhYQ==",
    "proxy's header": "canary-gateway-5150",
}

PROXY_PASSWORD = CANARIES["proxy's password"]


def client_with_secrets(url, **settings):
    settings = {"retries": 0, "timeout": 3.0, "debug": False, **settings}
    configuration = chatwoot_client.Configuration(
        host=url,
        api_key={"userApiKey": CANARIES["token"]},
        api_key_prefix={"userApiKey": CANARIES["prefix"]},
        username=CANARIES["user name"],
        password=CANARIES["password"],
        proxy_headers={"X-Gateway": CANARIES["proxy's header"]},
        **settings,
    )
    return contextlib.closing(
        chatwoot_client.ApiClient(
            configuration, "X-Default", CANARIES["default header"], cookie=f"session={CANARIES['cookie']}"
        )
    )


def ask(client, **options):
    """One call with every secret that a request may carry."""
    return chatwoot_client.ProfileApi(client).fetch_profile(_headers={"X-Own": CANARIES["own header"]}, **options)


def send(client, attachment, own=CANARIES["own header"]):
    body = {"content": "Hello", "attachments": [attachment]}
    messages = chatwoot_client.MessagesApi(client)
    return messages.create_a_new_message_in_a_conversation(body, 1, 1, _headers={"X-Own": own})


def shown_by(error, seen=None):
    """All that a reporter could show of an exception: what it walks into, and the repr of the rest."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return ""
    seen.add(id(error))
    shown = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == __file__:
            continue
        for name, value in frame.f_locals.items():
            where = f"{Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name} {name}"
            shown.append(f"{where} = {walked(value)}")
    told = traceback.TracebackException.from_exception(error)
    return "\n".join([*shown, *told.format(), shown_by(error.__cause__, seen), shown_by(error.__context__, seen)])


def walked(value, depth=6):
    """As crash reporters walk: into mappings and sequences, but for what has a way of its own to be shown."""
    own = getattr(type(value), "__sentry_repr__", None)
    if own is not None:
        return own(value)
    if depth and isinstance(value, Mapping):
        return "".join(f"{key!r}: {walked(value[key], depth - 1)}, " for key in value) + repr(value)
    if depth and isinstance(value, (list, tuple, set, frozenset)):
        return "".join(f"{walked(item, depth - 1)}, " for item in value) + repr(value)
    try:
        return repr(value)
    except AttributeError:
        return "an object that isn't made yet"


def leaks_of(act, expected=BaseException):
    """The canaries that are seen once *act* has failed, and where."""
    with pytest.raises(expected) as caught:
        act()
    lines = shown_by(caught.value).splitlines()
    return sorted({f"{name}: {line[:160]}" for line in lines for name, secret in CANARIES.items() if secret in line})


# --- failures on the way ---

CUT = head(200, [("Content-Length", "100000")]) + b"{"
SCRIPTS = {
    "unauthorized": lambda request: answer(b'{"error":"Invalid Access Token"}', 401),
    "internal error": lambda request: answer(b"", 500),
    "redirect": lambda request: answer(b"", 302, {"Location": "https://elsewhere.test/"}),
    "not JSON": lambda request: answer(b"<html>", 200, {"Content-Type": "application/json"}),
    "not HTTP": lambda request: (b"SSH-2.0-dropbear\r\n\r\n", CLOSE),
    "not gzip": lambda request: answer(b"plain", 200, {"Content-Encoding": "gzip"}),
    "cut": lambda request: (CUT, CLOSE),
    "closed": lambda request: CLOSE,
    "reset": lambda request: RESET,
    "silent": lambda request: HANG,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_frame_shows_a_secret_when_an_answer_fails(script):
    with (
        ScriptedServer(SCRIPTS[script]) as server,
        client_with_secrets(server.url, timeout=0.3 if script == "silent" else 3.0) as client,
    ):
        assert leaks_of(lambda: ask(client), chatwoot_client.ApiException) == []
        assert leaks_of(lambda: ask(client, async_req=True).get(), chatwoot_client.ApiException) == []
        assert leaks_of(lambda: ask(client, _retries=1), chatwoot_client.ApiException) == []


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(lambda server: f"http://127.0.0.1:{closed_port()}", id="refused"),
        pytest.param(lambda server: "http://nobody.invalid", id="no such name"),
        pytest.param(lambda server: server.url.replace("http", "https"), id="no TLS"),
    ],
)
def test_no_frame_shows_a_secret_when_there_is_no_connection(url):
    with Echo() as server, client_with_secrets(url(server)) as client:
        assert leaks_of(lambda: ask(client), chatwoot_client.ApiException) == []


@pytest.mark.parametrize("refusal", [403, 407, 502])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_frame_shows_a_secret_when_a_proxy_fails(scheme, refusal):
    with Echo() as server, Proxy(server.address, refusal=refusal) as proxy:
        url = proxy.with_credentials(f"someone:{PROXY_PASSWORD}")
        with client_with_secrets(f"{scheme}://chatwoot.test", proxy=url) as client:
            assert leaks_of(lambda: ask(client), chatwoot_client.ApiException) == []


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("proxy", ["http://someone:{}@127.0.0.1:1", "ftp://someone:{}@127.0.0.1:1", "someone:{}@x:y"])
def test_no_frame_shows_the_password_of_the_environment_s_proxy(monkeypatch, variable, proxy):
    monkeypatch.setenv(variable, proxy.format(PROXY_PASSWORD))
    scheme = "https" if variable == "HTTPS_PROXY" else "http"
    with client_with_secrets(f"{scheme}://chatwoot.test") as client:
        assert leaks_of(lambda: ask(client), (chatwoot_client.ApiException, ValueError)) == []


def test_no_frame_shows_a_secret_when_an_answer_that_is_streamed_fails():
    with (
        ScriptedServer(lambda request: (CUT, CLOSE)) as server,
        client_with_secrets(server.url) as client,
        ask(client, _preload_content=False) as opened,
    ):
        assert leaks_of(opened.read, chatwoot_client.ApiException) == []


# --- failures of one's own ---


class Stop(Exception):
    """What somebody's own code raises."""


def test_no_frame_shows_a_secret_when_a_file_s_read_raises():
    class File(io.BytesIO):
        name = "bill.pdf"

        def read(self, size=-1):
            if self.tell():
                raise Stop
            return super().read(10)

    with ScriptedServer(lambda request: json_answer({})) as server, client_with_secrets(server.url) as client:
        assert leaks_of(lambda: send(client, File(b"x" * 100)), Stop) == []


def test_no_frame_shows_a_secret_when_a_hook_raises():
    def hook(configuration):
        configuration.api_key["userApiKey"] = CANARIES["token"]
        configuration.password = CANARIES["password"]
        raise Stop

    with Echo() as server, client_with_secrets(server.url, refresh_api_key_hook=hook) as client:
        assert leaks_of(lambda: ask(client), Stop) == []


@pytest.mark.parametrize("answer_after", [None, 0.3])
def test_no_frame_shows_a_secret_when_a_signal_s_handler_raises(answer_after):
    def stop(number, frame):
        raise Stop

    def script(request):
        if answer_after is not None:
            time.sleep(answer_after)
        return HANG

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with ScriptedServer(script) as server, client_with_secrets(server.url) as client:
            signal.setitimer(signal.ITIMER_REAL, 0.15)
            assert leaks_of(lambda: ask(client), Stop) == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class StopsAtLine:
    """Raises at the n-th line that the package runs, as a signal's handler may.

    But for what hides secrets in a server's words, and has them in hand for that.
    """

    HIDES = ("hidden", "_spellings", "<setcomp>", "<genexpr>")

    def __init__(self, number):
        self.left = number
        self.reached = False

    def __call__(self, frame, event, argument):
        code = frame.f_code
        hides = code.co_filename.endswith("redaction.py") and code.co_name in self.HIDES
        if hides or not code.co_filename.startswith(PACKAGE):
            return None
        if event == "line":
            self.left -= 1
            if not self.left:
                self.reached = True
                raise Stop
        return self

    def __enter__(self):
        self._before = sys.gettrace()
        sys.settrace(self)
        return self

    def __exit__(self, *_):
        sys.settrace(self._before)


def lines_that_leak(client_for_call):
    """What leaks when a call is stopped at each of its lines in turn; how many there are."""
    leaks = set()
    number = 0
    while True:
        number += 1
        stops = StopsAtLine(number)
        try:
            with client_for_call() as client, stops:
                chatwoot_client.ProfileApi(client).fetch_profile()
        except Stop as stopped:
            lines = shown_by(stopped).splitlines()
            leaks |= {f"{name}: {line[:160]}" for line in lines for name, secret in CANARIES.items() if secret in line}
        except chatwoot_client.ApiException:
            pass
        if not stops.reached:
            return number, sorted(leaks)


def hook(configuration):
    configuration.api_key.pop("nothing", None)


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        pytest.param({}, 200, id="answered"),
        pytest.param({}, 401, id="refused"),
        pytest.param({"refresh_api_key_hook": hook}, 200, id="with a hook"),
    ],
)
def test_no_line_of_a_call_leaves_a_secret_in_a_variable(settings, status):
    def script(request):
        return json_answer({"error": "Invalid Access Token"}, status)

    with ScriptedServer(script) as server, client_with_secrets(server.url, **settings) as client:
        number, leaks = lines_that_leak(lambda: contextlib.nullcontext(client))
    assert number > 150
    assert leaks == []


def test_no_line_of_a_first_call_leaves_a_secret_in_a_variable():
    with ScriptedServer(lambda request: json_answer({})) as server:
        number, leaks = lines_that_leak(lambda: client_with_secrets(server.url))
    assert number > 200
    assert leaks == []


# --- settings that are refused ---


@pytest.mark.parametrize(
    "setting",
    [
        {"api_key": {"userApiKey": CANARIES["token"], "agentBotApiKey": 5}},
        {"api_key": {"userApikey": CANARIES["token"]}},
        {"api_key": {"userApiKey": f"{CANARIES['token']}\n"}},
        {"api_key": [CANARIES["token"]]},
        {"username": f"{CANARIES['user name']}:"},
        {"password": CANARIES["password"].encode()},
        {"password": f"{CANARIES['password']}\ud800"},
        {"proxy": f"ftp://someone:{CANARIES['password']}@proxy.test"},
        {"proxy_headers": {"X-Gateway": f"{CANARIES['token']}\n"}},
        {"host": f"http://someone:{CANARIES['password']}@chatwoot.test"},
    ],
)
def test_no_frame_shows_a_setting_that_is_refused(setting):
    (name, value) = next(iter(setting.items()))
    configuration = chatwoot_client.Configuration()
    refused = (TypeError, ValueError)
    others = {"api_key": {"userApiKey": CANARIES["token"]}, "password": CANARIES["password"], **setting}
    assert leaks_of(lambda: chatwoot_client.Configuration(**others), refused) == []
    assert leaks_of(lambda: chatwoot_client.Configuration.from_env(**others), refused) == []
    assert leaks_of(lambda: chatwoot_client.Configuration(**{**others, name: None, "timeout": -1}), refused) == []
    assert leaks_of(lambda: setattr(configuration, name, value), refused) == []


@pytest.mark.parametrize("key", ["userApikey", "userApiKey"])
def test_no_frame_shows_a_token_that_is_refused_when_it_is_written(key):
    with Echo() as server, client_with_secrets(server.url) as client:

        def write():
            client.configuration.api_key[key] = f"{CANARIES['token']}\n"
            ask(client)

        assert leaks_of(write, ValueError) == []


@pytest.mark.parametrize("bad", [f"{CANARIES['default header']}\n", CANARIES["default header"].encode()])
def test_no_frame_shows_a_header_that_is_refused(bad):
    with Echo() as server, client_with_secrets(server.url) as client:
        refused = (TypeError, ValueError)
        profile = chatwoot_client.ProfileApi(client)
        assert leaks_of(lambda: client.set_default_header("X-More", bad), refused) == []
        assert leaks_of(lambda: chatwoot_client.ApiClient(client.configuration, "X-More", bad), refused) == []
        assert leaks_of(lambda: chatwoot_client.ApiClient(client.configuration, cookie=bad), refused) == []
        assert leaks_of(lambda: profile.fetch_profile(_headers={"X-More": bad}), refused) == []
        assert leaks_of(lambda: client.request("GET", "/api/v1/profile", _headers={"X-More": bad}), refused) == []
        assert leaks_of(lambda: client.call_api("/api/v1/profile", "GET", header_params={"X-More": bad}), refused) == []
        assert leaks_of(lambda: send(client, ("bill.pdf", b"data"), own=bad), refused) == []
        client.default_headers["X-More"] = bad
        assert leaks_of(lambda: profile.fetch_profile(), refused) == []
        del client.default_headers["X-More"]
        client.cookie = bad
        assert leaks_of(lambda: profile.fetch_profile(), refused) == []
