"""Configuration: every setting, where it's checked, when it counts, and that it keeps its secrets."""

from __future__ import annotations

import copy
import inspect
import logging
import os
import pickle
import re
from pathlib import Path

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import Configuration, RateLimit, RetryPolicy

SECRET = "s3cret-canary"
CLONE = Path(__file__).resolve().parents[1]


def hook(configuration):
    pass


OBSERVER = chatwoot_client.Observer()

#: Every setting with a value that isn't its default, and what it then reads.
SETTINGS = {
    "host": ("https://chat.example.com/base/", "https://chat.example.com/base"),
    "api_key": ({"userApiKey": "u", "api_access_token": "t"}, {"userApiKey": "u", "api_access_token": "t"}),
    "api_key_prefix": ({"userApiKey": "Bearer"}, {"userApiKey": "Bearer"}),
    "refresh_api_key_hook": (hook, hook),
    "username": ("ann", "ann"),
    "password": ("pass", "pass"),
    "api_key_header": ("api_access_token", "api_access_token"),
    "auth_scheme": ("bearer", "bearer"),
    "verify_ssl": (False, False),
    "ssl_ca_cert": (Path("/ca.pem"), "/ca.pem"),
    "cert_file": ("/cert.pem", "/cert.pem"),
    "key_file": ("/key.pem", "/key.pem"),
    "assert_hostname": ("chat.example.com", "chat.example.com"),
    "timeout": ([1, 2], (1, 2)),
    "deadline": (None, None),
    "retries": (RetryPolicy(5), RetryPolicy(5)),
    "rate_limit": (60, 60),
    "keepalive_expiry": (1.5, 1.5),
    "max_response_size": (1, 1),
    "connection_pool_maxsize": (1, 1),
    "proxy": ("http://ann:pass@proxy:3128", "http://ann:pass@proxy:3128"),
    "proxy_headers": ({"X-Team": "a"}, {"X-Team": "a"}),
    "trust_env": (False, False),
    "safe_chars_for_path_param": ("/:@", "/:@"),
    "temp_folder_path": (Path("/tmp"), "/tmp"),
    "observer": (OBSERVER, OBSERVER),
    "debug": (True, True),
    "logger_file": (Path("/tmp/log"), "/tmp/log"),
    "logger_format": ("%(message)s", "%(message)s"),
}


@pytest.fixture(autouse=True)
def without_environment_and_default(monkeypatch):
    for name in os.environ:
        if name.startswith("CHATWOOT_"):
            monkeypatch.delenv(name)
    yield
    Configuration.set_default(None)


@pytest.fixture
def server():
    with ScriptedServer([json_answer([])]) as scripted:
        yield scripted


def list_messages(configuration):
    with chatwoot_client.ApiClient(configuration) as client:
        return chatwoot_client.MessagesAPIApi(client).list_all_converation_messages("inbox", "contact", 1)


# --- settings ---


