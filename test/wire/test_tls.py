"""HTTPS: a server is who it says it is, or nothing is sent to it."""

from __future__ import annotations

import contextlib
import datetime
import gc
import os
import re
import socket
import ssl
import threading
import time
import warnings

import pytest
import trustme
from echo import Echo
from servers import CLOSE, RESET, ScriptedServer, answer
from timing import SLACK
from urllib3.exceptions import InsecureRequestWarning

import chatwoot_client
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.wire.tls import NamedFile, TLSOptions, context_for


def server_context(authority, *names, **options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def server(authority):
    with Echo(server_context(authority, "localhost", "127.0.0.1")) as echo:
        yield echo


def inboxes(server, host="localhost", **settings):
    settings = {"retries": 0, "trust_env": False, "timeout": 5.0, **settings}
    configuration = chatwoot_client.Configuration(host=server.at(host), **settings)
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))


def refusal(server, **settings):
    """What a call raises, once it's sure that the server got no request."""
    before = len(server.requests)
    with pytest.raises(chatwoot_client.ApiConnectionException) as caught:
        inboxes(server, **settings).get_details_of_a_inbox("one")
    assert len(server.requests) == before
    return caught.value


def test_a_server_with_a_certificate_of_a_trusted_root_is_spoken_to(server, roots):
    api = inboxes(server, ssl_ca_cert=roots)
    assert api.get_details_of_a_inbox("one").identifier == "one"
    assert inboxes(server, "127.0.0.1", ssl_ca_cert=roots).get_details_of_a_inbox("two").identifier == "two"


def test_a_certificate_of_an_unknown_root_is_refused_and_nothing_sent(server):
    refused = refusal(server)
    assert refused.outcome == "not_sent"
    assert "certificate was refused" in refused.reason


def test_roots_that_were_given_stand_in_place_of_the_usual_ones(server, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    assert "certificate was refused" in refusal(server, ssl_ca_cert=tmp_path / "other.pem").reason


def test_a_certificate_for_another_host_is_refused_and_nothing_sent(authority, roots):
    with Echo(server_context(authority, "elsewhere.example")) as server:
        refused = refusal(server, ssl_ca_cert=roots)
    assert refused.outcome == "not_sent"
    assert "certificate was refused" in refused.reason
    assert "host" in refused.reason.lower()


def test_an_expired_certificate_is_refused_and_nothing_sent(authority, roots):
    last_year = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=365)
    context = server_context(authority, "localhost", not_after=last_year)
    with Echo(context) as server:
        refused = refusal(server, ssl_ca_cert=roots)
    assert refused.outcome == "not_sent"
    assert "expired" in refused.reason


def test_tls_below_1_2_is_refused(authority, roots):
    context = server_context(authority, "localhost")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with Echo(context) as server:
        if not _shakes_hands_with_old_tls(server.address):
            pytest.skip("this OpenSSL can't serve TLS 1.1 at all")
        refused = refusal(server, ssl_ca_cert=roots)
    assert refused.outcome == "not_sent"
    assert refused.reason.startswith("TLS failed")


def _shakes_hands_with_old_tls(address):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    try:
        with socket.create_connection(address) as sock, context.wrap_socket(sock) as wrapped:
            return wrapped.version() == "TLSv1.1"
    except OSError:
        return False


def test_tls_1_2_is_enough(authority, roots):
    context = server_context(authority, "localhost")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with Echo(context) as server:
        assert inboxes(server, ssl_ca_cert=roots).get_details_of_a_inbox("one").identifier == "one"


def test_verify_ssl_false_takes_any_certificate(authority):
    with Echo(server_context(trustme.CA(), "elsewhere.example")) as server:
        assert inboxes(server, verify_ssl=False).get_details_of_a_inbox("one").identifier == "one"


def test_assert_hostname_false_takes_any_name_but_not_any_root(authority, roots):
    with Echo(server_context(authority, "elsewhere.example")) as server:
        api = inboxes(server, ssl_ca_cert=roots, assert_hostname=False)
        assert api.get_details_of_a_inbox("one").identifier == "one"
        refusal(server, assert_hostname=False)


