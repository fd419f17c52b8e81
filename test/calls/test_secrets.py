"""Secrets are in no line that we write, and go to nobody but the server that they are for."""

from __future__ import annotations

import base64
import contextlib
import copy
import http.client
import io
import logging
import os
import pickle
import ssl
import traceback

import pytest
import trustme
from echo import Echo
from proxies import Proxy
from servers import CLOSE, HANG, RESET, ScriptedServer, answer, closed_port, head, json_answer

import chatwoot_client
from chatwoot_client import ApiException
from chatwoot_client.calls.route import Route

TOKEN = "canary-token-4f1d"
PREFIXED = "canary-prefixed-91ab"
PASSWORD = "canary-passw0rd<&\"'>/é"
PROXY_PASSWORD = "canary-proxy-77aa"
COOKIE = "canary-cookie-c00c"
DEFAULT_HEADER = "canary-default-d3fa"
OWN_HEADER = "canary-own-0a0a"
BASIC = base64.b64encode(f"someone:{PASSWORD}".encode()).decode()
PROXY_BASIC = base64.b64encode(f"someone:{PROXY_PASSWORD}".encode()).decode()
SECRETS = (TOKEN, PREFIXED, "canary-passw0rd", PROXY_PASSWORD, COOKIE, DEFAULT_HEADER, OWN_HEADER, BASIC, PROXY_BASIC)

SOURCE_ID = "canary-source-5eed"
IDENTIFIER = "canary-identifier"
IDENTIFIER_HASH = "canary-hash-beef"
PEOPLE = (SOURCE_ID, IDENTIFIER, IDENTIFIER_HASH)

CHAIN = Route("/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}")


def client_with_secrets(url, **settings):
    settings = {
        "retries": chatwoot_client.RetryPolicy(1, backoff=0.001, max_wait=0.5),
        "timeout": 3.0,
        "debug": True,
        **settings,
    }
    configuration = chatwoot_client.Configuration(
        host=url,
        api_key={"userApiKey": TOKEN, "platformAppApiKey": PREFIXED},
        api_key_prefix={"platformAppApiKey": "Bearer"},
        username="someone",
        password=PASSWORD,
        proxy_headers={"X-Proxy-Team": PROXY_PASSWORD},
        **settings,
    )
    client = chatwoot_client.ApiClient(configuration, "X-Default", DEFAULT_HEADER, cookie=f"session={COOKIE}; lang=en")
    return contextlib.closing(client)


def calls(client):
    """A read, a write, and a call with another token, each with every secret that a request may carry."""
    path = ("inbox-of-tests", SOURCE_ID)
    query = [("identifier", IDENTIFIER), ("identifier_hash", IDENTIFIER_HASH)]
    options = {"_headers": {"X-Own": OWN_HEADER}}
    yield lambda: client.invoke("GET", CHAIN, path, query=query, returns=dict, auth=("userApiKey",), options=options)
    yield lambda: client.invoke(
        "POST",
        CHAIN,
        path,
        body={},
        query=query,
        returns=chatwoot_client.PublicContact,
        auth=("userApiKey",),
        options=options,
    )
    yield lambda: client.invoke("GET", CHAIN, path, auth=("platformAppApiKey",), options={**options, "_retries": 0})


def told_by(error):
    """All that an exception tells, but for what's documented to be what the server and the caller sent."""
    state = {name: value for name, value in vars(error).items() if name not in ("body", "headers", "sent")}
    chain = traceback.format_exception(None, error, error.__traceback__)
    return "\n".join([str(error), repr(error), repr(error.args), repr(state), *chain])


