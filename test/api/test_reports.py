"""``ReportsApi`` and its neighbours: moments in queries, pages, names that Python doesn't have."""

from __future__ import annotations

import datetime
import math
from urllib.parse import parse_qs, urlsplit

import pytest
from servers import ScriptedServer, answer, json_answer

from chatwoot_client import (
    AgentConversationMetrics,
    ChannelSummary,
    ConversationStatistic,
    CSATSurveyResponsesApi,
    DataImportsApi,
    ReportsApi,
)

BERLIN = datetime.timezone(datetime.timedelta(hours=2))
SINCE = datetime.datetime(2026, 7, 1, 2, tzinfo=BERLIN)
UNTIL = datetime.datetime(2026, 7, 2, tzinfo=datetime.timezone.utc)


def query_of(request):
    return parse_qs(urlsplit(request.target).query)


def paged(pages, asked, wrap):
    def page(request):
        query = query_of(request)
        asked.append(query)
        return json_answer(wrap(pages[query["page"][0]]))

    return page


def test_moments_are_sent_as_seconds(client_for):
    with ScriptedServer([json_answer([{"value": 1.5, "timestamp": 1782864000, "count": 2}])]) as server:
        found = ReportsApi(client_for(server)).list_all_conversation_statistics(
            1,
            "reply_time",
            "inbox",
            id=7,
            since=SINCE,
            until=UNTIL,
            group_by="hour",
            timezone_offset=5.5,
            business_hours=True,
        )
    assert query_of(server.requests[0]) == {
        "metric": ["reply_time"],
        "type": ["inbox"],
        "id": ["7"],
        "since": ["1782864000"],
        "until": ["1782950400"],
        "group_by": ["hour"],
        "timezone_offset": ["5.5"],
        "business_hours": ["true"],
    }
    assert type(found[0]) is ConversationStatistic
    assert found[0].timestamp.datetime == SINCE


@pytest.mark.parametrize("since", [1782864000, "1782864000"])
def test_seconds_may_be_given_as_they_are(client_for, since):
    with ScriptedServer([json_answer({})]) as server:
        ReportsApi(client_for(server)).get_channel_summary_report(1, since=since, until=UNTIL)
    assert query_of(server.requests[0])["since"] == ["1782864000"]


@pytest.mark.parametrize(
    "since",
    [
        "2026-07-01",
        datetime.datetime(2026, 7, 1),
        datetime.date(2026, 7, 1),
        *(math.nan, math.inf, -math.inf, 1e300),
        *("", "-", "--5", "5-", "5.0", "²", "١٢"),
    ],
)
def test_what_a_server_would_misread_is_refused(client_for, since):
    with ScriptedServer([]) as server, pytest.raises((TypeError, ValueError), match="since"):
        ReportsApi(client_for(server)).list_all_conversation_statistics_summary(1, "account", since=since)
    assert server.requests == []


def test_an_unknown_metric_is_told_from_an_empty_report(client_for):
    with ScriptedServer([json_answer({})]) as server:
        assert ReportsApi(client_for(server)).list_all_conversation_statistics(1, "nonsense", "account") == {}


def test_metrics_of_the_account_are_those_of_agents_where_the_server_is_asked_for_them(client_for):
    with ScriptedServer([json_answer([{"id": 1, "metric": {"open": 2}}])]) as server:
        found = ReportsApi(client_for(server)).get_account_conversation_metrics(1, "agent")
    assert [type(each) for each in found] == [AgentConversationMetrics]
    assert found[0].metric.open == 2


@pytest.mark.parametrize("operation", ["get_channel_summary_report", "get_first_response_time_distribution"])
def test_a_mapping_of_models_hands_over_what_is_no_object_as_it_came(client_for, operation):
    with ScriptedServer([json_answer({"Channel::Api": {"open": 1}, "total": 5, "more": [{"open": 1}]})]) as server:
        found = getattr(ReportsApi(client_for(server)), operation)(1)
    assert {"total": 5, "more": [{"open": 1}]}.items() <= found.items()
    assert found["Channel::Api"].to_dict() == {"open": 1}


def test_metrics_of_the_account_and_of_agents_differ_in_a_slash(client_for):
    with ScriptedServer([json_answer({"open": 1}), json_answer([{"id": 1, "metric": {"open": 2}}])]) as server:
        api = ReportsApi(client_for(server))
        assert api.get_account_conversation_metrics(1, "account").open == 1
        assert api.get_agent_conversation_metrics(1, "agent", user_id="1")[0].metric.open == 2
    assert [request.target for request in server.requests] == [
        "/api/v2/accounts/1/reports/conversations?type=account",
        "/api/v2/accounts/1/reports/conversations/?type=agent&user_id=1",
    ]


def test_reports_by_channel_are_dicts_of_models(client_for):
    with ScriptedServer([json_answer({"Channel::Api": {"open": 1, "total": 1}})]) as server:
        found = ReportsApi(client_for(server)).get_channel_summary_report(1)
    assert {name: type(row) for name, row in found.items()} == {"Channel::Api": ChannelSummary}


