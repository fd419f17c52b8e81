import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.WebhooksApi(client)
account_id = 1

# One webhook, made where it isn't there yet; its secret is what the receiver checks signatures with.
url = "https://example.com/chatwoot"
webhooks = api.list_all_webhooks(account_id).payload.webhooks
webhook = next((each for each in webhooks if each.url == url), None)
if webhook is None:
    webhook = api.create_a_webhook({"url": url, "subscriptions": ["message_created"]}, account_id).payload.webhook
print(webhook.id, webhook.secret)