@pytest.fixture
def written(caplog, capfd, monkeypatch, tmp_path):
    """Everything that was written by whatever logger or print, with each of them turned up."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)

    def everything():
        output = capfd.readouterr()
        records = [repr(record.__dict__) for record in caplog.records]
        return "\n".join([caplog.text, *records, output.out, output.err])

    return everything


def echo_of(status, content_type="text/plain", wrap=b"%s"):
    def script(request):
        return answer(wrap % request.raw, status, {"Content-Type": content_type})

    return script


def echo_as_json(request):
    return json_answer({"error": request.raw.decode("latin-1"), "headers": request.headers}, 422)


def echo_as_another_type(request):
    return json_answer([request.headers, request.target], 200)


def echo_in_the_status_line(request):
    return b"HTTP/1.1 400 " + request.raw.replace(b"\r\n", b" ") + b"\r\nContent-Length: 0\r\n\r\n"


def echo_in_shown_headers(request):
    line = request.raw.decode("latin-1").replace("\r\n", " ")
    return answer(b"", 400, {"Content-Type": line, "X-Request-Id": line, "Retry-After": line, "X-Runtime": line})


def echo_in_a_redirect(request):
    leaked = request.headers.get("api-access-token") or request.headers.get("x-own")
    return answer(b"", 302, {"Location": f"https://{leaked}:{leaked}@elsewhere.test/{leaked}{request.target}"})


def echo_in_place_of_http(request):
    return (request.raw, CLOSE)


def echo_in_a_broken_chunk(request):
    return (head(200, [("Transfer-Encoding", "chunked")]) + request.raw, CLOSE)


def echo_that_is_not_gzip(request):
    return answer(request.raw, 200, {"Content-Encoding": "gzip"})


def echo_that_is_cut(request):
    return (head(200, [("Content-Length", "100000")]) + request.raw, CLOSE)


HTML = b"<html><body><h1>Oops</h1><pre>%s</pre></body></html>"
SCRIPTS = {
    **{f"status {status}": echo_of(status) for status in (300, 304, 400, 401, 402, 403, 404, 406, 408, 409, 410, 413)},
    **{f"status {status}": echo_of(status) for status in (418, 422, 429, 431, 500, 501, 502, 503, 504, 507, 520, 599)},
    "page 200": echo_of(200, "text/html", HTML),
    "page 404": echo_of(404, "text/html", HTML),
    "page 502": echo_of(502, "text/html", HTML),
    "almost JSON": echo_of(200, "application/json", b'{"id": "%s"'),
    "json": echo_as_json,
    "another type": echo_as_another_type,
    "status line": echo_in_the_status_line,
    "headers": echo_in_shown_headers,
    "redirect": echo_in_a_redirect,
    "not HTTP": echo_in_place_of_http,
    "broken chunk": echo_in_a_broken_chunk,
    "not gzip": echo_that_is_not_gzip,
    "cut": echo_that_is_cut,
    "closed": lambda request: CLOSE,
    "reset": lambda request: RESET,
    "silent": lambda request: HANG,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_that_we_write_about_a_failure_holds_a_secret_or_who_it_was_about(script, written):
    told = []
    with (
        ScriptedServer(SCRIPTS[script]) as server,
        client_with_secrets(server.url, timeout=0.2 if script == "silent" else 3.0) as client,
    ):
        for call in calls(client):
            try:
                call()
            except ApiException as error:
                told.append(told_by(error))
    assert told
    assert any(TOKEN in request.raw.decode() for request in server.requests)
    everything = "\n".join([*told, written()])
    assert not [secret for secret in (*SECRETS, *PEOPLE) if secret in everything]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(lambda server: f"http://127.0.0.1:{closed_port()}", id="refused"),
        pytest.param(lambda server: "http://nobody.invalid", id="no such name"),
        pytest.param(lambda server: server.url.replace("http", "https"), id="no TLS"),
        pytest.param(lambda server: server.url, id="all right"),
    ],
)
def test_nothing_that_we_write_holds_a_secret_when_there_is_no_answer_or_a_good_one(url, written):
    told = []
    with Echo() as server, client_with_secrets(url(server), timeout=0.5) as client:
        for call in calls(client):
            try:
                told.append(repr(call()).replace(SOURCE_ID, ""))
            except ApiException as error:
                told.append(told_by(error))
    everything = "\n".join([*told, written()])
    assert not [secret for secret in (*SECRETS, *PEOPLE) if secret in everything]
    assert "{contact_identifier}" in everything


@pytest.mark.parametrize("refusal", [None, 403, 407, 502])
def test_what_a_proxy_is_told_is_not_written_even_where_http_client_prints_what_it_sends(refusal, written):
    with Echo() as server, Proxy(server.address, refusal=refusal) as proxy:
        url = proxy.with_credentials(f"someone:{PROXY_PASSWORD}")
        told = []
        for host in ("http://chatwoot.test", "https://chatwoot.test"):
            with client_with_secrets(host, proxy=url, timeout=0.5) as client:
                for call in calls(client):
                    try:
                        call()
                    except ApiException as error:
                        told.append(told_by(error))
    assert told
    everything = "\n".join([*told, written()])
    assert not [secret for secret in (*SECRETS, *PEOPLE) if secret in everything]
    assert any(PROXY_BASIC in seen.decode() for seen in proxy.heads)


def test_no_representation_holds_a_secret(tmp_path):
    with client_with_secrets("http://chatwoot.test", proxy=f"http://someone:{PROXY_PASSWORD}@proxy.test") as client:
        configuration = client.configuration
        api = chatwoot_client.ContactsAPIApi(client)
        held = [configuration, copy.deepcopy(configuration), client, api, client.call_api, api.create_a_contact]
        shown = [form(thing) for thing in held for form in (repr, str, "{}".format, "{!r}".format)]
        shown.append(configuration.to_debug_report())
    assert not [secret for secret in SECRETS if secret in "\n".join(shown)]
    assert "***" in repr(configuration)


def test_a_representation_names_the_keys_that_hold_a_token():
    assert repr(chatwoot_client.Configuration(api_key={"userApiKey": TOKEN})).count("userApiKey") == 1


@pytest.mark.parametrize("settings", [{"debug": True}, {"logger_file": "log"}, {"debug": True, "logger_file": "log"}])
def test_debug_and_logger_file_hold_no_secret_and_touch_no_logger_but_ours(settings, tmp_path, capfd):
    settings = {name: str(tmp_path / value) if name == "logger_file" else value for name, value in settings.items()}

    def loggers():
        known = [
            logging.getLogger(),
            *(logging.getLogger(name) for name in ("urllib3", "http.client", "chatwoot_client")),
        ]
        return [(logger.level, list(logger.handlers), logger.propagate, logger.disabled) for logger in known]

    before, debuglevel = loggers(), http.client.HTTPConnection.debuglevel
    with (
        ScriptedServer(echo_of(500)) as server,
        client_with_secrets(server.url, **{"debug": False, **settings}) as client,
    ):
        for call in calls(client):
            with pytest.raises(ApiException):
                call()
        assert (loggers(), http.client.HTTPConnection.debuglevel) == (before, debuglevel)
    output = capfd.readouterr()
    log = (tmp_path / "log").read_text() if (tmp_path / "log").exists() else ""
    if "debug" in settings:
        assert "500" in (log or output.err)
    assert not [secret for secret in (*SECRETS, *PEOPLE) if secret in log + output.out + output.err]


@pytest.mark.parametrize(
    "make", [lambda client: client, lambda client: client.configuration], ids=["client", "settings"]
)
def test_what_holds_secrets_refuses_to_be_pickled(make):
    with client_with_secrets("http://chatwoot.test") as client:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with pytest.raises(TypeError, match=r"holds .*secrets") as caught:
                pickle.dumps(make(client), protocol)
            assert not [secret for secret in SECRETS if secret in told_by(caught.value)]


def test_a_pickled_exception_holds_no_secret_of_the_request():
    with ScriptedServer([answer(b"{}", 401)]) as server, client_with_secrets(server.url) as client:
        for call in calls(client):
            with pytest.raises(ApiException) as caught:
                call()
            pickled = pickle.dumps(caught.value).decode("latin-1")
            assert not [secret for secret in (*SECRETS, *PEOPLE) if secret in pickled]


def test_a_source_id_that_is_a_phone_number_is_not_written_where_an_answer_repeats_it():
    page = b"<h1>Nothing at /contacts/4915112345678</h1>"
    with ScriptedServer([answer(page, 404)]) as server, client_with_secrets(server.url) as client:
        contacts = chatwoot_client.ContactsAPIApi(client)
        with pytest.raises(chatwoot_client.NotFoundException) as refused:
            contacts.get_details_of_a_contact("inbox", "4915112345678")
    assert "4915112345678" not in str(refused.value)
    assert refused.value.body == page.decode()


@pytest.mark.parametrize(
    ("path", "params", "named"),
    [
        ("/public/api/v1/inboxes/inbox/contacts/4915112345678", None, "4915112345678"),
        ("/public/api/v1/inboxes/inbox/contacts/annabella", None, "annabella"),
        ("/public/api/v1/inboxes/inbox/contacts/ann%40example.com", None, "ann@example.com"),
        ("/public/api/v1/inboxes/inbox/contacts/{contact_id}", {"contact_id": "4915112345678"}, "4915112345678"),
        ("/api/v1/things/ann@example.com", None, "ann@example.com"),
    ],
)
def test_who_a_written_path_is_about_is_not_written_where_an_answer_repeats_it(path, params, named):
    page = f"<h1>Nothing at {named}</h1>".encode()
    with (
        ScriptedServer([answer(page, 404)]) as server,
        client_with_secrets(server.url) as client,
        pytest.raises(chatwoot_client.NotFoundException) as refused,
    ):
        client.request("GET", path, path_params=params)
    assert named not in told_by(refused.value)
    assert refused.value.body == page.decode()


def test_an_error_still_tells_what_the_server_said():
    with (
        ScriptedServer([answer(b'{"error":"Invalid Access Token"}', 401)]) as server,
        client_with_secrets(server.url) as client,
        pytest.raises(ApiException, match="Invalid Access Token"),
    ):
        next(calls(client))()


# --- where secrets go ---


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_port_or_host_is_not_followed(method, status):
    with Echo() as other:
        for location in (other.url, other.at("localhost"), f"//127.0.0.1:{other.port}", f"{other.url}\\@chatwoot.test"):
            there = answer(status=status, headers={"Location": f"{location}/there"})
            with ScriptedServer([there]) as server, client_with_secrets(server.url) as client:
                with pytest.raises(ApiException) as caught:
                    client.invoke(method, Route("/here"), auth=("userApiKey",))
                assert caught.value.status == status
                assert len(server.requests) == 1
        assert other.connections == 0


def test_a_redirect_that_names_another_user_is_not_followed():
    def script(request):
        return answer(status=302, headers={"Location": f"http://somebody:else@{request.headers['host']}/there"})

    with ScriptedServer(script) as server, client_with_secrets(server.url) as client:
        with pytest.raises(ApiException):
            client.invoke("GET", Route("/here"), auth=("userApiKey",))
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "location", ["http://localhost:{port}/there", "http://localhost/there", "//localhost:80/there"]
)
def test_a_redirect_from_https_to_http_is_not_followed(location, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "roots.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with Echo() as other:
        there = answer(status=302, headers={"Location": location.format(port=other.port)})
        with contextlib.ExitStack() as stack, ScriptedServer([there], tls=context) as server:
            url = server.url.replace("127.0.0.1", "localhost")
            client = stack.enter_context(client_with_secrets(url, ssl_ca_cert=tmp_path / "roots.pem"))
            with pytest.raises(ApiException):
                client.invoke("GET", Route("/here"), auth=("userApiKey",))
            assert len(server.requests) == 1
        assert other.connections == 0


def test_a_redirect_within_the_server_is_followed_with_the_same_credentials():
    def script(request):
        return json_answer({}) if request.target == "/there" else answer(status=302, headers={"Location": "/there"})

    with ScriptedServer(script) as server, client_with_secrets(server.url) as client:
        client.invoke("GET", Route("/here"), auth=("userApiKey",))
        assert [request.headers["api-access-token"] for request in server.requests] == [TOKEN, TOKEN]


# --- header injection ---

INJECTION = "canary-injected\r\nX-Injected: yes"
UNSENDABLE = [
    INJECTION,
    "canary-injected\nX-Injected: yes",
    "canary-injected\rX",
    "canary-injected\0",
    "canary-injected€",
]


def refused(act):
    """Have *act* refused, in words that don't repeat what was refused."""
    with pytest.raises((TypeError, ValueError)) as caught:
        act()
    assert not isinstance(caught.value, UnicodeError)
    assert "canary" not in told_by(caught.value)
    assert "canary" not in repr(caught.value.__context__)


