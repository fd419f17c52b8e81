"""ddtrace gives each attempt a span, of urllib3 and of http.client, and the server its trace."""

from ddtrace.contrib.internal.httplib.patch import patch as patch_http_client
from ddtrace.contrib.internal.urllib3.patch import patch as patch_urllib3
from ddtrace.trace import TraceFilter, tracer

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

traces = []


class Kept(TraceFilter):
    def process_trace(self, trace):
        traces.append(trace)
        return None


tracer.configure(trace_processors=[Kept()])

with Sandbox() as server:
    retries = chatwoot_client.RetryPolicy(1, backoff=0.01)
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url, retries=retries))
    inboxes = chatwoot_client.InboxAPIApi(client)
    for patch, name in ((patch_urllib3, "urllib3.request"), (patch_http_client, "http.client.request")):
        patch()
        server.fail_next(status=503)
        with tracer.trace("job") as job:
            inboxes.get_details_of_a_inbox(server.inbox.identifier)
        spans = [span for span in traces.pop() if span.name == name]
        assert [span.get_tag("http.status_code") for span in spans] == ["503", "200"], spans
        for request in server.requests[-2:]:
            assert int(request.headers["x-datadog-trace-id"]) == job.trace_id & (2**64 - 1)