def test_assert_hostname_is_the_name_that_counts(authority, roots):
    with Echo(server_context(authority, "elsewhere.example")) as server:
        api = inboxes(server, ssl_ca_cert=roots, assert_hostname="elsewhere.example")
        assert api.get_details_of_a_inbox("one").identifier == "one"
        refused = refusal(server, ssl_ca_cert=roots, assert_hostname="localhost")
    assert "certificate was refused" in refused.reason


def test_one_clients_laxity_is_not_anothers(authority, roots):
    with Echo(server_context(authority, "elsewhere.example")) as server:
        for _ in range(2):
            inboxes(server, ssl_ca_cert=roots, assert_hostname=False).get_details_of_a_inbox("one")
            inboxes(server, ssl_ca_cert=roots, assert_hostname="elsewhere.example").get_details_of_a_inbox("one")
            inboxes(server, verify_ssl=False).get_details_of_a_inbox("one")
            refusal(server, ssl_ca_cert=roots)


@pytest.fixture
def strict_server(authority):
    """A server that asks for the client's certificate."""
    context = server_context(authority, "localhost")
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    with Echo(context) as server:
        yield server


@pytest.fixture
def identity(authority, tmp_path):
    """The client's certificate and its key, in a file each."""
    issued = authority.issue_cert("client@example.org")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "client.pem")
    issued.private_key_pem.write_to_path(tmp_path / "client.key")
    issued.private_key_and_cert_chain_pem.write_to_path(tmp_path / "both.pem")
    return tmp_path


def test_a_client_certificate_is_shown_to_a_server_that_asks(strict_server, identity, roots):
    api = inboxes(strict_server, ssl_ca_cert=roots, cert_file=identity / "client.pem", key_file=identity / "client.key")
    assert api.get_details_of_a_inbox("one").identifier == "one"
    api = inboxes(strict_server, ssl_ca_cert=roots, cert_file=identity / "both.pem")
    assert api.get_details_of_a_inbox("two").identifier == "two"


def test_without_the_certificate_that_a_server_asks_for_the_call_fails_and_reaches_nobody(strict_server, roots):
    refusal(strict_server, ssl_ca_cert=roots)


QUICK = chatwoot_client.RetryPolicy(2, backoff=0.001)


def certificates(authority):
    """By name, a server's context and what the client of it trusts: none of them is the certificate that it wants."""
    last_year = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=365)
    return {
        "an unknown root": server_context(trustme.CA(), "localhost"),
        "another host": server_context(authority, "elsewhere.example"),
        "out of date": server_context(authority, "localhost", not_after=last_year),
    }


