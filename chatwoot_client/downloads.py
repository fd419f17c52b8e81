"""``ApiClient.download``: fetches a file, such as one of a message's attachments; loaded with the first one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

from chatwoot_client.calls.download import LARGEST, Download, fetched
from chatwoot_client.calls.fetching import Fetcher
from chatwoot_client.calls.options import checked
from chatwoot_client.calls.wanted import wanted

if TYPE_CHECKING:
    import os

    from typing_extensions import Unpack

    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.attempts import Attempts
    from chatwoot_client.calls.caller import Caller
    from chatwoot_client.calls.headers import Headers
    from chatwoot_client.calls.options import DownloadOptions, RequestOptions
    from chatwoot_client.calls.progress import Progress
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.models.base import Model

__all__ = ["Download", "DownloadingClient"]

_OPTIONS = ("_request_timeout", "_deadline", "_headers", "_retries")


class DownloadingClient:
    """What an ``ApiClient`` fetches files with."""

    if TYPE_CHECKING:
        _settings: Configuration
        _address: Address
        _headers: Headers
        _caller: Caller
        _attempts: Attempts | None
        _fetcher: Fetcher | None

        def _first_attempts(self) -> Attempts: ...

    def download(
        self,
        attachment: Model | Mapping[str, Any] | str,
        to: str | os.PathLike[str] | IO[bytes],
        *,
        progress: Progress | None = None,
        max_bytes: int | None = LARGEST,
        wait: float = 15.0,
        allowed_hosts: Iterable[str] = (),
        allow_http: bool = False,
        **options: Unpack[DownloadOptions],
    ) -> Download:
        """Fetch a file whole, without the token; nothing is at its path before all of it has come.

        What's cut off is gone on with where the server can do that, and a file that changed meanwhile is begun anew; a
        cut counts as one of the repeats that ``retries`` allows, and 1 MiB later as the first. The deadline is
        ``Configuration.deadline`` and a second for every 64 kB that came, or ``_deadline`` alone.

        Parameters:
            attachment: one of a message's attachments, of any API or an event, or a URL, such as a ``thumb_url``.
            to: the path for it, which is replaced; a folder, where it gets the server's name for it, made safe, with a
                number if there's one of that name already; or a file opened for writing in binary mode, which is
                written to from where it stands, and cut off there again after a failure if it can be.
            progress: called with the bytes that have come, and with how many there will be, None where nobody knows.
                What it raises ends the call and comes through as it is.
            max_bytes: a larger file is refused, 1 GiB when left out; None for no bound.
            wait: seconds for which a file is asked for again that isn't there yet: a server tells of a message before
                it has stored its files.
            allowed_hosts: hosts that may be asked although they are further inside of a network than the client's
                own server is. Files of others are fetched anywhere from public addresses, and from no further inside.
            allow_http: whether a redirect may lead from https to http.
            options: ``_request_timeout``, ``_deadline``, ``_retries`` and ``_headers``, see :class:`RequestOptions`;
                the headers go to the client's own server only.

        Raises:
            TypeError, ValueError: an argument that can't be, an attachment without a file, or a path that can't be
                written to; nothing was sent.
            NotFoundException: the file isn't there, or didn't come in time.
            DecodeException: it's larger than it may be, or has another size than the attachment says.
            ApiException: what else went wrong on the way.
            OSError: the file can't be written, such as to a full disk.
        """
        file = wanted(
            attachment,
            max_bytes=max_bytes,
            wait=wait,
            allowed_hosts=allowed_hosts,
            allow_http=allow_http,
            progress=progress,
            options=_checked(options),
        )
        fetcher = self._fetcher
        if fetcher is None:
            made = Fetcher(self._settings, self._attempts or self._first_attempts(), self._address, self._caller)
            # As one, for callers that come here at the same time.
            fetcher = self.__dict__.setdefault("_fetcher", made)
        return fetched(fetcher, self._settings, self._headers, file, to)


def _checked(options: DownloadOptions) -> RequestOptions:
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f"{name} isn't for downloads, which take {', '.join(_OPTIONS)}")
    return checked(options)  # type: ignore[arg-type]