@pytest.mark.parametrize("bad", UNSENDABLE)
def test_a_header_that_can_not_be_sent_is_refused_without_repeating_it(bad):
    with (
        Echo() as server,
        contextlib.closing(chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url))) as client,
    ):
        settings = client.configuration
        refused(lambda: client.set_default_header("X-Name", bad))
        refused(lambda: client.set_default_header(bad, "value"))
        refused(lambda: setattr(client, "user_agent", bad))
        refused(lambda: chatwoot_client.ApiClient(settings, "X-Name", bad))
        refused(lambda: chatwoot_client.ApiClient(settings, bad, "value"))
        refused(lambda: chatwoot_client.Configuration(api_key_header=bad))
        refused(lambda: chatwoot_client.Configuration(proxy_headers={"X-Name": bad}))
        refused(lambda: chatwoot_client.Configuration(proxy_headers={bad: "value"}))
        refused(lambda: client.invoke("GET", Route("/one"), options={"_headers": {"X-Name": bad}}))
        refused(lambda: client.invoke("GET", Route("/one"), options={"_headers": {bad: "value"}}))
        refused(lambda: client.call_api("/one", "GET", header_params={"X-Name": bad}))
        refused(lambda: client.call_api("/one", bad))
        refused(lambda: chatwoot_client.ApiClient(settings, cookie=bad).invoke("GET", Route("/one")))
        for key in ("userApiKey", "api_access_token"):
            refused(lambda key=key: setattr(settings, "api_key", {key: bad}))
            refused(lambda key=key: setattr(settings, "api_key_prefix", {key: bad}))
            settings.api_key[key] = bad
            refused(lambda: client.invoke("GET", Route("/one"), auth=("userApiKey",)))
            settings.api_key[key], settings.api_key_prefix[key] = "token", bad
            refused(lambda: client.invoke("GET", Route("/one"), auth=("userApiKey",)))
            settings.api_key.clear()
            settings.api_key_prefix.clear()
        client.default_headers["X-Name"] = bad
        refused(lambda: client.invoke("GET", Route("/one")))
        assert not server.requests


