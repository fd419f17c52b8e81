"""New Relic's agent notes each attempt, and gives the server a ``traceparent``."""

import os

os.environ.update(
    NEW_RELIC_DEVELOPER_MODE="true",
    NEW_RELIC_APP_NAME="job",
    NEW_RELIC_LICENSE_KEY="0" * 40,
    NEW_RELIC_LOG_LEVEL="critical",
    NEW_RELIC_STARTUP_TIMEOUT="10",
)
import newrelic.agent

newrelic.agent.initialize()
application = newrelic.agent.register_application(timeout=10)

import chatwoot_client  # noqa: E402
from chatwoot_client.sandbox import Sandbox  # noqa: E402

with Sandbox() as server:
    retries = chatwoot_client.RetryPolicy(1, backoff=0.01)
    client = chatwoot_client.ApiClient(chatwoot_client.Configuration(host=server.url, retries=retries))
    server.fail_next(status=503)
    with newrelic.agent.BackgroundTask(application, name="job") as transaction:
        chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox(server.inbox.identifier)
    for request in server.requests[-2:]:
        assert request.headers["traceparent"].split("-")[1] == transaction.trace_id
