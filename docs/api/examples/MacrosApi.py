import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.MacrosApi(client)
account_id = 1

# A macro for all agents, carried out on one conversation.
macro = api.create_a_macro(
    {
        "name": "Send home",
        "visibility": "global",
        "actions": [
            {"action_name": "send_message", "action_params": ["Thank you, that's solved."]},
            {"action_name": "resolve_conversation", "action_params": []},
        ],
    },
    account_id,
)
api.execute_a_macro({"conversation_ids": [56]}, account_id, macro.payload.id)
