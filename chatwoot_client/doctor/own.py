"""The client's own side: what it runs on, settings that cancel each other, and how much it may open."""

from __future__ import annotations

import os
import platform
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import urllib3

from chatwoot_client.calls.headers import same_header
from chatwoot_client.checks import is_number
from chatwoot_client.configuration import Configuration
from chatwoot_client.credentials import API_KEY_NAME, AUTH_SCHEMES
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.version import VERSION
from chatwoot_client.wire.proxies import is_named_by, proxy_of_environment
from chatwoot_client.wire.tls import roots_of_environment

if TYPE_CHECKING:
    from chatwoot_client.doctor.case import Case

__all__ = ["about_openssl", "own_side"]

_OLDEST_OPENSSL = (1, 1, 1)
#: Files and connections of the rest of a program, as a guess.
_OTHERS = 32
_LOOPBACK = ("localhost", "::1")


def own_side(case: Case) -> Iterator[Finding]:
    """What of the client itself stands in the way."""
    yield found(
        "versions",
        f"chatwoot_client {VERSION}, Python {platform.python_version()}, urllib3 {urllib3.__version__}, "  # type: ignore[attr-defined]
        f"{ssl.OPENSSL_VERSION}.",
    )
    yield from about_openssl(ssl.OPENSSL_VERSION, ssl.OPENSSL_VERSION_INFO)
    if case.configuration.host == Configuration.host.default:
        yield found(
            "host-default",
            "Chatwoot's own cloud is looked at, which is the host where none is set.",
            "For your own server set Configuration.host, CHATWOOT_HOST or --host.",
        )
    yield from _about_secrecy(case)
    for message, advice in _cancelled(case.configuration, case):
        yield found("settings-cancel", message, advice)
    yield from _about_descriptors(case.configuration.connection_pool_maxsize)


def about_openssl(name: str, version: tuple[int, ...]) -> Iterator[Finding]:
    """Whether Python's TLS is one that servers and urllib3 still agree to."""
    if not name.startswith("OpenSSL") or version[:3] < _OLDEST_OPENSSL:
        yield found(
            "openssl-old",
            f"Python's TLS is {name}; urllib3 2 needs OpenSSL 1.1.1 or newer, and servers may ask for TLS 1.3.",
            "Take a Python that was built with a newer one.",
        )


def _about_secrecy(case: Case) -> Iterator[Finding]:
    settings, address = case.configuration, case.address
    if address.scheme == "https" and not settings.verify_ssl:
        yield found(
            "certificate-unchecked",
            "verify_ssl is off: whoever stands between can read and change everything, tokens included.",
            "Turn it on, and name the server's root by ssl_ca_cert.",
        )
    is_here = address.host in _LOOPBACK or address.host.startswith("127.")
    if address.scheme == "http" and not is_here:
        yield found(
            "plain-http",
            "The host begins with http://, so tokens and messages can be read on the way.",
            "Set Configuration.host to https:// if the server has it.",
        )


def _cancelled(settings: Configuration, case: Case) -> Iterator[tuple[str, str]]:
    """Settings of which one makes another count for nothing, and what to do."""
    yield from _of_tls(settings, case)
    yield from _of_proxies(settings, case)
    yield from _of_headers(settings)
    yield from _of_time(settings)


def _of_tls(settings: Configuration, case: Case) -> Iterator[tuple[str, str]]:
    if case.address.scheme == "http":
        unused = ["ssl_ca_cert", "cert_file", "key_file", "assert_hostname"]
        reason = "the host begins with http://"
    elif not settings.verify_ssl:
        unused, reason = ["ssl_ca_cert", "assert_hostname"], "verify_ssl is off"
    else:
        unused, reason = [], ""
    for name in unused:
        if getattr(settings, name) is not None:
            yield f"{name} counts for nothing, since {reason}.", "Mend the one or leave out the other."
    if settings.key_file is not None and settings.cert_file is None:
        yield "key_file counts for nothing without cert_file, and no call gets through.", "Set cert_file too."


def _of_proxies(settings: Configuration, case: Case) -> Iterator[tuple[str, str]]:
    address = case.address
    environment = None
    with suppress(ValueError):
        environment = proxy_of_environment(address.scheme, address.host, address.port)
    if settings.proxy is not None:
        exempt = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
        if settings.trust_env and is_named_by(exempt, address.host, address.port):
            yield "proxy counts although NO_PROXY names the host, which is for the environment's.", "Leave out one."
    elif not settings.trust_env:
        ignored = ["a proxy"] if environment is not None else []
        ignored += ["roots"] if settings.ssl_ca_cert is None and roots_of_environment() else []
        if ignored:
            yield (
                f"The environment names {' and '.join(ignored)}, and trust_env is off.",
                "Turn trust_env on, or mind it not.",
            )
    if settings.proxy_headers and settings.proxy is None and not (environment and settings.trust_env):
        yield "proxy_headers count for nothing, since there's no proxy.", "Set proxy too, or leave them out."


def _of_headers(settings: Configuration) -> Iterator[tuple[str, str]]:
    keys = [key for key in (*AUTH_SCHEMES, API_KEY_NAME) if settings.api_key.get(key)]
    if same_header(settings._token_header) == "authorization" and keys and (settings.username or settings.password):
        yield (
            "The token and username with password are to travel in the same header, Authorization.",
            "Set auth_scheme to 'header', and leave api_key_header as it is.",
        )
    if settings._is_bearer and any(settings.api_key_prefix.values()):
        yield "api_key_prefix counts for nothing, since auth_scheme 'bearer' has one of its own.", "Leave it out."
    if API_KEY_NAME in keys and len(keys) == len(AUTH_SCHEMES) + 1:
        yield (
            f"api_key[{API_KEY_NAME!r}] counts for nothing, since each scheme has a token of its own.",
            "Leave it out.",
        )


def _of_time(settings: Configuration) -> Iterator[tuple[str, str]]:
    timeout, deadline = settings.timeout, settings.deadline
    longest = timeout if is_number(timeout) else max(timeout)  # type: ignore[arg-type]
    if deadline is not None and deadline < longest:  # type: ignore[operator]
        yield (
            f"timeout allows {longest:g} s, and deadline ends the whole call after {deadline:g} s.",
            "Set deadline to more than timeout, or timeout to less.",
        )


def _about_descriptors(pool_size: int) -> Iterator[Finding]:
    try:
        import resource
    except ImportError:
        # Windows has no such limit.
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit != resource.RLIM_INFINITY and limit < pool_size + _OTHERS:
        yield found(
            "few-descriptors",
            f"connection_pool_maxsize is {pool_size}, and this process may open {limit} files and connections in all.",
            "Raise the limit (ulimit -n) or lower the setting.",
        )
