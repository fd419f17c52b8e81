"""TLS contexts: which roots are trusted, which certificate is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from urllib3.util.ssl_ import create_urllib3_context

if TYPE_CHECKING:
    import ssl

__all__ = ["NamedFile", "TLSOptions", "context_for"]


class NamedFile(NamedTuple):
    """A file, and the name by which whoever gave it knows it: a setting's, for example."""

    name: str
    path: str


class TLSOptions(NamedTuple):
    """What a connection over TLS is held to; certifi's roots are trusted where none are given."""

    verify: bool = True
    roots: NamedFile | None = None
    certificate: NamedFile | None = None
    key: NamedFile | None = None
    #: The name that the certificate has to carry; None for the host's, False for any.
    hostname: str | bool | None = None


class _Stamped(NamedTuple):
    """A file and what changes when it does, so that a renewed one counts for the next client."""

    name: str
    path: str
    modified: int
    size: int


def context_for(options: TLSOptions) -> ssl.SSLContext:
    """The context for *options*; those that are the same, files included, share one.

    Raises:
        ValueError: a file that can't be used, by its name.
    """
    stamped = (_stamped(options.roots), _stamped(options.certificate), _stamped(options.key))
    return _context(options.verify, options.verify and options.hostname is not False, *stamped)


def _stamped(file: NamedFile | None) -> _Stamped | None:
    if file is None:
        return None
    with _naming(f"{file.name} {file.path!r}"):
        status = os.stat(file.path)
    return _Stamped(file.name, file.path, status.st_mtime_ns, status.st_size)


@contextmanager
def _naming(what: str) -> Iterator[None]:
    """Say of a file that fails to load by which name it was given."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{what} can't be used: {error.strerror or type(error).__name__}") from None


@lru_cache(maxsize=64)
def _context(
    verify: bool, check_hostname: bool, roots: _Stamped | None, certificate: _Stamped | None, key: _Stamped | None
) -> ssl.SSLContext:
    # Reading the roots takes milliseconds, which is longer than a call.
    import ssl

    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not check_hostname:
        context.check_hostname = False
    if verify:
        _load_roots(context, roots)
    if certificate is not None:
        _load_certificate(context, certificate, key)
    elif key is not None:
        raise ValueError(f"{key.name} {key.path!r} can't be used without cert_file")
    return context


def _load_roots(context: ssl.SSLContext, roots: _Stamped | None) -> None:
    if roots is None:
        import certifi

        context.load_verify_locations(certifi.where())
        return
    with _naming(f"{roots.name} {roots.path!r}"):
        context.load_verify_locations(roots.path)


def _load_certificate(context: ssl.SSLContext, certificate: _Stamped, key: _Stamped | None) -> None:
    with _naming(f"{certificate.name} {certificate.path!r}" + (f" with {key.name} {key.path!r}" if key else "")):
        # Without a pass phrase here, OpenSSL would ask for one at the terminal.
        context.load_cert_chain(certificate.path, key and key.path, password="")