def test_the_spans_of_first_response_times_have_names(client_for):
    spans = {"0-1h": 1, "1-4h": 2, "4-8h": 3, "8-24h": 4, "24h+": 5}
    with ScriptedServer([json_answer({"Channel::Api": spans})]) as server:
        row = ReportsApi(client_for(server)).get_first_response_time_distribution(1)["Channel::Api"]
    assert [row.from_0_to_1_hours, row.from_1_to_4_hours, row.from_4_to_8_hours] == [1, 2, 3]
    assert [row.from_8_to_24_hours, row.from_24_hours] == [4, 5]


def test_lists_are_sent_as_rails_reads_them(client_for):
    with ScriptedServer([json_answer({"inboxes": [], "labels": [], "matrix": []}), json_answer([])]) as server:
        client = client_for(server)
        ReportsApi(client).get_inbox_label_matrix(1, inbox_ids=[1, 2], label_ids=(3,))
        CSATSurveyResponsesApi(client).list_csat_survey_responses(1, user_ids=[4, 5])
    assert query_of(server.requests[0]) == {"inbox_ids[]": ["1", "2"], "label_ids[]": ["3"]}
    assert query_of(server.requests[1]) == {"user_ids[]": ["4", "5"]}


def test_a_csv_is_text(client_for):
    csv = answer("größe,1\n".encode(), headers={"Content-Type": "text/csv"})
    with ScriptedServer([csv, csv, csv]) as server:
        client = client_for(server)
        assert ReportsApi(client).download_labels_report(1, since=SINCE, until=UNTIL) == "größe,1\n"
        assert CSATSurveyResponsesApi(client).download_csat_survey_responses(1) == "größe,1\n"
        assert DataImportsApi(client).get_data_import_skip_logs(1, 2) == "größe,1\n"


# --- pages ---


def test_reporting_events_are_walked_page_by_page_with_what_was_asked_for(client_for):
    asked = []
    pages = {"1": [{"id": 3}, {"id": 2}], "2": [{"id": 2}, {"id": 1}], "3": []}
    with ScriptedServer(paged(pages, asked, lambda found: {"payload": found, "meta": {}})) as server:
        walk = ReportsApi(client_for(server)).iter_account_reporting_events(
            1, since=SINCE, until=UNTIL, inbox_id=1, user_id=2, name="reply_time"
        )
        assert [event.id for event in walk] == [3, 2, 1]
    assert [query.pop("page") for query in asked] == [["1"], ["2"], ["3"]]
    assert asked[0] == {
        "since": ["1782864000"],
        "until": ["1782950400"],
        "inbox_id": ["1"],
        "user_id": ["2"],
        "name": ["reply_time"],
    }


def test_agents_are_walked_page_by_page(client_for):
    asked = []
    with ScriptedServer(paged({"1": [{"id": 1}], "2": [{"id": 2}], "3": []}, asked, list)) as server:
        walk = ReportsApi(client_for(server)).iter_agent_conversation_metrics(1, "agent")
        assert [agent.id for agent in walk] == [1, 2]
    assert asked[1] == {"type": ["agent"], "page": ["2"]}


def test_survey_responses_are_walked_page_by_page(client_for):
    asked = []
    with ScriptedServer(paged({"1": [{"id": 1}], "2": [{"id": 2}], "3": []}, asked, list)) as server:
        walk = CSATSurveyResponsesApi(client_for(server)).iter_csat_survey_responses(
            1, sort="-created_at", since=SINCE, until=UNTIL, user_ids=[1], inbox_id=2, team_id=3, rating=5
        )
        assert [response.id for response in walk] == [1, 2]
    assert asked[0] == {
        "page": ["1"],
        "sort": ["-created_at"],
        "since": ["1782864000"],
        "until": ["1782950400"],
        "user_ids[]": ["1"],
        "inbox_id": ["2"],
        "team_id": ["3"],
        "rating": ["5"],
    }


def test_records_of_a_drilldown_have_no_ids_and_are_all_given(client_for):
    records = [{"record_type": "message", "message": {"id": number}} for number in range(3)]
    asked = []
    pages = {"1": records[:2], "2": records[2:], "3": []}
    with ScriptedServer(paged(pages, asked, lambda found: {"meta": {}, "payload": found})) as server:
        walk = ReportsApi(client_for(server)).iter_report_drilldown(
            1, "incoming_messages_count", SINCE, UNTIL, 1782864000, type="inbox", id=1, per_page=2
        )
        assert [record.message.id for record in walk] == [0, 1, 2]
    assert asked[2] == {
        "metric": ["incoming_messages_count"],
        "since": ["1782864000"],
        "until": ["1782950400"],
        "bucket_timestamp": ["1782864000"],
        "type": ["inbox"],
        "id": ["1"],
        "page": ["3"],
        "per_page": ["2"],
    }
