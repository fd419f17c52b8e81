"""``AuditLogsApi``."""

from __future__ import annotations

from datetime import datetime, timezone
from urllib.parse import parse_qsl

from servers import ScriptedServer, json_answer

from chatwoot_client import AuditLogsApi


def test_all_changes_are_walked_page_by_page_each_once(client_for):
    pages = {"1": [9, 8], "2": [8, 7], "3": []}

    def page(request):
        number = request.target.rpartition("page=")[2]
        return json_answer({"current_page": int(number), "audit_logs": [{"id": id} for id in pages[number]]})

    with ScriptedServer(page) as server:
        walked = [change.id for change in AuditLogsApi(client_for(server)).iter_account_audit_logs(2)]
    assert walked == [9, 8, 7]
    assert [request.target for request in server.requests] == [
        f"/api/v1/accounts/2/audit_logs?page={number}" for number in (1, 2, 3)
    ]


def test_the_first_page_is_asked_for_without_a_number(client_for):
    with ScriptedServer([json_answer({"audit_logs": []})]) as server:
        assert AuditLogsApi(client_for(server)).get_account_audit_logs(2).audit_logs == []
    assert server.requests[0].target == "/api/v1/accounts/2/audit_logs"


def test_what_newer_servers_select_by_is_sent(client_for):
    moment = datetime(2026, 11, 1, tzinfo=timezone.utc)
    with ScriptedServer(lambda request: json_answer({"audit_logs": []})) as server:
        api = AuditLogsApi(client_for(server))
        api.get_account_audit_logs(2, q="ann", types=["inbox", "user"], since=moment, until=moment, sort="asc")
        api.get_account_audit_logs(2, types="inbox,user")
        assert not list(api.iter_account_audit_logs(2, q="ann", sort="asc"))
    assert [parse_qsl(request.target.partition("?")[2]) for request in server.requests] == [
        [
            ("q", "ann"),
            ("types[]", "inbox"),
            ("types[]", "user"),
            ("since", "1793491200"),
            ("until", "1793491200"),
            ("sort", "asc"),
        ],
        [("types", "inbox,user")],
        [("page", "1"), ("q", "ann"), ("sort", "asc")],
    ]