@pytest.mark.parametrize("wrong", ["an unknown root", "another host", "out of date"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_certificate_that_was_refused_is_not_tried_again(authority, roots, wrong, method):
    with Echo(certificates(authority)[wrong]) as server:
        api = inboxes(server, ssl_ca_cert=roots, retries=QUICK)
        with pytest.raises(
            chatwoot_client.ApiConnectionException, match="the server's certificate was refused"
        ) as caught:
            api.api_client.request(method, "/one")
        assert (server.connections, len(server.requests)) == (1, 0)
    assert (caught.value.attempts, caught.value.outcome) == (1, "not_sent")
    assert not isinstance(caught.value, chatwoot_client.AmbiguousResultException)


def test_a_refused_certificate_of_an_expected_name_is_not_tried_again(server, roots):
    refused = refusal(server, ssl_ca_cert=roots, assert_hostname="elsewhere.example", retries=QUICK)
    assert refused.attempts == 1
    assert "assert_hostname" in refused.hint


def test_a_certificate_of_an_unknown_root_says_whose_roots_counted_and_what_to_set(server, other_roots, monkeypatch):
    hint = refusal(server).hint
    assert "None of the roots of certifi" in hint
    assert "ssl_ca_cert" in hint
    assert "SSL_CERT_FILE" in hint
    system = ssl.get_default_verify_paths()
    assert (system.capath or system.cafile or "") in hint
    assert f"None of the roots of ssl_ca_cert {str(other_roots)!r}" in refusal(server, ssl_ca_cert=other_roots).hint
    monkeypatch.setenv("CURL_CA_BUNDLE", str(other_roots))
    assert f"None of the roots of CURL_CA_BUNDLE {str(other_roots)!r}" in refusal(server, trust_env=True).hint


def test_a_certificate_for_another_host_or_out_of_date_says_what_to_do(authority, roots):
    wrong = certificates(authority)
    with Echo(wrong["another host"]) as server:
        assert (
            "Set Configuration.host, or assert_hostname, to a name that the certificate carries"
            in refusal(server, ssl_ca_cert=roots).hint
        )
    with Echo(wrong["out of date"]) as server:
        assert "clock" in refusal(server, ssl_ca_cert=roots).hint


def test_a_handshake_that_was_cut_off_is_tried_again_as_nothing_was_sent():
    with ScriptedServer([], [CLOSE, RESET, CLOSE]) as server:
        configuration = chatwoot_client.Configuration(
            f"https://127.0.0.1:{server.port}", retries=QUICK, trust_env=False
        )
        with pytest.raises(chatwoot_client.ApiConnectionException) as caught:
            chatwoot_client.ApiClient(configuration).request("POST", "/one")
        assert server.connections == 3
    assert (caught.value.attempts, caught.value.outcome) == (3, "not_sent")


# --- the wrong protocol ---

NO_HTTP = {
    "an error page": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "a bare page": b"<html>Bad request</html>\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
}


@pytest.mark.parametrize("said", NO_HTTP)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_https_to_a_port_without_tls_says_what_host_has_to_be_and_is_not_tried_again(said, method):
    with ScriptedServer([], [(NO_HTTP[said], CLOSE)] * 3) as server:
        host = f"https://127.0.0.1:{server.port}/sub"
        configuration = chatwoot_client.Configuration(host, retries=QUICK, trust_env=False)
        with pytest.raises(chatwoot_client.ApiConnectionException, match="doesn't speak TLS on this port") as caught:
            chatwoot_client.ApiClient(configuration).request(method, "/one")
        assert server.connections == 1
    assert (caught.value.attempts, caught.value.outcome) == (1, "not_sent")
    assert f"Set Configuration.host to 'http://127.0.0.1:{server.port}/sub'" in str(caught.value)


def test_https_to_the_sandbox_says_what_host_has_to_be():
    with Sandbox() as server:
        configuration = chatwoot_client.Configuration(server.url.replace("http", "https"), trust_env=False)
        with pytest.raises(
            chatwoot_client.ApiConnectionException, match=re.escape(f"host to '{server.url}'")
        ) as caught:
            chatwoot_client.ApiClient(configuration).request("GET", "/one")
    assert caught.value.attempts == 1


ALERT = b"\x15\x03\x01\x00\x02\x02\x0a"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_http_to_a_port_for_tls_that_sends_an_alert_says_what_host_has_to_be_and_is_not_tried_again(method, client_for):
    with ScriptedServer([(ALERT, CLOSE)]) as server:
        client = client_for(server, retries=QUICK)
        with pytest.raises(chatwoot_client.ApiConnectionException, match="nothing but TLS on this port") as caught:
            client.request(method, "/one")
        assert len(server.requests) == 1
    # Who speaks TLS can't have understood any of it.
    assert (caught.value.attempts, caught.value.outcome) == (1, "not_sent")
    assert f"Set Configuration.host to 'https://127.0.0.1:{server.port}'." in str(caught.value)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_http_to_a_port_for_tls_that_hangs_up_says_what_host_may_have_to_be(server, method, client_for):
    with pytest.raises(chatwoot_client.ApiConnectionException) as caught:
        client_for(f"http://localhost:{server.port}").request(method, "/one")
    assert f"speaks TLS on this port: Set Configuration.host to 'https://localhost:{server.port}'" in str(caught.value)


def test_a_server_that_has_answered_is_not_suspected_to_speak_tls(client_for):
    with ScriptedServer([answer(), CLOSE]) as plain:
        client = client_for(plain, retries=0)
        client.request("GET", "/one")
        with pytest.raises(chatwoot_client.ApiConnectionException) as caught:
            client.request("GET", "/two")
    assert caught.value.hint is None


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>400 The plain HTTP request was sent to HTTPS port</body></html>",
        b"Client sent an HTTP request to an HTTPS server.\n",
        b"<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.</p>",
        b"Bad Request\nThis combination of host and port requires TLS.\n",
    ],
    ids=["nginx", "Go", "Apache", "Tomcat"],
)
def test_http_to_a_port_for_tls_that_says_so_says_what_host_has_to_be(page, client_for):
    with ScriptedServer([answer(page, 400)]) as server:
        with pytest.raises(chatwoot_client.BadRequestException) as caught:
            client_for(f"{server.url}/sub").request("POST", "/one")
        assert len(server.requests) == 1
    assert caught.value.hint == f"Set Configuration.host to 'https://127.0.0.1:{server.port}/sub'."


