"""An account with what an export has to cope with, and the bytes that come out of it."""

from __future__ import annotations

from pathlib import Path

from chatwoot_client import ApiClient, ContactsAPIApi, ConversationsAPIApi, MessagesAPIApi, RetryPolicy
from chatwoot_client.sandbox import Sandbox

QUICK = RetryPolicy(2, backoff=0.01)
STATUSES = ("open", "resolved", "pending", "snoozed")
NAMES = ("../../etc/passwd", "..", "CON.txt", "a\u202etxt.exe", "\u65e5\u672c.txt", "a/b\\c:d.txt", "x" * 250 + ".pdf")
#: More than one page of conversations, and of contacts.
CONVERSATIONS, LISTED = 28, 18


def fill(server: Sandbox, client: ApiClient) -> None:
    """Conversations of every status, notes, files and hostile names."""
    there = server.inbox.identifier
    for number in range(1, CONVERSATIONS + 1):
        known = {"email": f"ada{number}@example.com", "phone_number": f"+49151{number:06}"}
        body = {"name": f'=HYPERLINK("x{number}")\n"Ada", ö', **(known if number <= LISTED else {})}
        source = str(ContactsAPIApi(client).create_a_contact(body, there).source_id)
        made = ConversationsAPIApi(client).create_a_conversation({}, there, source)
        assert made.id == number
        MessagesAPIApi(client).create_a_message({"content": f'-{number}\r\nsecond, "line"'}, there, source, number)
        server.reply(number, f"@note {number}", private=True)
        if number <= len(NAMES):
            server.reply(number, "file", attachments=[(NAMES[number - 1], b"%d" % number)])
        server.set_status(number, STATUSES[number % 4])


def bytes_in(folder: Path) -> dict[str, bytes]:
    """All that's in a folder, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
