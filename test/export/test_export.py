"""``export_account``: all there is in an account, once, and the same bytes however often the run was ended."""

from __future__ import annotations

import csv
import json
import stat
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable

import pytest
from exported import CONVERSATIONS, LISTED, NAMES, QUICK, STATUSES, bytes_in
from servers import Request, ScriptedServer, json_answer

from chatwoot_client import (
    ApiClient,
    ApiException,
    ContactsApi,
    ConversationsApi,
    MessagesApi,
    ServiceException,
    UnauthorizedException,
)
from chatwoot_client.export import Report, export_account
from chatwoot_client.export.lines import line_of, without_secrets
from chatwoot_client.export.rows import cell
from chatwoot_client.export.state import STATE
from chatwoot_client.sandbox import Sandbox

EVERYTHING = {"attachments": True, "retries": QUICK}
MESSAGES = "*/conversations/3/messages"


def lines(folder: Path, kind: str) -> list[Any]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def table(folder: Path, kind: str) -> list[dict[str, str]]:
    with open(folder / f"{kind}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


# --- all there is ---


def test_conversations_of_every_status_come_as_the_server_has_them(client: ApiClient, tmp_path: Path) -> None:
    report = export_account(client, 1, tmp_path, retries=QUICK)
    told = lines(tmp_path, "conversations")
    listed = ConversationsApi(client).iter_conversations(1, status="all", assignee_type="all")
    assert told == sorted((each.to_dict() for each in listed), key=lambda each: each["id"])
    assert {each["status"] for each in told} == set(STATUSES)
    assert report.is_complete
    assert report.counts["conversations"] == len(told) == CONVERSATIONS


def test_all_messages_come_as_the_server_has_them_notes_and_activities_too(client: ApiClient, tmp_path: Path) -> None:
    export_account(client, 1, tmp_path, retries=QUICK)
    numbers = range(1, CONVERSATIONS + 1)
    there = [each.to_dict() for number in numbers for each in MessagesApi(client).iter_messages(1, number)]
    told = lines(tmp_path, "messages")
    assert told == sorted(there, key=lambda each: each["id"])
    assert {each["message_type"] for each in told} == {0, 1, 2}
    assert any(each["private"] for each in told)


def test_contacts_that_are_listed_come_and_those_that_only_their_conversations_tell(
    client: ApiClient, tmp_path: Path
) -> None:
    export_account(client, 1, tmp_path, retries=QUICK)
    told = {each["id"]: each for each in lines(tmp_path, "contacts")}
    listed = {each.id: each.to_dict() for each in ContactsApi(client).iter_contacts(1)}
    assert len(listed) == LISTED
    assert {id: told[id] for id in listed} == listed
    assert set(told) == {each["meta"]["sender"]["id"] for each in lines(tmp_path, "conversations")}
    assert list(told) == sorted(told)


def test_an_account_without_anything_makes_files_without_anything(
    client_for: Callable[..., ApiClient], tmp_path: Path
) -> None:
    with Sandbox() as server:
        client = client_for(server, api_key={"userApiKey": server.user_token})
        report = export_account(client, 1, tmp_path, **EVERYTHING)
    assert set(report.counts.values()) == {0}
    assert (tmp_path / "messages.jsonl").read_bytes() == b""
    assert table(tmp_path, "messages") == []


def test_it_takes_one_request_for_each_conversation_and_one_for_each_page(
    client: ApiClient, account: Sandbox, tmp_path: Path
) -> None:
    export_account(client, 1, tmp_path, retries=QUICK)
    # The newest, two pages of numbers, the messages; contacts: how many there are, and two pages.
    assert len(account.requests) == 1 + 2 + CONVERSATIONS + 1 + 2


def test_the_server_sees_no_write(client: ApiClient, account: Sandbox, tmp_path: Path) -> None:
    export_account(client, 1, tmp_path, **EVERYTHING)
    assert {each.path.rpartition("/")[2] for each in account.requests if each.method != "GET"} == {"filter"}


# --- the same bytes ---


def test_the_same_run_twice_gives_the_same_bytes(client: ApiClient, undisturbed: Any, tmp_path: Path) -> None:
    for _ in range(2):
        export_account(client, 1, tmp_path / "again", **EVERYTHING)
        assert bytes_in(tmp_path / "again") == undisturbed
    assert STATE not in undisturbed


class _Stopped(Exception):
    pass


def test_a_run_that_ends_at_each_step_and_goes_on_gives_the_same_bytes_and_asks_for_nothing_twice(
    client: ApiClient, account: Sandbox, undisturbed: Any, tmp_path: Path
) -> None:
    account.clear_requests()
    folder, steps = tmp_path / "stopped", 0

    def stop(what: str, done: int, total: int | None) -> None:
        if (what, done) not in seen:
            seen.add((what, done))
            raise _Stopped

    seen: set[tuple[str, int]] = set()
    while True:
        try:
            export_account(client, 1, folder, progress=stop, **EVERYTHING)
            break
        except _Stopped:
            steps += 1
            assert {Path(name).parts[0] for name in bytes_in(folder)} <= {"attachments", STATE, f"{STATE}-wal"}
    assert steps > 10
    assert bytes_in(folder) == undisturbed
    messages = [each.path for each in account.requests if each.path.endswith("/messages")]
    assert len(messages) == len(set(messages)) == CONVERSATIONS
    files = [each.path for each in account.requests if "/redirect/" in each.path]
    assert len(files) == len(set(files)) == len(NAMES)


@pytest.mark.parametrize(
    "trouble",
    [
        lambda server: server.fail_next(status=500, path=MESSAGES),
        lambda server: server.fail_next(status=429, retry_after=1, path="*/conversations/filter"),
        lambda server: server.cut_next(processed=True, path=MESSAGES, times=2),
        lambda server: server.truncate_next(missing=20, path=MESSAGES),
        lambda server: server.fail_next(status=502, path="*/contacts"),
        lambda server: server.cut_next(processed=False, path="/rails/*"),
        lambda server: server.fail_next(status=404, path=MESSAGES),
        lambda server: server.fail_next(status=500, path="*/conversations/filter", times=4),
        lambda server: server.fail_next(status=500, path="/rails/*", times=2),
    ],
    ids=["500", "429", "cut", "truncated", "502", "cut file", "404", "500s of a list", "500s of a file"],
)
def test_faults_on_the_way_change_nothing_of_what_comes_out(
    trouble: Callable[[Sandbox], None], client: ApiClient, account: Sandbox, undisturbed: Any, tmp_path: Path
) -> None:
    trouble(account)
    assert export_account(client, 1, tmp_path / "again", **EVERYTHING).is_complete
    assert bytes_in(tmp_path / "again") == undisturbed


def test_a_server_that_goes_away_ends_the_run_and_the_next_one_goes_on(
    client: ApiClient, account: Sandbox, office: Any, undisturbed: Any, tmp_path: Path
) -> None:
    account.fail_next(status=503, times=100, path="*/conversations/1?/messages")
    with pytest.raises(ServiceException):
        export_account(client, 1, tmp_path / "again", **EVERYTHING)
    assert "messages.jsonl" not in bytes_in(tmp_path / "again")
    account.reset()
    account.restore(office)
    assert export_account(client, 1, tmp_path / "again", **EVERYTHING).is_complete
    assert bytes_in(tmp_path / "again") == undisturbed


def test_a_token_that_is_not_good_any_more_ends_the_run_and_leaves_nothing_out(
    client: ApiClient, account: Sandbox, undisturbed: Any, tmp_path: Path
) -> None:
    def stop(what: str, done: int, total: int | None) -> None:
        if done == 25:
            client.configuration.api_key["userApiKey"] = "revoked"

    with pytest.raises(UnauthorizedException):
        export_account(client, 1, tmp_path / "again", progress=stop, **EVERYTHING)
    client.configuration.api_key["userApiKey"] = account.user_token
    assert export_account(client, 1, tmp_path / "again", **EVERYTHING).gone == ()
    assert bytes_in(tmp_path / "again") == undisturbed


# --- what changes meanwhile, or can't be read ---


def test_a_conversation_that_is_deleted_meanwhile_is_noted_and_the_rest_is_there(
    client: ApiClient, account: Sandbox, tmp_path: Path
) -> None:
    account.delay_next(seconds=0.6, path="*/conversations/1/messages")

    def delete() -> None:
        while not any(each.path.endswith("/1/messages") for each in account.requests):
            time.sleep(0.01)
        ConversationsApi(client).delete_a_conversation(1, 3)

    deleting = threading.Thread(target=delete)
    deleting.start()
    report = export_account(client, 1, tmp_path, retries=QUICK)
    deleting.join()
    assert report.gone == (3,)
    assert not report.is_complete
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["gone"] == [3]
    assert [each["id"] for each in lines(tmp_path, "conversations")] == [
        number for number in range(1, CONVERSATIONS + 1) if number != 3
    ]


def test_one_that_the_server_can_never_tell_is_noted_and_the_rest_is_there(
    client: ApiClient, account: Sandbox, tmp_path: Path
) -> None:
    account.fail_next(status=500, times=2, path=MESSAGES)
    report = export_account(client, 1, tmp_path, retries=QUICK)
    assert report.unread == {3: "Internal Server Error"}
    assert report.counts["conversations"] == CONVERSATIONS - 1


def test_one_that_makes_the_server_fail_with_every_list_it_is_in_costs_none_of_the_others(
    client_for: Callable[..., ApiClient], tmp_path: Path
) -> None:
    def served(request: Request) -> bytes:
        path = request.target.partition("?")[0]
        if path.endswith("/filter"):
            numbers = json.loads(request.body)["payload"][0]["values"]
            # It answers with what wasn't asked for, too.
            listed = [{"id": number} for number in (*reversed(numbers), 2**70, 99)]
            return json_answer({}, 500) if 13 in numbers else json_answer({"payload": listed})
        if path.endswith("/conversations"):
            return json_answer({"data": {"payload": [{"id": 30}]}})
        return json_answer({"meta": {"count": 0}, "payload": []})

    with ScriptedServer(served) as server:
        report = export_account(client_for(server), 1, tmp_path, retries=QUICK)
    assert list(report.unread) == [13]
    assert [each["id"] for each in lines(tmp_path, "conversations")] == [id for id in range(1, 31) if id != 13]


def test_contacts_are_all_there_though_some_come_and_go_while_they_are_walked(
    client: ApiClient, account: Sandbox, tmp_path: Path
) -> None:
    contacts = ContactsApi(client)
    before = {each.id for each in contacts.iter_contacts(1)}
    changed = []

    def change(what: str, done: int, total: int | None) -> None:
        if what == "contacts" and not changed:
            # Seen already is the page of the oldest.
            changed.append(max(before))
            contacts.contact_delete(1, max(before))
            for number in range(2):
                contacts.contact_create({"email": f"new{number}@example.com"}, 1)

    report = export_account(client, 1, tmp_path, progress=change, retries=QUICK)
    told = {each["id"] for each in lines(tmp_path, "contacts")}
    assert before - set(changed) <= told
    assert {each.id for each in contacts.iter_contacts(1)} <= told
    assert report.unseen_contacts == 0


def test_a_server_that_counts_more_contacts_each_time_is_walked_to_an_end(
    client_for: Callable[..., ApiClient], tmp_path: Path
) -> None:
    def served(request: Request) -> bytes:
        listed = [{"id": 1}, {"id": 2}]
        return json_answer({"meta": {"count": len(server.requests)}, "data": {"payload": []}, "payload": listed})

    with ScriptedServer(served) as server:
        report = export_account(client_for(server), 1, tmp_path, retries=QUICK)
    assert report.counts["contacts"] == 2
    assert report.unseen_contacts > 0
    assert not report.is_complete


def test_a_file_that_is_lost_is_noted(client: ApiClient, account: Sandbox, tmp_path: Path) -> None:
    account.fail_next(status=404, times=2, path="/rails/*passwd")
    report = export_account(client, 1, tmp_path, **EVERYTHING)
    assert list(report.missing_files.values()) == ["Not Found"]
    [lost] = [each for each in lines(tmp_path, "attachments") if each["missing"]]
    assert lost["path"] is None
    assert list(report.missing_files) == [lost["id"]]


# --- the files ---


def test_attachments_are_in_a_folder_of_their_conversation_whatever_their_names_are(
    client: ApiClient, tmp_path: Path
) -> None:
    folder = tmp_path / "inside"
    export_account(client, 1, folder, **EVERYTHING)
    told = lines(folder, "attachments")
    assert len(told) == len(NAMES)
    for each in told:
        assert (folder / each["path"]).read_bytes() == b"%d" % each["conversation_id"]
        assert Path(each["path"]).parts[:2] == ("attachments", str(each["conversation_id"]))
        assert not set(each["path"]) & set('<>:"|?*\\\u202e')
    assert list(tmp_path.iterdir()) == [folder]


def test_files_that_are_there_are_not_fetched_again(client: ApiClient, account: Sandbox, tmp_path: Path) -> None:
    export_account(client, 1, tmp_path, **EVERYTHING)
    part = next((tmp_path / "attachments" / "1").iterdir()).parent / ".left.abc.part"
    part.write_bytes(b"half")
    account.clear_requests()
    export_account(client, 1, tmp_path, **EVERYTHING)
    assert not any("/rails/" in each.path for each in account.requests)
    assert not part.exists()


def test_files_of_another_account_in_the_folder_are_not_taken_for_this_one_s(
    client: ApiClient, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    export_account(client, 1, tmp_path, **EVERYTHING)
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (tmp_path / "report.json").write_text(json.dumps({**told, "host": "https://elsewhere.example"}), encoding="utf-8")
    [file] = (tmp_path / "attachments" / "1").iterdir()
    file.write_bytes(b"?")
    export_account(client, 1, tmp_path, **EVERYTHING)
    assert bytes_in(tmp_path) == undisturbed


def test_a_table_reads_back_what_was_said_with_formulas_as_text(client: ApiClient, tmp_path: Path) -> None:
    export_account(client, 1, tmp_path, retries=QUICK)
    contents = {each["id"]: each["content"] for each in lines(tmp_path, "messages")}
    told = table(tmp_path, "messages")
    assert {int(each["id"]): each["content"].removeprefix("'") for each in told} == contents
    assert all(each["content"][0] not in "=+-@" for each in told)
    assert {each["message_type"] for each in told} == {"incoming", "outgoing", "activity"}
    first = table(tmp_path, "contacts")[0]
    assert first["name"].startswith("'=HYPERLINK")
    assert first["phone_number"] == "'+49151000001"
    raw = (tmp_path / "contacts.csv").read_bytes()
    assert raw.decode("utf-8").split("\r\n")[0].split(",")[:2] == ["id", "name"]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_is_text(value: str) -> None:
    assert cell(value) == f"'{value}"


def test_a_number_below_zero_stays_a_number() -> None:
    assert cell(-1) == -1


@pytest.mark.parametrize(("form", "endings"), [("jsonl", {".jsonl"}), ("csv", {".csv"}), ("both", {".jsonl", ".csv"})])
def test_the_files_are_of_the_format_that_was_asked_for(
    form: str, endings: set[str], client: ApiClient, tmp_path: Path
) -> None:
    report = export_account(client, 1, tmp_path, format=form, retries=QUICK)
    assert {Path(name).suffix for name in report.files} == endings
    assert {path.name for path in tmp_path.iterdir()} == {*report.files, "report.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other rights")
def test_nobody_else_may_read_what_comes_out(client: ApiClient, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    export_account(client, 1, folder, retries=QUICK)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def _telling_secrets(request: Request) -> bytes:
    path = request.target.partition("?")[0]
    tokens = {"pubsub_token": "SECRET1", "access_token": "SECRET2", "hmac_token": "SECRET3", "hmac_verified": False}
    contact = {"id": 5, "name": "Ada", "custom_attributes": {"token": "own"}, **tokens}
    message = {"id": 7, "content": "hi", "sender": {"id": 1, "type": "user", **tokens}}
    conversation = {"id": 1, "meta": {"sender": contact, "assignee": tokens}, "messages": [message]}
    if path.endswith("/filter"):
        return json_answer({"payload": [conversation]})
    if path.endswith("/messages"):
        return json_answer({"payload": [message]})
    if path.endswith("/contacts"):
        return json_answer({"meta": {"count": 1}, "payload": [contact]})
    return json_answer({"data": {"payload": [conversation]}})


def test_tokens_that_a_server_tells_are_left_out_and_peoples_own_attributes_stay(
    client_for: Callable[..., ApiClient], tmp_path: Path
) -> None:
    with ScriptedServer(_telling_secrets) as server:
        export_account(client_for(server), 1, tmp_path, retries=QUICK)
    assert b"SECRET" not in b"".join(bytes_in(tmp_path).values())
    [contact] = lines(tmp_path, "contacts")
    assert contact == {"id": 5, "name": "Ada", "custom_attributes": {"token": "own"}, "hmac_verified": False}


def test_half_a_character_that_json_can_carry_is_carried() -> None:
    line = line_of({"b": "\ud83d", "a": "ö\u2028"})
    assert line.encode() == '{"a":"ö\u2028","b":"\\ud83d"}'.encode()
    assert json.loads(line) == {"b": "\ud83d", "a": "ö\u2028"}


def test_secrets_are_left_out_at_any_depth() -> None:
    assert without_secrets([{"a": [{"api_access_token": "x", "b": 1}]}]) == [{"a": [{"b": 1}]}]


# --- what can't be ---


def test_a_folder_in_which_a_run_is_at_work_is_refused(client: ApiClient, tmp_path: Path) -> None:
    def begin_another(what: str, done: int, total: int | None) -> None:
        with pytest.raises(ValueError, match="another run is at work"):
            export_account(client, 1, tmp_path)

    assert isinstance(export_account(client, 1, tmp_path, progress=begin_another, retries=QUICK), Report)


def test_a_folder_with_an_unfinished_run_for_another_account_is_refused(client: ApiClient, tmp_path: Path) -> None:
    with pytest.raises(ApiException):
        export_account(client, 2, tmp_path, retries=QUICK)
    with pytest.raises(ValueError, match="something else"):
        export_account(client, 1, tmp_path)


def test_a_state_that_is_none_is_told_with_what_to_do(client: ApiClient, tmp_path: Path) -> None:
    (tmp_path / STATE).write_bytes(b"nonsense" * 1000)
    with pytest.raises(OSError, match="remove it"):
        export_account(client, 1, tmp_path)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client": "https://chatwoot.example"}, TypeError),
        ({"account_id": "1"}, TypeError),
        ({"account_id": 0}, ValueError),
        ({"folder": 5}, TypeError),
        ({"folder": __file__}, ValueError),
        ({"format": "xml"}, ValueError),
        ({"attachments": "yes"}, TypeError),
        ({"progress": "bar"}, TypeError),
        ({"retries": "many"}, TypeError),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(
    wrong: dict[str, Any], error: type[Exception], client: ApiClient, account: Sandbox, tmp_path: Path
) -> None:
    with pytest.raises(error, match=next(iter(wrong))):
        export_account(**{"client": client, "account_id": 1, "folder": tmp_path, **wrong})
    assert account.requests == []
