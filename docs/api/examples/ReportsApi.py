import datetime

import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ReportsApi(client)
account_id = 1

# The last seven days in numbers, and the seven before.
now = datetime.datetime.now(datetime.timezone.utc)
week = {"since": now - datetime.timedelta(days=7), "until": now}
summary = api.list_all_conversation_statistics_summary(account_id, "account", **week)
print("conversations:", summary.conversations_count, "before:", summary.previous.conversations_count)
print("seconds to the first answer:", summary.avg_first_response_time)

for row in api.get_agent_summary_report(account_id, **week):
    print("agent", row.id, "resolved", row.resolved_conversations_count)