def test_every_setting_is_listed_here():
    assert list(inspect.signature(Configuration).parameters) == list(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_a_keyword_and_an_attribute(name):
    given, read = SETTINGS[name]
    by_keyword = Configuration(**{name: given})
    by_attribute = Configuration()
    assert getattr(by_attribute, name) != read
    setattr(by_attribute, name, given)
    assert getattr(by_keyword, name) == getattr(by_attribute, name) == read
    assert isinstance(getattr(by_keyword, name), type(read))
    assert by_keyword == by_attribute != Configuration()


def test_the_defaults():
    configuration = Configuration()
    assert configuration.host == "https://app.chatwoot.com"
    assert (configuration.api_key, configuration.api_key_prefix) == ({}, {})
    assert (configuration.timeout, configuration.deadline, configuration.retries) == ((10, 60), 300, 2)
    assert (configuration.verify_ssl, configuration.trust_env, configuration.debug) == (True, True, False)
    assert (configuration.keepalive_expiry, configuration.connection_pool_maxsize) == (15, 16)
    assert configuration.max_response_size == 128 * 1024 * 1024
    assert (configuration.api_key_header, configuration.auth_scheme) == ("Api-Access-Token", "header")
    assert configuration == Configuration()


BAD = [
    ("host", ["app.chatwoot.com", "", "ftp://x", "https://", "//x", "https://x:port", "https://x:99999", "https://x:0",
              "https://ann:pass@x", "https://x?y", "https://x#y", "https://x y", " https://x", "https://x\n",
              "https://x\\y", "https://[::1"], [None, 5, b"https://x"]),
    ("api_key", [{"userApiKey": f"{SECRET}\n"}, {"userApiKey": f"{SECRET}\u20ac"}],
     [SECRET, [SECRET], 5, {"userApiKey": 5}, {5: SECRET}, {"userApiKey": SECRET.encode()}]),
    ("api_key_prefix", [{"userApiKey": "Bearer\r"}], ["Bearer", 5, {"userApiKey": 5}]),
    ("refresh_api_key_hook", [], [5, "hook"]),
    ("username", [], [None, 5, b"ann"]),
    ("password", [], [None, 5, SECRET.encode()]),
    ("api_key_header", ["", "a b", "a:b", "a\n", "\u00e4"], [None, 5]),
    ("auth_scheme", ["", "Bearer", "basic"], [None, 5]),
    ("verify_ssl", [], [None, 1, "no"]),
    ("ssl_ca_cert", [], [5, []]),
    ("cert_file", [], [5, []]),
    ("key_file", [], [5, []]),
    ("assert_hostname", [], [5, []]),
    ("timeout", [0, -1, float("nan"), float("inf"), (1,), (1, 2, 3), (1, 0)], [None, "5", True, (1, None), {}]),
    ("deadline", [0, -1, float("nan"), float("inf")], ["5", True, (1, 2)]),
    ("retries", [-1], ["3", 1.5, []]),
    ("rate_limit", [0, -1], ["60", 1.5, True]),
    ("keepalive_expiry", [0, -1, float("nan")], [None, "5", True]),
    ("max_response_size", [0, -1], [None, 1.5, "5", True]),
    ("connection_pool_maxsize", [0, -1], [None, 1.5, "5", True]),
    ("proxy", ["proxy:3128", "", f"http://ann:{SECRET}@", f"socks5://ann:{SECRET}@proxy", f"http://ann:{SECRET}@x:y",
               f"http://ann:{SECRET} @x"], [5, b"http://x"]),
    ("proxy_headers", [{"a b": "c"}, {"X-Token": f"{SECRET}\n"}, {"X-Token": f"{SECRET}\u20ac"}],
     [5, SECRET, {"X-Token": 5}, {5: SECRET}]),
    ("trust_env", [], [None, 1, "no"]),
    ("safe_chars_for_path_param", ["?", "#", " ", "\n", "a"], [None, 5]),
    ("temp_folder_path", [], [5, []]),
    ("observer", [], [chatwoot_client.Observer, "o", 5]),
    ("debug", [], [None, 1, "yes"]),
    ("logger_file", [], [5, []]),
    ("logger_format", ["no field", "%(message"], [None, 5]),
]  # fmt: skip


def test_every_setting_is_checked():
    assert [name for name, _, _ in BAD] == list(SETTINGS)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [(name, value, ValueError) for name, values, _ in BAD for value in values]
    + [(name, value, TypeError) for name, _, values in BAD for value in values],
)
def test_a_setting_that_does_not_fit_is_refused_by_name_and_without_what_is_secret(name, value, error):
    with pytest.raises(error, match=f"^{name}") as by_keyword:
        Configuration(**{name: value})
    configuration = Configuration()
    with pytest.raises(error, match=f"^{name}") as by_attribute:
        setattr(configuration, name, value)
    assert str(by_keyword.value) == str(by_attribute.value)
    assert SECRET not in str(by_keyword.value)
    assert by_keyword.value.__cause__ is None
    assert by_keyword.value.__suppress_context__ or by_keyword.value.__context__ is None
    assert configuration == Configuration()


def test_an_unknown_setting_is_refused_with_the_nearest():
    for make in (Configuration, Configuration.from_env):
        with pytest.raises(TypeError, match="unexpected keyword argument 'hots'; did you mean 'host'"):
            make(hots="https://chat.example.com")
    with pytest.raises(AttributeError, match="Configuration has no setting 'hots'; did you mean 'host'"):
        Configuration().hots = "https://chat.example.com"


def test_only_the_host_is_given_by_position():
    assert Configuration("https://chat.example.com").host == "https://chat.example.com"
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Configuration("https://chat.example.com", {"userApiKey": "u"})
    with pytest.raises(TypeError, match="multiple values for argument 'host'"):
        Configuration("https://chat.example.com", host="https://chat.example.com")


