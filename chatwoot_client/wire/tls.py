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

__all__ = ["NamedFile", "TLSOptions", "context_for", "roots_of_environment", "warn_unverified"]


class NamedFile(NamedTuple):
    """A file or folder, and the name by which whoever gave it knows it: a setting's or a variable's."""

    name: str
    path: str


class TLSOptions(NamedTuple):
    """What a connection over TLS is held to; certifi's roots are trusted where none are given."""

    verify: bool = True
    #: Files with certificates, and folders of such files.
    roots: tuple[NamedFile, ...] = ()
    certificate: NamedFile | None = None
    key: NamedFile | None = None
    #: The name that the certificate has to carry; None for the host's, False for any.
    hostname: str | bool | None = None


def roots_of_environment() -> tuple[NamedFile, ...]:
    """The roots that the environment names: as OpenSSL reads it, else as requests does, else as curl does."""
    file = [NamedFile("SSL_CERT_FILE", os.environ.get("SSL_CERT_FILE", ""))]
    folders = [NamedFile("SSL_CERT_DIR", path) for path in os.environ.get("SSL_CERT_DIR", "").split(os.pathsep)]
    for named in (
        file + folders,
        [NamedFile("REQUESTS_CA_BUNDLE", os.environ.get("REQUESTS_CA_BUNDLE", ""))],
        [NamedFile("CURL_CA_BUNDLE", os.environ.get("CURL_CA_BUNDLE", ""))],
    ):
        given = tuple(root for root in named if root.path)
        if given:
            return given
    return ()


def warn_unverified(host: str, stacklevel: int) -> None:
    """Say that nobody checks who *host* is, in the class that people know how to filter.

    It's said when a client is made and not when it connects: where warnings are errors, no exchange may break.
    """
    import warnings

    from urllib3.exceptions import InsecureRequestWarning

    message = (
        f"verify_ssl is off: whoever stands between this program and {host} can read and change everything, "
        "tokens included. ssl_ca_cert names roots to trust."
    )
    warnings.warn(message, InsecureRequestWarning, stacklevel=stacklevel + 1)


class _Stamped(NamedTuple):
    """A file or folder and what changes when it does, so that a renewed one counts for the next client."""

    name: str
    path: str
    stamps: tuple[tuple[str, int, int], ...]

    def __str__(self) -> str:
        return f"{self.name} {self.path!r}"


def context_for(options: TLSOptions) -> ssl.SSLContext:
    """The context for *options*; those that are the same, files included, share one.

    Raises:
        ValueError: a file that can't be used, by its name.
    """
    roots = tuple(map(_stamped, options.roots))
    certificate, key = (file and _stamped(file) for file in (options.certificate, options.key))
    # OpenSSL looks for the name of the host; where another one is expected, that's looked at afterwards.
    return _context(options.verify, options.verify and options.hostname in (None, True), roots, certificate, key)


def _stamped(file: NamedFile) -> _Stamped:
    with _naming(f"{file.name} {file.path!r}"):
        paths = _files_in(file.path) if os.path.isdir(file.path) else [file.path]
        # A folder mostly has each file under a second name, its hash.
        statuses = {(status.st_dev, status.st_ino): (path, status) for path, status in zip(paths, map(os.stat, paths))}
    stamps = tuple((path, status.st_mtime_ns, status.st_size) for path, status in statuses.values())
    return _Stamped(file.name, file.path, stamps)


def _files_in(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.path for entry in entries if entry.is_file())


@contextmanager
def _naming(what: object) -> Iterator[None]:
    """Say of a file that fails to load by which name it was given."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{what} can't be used: {error.strerror or type(error).__name__}") from None


@lru_cache(maxsize=64)
def _context(
    verify: bool,
    check_hostname: bool,
    roots: tuple[_Stamped, ...],
    certificate: _Stamped | None,
    key: _Stamped | None,
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
        with _naming(f"{certificate} with {key}" if key else certificate):
            # Without a pass phrase here, OpenSSL would ask for one at the terminal.
            context.load_cert_chain(certificate.path, key and key.path, password="")
    elif key is not None:
        raise ValueError(f"{key} can't be used without cert_file")
    return context


def _load_roots(context: ssl.SSLContext, roots: tuple[_Stamped, ...]) -> None:
    if not roots:
        import certifi

        context.load_verify_locations(certifi.where())
    for root in roots:
        if os.path.isdir(root.path):
            _load_folder(context, root)
        else:
            with _naming(root):
                context.load_verify_locations(root.path)


def _load_folder(context: ssl.SSLContext, folder: _Stamped) -> None:
    """Trust all certificates in *folder*, whatever their files are called.

    OpenSSL by itself sees only those that are named by their hash, and the others would be missed without a word.
    """
    found = False
    for path, *_ in folder.stamps:
        try:
            context.load_verify_locations(path)
            found = True
        except OSError:
            # Such a folder also holds what is none, or isn't everybody's to read.
            continue
    if not found:
        raise ValueError(f"{folder} can't be used: no file in it has a certificate")
