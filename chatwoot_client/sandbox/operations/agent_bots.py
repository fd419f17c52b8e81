"""The bots of an account, and what both APIs do with bots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING, ResourceOperations
from chatwoot_client.sandbox.rails.errors import RecordNotFound
from chatwoot_client.sandbox.records.base import new_token
from chatwoot_client.sandbox.records.columns import Columns, choice, named
from chatwoot_client.sandbox.records.people import AgentBot
from chatwoot_client.sandbox.records.release import TOKENS_OF_BOTS_ARE_HIDDEN
from chatwoot_client.sandbox.views import settings as setting_views
from chatwoot_client.sandbox.views.fields import Json


class BotOperations(ResourceOperations[AgentBot]):
    """What both APIs do with bots."""

    columns: ClassVar[Columns] = named(string="name description", url="outgoing_url", avatar="avatar")

    @serves("DELETE", "/<id>/avatar")
    def remove_avatar(self) -> Answer:
        bot = self._record()
        bot.avatar = None
        return self._shown(bot)

    def _change(self, record: AgentBot) -> None:
        super()._change(record)
        self._installation.store.keep(record.avatar)

    def _keep(self, record: AgentBot) -> None:
        self._installation.add_bot(record)

    def _remove(self, record: AgentBot) -> None:
        self._installation.delete_bot(record)


class AgentBotOperations(ApplicationOperation, BotOperations):
    """The operations of an account's bots. Everybody sees those of the whole installation, too."""

    path: ClassVar[str] = ACCOUNT + "/agent_bots"
    columns: ClassVar[Columns] = {
        **BotOperations.columns,
        **named(object="bot_config"),
        "bot_type": choice("webhook"),
    }
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"remove_avatar", "reset_access_token", "reset_secret"}

    def show(self) -> Answer:
        return self._shown(super()._record())

    @serves("POST", "/<id>/reset_access_token")
    def reset_access_token(self) -> Answer:
        bot = self._record()
        bot.access_token = new_token()
        return self._shown(bot)

    @serves("POST", "/<id>/reset_secret")
    def reset_secret(self) -> Answer:
        bot = self._record()
        bot.secret = new_token()
        return self._shown(bot)

    def _records(self) -> Mapping[int, AgentBot]:
        reached = (None, self._account.id)
        return {bot.id: bot for bot in self._installation.bots.values() if bot.account_id in reached}

    def _record(self) -> AgentBot:
        """A bot of the account itself: no other can be changed."""
        bot = super()._record()
        if bot.account_id is None:
            raise RecordNotFound
        return bot

    def _new(self) -> AgentBot:
        return AgentBot(0, account_id=self._account.id)

    def _view(self, record: AgentBot) -> Json:
        view = setting_views.agent_bot(record, self._base_url, with_secrets=self._is_administrator)
        is_shown = not self._installation.store.plays(TOKENS_OF_BOTS_ARE_HIDDEN) and record.account_id is not None
        return {**view, "access_token": record.access_token} if is_shown else view