def test_what_is_shown_of_the_constructor_has_names_types_and_defaults():
    parameters = inspect.signature(Configuration).parameters
    kinds = {name: parameter.kind for name, parameter in parameters.items()}
    assert kinds.pop("host") is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}
    assert (parameters["deadline"].default, parameters["deadline"].annotation) == (300.0, "float | None")
    assert parameters["api_key"].annotation == "Mapping[str, str] | None"
    assert parameters["ssl_ca_cert"].annotation == "str | os.PathLike[str] | None"
    assert parameters["refresh_api_key_hook"].annotation == "Callable[[Configuration], Any] | None"
    assert all(parameter.annotation for parameter in parameters.values())


def test_a_subclass_may_have_a_constructor_of_its_own():
    class Shop(Configuration):
        """A shop's."""

        def __init__(self, shop: str) -> None:
            super().__init__(f"https://{shop}.example.com")

    assert list(inspect.signature(Shop).parameters) == ["shop"]
    assert Shop("books").host == "https://books.example.com"
    assert copy.copy(Shop("books")) == Shop("books")
    assert repr(Shop("books")).startswith("Shop(host='https://books.example.com'")


@pytest.mark.parametrize("name", SETTINGS)
def test_the_documentation_says_what_a_setting_means(name):
    assert re.search(rf"^    {name}: \S.*\.$", inspect.getdoc(Configuration), re.MULTILINE)
    assert getattr(Configuration, name).__doc__ in inspect.getdoc(Configuration)


def test_a_token_that_is_none_is_none():
    assert Configuration(api_key={"userApiKey": None}).get_api_key_with_prefix("userApiKey") is None


@pytest.mark.parametrize("retries", [0, False, None, True, 7])
def test_retries_may_be_a_number_a_boolean_or_none(retries):
    assert Configuration(retries=retries).retries is retries


# --- the host ---


@pytest.mark.parametrize(
    ("path", "base"),
    [("", ""), ("/", ""), ("//", ""), ("/chat", "/chat"), ("/chat/", "/chat"), ("/a b".replace(" ", "%20"), "/a%20b")],
)
def test_a_host_with_or_without_a_trailing_slash_or_sub_path_gives_one_slash(server, path, base):
    list_messages(Configuration(host=server.url + path))
    (request,) = server.requests
    assert request.target == f"{base}/public/api/v1/inboxes/inbox/contacts/contact/conversations/1/messages"
    assert request.headers["host"] == f"127.0.0.1:{server.port}"


def test_the_scheme_of_a_host_may_be_in_capitals(server):
    list_messages(Configuration(host=server.url.replace("http", "HTTP")))
    assert len(server.requests) == 1


# --- no shared state ---


def test_no_two_configurations_share_state():
    keys = {"userApiKey": "u"}
    one, other = Configuration(api_key=keys, proxy_headers=keys), Configuration()
    one.api_key["userApiKey"] = "changed"
    one.api_key_prefix["userApiKey"] = "Bearer"
    assert keys == {"userApiKey": "u"}
    assert (other.api_key, other.api_key_prefix) == ({}, {})
    assert (Configuration().api_key, Configuration().api_key_prefix) == ({}, {})


@pytest.mark.parametrize("copied_by", [copy.copy, copy.deepcopy])
def test_a_copy_is_equal_and_apart(copied_by):
    settings = {name: given for name, (given, _) in SETTINGS.items()}
    original = Configuration(**settings)
    copied = copied_by(original)
    assert copied == original
    assert repr(copied) == repr(original)
    for name in ("api_key", "api_key_prefix", "proxy_headers"):
        getattr(copied, name)["X-More"] = "more"
    copied.host = "https://other.example.com"
    assert original == Configuration(**settings)


def test_a_retry_policy_that_configurations_share_can_not_be_changed():
    policy = RetryPolicy(1)
    with pytest.raises(AttributeError):
        policy.repeats = 5
    assert copy.deepcopy(policy) == policy == pickle.loads(pickle.dumps(policy))


