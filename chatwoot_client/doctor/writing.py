"""A contact that writes and reads: what ``--write`` allows, with as little left behind as can be."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chatwoot_client.doctor.findings import Finding, found

if TYPE_CHECKING:
    from chatwoot_client.doctor.case import Answer, Case

__all__ = ["writing"]

_INBOX = "/public/api/v1/inboxes/{inbox}"
_CONTACTS = f"{_INBOX}/contacts"
_CONVERSATIONS = f"{_CONTACTS}/{{contact}}/conversations"
_MESSAGES = f"{_CONVERSATIONS}/{{conversation}}/messages"
_TEXT = "A test by chatwoot_client.doctor; nobody has to answer it."


def writing(case: Case) -> Iterator[Finding]:
    """Whether a contact of the inbox can write a message, and read it."""
    if not case.write or not case.inbox:
        return
    proof = _proof(case)
    if proof is None:
        yield found(
            "unanswered",
            "Whether contacts can write wasn't tried: the inbox asks for a proof, and its HMAC token isn't known.",
            "An administrator's token shows it.",
        )
        return
    places: dict[str, Any] = {"inbox": case.inbox_identifier}
    made = case.asked(_CONTACTS, method="POST", path_params=places, body={"name": "Doctor's test", **proof})
    contact = made.data if isinstance(made.data, dict) else {}
    if made.status != 200 or not isinstance(contact.get("source_id"), str):
        yield _fails("A contact couldn't be made", made)
        return
    case.learn(contact.get("pubsub_token"))
    yield from _conversation(case, {**places, "contact": contact["source_id"]})
    yield from _tidied(case, contact)


def _proof(case: Case) -> dict[str, str] | None:
    """What a contact needs to be let in; None where it can't be made."""
    if case.inbox.get("identity_validation_enabled") is not True:
        return {}
    own = [each for each in case.inboxes or () if each.get("inbox_identifier") == case.inbox_identifier]
    token = own[0].get("hmac_token") if own else None
    if not isinstance(token, str):
        return None
    identifier = f"doctor-{uuid.uuid4()}"
    return {
        "identifier": identifier,
        "identifier_hash": hmac.new(token.encode(errors="replace"), identifier.encode(), hashlib.sha256).hexdigest(),
    }


def _conversation(case: Case, places: dict[str, Any]) -> Iterator[Finding]:
    begun = case.asked(_CONVERSATIONS, method="POST", path_params=places, body={})
    number = begun.data.get("id") if isinstance(begun.data, dict) else None
    if begun.status != 200 or not isinstance(number, int):
        yield _fails("A conversation couldn't be begun", begun)
        return
    places = {**places, "conversation": number}
    sent = case.asked(_MESSAGES, method="POST", path_params=places, body={"content": _TEXT})
    if sent.status != 200:
        yield _fails("A message couldn't be written", sent)
        return
    read = case.asked(_MESSAGES, path_params=places)
    told = read.data if isinstance(read.data, list) else []
    if any(isinstance(each, dict) and each.get("content") == _TEXT for each in told):
        yield found("writing", f"A contact wrote a message in conversation {number}, and read it.")
    else:
        yield _fails("A message was written, and isn't there", read)


def _fails(what: str, answer: Answer) -> Finding:
    said = f" ({answer.says})" if answer.says else ""
    return found("writing-fails", f"{what}: status {answer.status}{said}.", answer.advice)


def _tidied(case: Case, contact: dict[str, Any]) -> Iterator[Finding]:
    """Delete the contact with all that's its, where the token's user may."""
    left = f"The test contact {contact.get('id')} ({contact.get('name')}) is still there, with its conversation."
    if not case.is_administrator or not isinstance(contact.get("id"), int):
        yield found("writing-left", left, "An administrator can delete it.")
        return
    places = {"account_id": case.account_id, "id": contact.get("id")}
    answer = case.as_user("/api/v1/accounts/{account_id}/contacts/{id}", method="DELETE", path_params=places)
    if answer.status != 200:
        yield found("writing-left", left, f"It couldn't be deleted: status {answer.status}.")