@pytest.mark.parametrize("setting", ["ssl_ca_cert", "cert_file", "key_file"])
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n"])
def test_a_file_that_can_not_be_used_is_named_before_anything_is_sent(server, identity, tmp_path, setting, content):
    path = tmp_path / "broken.pem"
    if content is not None:
        path.write_bytes(content)
    settings = {"cert_file": identity / "client.pem"} if setting == "key_file" else {}
    before = server.connections
    with pytest.raises(ValueError, match=f"{setting} .*broken.pem"):
        inboxes(server, **{**settings, setting: path}).get_details_of_a_inbox("one")
    assert server.connections == before


def test_a_key_without_its_certificate_is_refused(server, identity):
    with pytest.raises(ValueError, match=r"key_file .*cert_file"):
        inboxes(server, key_file=identity / "client.key").get_details_of_a_inbox("one")


def test_a_key_that_does_not_fit_its_certificate_is_named(server, authority, identity, tmp_path):
    authority.issue_cert("another@example.org").private_key_pem.write_to_path(tmp_path / "another.key")
    with pytest.raises(ValueError, match="key_file"):
        inboxes(server, cert_file=identity / "client.pem", key_file=tmp_path / "another.key").get_details_of_a_inbox(
            "one"
        )


def test_a_key_under_a_pass_phrase_is_refused_and_nobody_is_asked_for_it(server, identity):
    from cryptography.hazmat.primitives import serialization as forms

    key = forms.load_pem_private_key((identity / "client.key").read_bytes(), None)
    secret = key.private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.BestAvailableEncryption(b"a phrase")
    )
    (identity / "locked.key").write_bytes(secret)
    with pytest.raises(ValueError, match=r"key_file.*locked\.key"):
        inboxes(server, cert_file=identity / "client.pem", key_file=identity / "locked.key").get_details_of_a_inbox(
            "one"
        )


def test_a_renewed_file_of_roots_counts_for_the_next_client(server, roots, tmp_path):
    renewed = tmp_path / "roots.pem"
    trustme.CA().cert_pem.write_to_path(renewed)
    refusal(server, ssl_ca_cert=renewed)
    renewed.write_bytes(roots.read_bytes())
    os.utime(renewed, ns=(time.time_ns(), time.time_ns() + 1_000_000_000))
    assert inboxes(server, ssl_ca_cert=renewed).get_details_of_a_inbox("one").identifier == "one"


