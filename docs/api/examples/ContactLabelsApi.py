import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ContactLabelsApi(client)
account_id = 1

# One label more: what's sent replaces all labels, so the others go along.
contact_id = 1
labels = api.list_all_labels_of_a_contact(account_id, contact_id).payload
if "vip" not in labels:
    labels = api.contact_add_labels({"labels": [*labels, "vip"]}, account_id, contact_id).payload
print(labels)
