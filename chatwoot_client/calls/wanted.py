"""What is to be fetched, and within which bounds: the arguments of a download, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chatwoot_client.calls.fetching import Limits
from chatwoot_client.calls.redirects import Target, target_of
from chatwoot_client.checks import check_bool, check_count, check_hook, is_number
from chatwoot_client.models.base import Model
from chatwoot_client.wire.names import ascii_name

if TYPE_CHECKING:
    from chatwoot_client.calls.options import RequestOptions
    from chatwoot_client.calls.progress import Progress

__all__ = ["Wanted", "wanted"]


class Wanted(NamedTuple):
    """What is to be fetched, and within which bounds."""

    target: Target
    #: How many bytes the attachment says that there are.
    size: int | None
    max_bytes: int | None
    #: Seconds for which a file that isn't there may still come.
    wait: float
    limits: Limits
    progress: Progress | None
    options: RequestOptions


def wanted(
    attachment: Model | Mapping[str, Any] | str,
    *,
    max_bytes: int | None,
    wait: float,
    allowed_hosts: Iterable[str],
    allow_http: bool,
    progress: Progress | None,
    options: RequestOptions,
) -> Wanted:
    """What a caller asks for.

    Raises:
        TypeError, ValueError: an argument that can't be.
    """
    if max_bytes is not None:
        check_count("max_bytes", max_bytes)
    if not is_number(wait):
        raise TypeError(f"wait must be a number of seconds, not {type(wait).__name__}")
    if not 0 <= wait <= 3600:
        raise ValueError(f"wait must be from 0 to 3600 seconds, not {wait!r}")
    check_bool("allow_http", allow_http)
    check_hook("progress", progress)
    url, size = _described(attachment)
    try:
        target = target_of(url)
    except ValueError:
        raise ValueError("attachment must have, or be, a URL that begins with http:// or https://") from None
    limits = Limits(frozenset(_host_names(allowed_hosts)), allow_http)
    return Wanted(target, size, max_bytes, wait, limits, progress, options)


def _host_names(allowed_hosts: Iterable[str]) -> Iterator[str]:
    if isinstance(allowed_hosts, str) or not isinstance(allowed_hosts, Iterable):
        raise TypeError("allowed_hosts must be a list of host names")
    for host in allowed_hosts:
        if not isinstance(host, str):
            raise TypeError(f"allowed_hosts must be a list of host names, not of {type(host).__name__}")
        if "/" in host or host.count(":") == 1:
            raise ValueError(f"allowed_hosts must be names of hosts, without a scheme or a port, not {host!r}")
        yield ascii_name(host)


def _described(attachment: Any) -> tuple[str, int | None]:
    """The address of an attachment, and its size where that's known."""
    if isinstance(attachment, str):
        return attachment, None
    fields = attachment._json if isinstance(attachment, Model) else attachment
    if not isinstance(fields, Mapping):
        raise TypeError(f"attachment must be one of a message's attachments, or a URL, not {type(attachment).__name__}")
    if "data_url" not in fields:
        hint = "; a message's are in its attachments" if "attachments" in fields or "content" in fields else ""
        raise TypeError(f"attachment has no data_url{hint}")
    url, size = fields["data_url"], fields.get("file_size")
    if not isinstance(url, str) or not url:
        raise ValueError(f"attachment has no file: it's a {fields.get('file_type') or 'place'}")
    return url, size if isinstance(size, int) and size > 0 else None