@pytest.fixture
def folder(tmp_path):
    """A folder for certificates, with what else such folders have."""
    path = tmp_path / "certificates"
    path.mkdir()
    (path / "README").write_text("Put roots here.")
    (path / "nested").mkdir()
    (path / "gone.pem").symlink_to(path / "nowhere")
    (path / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n")
    return path


@pytest.mark.parametrize("name", ["company.pem", "company.crt", "b4c0ffee.0", "no suffix"])
def test_a_folder_of_roots_is_trusted_whatever_the_names_of_its_files(server, roots, folder, name):
    (folder / name).write_bytes(roots.read_bytes())
    assert inboxes(server, ssl_ca_cert=folder).get_details_of_a_inbox("one").identifier == "one"


def test_each_file_of_a_folder_counts_and_no_other(server, roots, folder):
    trustme.CA().cert_pem.write_to_path(folder / "b4c0ffee.0")
    refusal(server, ssl_ca_cert=folder)
    (folder / "company.pem").write_bytes(roots.read_bytes())
    assert inboxes(server, ssl_ca_cert=folder).get_details_of_a_inbox("one").identifier == "one"
    (folder / "company.pem").unlink()
    refusal(server, ssl_ca_cert=folder)


def test_a_folder_without_a_certificate_is_named_before_anything_is_sent(server, folder):
    before = server.connections
    with pytest.raises(ValueError, match=r"ssl_ca_cert .*certificates' .*: no file in it has a certificate"):
        inboxes(server, ssl_ca_cert=folder).get_details_of_a_inbox("one")
    assert server.connections == before


FILES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
FOLDERS = ("SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture
def other_roots(tmp_path):
    """A file with the root of nobody."""
    path = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(path)
    return path


@pytest.mark.parametrize("variable", FILES)
def test_the_environment_names_a_file_of_roots(server, roots, monkeypatch, variable):
    monkeypatch.setenv(variable, str(roots))
    assert inboxes(server, trust_env=True).get_details_of_a_inbox("one").identifier == "one"
    refusal(server, trust_env=False)


@pytest.mark.parametrize("variable", FOLDERS)
def test_the_environment_names_a_folder_of_roots(server, roots, folder, monkeypatch, variable):
    (folder / "company.pem").write_bytes(roots.read_bytes())
    monkeypatch.setenv(variable, str(folder))
    assert inboxes(server, trust_env=True).get_details_of_a_inbox("one").identifier == "one"


def test_several_folders_and_a_file_beside_them_count_as_openssl_reads_them(
    server, roots, other_roots, folder, tmp_path, monkeypatch
):
    another = tmp_path / "another"
    another.mkdir()
    other_roots.rename(another / "other.pem")
    (folder / "company.pem").write_bytes(roots.read_bytes())
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join(map(str, (another, folder))))
    assert inboxes(server, trust_env=True).get_details_of_a_inbox("one").identifier == "one"
    monkeypatch.setenv("SSL_CERT_DIR", str(another))
    refusal(server, trust_env=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    assert inboxes(server, trust_env=True).get_details_of_a_inbox("one").identifier == "one"


def test_the_roots_are_those_of_the_setting_then_of_our_variable_then_of_the_others(
    server, roots, other_roots, monkeypatch
):
    for variable in FILES:
        monkeypatch.setenv(variable, str(other_roots))
    refusal(server, trust_env=True)
    assert inboxes(server, trust_env=True, ssl_ca_cert=roots).get_details_of_a_inbox("one").identifier == "one"
    monkeypatch.setenv("CHATWOOT_SSL_CA_CERT", str(roots))
    settings = {"host": server.at("localhost"), "retries": 0}
    configuration = chatwoot_client.Configuration.from_env(**settings)
    api = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))
    assert api.get_details_of_a_inbox("one").identifier == "one"
    configuration = chatwoot_client.Configuration.from_env(ssl_ca_cert=other_roots, **settings)
    with pytest.raises(chatwoot_client.ApiConnectionException, match="certificate was refused"):
        chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration)).get_details_of_a_inbox("one")


