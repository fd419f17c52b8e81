import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.LabelsApi(client)
account_id = 1

# A label for each product, made where it isn't there yet.
known = {label.title for label in api.list_all_labels(account_id).payload}
for title in ("shoes", "hats"):
    if title not in known:
        label = api.create_a_label({"title": title, "color": "#1f93ff", "show_on_sidebar": True}, account_id)
        print(label.id, label.title)
