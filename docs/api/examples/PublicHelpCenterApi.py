import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.PublicHelpCenterApi(client)

# The articles of a portal that have a word.
for article in api.list_articles("handbook", "en", query="pay").payload:
    print(article.title, article.link)
