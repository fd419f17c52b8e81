import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.CannedResponsesApi(client)
account_id = 1

# The texts of a file, each under its code: new ones are added, others changed.
texts = {"thanks": "Thank you, {{contact.name}}!", "hours": "We're here from 9 to 5."}
known = {each.short_code: each.id for each in api.get_account_canned_response(account_id)}
for code, content in texts.items():
    if code in known:
        api.update_canned_response_in_account(account_id, known[code], body={"content": content})
    else:
        api.add_new_canned_response_to_account({"short_code": code, "content": content}, account_id)
