"""sentry-sdk, as it comes, gives each attempt a span and a breadcrumb, and the server its trace."""

import sentry_sdk
import sentry_sdk.transport

import chatwoot_client
from chatwoot_client.sandbox import Sandbox

TOKEN = "a-token-that-nobody-is-to-see"
events = []


class Kept(sentry_sdk.transport.Transport):
    def capture_envelope(self, envelope):
        events.extend(item.payload.json for item in envelope.items)


sentry_sdk.init("https://key@sentry.example/1", transport=Kept, traces_sample_rate=1.0)

with Sandbox() as server:
    settings = chatwoot_client.Configuration(
        host=server.url, api_key={"userApiKey": TOKEN}, retries=chatwoot_client.RetryPolicy(1, backoff=0.01)
    )
    inboxes = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(settings))
    server.fail_next(status=503)
    with sentry_sdk.start_transaction(name="job"):
        inboxes.get_details_of_a_inbox(server.inbox.identifier)
        try:
            chatwoot_client.ProfileApi(inboxes.api_client).fetch_profile()
        except chatwoot_client.UnauthorizedException as error:
            sentry_sdk.capture_exception(error)
    assert all("sentry-trace" in request.headers for request in server.requests[-3:])

sentry_sdk.flush()
error, transaction = events
requests = [span for span in transaction["spans"] if span["op"] == "http.client"]
assert [span["data"]["http.response.status_code"] for span in requests] == [503, 200, 401]
assert [crumb["data"]["http.response.status_code"] for crumb in error["breadcrumbs"]["values"]][-3:] == [503, 200, 401]
assert TOKEN not in repr(events)
