"""Filters of contacts and conversations, as expressions.

    from chatwoot_client.filters import attribute

    waiting = (attribute("status") == "open") & attribute("assignee_id").is_not_present()
    urgent = attribute("priority").equal_to("urgent", "high")
    ConversationsApi(client).conversation_filter(waiting & urgent, account_id)

An expression selects what it says in Python, or it's refused before anything is sent. Servers read texts of contacts
and custom attributes without regard to case, labels exactly, dates as days in UTC.
"""

from chatwoot_client.filters.expression import Attribute, Filter, Value, attribute

__all__ = ["Attribute", "Filter", "Value", "attribute"]
