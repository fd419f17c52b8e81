"""Whose token a call sends, whatever is written elsewhere at the same time."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import Configuration

pytestmark = pytest.mark.usefixtures("impatient_threads")

TENANTS = [f"tenant-{number}" for number in range(8)]
CALLS = 150


@pytest.fixture
def server():
    with ScriptedServer(lambda request: json_answer({"id": 1})) as scripted:
        yield scripted


def ask(client, tenant):
    return client.request("GET", f"/api/v1/{tenant}")


def sent_by(server):
    """What each request was sent with, and whose it was."""
    return [(request.target.rpartition("/")[2], request.headers) for request in server.requests]


def as_all_tenants(run):
    """Have *run* done for each tenant from a thread of its own, all at the same time; what each returned."""
    begin = threading.Barrier(len(TENANTS))

    def as_tenant(tenant):
        here.tenant = tenant
        begin.wait()
        return run(tenant)

    with ThreadPoolExecutor(len(TENANTS)) as threads:
        return list(threads.map(as_tenant, TENANTS))


def calls_of_all_tenants(client):
    as_all_tenants(lambda tenant: [ask(client, tenant) for _ in range(CALLS)])


# --- hooks ---

here = threading.local()


def writes_into_the_argument(configuration):
    configuration.api_key["api_access_token"] = here.tenant


def writes_only_what_differs(configuration):
    if configuration.api_key.get("api_access_token") != here.tenant:
        configuration.api_key["api_access_token"] = here.tenant


def assigns(configuration):
    configuration.api_key = {"api_access_token": here.tenant}


def updates(configuration):
    configuration.api_key.update(api_access_token=here.tenant)


def clears_and_sets(configuration):
    configuration.api_key.clear()
    configuration.api_key.setdefault("api_access_token", here.tenant)


def dawdles(configuration):
    configuration.api_key["api_access_token"] = here.tenant
    time.sleep(0.0005)


HOOKS = [writes_into_the_argument, writes_only_what_differs, assigns, updates, clears_and_sets, dawdles]


def test_a_hook_that_picks_a_tenant_by_thread_never_sends_another_tenant_s_token(server):
    configuration = Configuration(host=server.url, refresh_api_key_hook=dawdles)
    with chatwoot_client.ApiClient(configuration) as client:
        calls_of_all_tenants(client)
    sent = [(tenant, headers["api-access-token"]) for tenant, headers in sent_by(server)]
    assert len(sent) == CALLS * len(TENANTS)
    assert [pair for pair in sent if pair[0] != pair[1]] == []


@pytest.mark.parametrize("known", [False, True], ids=["argument", "configuration that it knows"])
@pytest.mark.parametrize("hook", HOOKS)
def test_however_a_hook_writes_its_own_thread_reads_what_it_wrote(hook, known):
    configuration = Configuration()
    configuration.refresh_api_key_hook = (lambda _: hook(configuration)) if known else hook
    ends = time.monotonic() + 0.5

    def reads(tenant):
        read = {configuration.get_api_key_with_prefix("api_access_token")}
        while time.monotonic() < ends:
            read.add(configuration.get_api_key_with_prefix("api_access_token"))
        return read

    assert as_all_tenants(reads) == [{tenant} for tenant in TENANTS]


def test_a_token_goes_with_its_own_prefix(server):
    def hook(configuration):
        configuration.api_key["api_access_token"] = here.tenant
        configuration.api_key_prefix["api_access_token"] = f"prefix-of-{here.tenant}"

    with chatwoot_client.ApiClient(Configuration(host=server.url, refresh_api_key_hook=hook)) as client:
        calls_of_all_tenants(client)
    sent = {(tenant, headers["api-access-token"]) for tenant, headers in sent_by(server)}
    assert sent == {(tenant, f"prefix-of-{tenant} {tenant}") for tenant in TENANTS}


def test_a_token_that_is_changed_with_its_prefix_is_read_with_it():
    turns = iter(range(10**9))

    def hook(configuration):
        if here.rotates:
            turn = next(turns)
            configuration.api_key["api_access_token"] = f"token-{turn}"
            configuration.api_key_prefix["api_access_token"] = f"prefix-{turn}"

    configuration = Configuration(refresh_api_key_hook=hook)
    ends = time.monotonic() + 0.5

    def read(rotates):
        here.rotates = rotates
        found = set()
        while time.monotonic() < ends:
            prefix, _, token = (configuration.get_api_key_with_prefix("api_access_token") or " ").partition(" ")
            if prefix.rpartition("-")[2] != token.rpartition("-")[2]:
                found.add((prefix, token))
        return found

    with ThreadPoolExecutor(4) as threads:
        assert set().union(*threads.map(read, [True, True, False, False])) == set()


def test_a_hook_s_user_name_and_password_are_those_of_the_call_that_it_ran_for(server):
    def hook(configuration):
        configuration.username = here.tenant
        configuration.password = here.tenant
        configuration.api_key["api_access_token"] = here.tenant

    configuration = Configuration(host=server.url, refresh_api_key_hook=hook)
    with chatwoot_client.ApiClient(configuration) as client:
        calls_of_all_tenants(client)
    expected = {tenant: Configuration(username=tenant, password=tenant).get_basic_auth_token() for tenant in TENANTS}
    assert {(tenant, headers.get("authorization")) for tenant, headers in sent_by(server)} == set(expected.items())


def test_what_a_hook_writes_is_kept_in_the_configuration():
    def hook(configuration):
        configuration.api_key["userApiKey"] = "fresh"
        del configuration.api_key["agentBotApiKey"]

    configuration = Configuration(api_key={"userApiKey": "old", "agentBotApiKey": "gone", "api_access_token": "stays"})
    keys = configuration.api_key
    configuration.refresh_api_key_hook = hook
    assert configuration.get_api_key_with_prefix("userApiKey") == "fresh"
    assert configuration.api_key == {"userApiKey": "fresh", "api_access_token": "stays"}
    assert configuration.api_key is keys
    configuration.refresh_api_key_hook = lambda configuration: setattr(configuration, "username", "ann")
    configuration.get_api_key_with_prefix("userApiKey")
    assert configuration.username == "ann"
    assert copy.deepcopy(configuration) == configuration


def test_a_hook_that_raises_has_written_what_it_had_written():
    def hook(configuration):
        configuration.api_key["userApiKey"] = "fresh"
        raise LookupError("vault")

    configuration = Configuration(refresh_api_key_hook=hook)
    with pytest.raises(LookupError, match="vault"):
        configuration.get_api_key_with_prefix("userApiKey")
    assert configuration.api_key == {"userApiKey": "fresh"}


def test_a_hook_may_call_with_the_client_that_asked_it(server):
    asked = []

    def hook(configuration):
        asked.append(1)
        configuration.api_key["userApiKey"] = "refresh-token"
        client.request("GET", "/api/v1/token")
        configuration.api_key["userApiKey"] = "access-token"

    configuration = Configuration(host=server.url, refresh_api_key_hook=hook)
    with chatwoot_client.ApiClient(configuration) as client:
        client.request("GET", "/api/v1/profile")
    assert [headers["api-access-token"] for _, headers in sent_by(server)] == ["refresh-token", "access-token"]
    assert asked == [1]


def test_a_hook_may_leave_the_writing_to_another_thread(server):
    with ThreadPoolExecutor(1) as threads:

        def hook(configuration):
            threads.submit(configuration.api_key.__setitem__, "userApiKey", "fresh").result()

        # The hook doesn't look at the tokens itself.
        configuration = Configuration(host=server.url)
        keys = configuration.api_key
        configuration.refresh_api_key_hook = lambda _: threads.submit(keys.update, userApiKey="fresh").result()
        with chatwoot_client.ApiClient(configuration) as client:
            client.request("GET", "/api/v1/profile")
    assert server.requests[0].headers["api-access-token"] == "fresh"


def test_a_hook_may_run_a_loop_of_its_own(server):
    def hook(configuration):
        async def refresh():
            await asyncio.sleep(0)
            configuration.api_key["userApiKey"] = "fresh"

        asyncio.run(refresh())

    configuration = Configuration(host=server.url, api_key={"userApiKey": "old"}, refresh_api_key_hook=hook)
    with chatwoot_client.ApiClient(configuration) as client:
        client.request("GET", "/api/v1/profile")
    assert server.requests[0].headers["api-access-token"] == "fresh"


def test_a_hook_that_was_interrupted_is_asked_again():
    calls = []

    def hook(configuration):
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        configuration.api_key["userApiKey"] = "fresh"

    configuration = Configuration(refresh_api_key_hook=hook)
    with pytest.raises(KeyboardInterrupt):
        configuration.get_api_key_with_prefix("userApiKey")
    assert configuration.get_api_key_with_prefix("userApiKey") == "fresh"
    assert len(calls) == 2


def test_slow_hooks_do_not_wait_for_each_other():
    together = threading.Barrier(4, timeout=10)
    configuration = Configuration(refresh_api_key_hook=lambda _: together.wait())
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(configuration.get_api_key_with_prefix, ["userApiKey"] * 4))
    assert not together.broken


def test_a_hook_is_asked_once_a_call(server):
    asked = []
    configuration = Configuration(host=server.url, refresh_api_key_hook=asked.append)
    with chatwoot_client.ApiClient(configuration) as client, contextlib.suppress(chatwoot_client.ApiException):
        client.request("GET", "/api/v1/accounts/1", auth=("userApiKey", "agentBotApiKey", "platformAppApiKey"))
    configuration.auth_settings()
    assert asked == [configuration, configuration]


# --- hosts ---


@pytest.fixture
def other():
    with ScriptedServer(lambda request: json_answer({"id": 1})) as scripted:
        yield scripted


def tokens_at(server):
    return {headers.get("api-access-token") for _, headers in sent_by(server)}


def host_first(configuration, host, token):
    configuration.host = host
    configuration.api_key["api_access_token"] = token


def token_first(configuration, host, token):
    configuration.api_key["api_access_token"] = token
    configuration.host = host


def token_assigned(configuration, host, token):
    configuration.host = host
    configuration.api_key = {"api_access_token": token}


@pytest.mark.parametrize("turn", [host_first, token_first, token_assigned])
@pytest.mark.parametrize("called_before", [False, True])
def test_a_client_whose_configuration_is_turned_to_another_host_keeps_its_host_and_its_token(
    server, other, turn, called_before
):
    configuration = Configuration(host=server.url, api_key={"api_access_token": "first"})
    with chatwoot_client.ApiClient(configuration) as client:
        if called_before:
            configuration.api_key["api_access_token"] = "one"
            ask(client, "before")
        turn(configuration, other.url, "other's")
        ask(client, "after")
        with chatwoot_client.ApiClient(configuration) as new:
            ask(new, "new")
        ask(client, "again")
    assert tokens_at(server) == {"one" if called_before else "first"}
    assert tokens_at(other) == {"other's"}


def test_a_client_that_is_given_another_configuration_takes_its_tokens_where_they_are_for_its_host(server, other):
    with chatwoot_client.ApiClient(Configuration(host=server.url, api_key={"api_access_token": "one"})) as client:
        client.configuration = Configuration(host=server.url, api_key={"api_access_token": "two"})
        ask(client, "same host")
        client.configuration = Configuration(host=other.url, api_key={"api_access_token": "other's"})
        ask(client, "another host")
    assert [headers["api-access-token"] for _, headers in sent_by(server)] == ["two", "two"]


def test_basic_authentication_that_is_meant_for_one_host_does_not_go_to_another(server, other):
    configuration = Configuration(host=server.url, username="ann", password="one")
    with chatwoot_client.ApiClient(configuration) as client:
        configuration.host, configuration.password = other.url, "other's"
        ask(client, "after")
    expected = Configuration(username="ann", password="one").get_basic_auth_token()
    assert server.requests[0].headers["authorization"] == expected


def test_a_client_takes_new_tokens_again_when_its_configuration_comes_back_to_its_host(server, other):
    configuration = Configuration(host=server.url, api_key={"api_access_token": "one"})
    with chatwoot_client.ApiClient(configuration) as client:
        token_first(configuration, other.url, "other's")
        token_first(configuration, server.url, "two")
        ask(client, "after")
    assert tokens_at(server) == {"two"}


def test_a_hook_s_token_for_another_host_does_not_go_to_the_client_s(server, other):
    asked = []

    def hook(configuration):
        asked.append(1)
        if turned:
            configuration.host = other.url
        configuration.api_key["api_access_token"] = "other's" if turned else "one"

    turned = False
    configuration = Configuration(host=server.url, api_key={"api_access_token": "first"}, refresh_api_key_hook=hook)
    with chatwoot_client.ApiClient(configuration) as client:
        ask(client, "before")
        turned = True
        ask(client, "while it turns")
        ask(client, "after")
    assert [headers["api-access-token"] for _, headers in sent_by(server)] == ["one", "first", "first"]
    assert len(asked) == 2


def test_no_token_goes_to_another_host_while_a_configuration_is_turned_to_and_fro(server, other):
    configuration = Configuration(host=server.url, api_key={"api_access_token": server.url})
    stop = threading.Event()

    def turn():
        while not stop.is_set():
            for host in (other.url, server.url):
                token_first(configuration, host, "nobody's")
                configuration.api_key["api_access_token"] = host

    with chatwoot_client.ApiClient(configuration) as client, ThreadPoolExecutor(1) as threads:
        turning = threads.submit(turn)
        ends = time.monotonic() + 0.5
        while time.monotonic() < ends:
            ask(client, "x")
        stop.set()
        turning.result()
    assert other.url not in tokens_at(server)
    assert other.requests == []


# --- whose token ---


def test_a_token_of_the_wrong_kind_that_was_held_back_is_told(server):
    unauthorized = json_answer({"errors": ["You need to sign in or sign up before continuing."]}, 401)
    configuration = Configuration(api_key={"agentBotApiKey": "canary"})
    with ScriptedServer([unauthorized] * 3) as refusing:
        configuration.host = refusing.url
        with chatwoot_client.ApiClient(configuration) as client:
            with pytest.raises(chatwoot_client.UnauthorizedException) as refused:
                chatwoot_client.ContactsApi(client).contact_details(1, 1)
            with pytest.raises(chatwoot_client.UnauthorizedException) as by_platform:
                client.request("GET", "/platform/api/v1/users/1")
    assert "a user's is needed here, and what's kept is an agent bot's" in refused.value.hint
    assert "Configuration.api_key['userApiKey']" in refused.value.hint
    assert "a platform app's is needed here" in by_platform.value.hint
    assert "canary" not in str(refused.value)
    assert tokens_at(refusing) == {None}


# --- keys ---


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("userApikey", "userApiKey"),
        ("user_api_key", "userApiKey"),
        ("USERAPIKEY", "userApiKey"),
        ("agentBotAPIKey", "agentBotApiKey"),
        ("platformApiKey", "platformAppApiKey"),
        ("Api-Access-Token", "api_access_token"),
        ("api_acces_token", "api_access_token"),
    ],
)
@pytest.mark.parametrize(
    "write",
    [
        lambda keys: Configuration(api_key=keys),
        lambda keys: Configuration(api_key_prefix=keys),
        lambda keys: Configuration.from_env(api_key=keys),
        lambda keys: setattr(Configuration(), "api_key", keys),
        lambda keys: Configuration().api_key.__setitem__(*next(iter(keys.items()))),
        lambda keys: Configuration().api_key.update(keys),
        lambda keys: Configuration().api_key.setdefault(*next(iter(keys.items()))),
        lambda keys: Configuration().api_key.__ior__(keys),
    ],
)
def test_a_misspelt_scheme_is_refused_at_once(write, key, meant):
    with pytest.raises(ValueError, match=f"{key!r}; did you mean {meant!r}") as refused:
        write({key: "canary"})
    assert "canary" not in str(refused.value)


def test_a_misspelt_scheme_of_a_call_is_refused_before_it_is_sent(server):
    with chatwoot_client.ApiClient(Configuration(host=server.url)) as client:
        for auth in ("userApikey", ["userApiKey", "userApikey"]):
            with pytest.raises(ValueError, match=r"^auth: there is no scheme 'userApikey'; did you mean 'userApiKey'"):
                client.request("GET", "/api/v1/profile", auth=auth)
        with pytest.raises(ValueError, match=r"^auth_settings: .* did you mean 'userApiKey'"):
            client.call_api("/api/v1/profile", "GET", auth_settings=["userApikey"])
    assert server.requests == []


def test_keys_that_are_nothing_like_a_scheme_are_left_alone(server):
    configuration = Configuration(host=server.url, api_key={"X-Gateway": "gateway"})
    configuration.api_key["Authorization"] = "other"
    with chatwoot_client.ApiClient(configuration) as client:
        client.request("GET", "/api/v1/profile", auth="X-Gateway")
    assert server.requests[0].headers["api-access-token"] == "gateway"


def test_tokens_are_a_dict_that_shows_none():
    keys = Configuration(api_key={"userApiKey": "canary"}).api_key
    assert isinstance(keys, dict)
    assert keys == {"userApiKey": "canary"}
    assert json.loads(json.dumps(keys)) == keys
    for shown in (repr(keys), str(keys), f"{keys}", repr(keys.copy()), repr(copy.deepcopy(keys))):
        assert "userApiKey" in shown
        assert "canary" not in shown