def test_set_default_copies():
    default = Configuration(host="https://chat.example.com", api_key={"userApiKey": "u"})
    Configuration.set_default(default)
    default.host = "https://changed.example.com"
    default.api_key["userApiKey"] = "changed"
    made = Configuration(api_key={"platformAppApiKey": "p"}, timeout=1)
    assert (made.host, made.timeout) == ("https://chat.example.com", 1)
    assert made.api_key == {"userApiKey": "u", "platformAppApiKey": "p"}
    made.api_key.clear()
    assert Configuration().api_key == {"userApiKey": "u"}
    assert chatwoot_client.ApiClient().configuration.host == "https://chat.example.com"
    Configuration.set_default(None)
    assert Configuration().host == "https://app.chatwoot.com"


def test_only_a_configuration_becomes_the_default():
    with pytest.raises(TypeError, match="default must be a Configuration"):
        Configuration.set_default({"host": "https://chat.example.com"})


def test_a_configuration_is_not_pickled():
    with pytest.raises(TypeError, match="secrets"):
        pickle.dumps(Configuration(api_key={"userApiKey": SECRET}))


# --- the environment ---

ENVIRONMENT = [
    ("CHATWOOT_HOST", "https://chat.example.com/", "host", "https://chat.example.com"),
    ("CHATWOOT_API_ACCESS_TOKEN", "t", "api_key", {"api_access_token": "t"}),
    ("CHATWOOT_USER_TOKEN", "u", "api_key", {"userApiKey": "u"}),
    ("CHATWOOT_AGENT_BOT_TOKEN", "b", "api_key", {"agentBotApiKey": "b"}),
    ("CHATWOOT_PLATFORM_TOKEN", "p", "api_key", {"platformAppApiKey": "p"}),
    ("CHATWOOT_AUTH_SCHEME", "bearer", "auth_scheme", "bearer"),
    ("CHATWOOT_SSL_CA_CERT", "/ca.pem", "ssl_ca_cert", "/ca.pem"),
    ("CHATWOOT_PROXY", "http://ann:pass@proxy:3128", "proxy", "http://ann:pass@proxy:3128"),
    ("CHATWOOT_TIMEOUT", "2.5", "timeout", 2.5),
    ("CHATWOOT_DEADLINE", "60", "deadline", 60.0),
    ("CHATWOOT_DEBUG", "True", "debug", True),
    ("CHATWOOT_DEBUG", "0", "debug", False),
]


@pytest.mark.parametrize(("variable", "text", "name", "value"), ENVIRONMENT)
def test_from_env_reads_each_variable(monkeypatch, variable, text, name, value):
    monkeypatch.setenv(variable, text)
    assert getattr(Configuration.from_env(), name) == value


def test_every_variable_is_listed_here_and_in_the_readme():
    listed = {variable for variable, *_ in ENVIRONMENT}
    declared = [getattr(Configuration, name) for name in SETTINGS]
    assert listed == {setting.env for setting in declared if setting.env} | set(Configuration.api_key.variables)
    told = set(re.findall(r"CHATWOOT_[A-Z_]+", (CLONE / "README.md").read_text(encoding="utf-8")))
    assert listed <= told


@pytest.mark.parametrize("variable", sorted({variable for variable, *_ in ENVIRONMENT}))
def test_an_empty_variable_counts_as_not_set(monkeypatch, variable):
    monkeypatch.setenv(variable, "")
    assert Configuration.from_env() == Configuration()


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("CHATWOOT_HOST", "app.chatwoot.com"),
        ("CHATWOOT_API_ACCESS_TOKEN", f"{SECRET}\n"),
        ("CHATWOOT_USER_TOKEN", f"{SECRET}\n"),
        ("CHATWOOT_AGENT_BOT_TOKEN", f"{SECRET}\u20ac"),
        ("CHATWOOT_PLATFORM_TOKEN", f"{SECRET}\n"),
        ("CHATWOOT_PROXY", f"ann:{SECRET}@proxy"),
        ("CHATWOOT_TIMEOUT", SECRET),
        ("CHATWOOT_TIMEOUT", "0"),
        ("CHATWOOT_DEADLINE", "nan"),
        ("CHATWOOT_DEBUG", "perhaps"),
    ],
)
def test_a_variable_that_does_not_fit_is_refused_by_name_and_without_what_is_secret(monkeypatch, variable, text):
    monkeypatch.setenv("CHATWOOT_PLATFORM_TOKEN", "p")
    monkeypatch.setenv(variable, text)
    with pytest.raises(ValueError, match=f"^{variable} ") as refused:
        Configuration.from_env()
    assert SECRET not in str(refused.value)