@pytest.mark.parametrize("bad", UNSENDABLE)
def test_an_attachment_s_name_and_type_can_not_bring_a_header_of_their_own(bad, tmp_path):
    with (
        Echo() as server,
        contextlib.closing(chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url))) as client,
    ):
        api = chatwoot_client.MessagesAPIApi(client)

        def send(*attachments):
            body = chatwoot_client.PublicMessageCreatePayload(content="hello", attachments=list(attachments))
            api.create_a_message(body, "inbox", "contact", 1)

        refused(lambda: send(("name.txt", b"data", bad)))
        for awkward in ("a\r\nX-Injected: yes", 'a"; X-Injected: yes', "a\\", "naïve €.txt"):
            opened = io.BytesIO(b"data")
            opened.name = awkward
            with contextlib.suppress(ValueError):
                send(opened)
            with contextlib.suppress(ValueError):
                send((awkward, b"data"))
        for request in server.requests:
            lines = request.body.split(b"\r\n")
            assert not [line for line in lines if line.lower().startswith(b"x-injected")]
        path = tmp_path / "a\nX-Injected: yes"
        try:
            path.write_bytes(b"data")
        except OSError:
            return
        with contextlib.suppress(ValueError):
            send(path)
        assert b"\nX-Injected" not in server.requests[-1].body


