import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.HelpCenterApi(client)
account_id = 1

# A published article in a new category of a portal that's there; its text is Markdown.
category = api.add_new_category_to_account(
    {"name": "Delivery", "slug": "delivery", "locale": "en"}, account_id, "handbook"
)
article = api.add_new_article_to_account(
    {
        "title": "When does it arrive?",
        "content": "Within **two days**.",
        "category_id": category.payload.id,
        "author_id": 1,
        "status": "published",
    },
    account_id,
    "handbook",
)
print(article.payload.slug, article.payload.status)
