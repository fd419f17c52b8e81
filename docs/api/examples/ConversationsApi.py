import datetime

import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ConversationsApi(client)
account_id = 1

# What waits for an answer longest comes first; what waits for more than an hour is urgent.
now = datetime.datetime.now(datetime.timezone.utc)
for conversation in api.iter_conversations(account_id, status="open", sort_by="waiting_since_asc"):
    if not conversation.waiting_since:
        continue
    waiting = now - conversation.waiting_since.datetime
    print(conversation.id, conversation.meta.sender.name, waiting)
    if waiting.total_seconds() > 3600:
        api.toggle_priority_of_a_conversation({"priority": "urgent"}, account_id, conversation.id)