def test_path_parameters_and_the_query_are_quoted_so_that_they_bring_no_header():
    with Echo() as server, client_with_secrets(server.url) as client:
        client.invoke("GET", CHAIN, (INJECTION, "a b/c?d#e"), query=[("identifier", INJECTION), (INJECTION, "x")])
        client.call_api(f"/{INJECTION}", "GET")
        for request in server.requests:
            assert "x-injected" not in request.headers
            assert "\r" not in request.target
        assert server.requests[0].target.startswith(
            "/public/api/v1/inboxes/canary-injected%0D%0AX-Injected%3A%20yes/contacts/a%20b%2Fc%3Fd%23e?identifier=canary"
        )


def test_basic_authentication_carries_what_a_header_itself_can_not():
    with (
        Echo() as server,
        contextlib.closing(
            chatwoot_client.ApiClient(
                chatwoot_client.Configuration(host=server.url, username="some", password=INJECTION)
            )
        ) as client,
    ):
        client.invoke("GET", Route("/one"))
        told = server.requests[0].headers["authorization"].split()[1]
        assert base64.b64decode(told).decode() == f"some:{INJECTION}"


@pytest.mark.parametrize("setting", ["username", "password"])
def test_a_lone_surrogate_in_a_password_is_refused_without_repeating_it(setting):
    refused(lambda: chatwoot_client.Configuration(**{setting: f"{TOKEN}\ud800"}))


