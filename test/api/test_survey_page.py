"""``CSATSurveyPageApi`` on the wire."""

from __future__ import annotations

import pytest
from servers import ScriptedServer, answer, json_answer

from chatwoot_client import CSATSurveyPageApi, CsatSurveyUpdatePayload, DecodeException, PublicMessageUpdatePayload


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html; charset=utf-8", "ä".encode(), "ä"),
        ("text/html", "ä".encode(), "ä"),
        ('text/html; charset="iso-8859-1"', b"\xe4", "ä"),
        ("text/html; charset=utf-8", b'{"a": 1}', '{"a": 1}'),
    ],
)
def test_the_page_is_text_in_the_encoding_that_it_names(client_for, content_type, body, text):
    with ScriptedServer([answer(body, headers={"Content-Type": content_type})]) as server:
        assert CSATSurveyPageApi(client_for(server)).get_csat_survey_page("uuid") == text


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html; charset=unheard-of"])
def test_a_page_that_is_no_text_is_a_decode_exception_with_its_bytes(client_for, content_type):
    with ScriptedServer([answer(b"\xe4", headers={"Content-Type": content_type})]) as server:
        api = CSATSurveyPageApi(client_for(server))
        with pytest.raises(DecodeException) as raised:
            api.get_csat_survey_page("uuid")
    assert raised.value.body == b"\xe4"


def test_a_rating_is_sent_as_the_answer_to_the_survey_s_message(client_for):
    given = {"submitted_values": {"csat_survey_response": {"rating": 3, "feedback_message": "Fine"}}}
    stored = {"id": 344, "csat_survey_response": {"rating": 4, "created_at": "2026-11-23T07:15:24.497Z"}}
    with ScriptedServer([json_answer(stored)]) as server:
        api = CSATSurveyPageApi(client_for(server, api_key={"api_access_token": "token"}))
        body = CsatSurveyUpdatePayload(message=PublicMessageUpdatePayload(**given))
        survey = api.update_csat_survey(body, "uuid")
    assert server.requests[0].json == {"message": given}
    assert "api-access-token" not in server.requests[0].headers
    assert survey.csat_survey_response.rating == 4
    assert survey.csat_survey_response.created_at.year == 2026
