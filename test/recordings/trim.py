"""Makes `public.json.gz`, the scenario of the contract test, from the recordings of a real Chatwoot.

    python test/recordings/trim.py PATH_OF_RECORDINGS

The recordings hold one file per group of operations, each in the order in which things happened, but not the order
across files. `SCENARIO` is that order, as the identifiers and the contents of the answers tell it. Of what the recorder
did over the application API, only what shows in public answers is kept, as steps of an agent. Nothing of an expected
answer is made here: statuses, headers and bodies are the server's own words.
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Exchange = dict[str, Any]
Step = dict[str, Any]

ODD_IDS = (
    "zero",
    "negative",
    "over-int",
    "over-bigint",
    "huge",
    "word",
    "digits-then-word",
    "leading-zeros",
    "leading-plus",
    "space",
    "decimal",
    "blank",
    "quote",
    "null-byte",
    "unicode-digits",
)


def _odd_ids() -> Iterator[tuple[str, str]]:
    for odd in ODD_IDS:
        yield ("client-conversations", f"client-conversation-id-{odd}")
        yield ("client-messages", f"client-messages-conversation-id-{odd}")
        yield ("client-messages", f"client-message-create-conversation-id-{odd}")


#: In which order the files are read on: each line reads one file from where it stands to the named exchange.
#: A line of three reads the exchanges from the second to the third, and nothing before them.
SCENARIO: tuple[tuple[str, ...], ...] = (
    ("client-inbox", "client-inbox-by-number"),
    ("client-contacts", "client-contact-update-merges-by-email"),
    ("client-conversations", "client-conversation-resolve-missing"),
    ("client-messages", "client-message-reopens"),
    ("client-conversations", "client-conversation-reopened"),
    ("client-messages", "client-messages-with-attachments"),
    ("client-contacts", "client-contact-create-for-long"),
    ("client-conversations", "client-conversation-create-for-long"),
    ("client-messages", "client-message-create-at-limit"),
    ("client-conversations", "client-conversation-create-for-paging"),
    ("client-messages", "client-message-create-bulk"),
    ("bulk", "client-message-create-bulk", "Public message {:02d}", "1", "44"),
    ("client-messages", "client-messages-missing-inbox"),
    ("client-conversations", "client-conversation-create-mixed"),
    ("client-messages", "client-message-create-mixed"),
    ("messages", "message-create-mixed-outgoing", "message-create-mixed-file"),
    ("conversations", "conversation-status-mixed-resolved", "conversation-status-mixed-resolved"),
    ("client-conversations", "client-conversation-mixed"),
    ("client-messages", "client-messages-mixed"),
    ("client-conversations", "client-conversation-create-types"),
    ("messages", "message-for-client-type-text", "message-for-client-type-voice-call"),
    ("client-messages", "client-messages-of-every-type"),
    ("client-contacts", "client-contact-create-greeted"),
    ("client-conversations", "client-conversation-create-greeted"),
    ("client-messages", "client-messages-answered"),
    ("client-conversations", "client-conversation-with-survey"),
    ("csat-survey-page", "survey-page-missing"),
    ("unlisted-client", "csat-survey-missing"),
    ("client-contacts", "client-contact-create-of-edges"),
    ("client-conversations", "client-conversation-create-for-texts"),
    ("client-messages", "client-messages-of-texts"),
    ("client-conversations", "client-conversation-create-for-raw-texts"),
    ("client-messages", "client-messages-accept-xml"),
    ("client-conversations", "client-conversation-create-for-long-texts"),
    ("client-messages", "client-message-create-over-limit-by-white-space"),
    ("client-conversations", "client-conversation-create-for-files"),
    ("client-messages", "client-messages-of-files-3"),
    ("client-conversations", "client-conversation-create-for-agents-files"),
    ("messages", "message-upload-for-client-picture", "message-upload-for-client-by-bot"),
    ("client-messages", "client-messages-of-agents-files"),
    ("client-conversations", "client-conversation-of-agents-files"),
    ("unlisted-client", "client-attachment-thumbnail-target"),
    ("client-conversations", "client-conversation-create-for-deleted"),
    ("client-messages", "client-message-create-to-be-deleted"),
    ("messages", "message-create-to-be-deleted", "message-delete-for-client-select"),
    ("client-messages", "client-messages-with-deleted"),
    ("client-conversations", "client-conversation-with-deleted"),
    ("client-messages", "client-messages-with-deleted-after-answers"),
    ("client-conversations", "client-conversation-create-for-answers"),
    ("messages", "message-to-answer-text", "message-to-answer-voice-call"),
    ("client-messages", "client-messages-of-answers"),
    ("client-contacts", "client-contact-after-answers"),
    ("client-conversations", "client-conversation-create-for-ids"),
    ("client-messages", "client-message-create-for-ids"),
    *_odd_ids(),
    ("client-conversations", "client-conversation-id-uuid"),
    ("client-messages", "client-message-update-id-unicode-digits"),
    ("client-contacts", "client-contact-create-stranger"),
    ("client-conversations", "client-conversation-create-of-stranger"),
    ("client-messages", "client-message-create-of-stranger"),
    ("client-conversations", "client-last-seen-of-strangers-conversation"),
    ("client-messages", "client-message-create-through-other-inbox"),
    ("client-contacts", "client-contact-create-avatar-url-bad"),
    ("client-conversations", "client-conversation-create-not-walked"),
    ("client-messages", "client-message-create-not-walked"),
    ("bulk", "client-messages-walk-1", "Step {:02d}", "0", "42"),
    ("client-messages", "client-messages-with-origin"),
    ("client-contacts", "client-contact-create-in-other-inbox"),
    ("client-conversations", "client-conversation-create-on-first-device"),
    ("client-messages", "client-message-create-on-first-device"),
    ("client-conversations", "client-conversation-of-other-inbox-unverified"),
    ("client-messages", "client-messages-of-other-inbox-unverified"),
    ("client-contacts", "client-contact-verified"),
    ("client-conversations", "client-conversation-of-other-inbox-verified"),
    ("client-messages", "client-messages-of-other-inbox-verified"),
    ("client-contacts", "client-contact-get-strict-wrong"),
    ("client-conversations", "client-conversation-create-strict"),
    ("client-messages", "client-messages-strict"),
    ("client-conversations", "client-conversations-strict"),
    ("client-messages", "client-message-update-strict"),
    ("client-conversations", "client-conversation-create-strict-wrong-hash"),
    ("client-conversations", "client-conversation-create-when-resolved"),
    ("client-messages", "client-message-create-before-resolved"),
    ("conversations", "conversation-status-for-client-resolved", "conversation-status-for-client-resolved"),
    ("client-conversations", "client-conversation-resolved"),
    ("client-messages", "client-message-create-when-resolved"),
    ("client-conversations", "client-conversation-create-when-pending"),
    ("client-messages", "client-message-create-before-pending"),
    ("conversations", "conversation-status-for-client-pending", "conversation-status-for-client-pending"),
    ("client-conversations", "client-conversation-pending"),
    ("client-messages", "client-message-create-when-pending"),
    ("client-conversations", "client-conversation-create-when-snoozed"),
    ("client-messages", "client-message-create-before-snoozed"),
    ("conversations", "conversation-status-for-client-snoozed", "conversation-status-for-client-snoozed"),
    ("client-conversations", "client-conversation-snoozed"),
    ("client-messages", "client-message-create-when-snoozed"),
    ("client-contacts", "client-contact-create-in-single-inbox"),
    ("client-conversations", "client-conversation-create-in-single-inbox"),
    ("client-messages", "client-message-create-in-single-inbox"),
    ("client-conversations", "client-conversation-resolve-in-single-inbox"),
    ("client-messages", "client-message-create-after-resolved-in-single-inbox"),
    ("client-conversations", "client-conversations-in-single-inbox"),
    ("client-contacts", "client-contact-create-in-closed-inbox"),
    ("client-conversations", "client-conversation-create-in-closed-inbox"),
    ("client-messages", "client-message-create-in-closed-inbox"),
    ("client-conversations", "client-conversation-resolve-in-closed-inbox"),
    ("client-messages", "client-message-create-after-resolved-in-closed-inbox"),
    ("client-conversations", "client-conversations-in-closed-inbox"),
    ("client-contacts", "client-contact-create-to-be-blocked"),
    ("client-conversations", "client-conversation-create-to-be-blocked"),
    ("contacts", "contact-block-for-client", "contact-block-for-client"),
    ("client-contacts", "client-contact-to-be-blocked"),
    ("client-messages", "client-messages-when-blocked"),
    ("client-conversations", "client-conversation-create-when-blocked"),
    ("contacts", "contact-delete-for-client", "contact-delete-for-client"),
    ("client-contacts", "client-contact-get-after-delete"),
    ("client-messages", "client-message-create-after-contact-delete"),
    ("client-inbox", "client-inbox-with-working-hours"),
    ("client-contacts", "client-contact-create-automatic"),
    ("client-conversations", "client-conversation-create-automatic"),
    ("client-messages", "client-message-create-automatic"),
    ("messages", "message-create-automatic", "message-create-automatic"),
    ("conversations", "conversation-status-automatic", "conversation-status-automatic"),
    ("client-messages", "client-messages-automatic-answered"),
    ("client-contacts", "client-contact-create-for-delivery"),
    ("client-conversations", "client-conversation-create-for-delivery"),
    ("client-messages", "client-message-upload-for-delivery"),
    ("messages", "message-create-for-delivery", "message-create-survey-for-delivery"),
    ("client-messages", "client-message-update-for-delivery"),
    ("client-conversations", "client-last-seen-for-delivery"),
    ("client-contacts", "client-contact-update-for-delivery"),
    ("client-messages", "client-message-upload-kinds-for-delivery"),
    ("messages", "message-create-select-for-delivery", "message-create-select-for-delivery"),
    ("client-messages", "client-message-update-select-for-delivery"),
    ("inboxes", "inbox-bot-set-for-delivery", "inbox-bot-set-for-delivery"),
    ("client-contacts", "client-contact-create-for-bot"),
    ("client-conversations", "client-conversation-create-for-bot"),
    ("client-messages", "client-message-create-for-bot"),
    ("messages", "message-create-by-bot", "message-create-by-bot-select"),
    ("client-messages", "client-message-update-for-bot"),
    ("client-conversations", "client-conversation-resolve-for-bot"),
    ("client-contacts", "client-contact-create-for-429"),
    ("client-conversations", "client-conversation-create-for-429"),
    ("client-contacts", "client-contact-create-for-failing-bot"),
    ("client-conversations", "client-conversation-before-failing-bot"),
    ("client-messages", "client-message-create-for-failing-bot"),
    # The bot didn't answer the server, which opened its conversation then; an agent's opening stands for that here.
    ("failed bot", "client-message-create-for-failing-bot"),
    ("client-conversations", "client-conversation-after-failing-bot"),
    ("client-contacts", "client-contact-create-unread"),
    ("client-conversations", "client-conversation-create-unread-1"),
    ("client-messages", "client-message-create-unread-1"),
    ("client-contacts", "client-contact-create-before-no-access"),
    ("client-conversations", "client-conversation-create-before-no-access"),
    ("client-messages", "client-message-create-without-api-access"),
    ("errors", "labels-token-absent", "labels-token-wrong"),
    ("errors", "labels-blank-token", "labels-blank-token"),
    ("errors", "label-create-body-truncated", "label-create-body-not-utf8"),
    ("errors", "label-create-body-bad-multipart", "client-contact-create-body-array"),
    ("errors", "unknown-path-accept-json", "unknown-path-accept-json"),
    ("errors", "unknown-path-accept-html", "unknown-path-accept-html"),
    ("errors", "unknown-path-accept-any", "unknown-path-accept-any"),
    ("errors", "unknown-path-accept-none", "unknown-path-accept-none"),
    ("errors", "client-inbox-with-origin", "client-preflight"),
    ("errors", "server-status-html", "server-status-html"),
)

KEPT_REQUEST_HEADERS = (
    "accept",
    "content-type",
    "api_access_token",
    "if-none-match",
    "origin",
    "access-control-request-method",
)
LEFT_OUT_RESPONSE_HEADERS = ("x-request-id", "x-runtime", "content-length", "date", "last-modified")
SETTINGS = (
    "name",
    "hmac_mandatory",
    "greeting_message",
    "lock_to_single_conversation",
    "csat_survey_enabled",
    "timezone",
)

BEGINNINGS = {
    "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
    "mp4": b"\x00\x00\x00\x18ftypisom",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "pdf": b"%PDF-1.4\n",
    "exe": b"MZ",
    "gz": b"\x1f\x8b\x08\x00",
}


def main(source: Path) -> None:
    recordings = Recordings(source)
    steps = list(recordings.steps())
    target = Path(__file__).with_name("public.json.gz")
    text = json.dumps(steps, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{len(steps)} steps, {target.stat().st_size} bytes")


class Recordings:
    """The recorded files, each read on from where it stands."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._files: dict[str, list[Exchange]] = {}
        self._positions: dict[str, int] = {}
        self._last: dict[str, Exchange] = {}
        self._inboxes = {each["inbox_identifier"]: each for each in self._api_inboxes()}
        self._hashes = dict(self._valid_hashes())
        self._picture = base64.b64decode(
            self._named("unlisted-client", "client-attachment-file-target")["response_body_base64"]
        )

    def steps(self) -> Iterator[Step]:
        for inbox in self._inboxes.values():
            yield {"create_inbox": _settings(inbox)}
        for line in SCENARIO:
            if line[0] == "bulk":
                yield from self._bulk(*line[1:])
            elif line[0] == "failed bot":
                yield {"set_status": [self._conversation_id(self._last[line[1]]), "open"]}
            elif len(line) == 2:
                yield from (self._exchange(each) for each in self._read_on(*line))
            else:
                yield from (self._step(each) for each in self._range(*line))
        unread = [
            name
            for name in self._files
            if name.startswith("client-") and self._positions.get(name) != len(self._file(name))
        ]
        assert not unread, f"not read to the end: {unread}"

    def _file(self, name: str) -> list[Exchange]:
        if name not in self._files:
            self._files[name] = json.loads((self._source / f"{name}.json").read_text("utf-8"))
        return self._files[name]

    def _index(self, name: str, exchange: str) -> int:
        return next(index for index, each in enumerate(self._file(name)) if each["name"] == exchange)

    def _named(self, name: str, exchange: str) -> Exchange:
        return self._file(name)[self._index(name, exchange)]

    def _read_on(self, name: str, last: str) -> list[Exchange]:
        first, end = self._positions.get(name, 0), self._index(name, last) + 1
        assert end > first, f"{last} was read already"
        self._positions[name] = end
        return self._file(name)[first:end]

    def _range(self, name: str, first: str, last: str) -> list[Exchange]:
        return self._file(name)[self._index(name, first) : self._index(name, last) + 1]

    # Inboxes

    def _api_inboxes(self) -> Iterator[dict[str, Any]]:
        for exchange in self._file("inboxes"):
            if exchange["method"] in ("POST", "PATCH") and exchange["status"] == 200 and exchange["response_body_text"]:
                inbox = json.loads(exchange["response_body_text"])
                if isinstance(inbox, dict) and inbox.get("inbox_identifier"):
                    yield inbox

    # Identifier hashes: the recordings don't tell the keys, so a valid hash is kept as what it was made of.

    def _valid_hashes(self) -> Iterator[tuple[str, list[str]]]:
        for exchange in self._file("client-contacts"):
            sent = {**dict(exchange["query"]), **(exchange["request_body"] or {})}
            if exchange["status"] == 200 and sent.get("identifier_hash"):
                yield sent["identifier_hash"], [exchange["path"].split("/")[5], sent.get("identifier", "")]

    def _with_hash_made_later(self, value: Any) -> Any:
        if isinstance(value, str) and value in self._hashes:
            return {"$hash": self._hashes[value]}
        if isinstance(value, str) and value.lower() in self._hashes:
            return {"$hash": self._hashes[value.lower()], "upper_case": True}
        return value

    # Exchanges of clients

    def _exchange(self, exchange: Exchange) -> Step:
        self._last[exchange["name"]] = exchange
        query, body = exchange["query"], exchange["request_body"]
        if "identifier_hash" in dict(query):
            query = [[name, self._with_hash_made_later(value)] for name, value in query]
        if isinstance(body, dict) and "identifier_hash" in body:
            body = {name: self._with_hash_made_later(value) for name, value in body.items()}
        kept = {
            "name": exchange["name"],
            "operation": exchange["operation_id"],
            "template": exchange["path_template"],
            "method": exchange["method"],
            "path": exchange["path"],
            "query": query,
            "headers": [pair for pair in exchange["request_headers"] if pair[0].lower() in KEPT_REQUEST_HEADERS],
            "body": self._with_files(body),
            "status": exchange["status"],
            "answer_headers": {
                name: value for name, value in exchange["response_headers"] if name not in LEFT_OUT_RESPONSE_HEADERS
            },
            "answer": exchange.get("response_body_text"),
        }
        if "response_body_base64" in exchange:
            kept["answer_base64"] = exchange["response_body_base64"]
        return {"exchange": kept}

    def _with_files(self, body: Any) -> Any:
        if not isinstance(body, dict) or "multipart" not in body:
            return body
        return {"multipart": [self._file_part(part) if "filename" in part else part for part in body["multipart"]]}

    def _file_part(self, part: dict[str, Any]) -> dict[str, Any]:
        """A file with the size and the beginning of the one that was sent, whose bytes weren't recorded."""
        size = part["size"]
        picture = size == len(self._picture)
        beginning = self._picture if picture else BEGINNINGS.get(part["filename"].rpartition(".")[2], b"")[:size]
        kept = {name: value for name, value in part.items() if name != "size"}
        return {**kept, "begins": base64.b64encode(beginning).decode(), "size": size}

    def _bulk(self, like: str, content: str, first: str, last: str) -> Iterator[Step]:
        """Messages that the recorder sent in bulk and didn't keep; the lists that follow show them."""
        known = self._named("client-messages", like)
        for number in range(int(first), int(last) + 1):
            yield {
                "write": {"template": known["path_template"], "path": known["path"], "content": content.format(number)}
            }

    # What the recorder did as an agent

    def _step(self, exchange: Exchange) -> Step:
        method, path, body = exchange["method"], exchange["path"], exchange["request_body"]
        if path.startswith("/public/") or not path.startswith("/api/v1/accounts/1/") or exchange["status"] >= 400:
            return self._exchange(exchange)
        if path.endswith("/toggle_status"):
            return {"set_status": [self._conversation_id(exchange), body["status"]]}
        if path.endswith("/messages") and method == "POST":
            return {"reply": self._reply(exchange)}
        if "/messages/" in path and method == "DELETE":
            return {"delete_message": int(path.split("/")[-1])}
        if "/contacts/" in path and method == "PUT":
            return {"block_contact": int(path.split("/")[-1])}
        if "/contacts/" in path and method == "DELETE":
            return {"delete_contact": int(path.split("/")[-1])}
        if path.endswith("/set_agent_bot"):
            return {
                "set_agent_bot": next(
                    name for name, each in self._inboxes.items() if each["id"] == int(path.split("/")[-2])
                )
            }
        return self._exchange(exchange)

    def _conversation_id(self, exchange: Exchange) -> int:
        segments = exchange["path"].split("/")
        return int(segments[segments.index("conversations") + 1])

    def _reply(self, exchange: Exchange) -> dict[str, Any]:
        sent = exchange["request_body"]
        answer = json.loads(exchange["response_body_text"])
        files: list[Any] = []
        if "multipart" in sent:
            files = [self._file_part(part) for part in sent["multipart"] if "filename" in part]
            sent = {part["name"]: part["value"] for part in sent["multipart"] if "value" in part}
        return {
            "id": answer["id"],
            "conversation_id": self._conversation_id(exchange),
            "content": sent.get("content"),
            "content_type": sent.get("content_type", "text"),
            "content_attributes": answer["content_attributes"],
            "private": sent.get("private") in (True, "true"),
            "message_type": sent.get("message_type", "outgoing"),
            "by_bot": _header(exchange, "api_access_token") == "<bot-token>",
            "attachments": files,
        }


def _header(exchange: Exchange, wanted: str) -> str | None:
    return next((value for name, value in exchange["request_headers"] if name == wanted), None)


def _settings(inbox: dict[str, Any]) -> dict[str, Any]:
    settings = {name: inbox[name] for name in SETTINGS}
    if not inbox["greeting_enabled"]:
        settings["greeting_message"] = None
    return {
        **settings,
        "identifier": inbox["inbox_identifier"],
        "working_hours": inbox["working_hours"],
        "working_hours_enabled": inbox["working_hours_enabled"],
        "out_of_office_message": inbox["out_of_office_message"],
        "csat_message": inbox["csat_config"].get("message"),
        "csat_display_type": inbox["csat_config"].get("display_type"),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
