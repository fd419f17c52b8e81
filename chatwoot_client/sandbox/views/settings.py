"""Settings as the JSON that Chatwoot sends."""

from __future__ import annotations

from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.records.settings import Webhook
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.fields import Json, fields
from chatwoot_client.sandbox.views.files import avatar_url


# Settings
def team(record: Team, user: User | None) -> Json:
    """A team, as it's shown to a user."""
    shown = fields(record, "id name description allow_auto_assign icon icon_color account_id")
    return {**shown, "is_member": user in record.members}


def webhook(record: Webhook, account: Account) -> Json:
    """A webhook; `inbox` is there only when it names one of the account's."""
    shown = fields(record, "id name url account_id subscriptions secret")
    inbox = account.inboxes.get(record.inbox_id or 0)
    return {**shown, "inbox": fields(inbox, "id name")} if inbox else shown


def agent_bot(record: AgentBot, base_url: str, *, with_secrets: bool) -> Json:
    """A bot; one of the whole installation has fewer fields, and agents see no secrets."""
    is_own = record.account_id is not None
    return {
        **fields(record, "id name description"),
        "thumbnail": avatar_url(record.avatar, base_url),
        **fields(record, "outgoing_url" if is_own else ""),
        **fields(record, "bot_type bot_config account_id"),
        **fields(record, "access_token secret" if is_own and with_secrets else ""),
        "system_bot": not is_own,
    }