@pytest.mark.parametrize(("first", "then"), [("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), FILES[1:]])
def test_of_several_variables_the_first_counts_and_an_empty_one_does_not(
    server, roots, other_roots, monkeypatch, first, then
):
    monkeypatch.setenv(first, str(roots))
    monkeypatch.setenv(then, str(other_roots))
    assert inboxes(server, trust_env=True).get_details_of_a_inbox("one").identifier == "one"
    monkeypatch.setenv(first, "")
    refusal(server, trust_env=True)


@pytest.mark.parametrize("variable", [*FILES, "SSL_CERT_DIR"])
@pytest.mark.parametrize("content", [None, b"nothing of use"])
def test_a_variable_that_names_no_roots_is_told_by_its_name(server, tmp_path, monkeypatch, variable, content):
    path = tmp_path / "company"
    if content is not None:
        path.mkdir() if variable == "SSL_CERT_DIR" else path.write_bytes(content)
    monkeypatch.setenv(variable, str(path))
    before = server.connections
    with pytest.raises(ValueError, match=f"^{variable} .*company' can't be used"):
        inboxes(server, trust_env=True).get_details_of_a_inbox("one")
    assert server.connections == before
    # Where nobody is checked, nobody has to name roots.
    assert inboxes(server, trust_env=True, verify_ssl=False).get_details_of_a_inbox("one").identifier == "one"


def test_a_client_that_checks_nobody_says_so_once_where_it_is_made(server, roots):
    settings = {"host": server.at("localhost"), "trust_env": False}
    configuration = chatwoot_client.Configuration(verify_ssl=False, **settings)
    with pytest.warns(InsecureRequestWarning, match="verify_ssl") as told:
        client = chatwoot_client.ApiClient(configuration)
    assert [warning.filename for warning in told] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            assert chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox("one").identifier == "one"
            client.close()
        for quiet in (
            chatwoot_client.Configuration(ssl_ca_cert=roots, **settings),
            chatwoot_client.Configuration("http://localhost", verify_ssl=False),
        ):
            chatwoot_client.ApiClient(quiet)
        # Where warnings are errors there's no such client, and so no exchange that breaks.
        with pytest.raises(InsecureRequestWarning):
            chatwoot_client.ApiClient(configuration)
    with pytest.warns(InsecureRequestWarning):
        chatwoot_client.ApiClient(configuration)


def test_certifi_s_roots_are_trusted_where_none_are_named_and_only_there(roots):
    usual = context_for(TLSOptions())
    assert usual.verify_mode == ssl.CERT_REQUIRED
    assert usual.cert_store_stats()["x509_ca"] > 50
    named = context_for(TLSOptions(roots=(NamedFile("ssl_ca_cert", str(roots)),)))
    assert named.verify_mode == ssl.CERT_REQUIRED
    assert named.cert_store_stats()["x509_ca"] == 1


def test_clients_of_the_same_settings_share_what_the_roots_were_read_into(server, roots):
    def contexts():
        gc.collect()
        return sum(issubclass(type(thing), ssl.SSLContext) for thing in gc.get_objects())

    first = inboxes(server, ssl_ca_cert=roots)
    first.get_details_of_a_inbox("one")
    before = contexts()
    others = [inboxes(server, ssl_ca_cert=roots) for _ in range(10)]
    for api in others:
        api.get_details_of_a_inbox("one")
    assert contexts() <= before


@pytest.mark.parametrize("drips", [False, True])
def test_a_handshake_that_never_ends_is_a_timeout_and_nothing_was_sent(drips):
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with contextlib.suppress(OSError):
                client, _ = listener.accept()
                with client:
                    client.recv(4096)
                    # A handshake record of 16 kB that comes bit by bit.
                    while not over.wait(0.02):
                        client.send(b"\x16\x03\x03\x40\x00" if drips else b"")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        configuration = chatwoot_client.Configuration(
            host=f"https://127.0.0.1:{listener.getsockname()[1]}", retries=0, trust_env=False
        )
        api = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))
        started = time.monotonic()
        with pytest.raises(chatwoot_client.ApiTimeoutException) as caught:
            api.get_details_of_a_inbox("one", _deadline=0.4)
        assert time.monotonic() - started < 0.4 + SLACK
        assert caught.value.outcome == "not_sent"
        over.set()
        thread.join()
