"""elastic-apm gives each attempt a span, and the server a ``traceparent``."""

import elasticapm

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

events = []
agent = elasticapm.Client(
    service_name="job",
    transport_class="elasticapm.transport.base.Transport",
    disable_send=True,
    metrics_interval="0ms",
    central_config=False,
    cloud_provider=False,
)
agent.tracer.queue_func = lambda kind, data: events.append((kind, data))
elasticapm.instrument()

with Sandbox() as server:
    retries = chatwoot_client.RetryPolicy(1, backoff=0.01)
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url, retries=retries))
    inboxes = chatwoot_client.InboxAPIApi(client)
    server.fail_next(status=503)
    agent.begin_transaction("job")
    inboxes.get_details_of_a_inbox(server.inbox.identifier)
    agent.end_transaction("job", "done")
    spans = [data for kind, data in events if kind == "span"]
    assert [span["context"]["http"]["status_code"] for span in spans] == [503, 200], events
    assert [span["outcome"] for span in spans] == ["failure", "success"]
    for span, request in zip(spans, server.requests[-2:]):
        assert span["id"] in request.headers["traceparent"]
