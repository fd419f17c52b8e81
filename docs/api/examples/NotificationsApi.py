import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.NotificationsApi(client)
account_id = 1

# What the agent whose token this is was told and hasn't read, marked as read after the walk.
unread = list(api.iter_notifications(account_id))
for each in unread:
    print(each.created_at.datetime, each.push_message_title, each.push_message_body)
for each in unread:
    api.read_a_notification(account_id, each.id)
