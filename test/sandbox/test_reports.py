"""The sandbox's reports: what happened is counted, and each number is worked out here from what the test did."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Callable

import pytest
from office import Caller
from shapes import assert_shaped_as_recorded

import chatwoot_client
from chatwoot_client import ReportsApi
from chatwoot_client.sandbox import Sandbox, User

HOUR, DAY = 3_600, 86_400
V2 = "/api/v2/accounts/1"


@pytest.fixture
def api(server: Sandbox, client_for: Callable[..., chatwoot_client.ApiClient]) -> ReportsApi:
    return ReportsApi(client_for(server, api_key={"api_access_token": server.user_token}))


@pytest.fixture
def grace(server: Sandbox, admin: Caller) -> User:
    grace = server.create_agent("Grace")
    admin.post("/inbox_members", {"inbox_id": 1, "user_ids": [grace.id]})
    return grace


def begun(server: Sandbox, admin: Caller, ago: float = 0, **settings: Any) -> int:
    """A conversation that a contact has begun some seconds ago, with a message."""
    contact = admin.post("/contacts", {"name": "Carla"})["payload"]["contact"]["id"]
    body = {"inbox_id": 1, "contact_id": contact, **settings}
    id_ = int(admin.post("/conversations", body)["id"])
    admin.post(f"/conversations/{id_}/messages", {"content": "Hello?", "message_type": "incoming"})
    conversation = server.conversation(id_)
    conversation.created_at -= timedelta(seconds=ago)
    conversation.waiting_since = conversation.created_at
    for message in conversation.messages:
        message.created_at -= timedelta(seconds=ago)
    return id_


def week() -> dict[str, int]:
    """The last seven days and the next one."""
    now = int(datetime.now(timezone.utc).timestamp())
    return {"since": now - 7 * DAY, "until": now + DAY}


def about(seconds: float) -> Any:
    """A time that a test took a moment to make."""
    return pytest.approx(seconds, abs=2)


def day_of(server: Sandbox, conversation: int) -> int:
    """When the day began on which a conversation did."""
    return int(server.conversation(conversation).created_at.timestamp()) // DAY * DAY


# Series


def test_a_series_counts_conversations_on_the_day_they_began(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    today, earlier = begun(server, admin), [begun(server, admin, 3 * DAY) for _ in range(2)]
    begun(server, admin, 30 * DAY)
    series = api.list_all_conversation_statistics(1, "conversations_count", "account", **week())
    found = {each.timestamp: each.value for each in series}
    assert {day: value for day, value in found.items() if value} == {
        day_of(server, today): 1,
        day_of(server, earlier[0]): 2,
    }
    since = week()["since"] // DAY * DAY
    assert sorted(found) == list(range(since, week()["until"], DAY))


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("incoming_messages_count", 2),
        ("outgoing_messages_count", 3),
        ("resolutions_count", 1),
        ("conversations_count", 2),
        ("bot_handoffs_count", 0),
    ],
)
def test_a_series_counts_messages_and_resolutions(
    server: Sandbox, admin: Caller, api: ReportsApi, metric: str, expected: int
) -> None:
    first, second = begun(server, admin), begun(server, admin)
    for conversation, replies in ((first, 1), (second, 2)):
        for _ in range(replies):
            server.reply(conversation, "Yes?")
    server.set_status(first, "resolved")
    series = api.list_all_conversation_statistics(1, metric, "account", **week())
    assert [each.value for each in series if each.value] == ([expected] if expected else [])


def test_a_series_averages_times_and_says_of_how_many(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    for hours in (1, 3):
        server.reply(begun(server, admin, hours * HOUR), "Here I am")
    series = api.list_all_conversation_statistics(1, "avg_first_response_time", "account", **week())
    (point,) = [each for each in series if each.count]
    assert (point.value, point.count) == (about(2 * HOUR), 2)
    assert {each.value for each in series if not each.count} == {0}


@pytest.mark.parametrize(
    ("grouping", "starts"),
    [
        ("hour", [datetime(2026, 2, 28, 22), datetime(2026, 2, 28, 23), datetime(2026, 3, 1), datetime(2026, 3, 1, 1)]),
        ("day", [datetime(2026, 2, 28), datetime(2026, 3, 1)]),
        ("week", [datetime(2026, 2, 22), datetime(2026, 3, 1)]),
        ("month", [datetime(2026, 2, 1), datetime(2026, 3, 1)]),
        ("year", [datetime(2026, 1, 1)]),
        ("fortnight", [datetime(2026, 2, 28), datetime(2026, 3, 1)]),
    ],
)
def test_a_series_has_the_hours_days_weeks_months_or_years_of_its_time(
    api: ReportsApi, grouping: str, starts: list[datetime]
) -> None:
    since, until = datetime(2026, 2, 28, 22, 30), datetime(2026, 3, 1, 1, 30)
    since, until = (moment.replace(tzinfo=timezone.utc) for moment in (since, until))
    series = api.list_all_conversation_statistics(
        1, "conversations_count", "account", since=since, until=until, group_by=grouping
    )
    expected = [int(each.replace(tzinfo=timezone.utc).timestamp()) for each in starts]
    assert [each.timestamp for each in series] == expected


def test_days_begin_where_the_time_zone_says(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    conversation = begun(server, admin)
    server.conversation(conversation).created_at = datetime(2026, 3, 1, 20, tzinfo=timezone.utc)
    time = {"since": datetime(2026, 3, 1, tzinfo=timezone.utc), "until": datetime(2026, 3, 3, tzinfo=timezone.utc)}
    for offset, day in ((None, datetime(2026, 3, 1)), (5.5, datetime(2026, 3, 1, 18, 30))):
        series = api.list_all_conversation_statistics(
            1, "conversations_count", "account", timezone_offset=offset, **time
        )
        found = [each.timestamp for each in series if each.value]
        assert found == [int(day.replace(tzinfo=timezone.utc).timestamp())]


def test_a_series_is_one_of_an_agent_an_inbox_a_label_or_a_team(
    server: Sandbox, admin: Caller, grace: User, api: ReportsApi
) -> None:
    label = admin.post("/labels", {"title": "vip"})["id"]
    team = admin.post("/teams", {"name": "support"})["id"]
    own = begun(server, admin, assignee_id=grace.id)
    begun(server, admin)
    admin.post(f"/conversations/{own}/labels", {"labels": ["vip"]})
    in_team = begun(server, admin, team_id=team)
    server.reply(in_team, "From Grace", sender=grace)

    def sent(kind: str, id_: int, metric: str = "conversations_count") -> Any:
        return sum(e.value for e in api.list_all_conversation_statistics(1, metric, kind, id=id_, **week()))

    assert [sent("agent", grace.id), sent("inbox", 1), sent("label", label), sent("team", team)] == [1, 3, 1, 1]
    scopes = (("agent", grace.id), ("label", label), ("team", team))
    assert [sent(*scope, "outgoing_messages_count") for scope in scopes] == [1, 0, 1]


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        ("metric=conversations_count&type=account", 200, []),
        ("metric=nonsense&type=account&since=1&until=2", 200, {}),
        ("metric=conversations_count&since=1&until=2", 500, None),
        ("metric=conversations_count&type=planet&since=1&until=2", 500, None),
        ("metric=conversations_count&type=inbox&id=99&since=1&until=2", 404, {"error": "Resource could not be found"}),
        ("metric=conversations_count&type=account&since=today&until=2", 500, None),
        (
            "metric=conversations_count&type=account&since=2026-01-01&until=2026-02-01",
            200,
            [{"value": 0, "timestamp": 0}],
        ),
        ("metric=conversations_count&type=account&group_by=hour&since=0&until=99999999999", 500, None),
    ],
)
def test_what_cannot_be_reported_is_answered_as_chatwoot_does(
    admin: Caller, query: str, status: int, body: Any
) -> None:
    answer = admin.ask("GET", f"{V2}/reports?{query}")
    assert answer.status == status
    if status != 500:
        assert answer.json == body


# Sums


def test_the_summary_sums_up_and_compares_with_the_time_before(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    answered, resolved, old = begun(server, admin, HOUR), begun(server, admin, 2 * HOUR), begun(server, admin, 8 * DAY)
    server.reply(answered, "Hi")
    server.set_status(resolved, "resolved")
    now = int(datetime.now(timezone.utc).timestamp())
    summary = api.list_all_conversation_statistics_summary(1, "account", since=now - 7 * DAY, until=now + DAY)
    assert_shaped_as_recorded("list-all-conversation-statistics-summary", summary.to_dict())
    assert (summary.conversations_count, summary.incoming_messages_count, summary.outgoing_messages_count) == (2, 2, 1)
    assert (summary.avg_first_response_time, summary.avg_resolution_time) == (about(HOUR), about(2 * HOUR))
    assert (summary.resolutions_count, summary.reply_time) == (1, None)
    assert (summary.previous.conversations_count, summary.previous.avg_resolution_time) == (1, None)
    assert server.conversation(old).id == old


def test_the_reply_time_is_that_of_answers_after_the_first(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    conversation = begun(server, admin, 5 * HOUR)
    server.reply(conversation, "First")
    admin.post(f"/conversations/{conversation}/messages", {"content": "And?", "message_type": "incoming"})
    record = server.conversation(conversation)
    assert record.waiting_since is not None
    record.waiting_since -= timedelta(minutes=10)
    server.reply(conversation, "Second")
    server.reply(conversation, "Third, though nobody asked")
    summary = api.list_all_conversation_statistics_summary(1, "account", **week())
    assert (summary.avg_first_response_time, summary.reply_time) == (about(5 * HOUR), about(600))


def test_working_hours_count_when_they_are_asked_for(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    inbox = server.create_inbox("Staffed", working_hours_enabled=True)
    contact = admin.post("/contacts", {"name": "Carla"})["payload"]["contact"]["id"]
    id_ = admin.post("/conversations", {"inbox_id": inbox.id, "contact_id": contact})["id"]
    server.set_status(id_, "resolved")
    (event,) = [each for each in server.conversation(id_).events if each.name == "conversation_resolved"]
    # From a Friday at 16:00 to the Monday after at 10:00; staffed from 9 to 17, Monday to Friday.
    event.started_at = datetime(2026, 3, 6, 16, tzinfo=timezone.utc)
    event.ended_at = datetime(2026, 3, 9, 10, tzinfo=timezone.utc)
    time = {"since": datetime(2026, 3, 1, tzinfo=timezone.utc), "until": datetime(2026, 3, 30, tzinfo=timezone.utc)}
    whole = api.list_all_conversation_statistics_summary(1, "account", **time)
    staffed = api.list_all_conversation_statistics_summary(1, "account", business_hours=True, **time)
    assert (whole.avg_resolution_time, staffed.avg_resolution_time) == (66 * HOUR, 2 * HOUR)


def test_a_bots_conversations_are_counted(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    bot = server.create_agent_bot("Beep")
    admin.post("/inboxes/1/set_agent_bot", {"agent_bot": bot.id})
    handed, solved, helped = (begun(server, admin) for _ in range(3))
    robot = Caller(server, bot.access_token)
    robot.post(f"/conversations/{handed}/toggle_status", {"status": "open"})
    server.reply(solved, "Solved", sender=bot)
    server.set_status(solved, "resolved")
    server.reply(helped, "A person helps")
    server.set_status(helped, "resolved")
    summary = api.get_bot_summary(1, "account", **week())
    assert (summary.bot_handoffs_count, summary.bot_resolutions_count) == (1, 1)
    metrics = api.get_bot_metrics(1, **week())
    assert (metrics.conversation_count, metrics.message_count) == (3, 2)
    # One of three each.
    assert (metrics.resolution_rate, metrics.handoff_rate) == (33, 33)


def test_an_automation_rules_message_is_nobodys_first_answer(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    says = [{"action_name": "send_message", "action_params": ["Wait, please"]}]
    admin.post("/automation_rules", {"name": "r", "event_name": "message_created", "conditions": [], "actions": says})
    begun(server, admin, HOUR)
    summary = api.list_all_conversation_statistics_summary(1, "account", **week())
    assert (summary.outgoing_messages_count, summary.avg_first_response_time) == (1, None)


# Side by side


def test_summaries_stand_side_by_side(server: Sandbox, admin: Caller, grace: User, api: ReportsApi) -> None:
    second = server.create_inbox("Second")
    team = admin.post("/teams", {"name": "support"})["id"]
    admin.post("/labels", {"title": "vip"})
    conversation = begun(server, admin, 2 * HOUR, assignee_id=grace.id)
    admin.post(f"/conversations/{conversation}/assignments", {"team_id": team})
    admin.post(f"/conversations/{conversation}/assignments", {"assignee_id": grace.id})
    admin.post(f"/conversations/{conversation}/labels", {"labels": ["vip"]})
    server.reply(conversation, "Hi", sender=grace)
    server.set_status(conversation, "resolved")
    begun(server, admin)

    def numbers(rows: Any) -> dict[int, tuple[Any, ...]]:
        names = "conversations_count resolved_conversations_count avg_resolution_time avg_first_response_time"
        return {row.id: tuple(getattr(row, name) for name in names.split()) for row in rows}

    one = (1, 1, about(2 * HOUR), about(2 * HOUR))
    assert numbers(api.get_agent_summary_report(1, **week())) == {1: (0, 0, None, None), grace.id: one}
    assert numbers(api.get_inbox_summary_report(1, **week())) == {1: (2, *one[1:]), second.id: (0, 0, None, None)}
    assert numbers(api.get_team_summary_report(1, **week())) == {team: one}
    (label,) = api.get_label_summary_report(1, **week())
    assert (label.name, label.conversations_count, label.avg_resolution_time) == ("vip", 1, about(2 * HOUR))
    assert label.avg_reply_time == 0
    channels = api.get_channel_summary_report(1, **week())
    assert {name: each.to_dict() for name, each in channels.items()} == {
        "Channel::Api": {"open": 1, "resolved": 1, "pending": 0, "snoozed": 0, "total": 2},
    }


def test_channels_are_summed_up_over_six_months_at_most(admin: Caller) -> None:
    since = int(datetime(2025, 8, 31, tzinfo=timezone.utc).timestamp())
    until = int(datetime(2026, 2, 28, tzinfo=timezone.utc).timestamp())
    assert admin.get(f"{V2}/summary_reports/channel?since={since}&until={until}") == {}
    asked = admin.ask("GET", f"{V2}/summary_reports/channel?since={since}&until={until + 1}")
    assert (asked.status, asked.json) == (422, {"error": "Date range cannot exceed 6 months"})


def test_first_answers_are_distributed_by_the_time_they_took(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    for hours in (0.5, 2, 2, 5, 9, 30):
        server.reply(begun(server, admin, hours * HOUR), "Hi")
    distribution = api.get_first_response_time_distribution(1)
    counts = {name: each.to_dict() for name, each in distribution.items()}
    assert counts == {"Channel::Api": {"0-1h": 1, "1-4h": 2, "4-8h": 1, "8-24h": 1, "24h+": 1}}


def test_the_matrix_counts_labels_by_inbox(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    ids = [admin.post("/labels", {"title": title})["id"] for title in ("red", "blue")]
    server.create_inbox("Another")
    for labels in (["red"], ["red", "blue"], ["undefined"]):
        admin.post(f"/conversations/{begun(server, admin)}/labels", {"labels": labels})
    matrix = api.get_inbox_label_matrix(1, **week())
    assert [each.title for each in matrix.labels] == ["blue", "red"]
    assert [each.name for each in matrix.inboxes] == ["Another", "Sandbox"]
    assert matrix.matrix == [[0, 0], [1, 2]]
    chosen = api.get_inbox_label_matrix(1, inbox_ids=[1], label_ids=[ids[0]])
    assert chosen.matrix == [[2]]


def test_what_was_sent_is_counted_by_who_where_and_about_what(
    server: Sandbox, admin: Caller, grace: User, api: ReportsApi
) -> None:
    admin.post("/labels", {"title": "vip"})
    conversation = begun(server, admin)
    admin.post(f"/conversations/{conversation}/labels", {"labels": ["vip", "free"]})
    server.reply(conversation, "One", sender=grace)
    server.reply(conversation, "Two", sender=grace)
    server.reply(conversation, "Beep", sender=server.create_agent_bot("Bot"))

    def counted(group: str) -> dict[str, int]:
        return {e.name: e.outgoing_messages_count for e in api.get_outgoing_messages_count(1, group, **week())}

    assert counted("agent") == {"Grace": 2}
    assert counted("inbox") == {"Sandbox": 3}
    assert counted("label") == {"vip": 3, "free": 3}
    assert counted("team") == {}
    assert admin.ask("GET", f"{V2}/reports/outgoing_messages_count?group_by=planet").status == 422


# Now


def test_live_numbers_are_those_of_the_moment(server: Sandbox, admin: Caller, grace: User, api: ReportsApi) -> None:
    team = admin.post("/teams", {"name": "support"})["id"]
    attended, unattended = begun(server, admin, assignee_id=grace.id), begun(server, admin, team_id=team)
    resolved, pending = begun(server, admin), begun(server, admin)
    server.reply(attended, "Hi")
    server.set_status(resolved, "resolved")
    server.set_status(pending, "pending")
    live = api.get_live_conversation_metrics(1)
    assert (live.open, live.unattended, live.unassigned, live.pending) == (2, 1, 1, 1)
    of_team = api.get_live_conversation_metrics(1, team_id=team)
    assert (of_team.open, of_team.unattended) == (1, 1)
    grouped = api.get_grouped_live_conversation_metrics(1, "assignee_id")
    assert {each.assignee_id: (each.open, each.unattended) for each in grouped} == {grace.id: (1, 0), None: (1, 1)}
    assert admin.ask("GET", f"{V2}/live_reports/grouped_conversation_metrics?group_by=moon").status == 422
    account = api.get_account_conversation_metrics(1, "account")
    assert (account.open, account.unattended, account.unassigned, account.pending) == (2, 1, 1, 0)
    agents = api.get_agent_conversation_metrics(1, "agent")
    assert [(each.id, each.metric.open, each.metric.unattended) for each in agents] == [(grace.id, 1, 0), (1, 0, 0)]
    assert server.conversation(unattended).status == "open"


def test_a_year_in_review_is_ones_own(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    mine = begun(server, admin, assignee_id=1)
    begun(server, admin)
    record = server.conversation(mine)
    record.created_at = datetime(2025, 7, 4, tzinfo=timezone.utc)
    review = api.get_year_in_review(1, year=2025)
    assert (review.total_conversations, review.busiest_day.date, review.busiest_day.count) == (1, "Jul 04", 1)
    assert api.get_year_in_review(1, year=2020).busiest_day is None


# What is behind a number


def test_a_point_opens_to_the_records_behind_it(server: Sandbox, admin: Caller, grace: User, api: ReportsApi) -> None:
    conversation = begun(server, admin, 2 * HOUR, assignee_id=grace.id)
    begun(server, admin, 3 * DAY)
    answer = server.reply(conversation, "Here", sender=grace)
    server.set_status(conversation, "resolved")
    (point,) = [
        each
        for each in api.list_all_conversation_statistics(1, "avg_first_response_time", "account", **week())
        if each.count
    ]
    opened = api.get_report_drilldown(1, "avg_first_response_time", bucket_timestamp=point.timestamp, **week())
    assert_shaped_as_recorded("GET /api/v2/accounts/{account_id}/reports/drilldown", opened.to_dict())
    assert (opened.meta.total_count, opened.meta.record_type) == (1, "message")
    (record,) = opened.payload
    assert (record.message.id, record.metric_value) == (answer.id, about(2 * HOUR))
    assert (record.conversation.id, record.conversation.assignee_name) == (conversation, "Grace")
    resolved = api.get_report_drilldown(1, "resolutions_count", bucket_timestamp=point.timestamp, **week())
    assert [each.event_name for each in resolved.payload] == ["conversation_resolved"]


def test_the_records_behind_a_point_come_in_pages_the_latest_first(
    server: Sandbox, admin: Caller, api: ReportsApi
) -> None:
    ids = [begun(server, admin) for _ in range(5)]
    day = day_of(server, ids[0])
    query = {"since": day, "until": day + DAY, "bucket_timestamp": day}
    pages = [api.get_report_drilldown(1, "conversations_count", page=n, per_page=2, **query) for n in (1, 2, 3, 4)]
    assert [[each.conversation.id for each in page.payload] for page in pages] == [[5, 4], [3, 2], [1], []]
    assert {page.meta.total_count for page in pages} == {5}


@pytest.mark.parametrize(
    "query",
    [
        "metric=nonsense&since=0&until=86400&bucket_timestamp=0",
        "since=0&until=86400&bucket_timestamp=0",
        "metric=conversations_count&since=0&until=86400",
        "metric=conversations_count&since=0&until=86400&bucket_timestamp=today",
        "metric=conversations_count&since=0&until=86400&bucket_timestamp=864000",
        "metric=conversations_count&since=0&until=86400&bucket_timestamp=0&type=planet",
    ],
)
def test_a_point_that_cannot_be_opened_is_refused_without_a_word(admin: Caller, query: str) -> None:
    asked = admin.ask("GET", f"{V2}/reports/drilldown?{query}")
    assert (asked.status, asked.body) == (422, "")


def test_the_events_that_are_counted_are_listed_the_latest_first(
    server: Sandbox, admin: Caller, grace: User, api: ReportsApi
) -> None:
    conversation = begun(server, admin, HOUR)
    server.reply(conversation, "Hi", sender=grace)
    server.set_status(conversation, "resolved")
    listed = api.get_account_reporting_events(1)
    assert_shaped_as_recorded("get-account-reporting-events", listed.to_dict())
    assert [each.name for each in listed.payload] == ["conversation_resolved", "first_response"]
    assert (listed.meta.count, listed.meta.total_pages) == (2, 1)
    (first,) = api.get_account_reporting_events(1, name="first_response", user_id=grace.id).payload
    number = server.conversation(conversation).internal_id
    assert (first.value, first.user_id, first.conversation_id) == (about(HOUR), grace.id, number)
    assert api.get_account_reporting_events(1, user_id=1, name="first_response").payload == []


# Files


def test_reports_are_downloaded_as_csv(server: Sandbox, admin: Caller, grace: User, api: ReportsApi) -> None:
    admin.post("/labels", {"title": "vip"})
    admin.post("/teams", {"name": "support"})
    conversation = begun(server, admin, 0, assignee_id=grace.id)
    server.reply(conversation, "Hi", sender=grace)
    server.set_status(conversation, "resolved")
    # Two days, three hours and five minutes, of which the two largest units are told.
    for event in server.conversation(conversation).events:
        if event.name == "conversation_resolved":
            event.started_at = event.ended_at - timedelta(days=2, hours=3, minutes=5)
        else:
            event.started_at = event.ended_at
    since, until = datetime(2026, 1, 1, tzinfo=timezone.utc), datetime.now(timezone.utc) + timedelta(days=1)
    time = {"since": since, "until": until}
    head = f"Reporting period 2026-01-01 to {until.date()}\n\n\n"
    columns = "Avg first response time,Avg resolution time"
    assert api.download_agents_report(1, **time) == (
        f"{head}Agent name,Assigned conversations,{columns},Avg customer waiting time,Resolution Count\n"
        "Sandbox Agent,0,N/A,N/A,N/A,0\n"
        "Grace,1,N/A,2 days 3 hours,N/A,1\n"
    )
    assert api.download_inboxes_report(1, **time) == (
        f"{head}Inbox name,Inbox type,No. of conversations,{columns}\nSandbox,API,1,N/A,2 days 3 hours,N/A,1\n"
    )
    assert api.download_labels_report(1, **time).endswith("vip,0,N/A,N/A,N/A,0\n")
    assert api.download_teams_report(1, **time).endswith("support,0,N/A,N/A,N/A,0\n")
    assert api.download_conversations_summary_report(1, **time).endswith("1,1,1,N/A,2 days 3 hours,1,N/A\n")


def test_the_traffic_of_six_days_is_told_by_the_hour(server: Sandbox, admin: Caller, api: ReportsApi) -> None:
    yesterday = datetime.now(timezone.utc).date() - timedelta(days=1)
    for hour in (9, 9, 14):
        record = server.conversation(begun(server, admin))
        record.created_at = datetime(yesterday.year, yesterday.month, yesterday.day, hour, 59, tzinfo=timezone.utc)
    lines = api.download_conversation_traffic_report(1, 0).splitlines()
    assert lines[:3] == ["Timezone,(GMT+00:00) Edinburgh", "", ""]
    days = [yesterday - timedelta(days=back) for back in range(5, -1, -1)]
    assert lines[3] == ",".join(["Start of the hour", *map(str, days)])
    rows = dict(line.split(",", 1) for line in lines[4:])
    assert len(rows) == 24
    assert {hour: row for hour, row in rows.items() if row != "0,0,0,0,0,0"} == {
        "09:00": "0,0,0,0,0,2",
        "14:00": "0,0,0,0,0,1",
    }
    assert admin.ask("GET", f"{V2}/reports/conversation_traffic").status == 500


# Ratings


def test_ratings_are_listed_summed_up_and_downloaded(server: Sandbox, admin: Caller, grace: User) -> None:
    inbox = server.create_inbox("Asking", csat_survey_enabled=True)
    contact = admin.post("/contacts", {"name": "Carla", "email": "carla@example.test"})["payload"]["contact"]["id"]
    for rating, agent in ((5, grace.id), (3, None), (5, None), (None, None)):
        body = {"inbox_id": inbox.id, "contact_id": contact, "assignee_id": agent}
        id_ = admin.post("/conversations", body)["id"]
        server.set_status(id_, "resolved")
        if rating is not None:
            answer = {"rating": rating, "feedback_message": f"A {rating}"}
            path = f"/public/api/v1/csat_survey/{server.conversation(id_).uuid}"
            admin.ask("PUT", path, {"message": {"submitted_values": {"csat_survey_response": answer}}})
    listed = admin.get("/csat_survey_responses?sort=-created_at")
    assert [(each["rating"], each["conversation_id"]) for each in listed] == [(5, 3), (3, 2), (5, 1)]
    assert listed[-1]["assigned_agent"]["name"] == "Grace"
    admin.post("/conversations/2/messages", {"content": "One more thing", "message_type": "incoming"})
    assert [each["rating"] for each in admin.held("GET", "/csat_survey_responses?rating=3")] == [3]
    assert [each["id"] for each in admin.get(f"/csat_survey_responses?user_ids[]={grace.id}")] == [1]
    assert admin.held("GET", "/csat_survey_responses/metrics") == {
        "total_count": 3,
        "ratings_count": {"3": 1, "5": 2},
        "total_sent_messages_count": 4,
    }
    time = week()
    file = admin.ask("GET", f"/csat_survey_responses/download?since={time['since']}&until={time['until']}")
    assert file.content_type == "text/csv"
    rows = file.body.splitlines()
    assert rows[1].startswith("Grace,5,A 5,Carla,carla@example.test,,http://127.0.0.1:")
    assert len(rows) == 5
    assert admin.ask("GET", "/csat_survey_responses/download").status == 500


@pytest.mark.parametrize(
    "path",
    [
        f"{V2}/reports?metric=conversations_count&type=account",
        f"{V2}/reports/agents",
        f"{V2}/summary_reports/agent",
        f"{V2}/live_reports/conversation_metrics",
        f"{V2}/reports/drilldown",
        "/reporting_events",
        "/csat_survey_responses",
    ],
)
def test_reports_are_for_administrators(server: Sandbox, grace: User, path: str) -> None:
    asked = Caller(server, grace.access_token).ask("GET", path)
    assert (asked.status, asked.json) == (401, {"error": "You are not authorized to do this action"})