def test_what_is_given_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("CHATWOOT_HOST", "nonsense")
    monkeypatch.setenv("CHATWOOT_USER_TOKEN", "u")
    monkeypatch.setenv("CHATWOOT_PLATFORM_TOKEN", "p")
    made = Configuration.from_env(host="https://chat.example.com", api_key={"userApiKey": "mine"})
    assert made.host == "https://chat.example.com"
    assert made.api_key == {"userApiKey": "mine", "platformAppApiKey": "p"}


def test_a_setting_that_does_not_fit_is_not_blamed_on_the_environment(monkeypatch):
    monkeypatch.setenv("CHATWOOT_HOST", "https://chat.example.com")
    with pytest.raises(ValueError, match=r"^timeout must be") as refused:
        Configuration.from_env(timeout=0)
    assert "CHATWOOT" not in str(refused.value)


# --- credentials ---


@pytest.mark.parametrize(
    ("keys", "token"),
    [
        ({"userApiKey": "u", "api_access_token": "t"}, "u"),
        ({"api_access_token": "t"}, "t"),
        ({"userApiKey": "", "api_access_token": "t"}, "t"),
        ({"platformAppApiKey": "p"}, None),
        ({}, None),
    ],
)
def test_a_token_is_looked_up_by_scheme_and_then_by_header_name(server, keys, token):
    list_messages(Configuration(host=server.url, api_key=keys))
    assert server.requests[0].headers.get("api-access-token") == token


def test_one_configuration_holds_tokens_of_all_kinds():
    configuration = Configuration(
        api_key={"userApiKey": "u", "platformAppApiKey": "p", "api_access_token": "t"},
        api_key_prefix={"platformAppApiKey": "Bearer"},
    )
    settings = configuration.auth_settings()
    assert {scheme: details["value"] for scheme, details in settings.items()} == {
        "userApiKey": "u",
        "agentBotApiKey": "t",
        "platformAppApiKey": "Bearer p",
    }
    assert settings["userApiKey"] == {"type": "api_key", "in": "header", "key": "Api-Access-Token", "value": "u"}


def test_a_prefix_goes_before_its_token(server):
    configuration = Configuration(host=server.url, api_key={"api_access_token": "t"})
    configuration.api_key_prefix["api_access_token"] = "Bearer"
    assert configuration.get_api_key_with_prefix("api_access_token") == "Bearer t"
    assert configuration.get_api_key_with_prefix("userApiKey") is None
    list_messages(configuration)
    assert server.requests[0].headers["api-access-token"] == "Bearer t"


def test_the_refresh_hook_is_asked_before_each_call(server):
    tokens = iter(["first", "second"])

    def refresh(configuration):
        configuration.api_key["userApiKey"] = next(tokens)

    configuration = Configuration(host=server.url, refresh_api_key_hook=refresh)
    list_messages(configuration)
    list_messages(configuration)
    assert [request.headers["api-access-token"] for request in server.requests] == ["first", "second"]


def test_get_api_key_with_prefix_asks_the_refresh_hook():
    def refresh(configuration):
        configuration.api_key["userApiKey"] = "fresh"

    assert Configuration(refresh_api_key_hook=refresh).get_api_key_with_prefix("userApiKey") == "fresh"


def test_a_token_that_can_not_be_sent_is_refused_at_the_call_without_being_repeated(server):
    configuration = Configuration(host=server.url)
    configuration.api_key["userApiKey"] = f"{SECRET}\r\nX-Injected: 1"
    with pytest.raises(ValueError, match="api_key: the token for userApiKey") as refused:
        list_messages(configuration)
    assert SECRET not in str(refused.value)
    configuration.api_key["userApiKey"] = SECRET.encode()
    with pytest.raises(TypeError, match="api_key: the token for userApiKey must be text"):
        list_messages(configuration)
    assert server.requests == []


def test_basic_authentication(server):
    configuration = Configuration(host=server.url, username="ann", password="p\u00e4ss:word")
    assert configuration.get_basic_auth_token() == "Basic YW5uOnDDpHNzOndvcmQ="
    list_messages(configuration)
    assert server.requests[0].headers["authorization"] == configuration.get_basic_auth_token()
    assert Configuration().get_basic_auth_token() == ""


