"""Whose token a client sends where a user's and a bot's would both do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.credentials import API_KEY_NAME

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient

__all__ = ["is_a_bots"]


def is_a_bots(client: ApiClient) -> bool:
    """Whether a client has a bot's token, and no other that would be sent instead."""
    keys = client.configuration.api_key
    return bool(keys.get("agentBotApiKey")) and not (keys.get("userApiKey") or keys.get(API_KEY_NAME))
