"""OpenTelemetry's instrumentation of urllib3 gives each attempt a span, and the server a ``traceparent``."""

from opentelemetry.instrumentation.urllib3 import URLLib3Instrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

spans = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(spans))
tracer = provider.get_tracer("program")

with Sandbox() as server:
    retries = chatwoot_client.RetryPolicy(1, backoff=0.01)
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url, retries=retries))
    inboxes = chatwoot_client.InboxAPIApi(client)
    inboxes.get_details_of_a_inbox(server.inbox.identifier)

    URLLib3Instrumentor().instrument(tracer_provider=provider)
    server.fail_next(status=503)
    with tracer.start_as_current_span("ours") as ours:
        inboxes.get_details_of_a_inbox(server.inbox.identifier)
    failed, answered, _ = spans.get_finished_spans()
    assert [span.name for span in (failed, answered)] == ["GET", "GET"]
    assert [span.attributes["http.status_code"] for span in (failed, answered)] == [503, 200]
    assert answered.attributes["http.url"].endswith(server.inbox.identifier)
    assert answered.parent.span_id == ours.get_span_context().span_id
    for span, request in zip((failed, answered), server.requests[-2:]):
        _, trace, parent, _ = request.headers["traceparent"].split("-")
        assert (int(trace, 16), int(parent, 16)) == (span.context.trace_id, span.context.span_id)

    URLLib3Instrumentor().uninstrument()
    inboxes.get_details_of_a_inbox(server.inbox.identifier)
    assert "traceparent" not in server.requests[-1].headers
    assert len(spans.get_finished_spans()) == 3
