"""A message with files is there once and whole, or it's told what isn't."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from chatwoot_client import AmbiguousResultException, ApiConnectionException, FilesLostException

BILL = b"%PDF of a bill"


def with_files(*names: str) -> dict[str, Any]:
    return {"content": "Your bill", "attachments": [(name, BILL) for name in names]}


@pytest.mark.parametrize(
    "fault",
    [
        lambda server: server.cut_next(processed=True, method="POST"),
        lambda server: server.cut_next(processed=False, method="POST"),
        lambda server: server.fail_next(status=500, processed=True, method="POST"),
        lambda server: server.lose_redis_next(method="POST"),
        lambda server: None,
    ],
    ids=["cut", "not stored", "500", "no Redis", "no fault"],
)
def test_a_message_with_a_file_is_there_once_with_its_file(desk: Any, tmp_path: Path, fault: Any) -> None:
    (tmp_path / "bill.pdf").write_bytes(BILL)
    fault(desk.server)
    body = {"content": "Your bill", "attachments": [tmp_path / "bill.pdf"], "content_attributes": {"own": 1}}
    for _ in range(2):
        message = desk.send(body=body)
        assert [each.file_size for each in message.attachments] == [len(BILL)]
        assert message.content_attributes == {"own": 1, "chatwoot_client_key": "order-1"}
    assert len(desk.stored) == 1


def test_an_open_file_is_sent_whole_again(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "bill.pdf").write_bytes(BILL)
    desk.server.cut_next(processed=False, method="POST")
    with open(tmp_path / "bill.pdf", "rb") as file:
        message = desk.send(body={"attachments": [file]})
    assert [each.file_size for each in message.attachments] == [len(BILL)]


def test_what_can_be_read_only_once_and_is_not_there_is_known_not_to_be_there(desk: Any) -> None:
    desk.server.cut_next(processed=False, method="POST")
    reading, writing = os.pipe()
    os.write(writing, BILL)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe, pytest.raises(ApiConnectionException, match="isn't there") as raised:
        desk.send(body={"attachments": [("bill.pdf", pipe)]})
    assert raised.value.outcome == "refused"
    assert "open it anew" in str(raised.value.__cause__)
    assert desk.stored == []


def test_files_that_got_lost_after_the_message_was_stored_are_told_with_the_message(desk: Any) -> None:
    desk.server.lose_files_next()
    with pytest.raises(FilesLostException, match="is stored, and 2 of its files are not") as raised:
        desk.send(body=with_files("a.pdf", "b.pdf"))
    error = raised.value
    assert error.message_stored.content == "Your bill"
    assert [each.file_size for each in error.lost] == [len(BILL)] * 2
    assert error.missing == 0
    assert isinstance(error, AmbiguousResultException)
    assert "under another key" in str(error)
    assert "look before sending" not in str(error)
    copied = pickle.loads(pickle.dumps(error))
    assert (type(copied), copied.message_stored, copied.lost) == (FilesLostException, error.message_stored, error.lost)
    # It isn't sent again, and told again.
    with pytest.raises(FilesLostException):
        desk.send(body=with_files("a.pdf", "b.pdf"), settle=0.1)
    assert len(desk.stored) == 1


def test_files_that_were_taken_away_from_a_message_are_told(desk: Any) -> None:
    desk.send(body={"content": "no file"})
    with pytest.raises(FilesLostException, match="1 of its files is not") as raised:
        desk.send(body=with_files("a.pdf"))
    assert raised.value.missing == 1


def test_what_was_answered_well_costs_no_look_for_its_files(desk: Any) -> None:
    desk.send(body=with_files("a.pdf"))
    assert desk.asked == ["GET", "POST"]
    desk.send(body=with_files("a.pdf"))
    # One for the message, two for the file, by way of its redirect.
    assert desk.asked == ["GET", "GET", "GET"]


def test_a_file_that_can_not_be_asked_for_is_not_said_to_be_lost(desk: Any, caplog: pytest.LogCaptureFixture) -> None:
    desk.server.cut_next(processed=True, method="POST")
    desk.server.fail_next(status=500, method="GET", path="/rails/*")
    message = desk.send(body=with_files("a.pdf"))
    assert len(message.attachments) == 1
    assert "isn't known" in caplog.text
