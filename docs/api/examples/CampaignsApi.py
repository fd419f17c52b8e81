import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.CampaignsApi(client)
account_id = 1

# Visitors who stay on the page with the prices for ten seconds are asked whether they need help.
campaign = api.create_a_campaign(
    {
        "title": "Prices",
        "message": "Do you have a question about our prices?",
        "inbox_id": 3,
        "trigger_rules": {"url": "https://example.com/prices", "time_on_page": 10},
        "enabled": True,
    },
    account_id,
)
print(campaign.id, campaign.campaign_type)
