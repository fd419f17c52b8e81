"""An export from its beginning, or from where it stopped, to its end."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from chatwoot_client.api.contacts import ContactsApi
from chatwoot_client.api.conversations import ConversationsApi
from chatwoot_client.api.messages import MessagesApi
from chatwoot_client.api_client import ApiClient
from chatwoot_client.certain.reading import AccountReads
from chatwoot_client.checks import check_bool, check_count, check_hook, check_path, check_retries, check_word
from chatwoot_client.export.contacts import Contacts
from chatwoot_client.export.conversations import Conversations
from chatwoot_client.export.files import Files
from chatwoot_client.export.progress import Progress, silent
from chatwoot_client.export.report import REPORT, Report, is_of
from chatwoot_client.export.rows import TABLES
from chatwoot_client.export.state import State
from chatwoot_client.export.written import whole_file, write_all
from chatwoot_client.retries import RetryPolicy

__all__ = ["FORMATS", "PATIENT", "export_account"]

#: What may be asked for, and the endings of the files that are then written.
FORMATS: dict[str, tuple[str, ...]] = {"jsonl": ("jsonl",), "csv": ("csv",), "both": ("jsonl", "csv")}
#: It may take hours, so a minute that a server wants to be left alone is waited out, and a restart as well.
PATIENT: RetryPolicy = RetryPolicy(repeats=6, backoff=1.0, max_wait=180.0)


def export_account(
    client: ApiClient,
    account_id: int,
    folder: str | os.PathLike[str],
    *,
    format: str = "both",
    attachments: bool = False,
    progress: Progress | None = None,
    retries: RetryPolicy = PATIENT,
) -> Report:
    """Write all conversations of every status, all their messages and all contacts of an account into files.

    A run that ended in whatever way is gone on with by the next one in the same folder; there are no files before it
    has come to its end, but those of attachments, and each appears whole. The same account gives the same bytes.
    One request is made for each conversation (two for every 900 messages of a longer one), for 25 numbers of
    conversations and for 15 contacts, and two for each file. ``Configuration.rate_limit`` holds for all of them.

    Parameters:
        client: with a user's token; an administrator's sees all conversations, an agent's those of own inboxes.
        folder: made where there's none; nobody else may read it then.
        format: ``jsonl`` (all that the server sent, but for tokens), ``csv`` (what fits into a table), ``both``.
        attachments: whether the files are fetched, too.
        progress: called with ``conversations``, ``contacts`` or ``attachments``, how many are done, and how many there
            will be, None where nobody knows. What it raises ends the run and comes through as it is.
        retries: of each request. As it is, a rate limit's minute is waited for.

    Raises:
        TypeError, ValueError: an argument that can't be, a folder in which another run is at work, or in which one for
            another account isn't finished.
        ApiException: a request failed; once that's mended, call again to go on.
        OSError: the folder can't be written to, such as on a full disk; call again to go on.
    """
    if not isinstance(client, ApiClient):
        raise TypeError(f"client must be an ApiClient, not {type(client).__name__}")
    check_count("account_id", account_id)
    check_word("format", format, FORMATS)
    check_bool("attachments", attachments)
    check_retries("retries", retries)
    tell = check_hook("progress", progress) or silent
    place, host = _made(folder), client.configuration.host
    state = State(place, {"account_id": account_id, "host": host})
    try:
        with state.told():
            _fetch(client, account_id, state, tell, retries)
            if attachments:
                has_earlier = is_of(place, host, account_id)
                Files(client, place, state, tell, retries=retries, has_earlier=has_earlier).fetch()
            report = _report(state, host, account_id, write_all(state, place, FORMATS[format]))
        with whole_file(place / REPORT) as file:
            json.dump(report.to_dict(), file, indent=2)
            file.write("\n")
        state.finish()
    finally:
        state.close()
    return report


def _made(folder: str | os.PathLike[str]) -> Path:
    place = Path(check_path("folder", folder) or ".")
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ValueError(f"folder is, or is in, a file: {place}") from None
    return place


def _fetch(client: ApiClient, account_id: int, state: State, progress: Progress, retries: RetryPolicy) -> None:
    options: Any = {"_retries": retries}
    reads = AccountReads(ConversationsApi(client), MessagesApi(client), account_id, options)
    Conversations(reads, state, progress).fetch()
    Contacts(ContactsApi(client), account_id, options, state, progress).fetch()


def _report(state: State, host: str, account_id: int, files: tuple[str, ...]) -> Report:
    attachments = (json.loads(text) for _, text in state.records("attachments"))
    return Report(
        host=host,
        account_id=account_id,
        counts={kind: state.count(kind) for kind in TABLES},
        files=files,
        gone=tuple(number for number, _ in state.records("gone")),
        unread=dict(state.records("unread")),
        missing_files={each["id"]: each["missing"] for each in attachments if each["missing"] is not None},
        unseen_contacts=state.get("unseen", 0),
    )