def test_without_credentials_none_are_sent(server):
    list_messages(Configuration(host=server.url))
    assert not {"authorization", "api-access-token", "cookie"} & set(server.requests[0].headers)


# --- when a setting counts ---


def test_settings_count_for_clients_made_after_and_credentials_at_every_call(server):
    configuration = Configuration(host=server.url, api_key={"userApiKey": "old"})
    with chatwoot_client.ApiClient(configuration) as client:
        api = chatwoot_client.MessagesAPIApi(client)
        configuration.api_key_header = "X-Other"
        configuration.safe_chars_for_path_param = "@"
        configuration.api_key["userApiKey"] = "new"
        configuration.api_key_prefix = {"userApiKey": "Bearer"}
        configuration.username = "ann"
        api.list_all_converation_messages("inbox", "a@b", 1)
    (request,) = server.requests
    assert request.headers["api-access-token"] == "Bearer new"
    assert "authorization" in request.headers
    assert "x-other" not in request.headers
    assert "/contacts/a%40b/" in request.target


def test_a_setting_made_before_the_client_counts(server):
    configuration = Configuration()
    configuration.host = server.url
    configuration.api_key_header = "X-Other"
    configuration.api_key = {"userApiKey": "u"}
    list_messages(configuration)
    assert server.requests[0].headers["x-other"] == "u"


# --- what people see ---


def test_the_debug_report_says_what_runs_and_no_secret():
    report = Configuration(host="https://chat.example.com", api_key={"userApiKey": SECRET}).to_debug_report()
    for line in ("OS: ", "Python Version: ", "urllib3 Version: ", "Version of the API: ", "SDK Package Version: 2.0.0"):
        assert line in report
    assert SECRET not in report


def test_repr_shows_what_was_set_and_no_secret():
    shown = repr(
        Configuration(
            host="https://chat.example.com",
            api_key={"userApiKey": SECRET},
            api_key_prefix={"userApiKey": SECRET},
            username=SECRET,
            password=SECRET,
            proxy=f"http://ann:{SECRET}@proxy:3128",
            proxy_headers={"X-Token": SECRET},
            timeout=5,
        )
    )
    assert "host='https://chat.example.com'" in shown
    assert "timeout=5" in shown
    assert "proxy='http://proxy:3128'" in shown
    assert SECRET not in shown


def logger_state():
    names = ["", *logging.root.manager.loggerDict]
    loggers = [logging.getLogger(name) for name in names]
    return {
        logger.name: (logger.level, list(logger.handlers), logger.propagate, logger.disabled)
        for logger in loggers
        if logger.name != "chatwoot_client"
    }


def test_debug_touches_no_logger_but_ours(server, tmp_path, capsys):
    log = tmp_path / "client.log"
    before = logger_state()
    configuration = Configuration(host=server.url, debug=True, logger_file=log, logger_format="%(name)s|%(message)s")
    list_messages(configuration)
    configuration.debug = False
    assert {name: state for name, state in logger_state().items() if name in before} == before
    assert not logging.getLogger("chatwoot_client").handlers
    (line,) = log.read_text().splitlines()
    assert re.fullmatch(r"chatwoot_client\|GET /public/.*/messages: 200 in \d+ ms .*", line)
    assert capsys.readouterr() == ("", "")


def test_debug_writes_to_standard_error_where_no_file_is_named(server, capsys):
    list_messages(Configuration(host=server.url, debug=True))
    assert "GET /public/" in capsys.readouterr().err
    list_messages(Configuration(host=server.url))
    assert capsys.readouterr() == ("", "")


def test_the_program_s_own_logging_sees_our_lines_where_it_asks_for_them(server, caplog):
    with caplog.at_level(logging.DEBUG, logger="chatwoot_client"):
        list_messages(Configuration(host=server.url))
    (record,) = caplog.records
    assert record.name == Configuration().logger["package_logger"].name == "chatwoot_client"


def test_a_log_file_that_can_not_be_written_costs_no_call(server, tmp_path):
    configuration = Configuration(host=server.url, debug=True, logger_file=tmp_path / "missing" / "client.log")
    assert list_messages(configuration) == []
    assert len(server.requests) == 1


def test_a_rate_limit_may_be_a_number_or_an_object_that_clients_share():
    shared = RateLimit(60)
    assert Configuration(rate_limit=shared).rate_limit is copy.deepcopy(Configuration(rate_limit=shared)).rate_limit