@pytest.mark.parametrize(
    "host", ["http://chatwoot.test\r\nX-Injected: yes", "http://some:canary@chatwoot.test", "http://x.test/a b"]
)
def test_a_host_that_is_no_plain_url_is_refused_without_its_credentials(host):
    refused(lambda: chatwoot_client.Configuration(host=host))


# --- files that a server sends ---


@pytest.mark.parametrize(
    "name",
    [
        "../../canary.txt",
        "..\\..\\canary.txt",
        "/etc/canary",
        "C:\\canary.txt",
        "\\\\server\\share\\canary",
        "..",
        ".",
        "",
        ".bashrc",
        "a/../../b",
        "%2e%2e%2fcanary",
        "canary\0.txt",
        "canary\n.txt",
        "~root",
        "a" * 5000,
        "😀" * 400,
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
@pytest.mark.parametrize(
    "form", ['attachment; filename="{}"', "attachment; filename={}", "attachment; filename*=UTF-8''{}"]
)
def test_a_file_that_a_server_sends_lands_in_the_download_folder_whatever_its_name(name, form, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()

    class Response:
        status = 200
        data = b"downloaded"

        def getheader(self, header, default=None):
            return form.format(name) if header.lower() == "content-disposition" else default

    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(temp_folder_path=folder))
    paths = [client.deserialize(Response(), "file") for _ in range(2)]
    assert paths[0] != paths[1]
    for path in paths:
        assert os.path.commonpath([os.path.realpath(path), os.path.realpath(folder)]) == os.path.realpath(folder)
        assert os.path.basename(path) not in ("", ".", "..")
        with open(path, "rb") as opened:
            assert opened.read() == b"downloaded"
    assert [entry.name for entry in tmp_path.iterdir()] == ["downloads"]


# --- what crash reporters print: the variables of every frame behind an exception ---


def seen_by_reporters(error):
    """The variables of the frames of *error* that are the client's, as reporters show them."""
    shown = []
    trace = error.__traceback__
    while trace is not None:
        if "/chatwoot_client/" in trace.tb_frame.f_code.co_filename:
            shown += [shown_as(value, 5) for name, value in trace.tb_frame.f_locals.items() if name != "options"]
        trace = trace.tb_next
    return "\n".join(shown)


def shown_as(value, depth):
    """Some go into tuples, lists and dicts by themselves, named tuples too, instead of asking for their repr."""
    if depth and isinstance(value, (list, tuple, set, frozenset)):
        return " ".join(shown_as(item, depth - 1) for item in value)
    if depth and type(value) is dict:
        return " ".join(f"{key}: {shown_as(item, depth - 1)}" for key, item in value.items() if key != "_headers")
    return repr(value)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_variable_of_a_frame_behind_an_exception_shows_a_secret(script):
    with (
        ScriptedServer(SCRIPTS[script]) as server,
        client_with_secrets(server.url, timeout=0.2 if script == "silent" else 3.0, debug=False) as client,
    ):
        for call in calls(client):
            try:
                call()
            except ApiException as error:
                seen = seen_by_reporters(error)
                assert not [secret for secret in SECRETS if secret in seen]


def test_no_variable_shows_a_secret_when_there_is_no_connection_or_an_argument_is_wrong(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with client_with_secrets(f"http://127.0.0.1:{closed_port()}", debug=False) as client:
        errors = []
        for call in calls(client):
            with pytest.raises(ApiException) as raised:
                call()
            errors.append(raised.value)
        for wrong in ({"body": {"a": {1}}}, {"query": {"a": object()}}, {"_headers": {"X-A": "\n"}}):
            with pytest.raises((TypeError, ValueError)) as refused:
                client.request("POST", "/api/v1/accounts", **wrong)
            errors.append(refused.value)
        monkeypatch.setattr("time.sleep", interrupted)
        with pytest.raises(KeyboardInterrupt) as stopped:
            next(calls(client))()
        errors.append(stopped.value)
    for error in errors:
        seen = seen_by_reporters(error)
        assert not [secret for secret in SECRETS if secret in seen]
