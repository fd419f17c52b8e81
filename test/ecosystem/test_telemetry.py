"""OpenTelemetry's spans and metrics of calls, as its own SDK collects them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from guides import CLONE, block_with

pytest.importorskip("opentelemetry.sdk")

from opentelemetry.baggage import set_baggage
from opentelemetry.context import attach, detach
from opentelemetry.instrumentation.urllib3 import URLLib3Instrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span

import chatwoot_client
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.telemetry import Telemetry

TEMPLATE = "/public/api/v1/inboxes/{inbox_identifier}"


class Collected:
    """What the SDK got, and a client and sandbox that it's about."""

    def __init__(self, server: Sandbox) -> None:
        self.server = server
        self._exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self._metrics = InMemoryMetricReader()
        self.client = chatwoot_client.ApiClient(
            chatwoot_client.Configuration(
                host=server.url,
                retries=chatwoot_client.RetryPolicy(1, backoff=0.01),
                observer=Telemetry(self.provider, MeterProvider([self._metrics])),
            )
        )

    def get_inbox(self, identifier: str | None = None, **options: Any) -> Any:
        inboxes = chatwoot_client.InboxAPIApi(self.client)
        return inboxes.get_details_of_a_inbox(identifier or self.server.inbox.identifier, **options)

    @property
    def spans(self) -> list[Any]:
        return list(self._exporter.get_finished_spans())

    @property
    def durations(self) -> list[Any]:
        (scope,) = self._metrics.get_metrics_data().resource_metrics[0].scope_metrics
        (metric,) = scope.metrics
        assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
        return list(metric.data.data_points)


@pytest.fixture
def collected() -> Iterator[Collected]:
    with Sandbox() as server:
        collected = Collected(server)
        yield collected
        collected.client.close()


def test_a_call_has_a_span_under_the_callers_and_each_attempt_one_under_that(collected: Collected) -> None:
    collected.server.fail_next(status=503)
    with collected.provider.get_tracer("program").start_as_current_span("ours") as ours:
        collected.get_inbox()
        assert get_current_span() is ours
    failed, answered, call, _ = collected.spans
    assert (call.name, call.kind, call.status.status_code) == (
        "get_details_of_a_inbox",
        SpanKind.INTERNAL,
        StatusCode.UNSET,
    )
    assert call.parent.span_id == ours.get_span_context().span_id
    assert (call.attributes["chatwoot.attempts"], call.attributes["chatwoot.outcome"]) == (2, "done")
    assert [event.name for event in call.events] == ["chatwoot.repeat_waits"]
    for span, status in ((failed, 503), (answered, 200)):
        assert span.parent.span_id == call.context.span_id
        assert (span.name, span.kind) == (f"GET {TEMPLATE}", SpanKind.CLIENT)
        assert span.attributes["http.request.method"] == "GET"
        assert span.attributes["http.response.status_code"] == status
        assert f"{span.attributes['server.address']}:{span.attributes['server.port']}" in collected.server.url
        assert span.attributes["url.full"] == collected.server.url + TEMPLATE
    assert (failed.attributes["error.type"], failed.status.status_code) == ("503", StatusCode.ERROR)
    assert ("http.request.resend_count" in failed.attributes, answered.attributes["http.request.resend_count"]) == (
        False,
        1,
    )
    assert answered.status.status_code is StatusCode.UNSET


def test_the_server_is_told_which_attempt_a_request_is(collected: Collected) -> None:
    token = attach(set_baggage("tenant", "7"))
    try:
        collected.server.fail_next(status=503)
        collected.get_inbox()
    finally:
        detach(token)
    for span, request in zip(collected.spans, collected.server.requests):
        _, trace_id, span_id, _ = request.headers["traceparent"].split("-")
        assert (int(trace_id, 16), int(span_id, 16)) == (span.context.trace_id, span.context.span_id)
        assert request.headers["baggage"] == "tenant=7"


def test_a_call_that_fails_says_how_and_tells_nobody_whom_it_was_about(collected: Collected) -> None:
    with pytest.raises(chatwoot_client.NotFoundException):
        collected.get_inbox("ada@example.com")
    attempt, call = collected.spans
    assert (attempt.attributes["error.type"], call.attributes["error.type"]) == ("404", "NotFoundException")
    assert attempt.status.status_code is call.status.status_code is StatusCode.ERROR
    assert "ada" not in attempt.to_json() + call.to_json()


def test_durations_of_attempts_are_recorded_by_status(collected: Collected) -> None:
    collected.server.fail_next(status=503)
    collected.get_inbox()
    points = {point.attributes["http.response.status_code"]: point for point in collected.durations}
    assert sorted(points) == [200, 503]
    assert all(point.count == 1 and 0 < point.sum < 60 for point in points.values())
    assert points[503].attributes["error.type"] == "503"
    assert points[200].attributes["url.template"] == TEMPLATE
    assert points[200].explicit_bounds[:3] == (0.005, 0.01, 0.025)


def test_a_call_in_a_thread_is_under_its_callers_span_too(collected: Collected) -> None:
    with collected.provider.get_tracer("program").start_as_current_span("ours") as ours:
        collected.get_inbox(async_req=True).get()
    call = collected.spans[1]
    assert call.parent.span_id == ours.get_span_context().span_id


def test_an_attempt_has_one_span_where_urllib3_is_instrumented_as_well(collected: Collected) -> None:
    URLLib3Instrumentor().instrument(tracer_provider=collected.provider)
    try:
        collected.get_inbox()
    finally:
        URLLib3Instrumentor().uninstrument()
    assert [span.name for span in collected.spans] == [f"GET {TEMPLATE}", "get_details_of_a_inbox"]


def test_the_guides_block_runs() -> None:
    block = block_with(CLONE / "docs" / "observing.md", "Telemetry")
    with Sandbox() as server:
        server.create_inbox(identifier="inbox_identifier_example")
        chatwoot_client.Configuration.set_default(chatwoot_client.Configuration(host=server.url))
        try:
            exec(block, {})
        finally:
            chatwoot_client.Configuration.set_default(None)
        assert len(server.requests) == 1
