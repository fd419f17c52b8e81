import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AutomationRuleApi(client)
account_id = 1

# Whoever writes of a bill gets the label "billing", and the team for it.
rule = api.add_new_automation_rule_to_account(
    {
        "name": "Bills",
        "event_name": "message_created",
        "conditions": [{"attribute_key": "content", "filter_operator": "contains", "values": ["bill", "invoice"]}],
        "actions": [
            {"action_name": "add_label", "action_params": ["billing"]},
            {"action_name": "assign_team", "action_params": [1]},
        ],
    },
    account_id,
)
print(rule.id, rule.active)
