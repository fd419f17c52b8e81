import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AssignmentPoliciesApi(client)
account_id = 1

# New conversations go round among the agents, and no one gets more than five within ten minutes.
policy = api.create_an_assignment_policy(
    {"name": "Fair", "enabled": True, "fair_distribution_limit": 5, "fair_distribution_window": 600}, account_id
)
api.set_inbox_assignment_policy({"assignment_policy_id": policy.id}, account_id, 1)
print([inbox.name for inbox in api.assignment_policy_inboxes(account_id, policy.id).inboxes])
