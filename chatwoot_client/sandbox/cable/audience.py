"""Who hears what: tokens of contacts and users, and the streams of an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.records.contacts import ContactInbox
from chatwoot_client.sandbox.records.conversations import Conversation
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.installation import Installation


def of_account(account: Account) -> str:
    """The stream that all users of an account hear."""
    return f"account_{account.id}"


def of_agents(account: Account, conversation: Conversation) -> Iterator[str]:
    """The streams of those who see a conversation: the members of its inbox, and administrators."""
    for membership in account.members.values():
        user = membership.user
        if user in conversation.inbox.members or account.administers(user):
            yield user.pubsub_token


def of_contact(account: Account, conversation: Conversation) -> Iterator[str]:
    """The streams of a conversation's contact: of its contact inbox, or once verified of all verified ones."""
    own = conversation.contact_inbox
    yield own.pubsub_token
    if own.hmac_verified:
        for other in account.contact_inboxes_of(own.contact):
            if other is not own and other.hmac_verified:
                yield other.pubsub_token


class Tokens:
    """The tokens of an installation, and what a subscription with one may hear."""

    def __init__(self, installation: Installation) -> None:
        """Look in `installation`."""
        self._installation = installation

    def streams(self, subscription: dict[str, Any]) -> list[str] | None:
        """The streams that a subscription opens, its own first; None where it has no right to any."""
        token = subscription.get("pubsub_token")
        if subscription.get("user_id") in (None, ""):
            return None if self._contact_inbox(token) is None else [str(token)]
        user = self._installation.users.get(leading_int(subscription["user_id"]))
        account = self._installation.accounts.get(leading_int(subscription.get("account_id")))
        if user is None or account is None or user.pubsub_token != token or user.id not in account.members:
            return None
        return [user.pubsub_token, of_account(account)]

    def present(self, subscription: dict[str, Any]) -> dict[str, Any]:
        """Who is there, as far as it's told: users by their availability."""
        contact_inbox = self._contact_inbox(subscription.get("pubsub_token"))
        if contact_inbox is not None:
            account = self._installation.accounts[contact_inbox.inbox.account_id]
        else:
            account = self._installation.accounts[leading_int(subscription.get("account_id"))]
        users = {str(each.user.id): each.availability for each in account.members.values() if _is_there(each.user)}
        return {"account_id": account.id, "users": users}

    def _contact_inbox(self, token: Any) -> ContactInbox | None:
        for account in self._installation.accounts.values():
            for contact_inbox in account.contact_inboxes.values():
                if contact_inbox.pubsub_token == token:
                    return contact_inbox
        return None


def _is_there(user: User) -> bool:
    return user.confirmed
