"""The inboxes of an account (``InboxesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.body import AVATAR
from chatwoot_client.calls.route import Route
from chatwoot_client.models.campaigns import Campaign
from chatwoot_client.models.inboxes import (
    AccountBrandedEmailLayoutPayload,
    AssignableAgentList,
    BrandedEmailLayout,
    CsatTemplateCreatePayload,
    Inbox,
    InboxActionResult,
    InboxAgentBot,
    InboxCreatePayload,
    InboxList,
    InboxMemberList,
    InboxMembersPayload,
    InboxUpdatePayload,
    SetAgentBotPayload,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

INBOXES = Route("/api/v1/accounts/{account_id}/inboxes")
INBOX = Route("/api/v1/accounts/{account_id}/inboxes/{id}")
AGENT_BOT = Route("/api/v1/accounts/{account_id}/inboxes/{id}/agent_bot")
SET_AGENT_BOT = Route("/api/v1/accounts/{account_id}/inboxes/{id}/set_agent_bot")
MEMBERS = Route("/api/v1/accounts/{account_id}/inbox_members")
MEMBERS_OF_INBOX = Route("/api/v1/accounts/{account_id}/inbox_members/{inbox_id}")
EMAIL_LAYOUT = Route("/api/v1/accounts/{account_id}/branded_email_layout")
ASSIGNABLE = Route("/api/v1/accounts/{account_id}/assignable_agents")
INBOX_ASSIGNABLE = Route("/api/v1/accounts/{account_id}/inboxes/{id}/assignable_agents")
CAMPAIGNS = Route("/api/v1/accounts/{account_id}/inboxes/{id}/campaigns")
INBOX_AVATAR = Route("/api/v1/accounts/{account_id}/inboxes/{id}/avatar")
RESET_SECRET = Route("/api/v1/accounts/{account_id}/inboxes/{id}/reset_secret")
CSAT_TEMPLATE = Route("/api/v1/accounts/{account_id}/inboxes/{id}/csat_template")
ROTATE_HMAC_TOKEN = Route("/api/v1/accounts/{account_id}/inboxes/{id}/rotate_hmac_token")
MESSAGE_TEMPLATES = Route("/api/v1/accounts/{account_id}/inboxes/{id}/message_templates")
SYNC_TEMPLATES = Route("/api/v1/accounts/{account_id}/inboxes/{id}/sync_templates")
REGISTER_WEBHOOK = Route("/api/v1/accounts/{account_id}/inboxes/{id}/register_webhook")
HEALTH = Route("/api/v1/accounts/{account_id}/inboxes/{id}/health")


class InboxesApi(Api):
    """The inboxes of an account, their agents and their bots. Changing them is for administrators.

    Raises:
        BadRequestException: what's for WhatsApp alone, in an inbox of another channel, unless the operation says
            something else (400).
        UnprocessableEntityException: an unknown agent to add or to set (422).
        ServiceException: no ``user_ids`` at all to add or to set (500).
    """

    _auth = USER

    def list_all_inboxes(self, account_id: int, **options: Unpack[RequestOptions]) -> InboxList:
        """All inboxes of an account (``listAllInboxes``); an agent gets the ones that are the agent's own."""
        return self._call("GET", INBOXES, (account_id,), returns=InboxList, options=options)

    def inbox_creation(
        self, body: InboxCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Inbox:
        """Create an inbox with its channel (``inboxCreation``). An ``avatar`` is sent as multipart.

        Raises:
            UnprocessableEntityException: no name, an unknown type of channel or time zone, or what the channel refuses
                (422).
            ServiceException: no ``channel``, or an e-mail channel without an address (500).
        """
        return self._call(
            "POST",
            INBOXES,
            (account_id,),
            body=body,
            takes=InboxCreatePayload,
            files=AVATAR,
            returns=Inbox,
            options=options,
        )

    def get_inbox(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Inbox:
        """Get an inbox (``GetInbox``).

        Raises:
            UnauthorizedException: an inbox that the agent isn't in (401).
        """
        return self._call("GET", INBOX, (account_id, id), returns=Inbox, options=options)

    def update_inbox(
        self, body: InboxUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Inbox:
        """Change an inbox (``updateInbox``). An ``avatar`` is sent as multipart.

        Raises:
            UnprocessableEntityException: a blank name, what the channel refuses, or a ``branded_email_layout`` where
                there can be none (422).
        """
        return self._call(
            "PATCH",
            INBOX,
            (account_id, id),
            body=body,
            takes=InboxUpdatePayload,
            files=AVATAR,
            returns=Inbox,
            options=options,
        )

    def delete_inbox(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> InboxActionResult:
        """Delete an inbox with its conversations, a little later (``DELETE /inboxes/{id}``)."""
        return self._call("DELETE", INBOX, (account_id, id), returns=InboxActionResult, options=options)

    def delete_inbox_avatar(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Take an inbox's picture away (``DELETE /inboxes/{id}/avatar``)."""
        return self._call("DELETE", INBOX_AVATAR, (account_id, id), options=options)

    def reset_inbox_secret(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Inbox:
        """Give an API inbox a new secret to sign with (``POST /inboxes/{id}/reset_secret``). Since Chatwoot 4.13."""
        return self._call("POST", RESET_SECRET, (account_id, id), returns=Inbox, options=options)

    def rotate_hmac_token(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Inbox:
        """Give a website's or an API inbox a new key to prove visitors' identity with; the old one counts no more.

        ``POST /inboxes/{id}/rotate_hmac_token``. Since Chatwoot 4.18.

        Raises:
            NotFoundException: an inbox of another channel (404).
        """
        return self._call("POST", ROTATE_HMAC_TOKEN, (account_id, id), returns=Inbox, options=options)

    def list_whatsapp_message_templates(
        self, account_id: int, id: int, *, name: str | None = None, **options: Unpack[RequestOptions]
    ) -> Any:
        """The message templates of a WhatsApp inbox (``listWhatsappMessageTemplates``). Since Chatwoot 4.19.

        Older servers tell them as ``message_templates`` of the inbox.

        Parameters:
            name: of one template.

        Returns:
            The JSON that the server sends.
        """
        query = (("name", name),)
        return self._call("GET", MESSAGE_TEMPLATES, (account_id, id), query=query, returns=object, options=options)

    def get_inbox_members(self, account_id: int, inbox_id: int, **options: Unpack[RequestOptions]) -> InboxMemberList:
        """The agents of an inbox (``get-inbox-members``)."""
        return self._call("GET", MEMBERS_OF_INBOX, (account_id, inbox_id), returns=InboxMemberList, options=options)

    def add_new_agent_to_inbox(
        self, body: InboxMembersPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> InboxMemberList:
        """Add agents to an inbox, and get all that it has (``add-new-agent-to-inbox``)."""
        return self._call(
            "POST",
            MEMBERS,
            (account_id,),
            body=body,
            takes=InboxMembersPayload,
            returns=InboxMemberList,
            options=options,
        )

    def update_agents_in_inbox(
        self, body: InboxMembersPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> InboxMemberList:
        """Make these and no others the agents of an inbox (``update-agents-in-inbox``)."""
        return self._call(
            "PATCH",
            MEMBERS,
            (account_id,),
            body=body,
            takes=InboxMembersPayload,
            returns=InboxMemberList,
            options=options,
        )

    def delete_agent_in_inbox(
        self, body: InboxMembersPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Take agents out of an inbox (``delete-agent-in-inbox``)."""
        return self._call("DELETE", MEMBERS, (account_id,), body=body, takes=InboxMembersPayload, options=options)

    def inbox_assignable_agents(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> AssignableAgentList:
        """Agents of an inbox and administrators (``GET /inboxes/{id}/assignable_agents``)."""
        return self._call("GET", INBOX_ASSIGNABLE, (account_id, id), returns=AssignableAgentList, options=options)

    def assignable_agents(
        self,
        account_id: int,
        inbox_ids: list[int],
        *,
        include_ai_assignees: bool | None = None,
        include_agent_bots: bool | None = None,
        **options: Unpack[RequestOptions],
    ) -> AssignableAgentList:
        """Agents who are in all of these inboxes, and administrators (``GET /assignable_agents``).

        Parameters:
            include_ai_assignees: whether to list bots, too, since Chatwoot 4.16, and assistants of Captain, since 4.18.
            include_agent_bots: the same, as 4.16 and 4.17 called it.
            inbox_ids: the ids of the inboxes.
        """
        # Each server knows one of the names, and takes any text for yes, "false" too.
        others = include_ai_assignees or include_agent_bots or None
        query = (("inbox_ids[]", inbox_ids), ("include_ai_assignees", others), ("include_agent_bots", others))
        return self._call("GET", ASSIGNABLE, (account_id,), query=query, returns=AssignableAgentList, options=options)

    def get_inbox_agent_bot(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> InboxAgentBot:
        """The bot of an inbox (``getInboxAgentBot``)."""
        return self._call("GET", AGENT_BOT, (account_id, id), returns=InboxAgentBot, options=options)

    def update_agent_bot(
        self, body: SetAgentBotPayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Give an inbox the bot with the id ``agent_bot`` (``updateAgentBot``); null or an empty body takes it away."""
        return self._call("POST", SET_AGENT_BOT, (account_id, id), body=body, takes=SetAgentBotPayload, options=options)

    def inbox_campaigns(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> list[Campaign]:
        """The campaigns of an inbox (``GET /inboxes/{id}/campaigns``)."""
        return self._call("GET", CAMPAIGNS, (account_id, id), returns=[Campaign], options=options)

    def get_account_branded_email_layout(
        self, account_id: int, **options: Unpack[RequestOptions]
    ) -> BrandedEmailLayout:
        """The layout of e-mails; for administrators (``getAccountBrandedEmailLayout``). Since Chatwoot 4.16."""
        return self._call("GET", EMAIL_LAYOUT, (account_id,), returns=BrandedEmailLayout, options=options)

    def update_account_branded_email_layout(
        self, body: AccountBrandedEmailLayoutPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> BrandedEmailLayout:
        """Set the layout of an account's e-mails (``updateAccountBrandedEmailLayout``). Since Chatwoot 4.16.

        Null, ``""`` and ``"null"`` clear it, and so does an empty body.

        Raises:
            UnprocessableEntityException: an account without the feature, or a layout without ``{{ content_for_layout
                }}``, with a mistake in its Liquid, or too long (422).
        """
        return self._call(
            "PATCH",
            EMAIL_LAYOUT,
            (account_id,),
            body=body,
            takes=AccountBrandedEmailLayoutPayload,
            returns=BrandedEmailLayout,
            options=options,
        )

    def get_inbox_csat_template(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Any:
        """The template by which an inbox asks on WhatsApp (``GET /inboxes/{id}/csat_template``). Since Chatwoot 4.13.

        The answer is ``template_exists``, and what WhatsApp or Twilio says of the template.
        """
        return self._call("GET", CSAT_TEMPLATE, (account_id, id), returns=object, options=options)

    def create_inbox_csat_template(
        self, body: CsatTemplateCreatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Any:
        """Replace that template (``POST /inboxes/{id}/csat_template``). Since Chatwoot 4.13.

        The answer is ``template``, as WhatsApp or Twilio took it.

        Raises:
            UnprocessableEntityException: no message, or one that WhatsApp refuses (422).
        """
        return self._call(
            "POST",
            CSAT_TEMPLATE,
            (account_id, id),
            body=body,
            takes=CsatTemplateCreatePayload,
            returns=object,
            options=options,
        )

    def sync_inbox_templates(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> InboxActionResult:
        """Fetch WhatsApp's templates, a little later (``POST /inboxes/{id}/sync_templates``). Not in Chatwoot 3.

        Raises:
            UnprocessableEntityException: an inbox of another channel (422).
        """
        return self._call("POST", SYNC_TEMPLATES, (account_id, id), returns=InboxActionResult, options=options)

    def register_inbox_webhook(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> InboxActionResult:
        """Tell WhatsApp once more where to send events (``POST /inboxes/{id}/register_webhook``). Not in Chatwoot 3.

        Raises:
            UnprocessableEntityException: what the provider refuses (422).
        """
        return self._call("POST", REGISTER_WEBHOOK, (account_id, id), returns=InboxActionResult, options=options)

    def inbox_health(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Any:
        """What WhatsApp says of an inbox's number (``GET /inboxes/{id}/health``). Not in Chatwoot 3.

        Raises:
            UnprocessableEntityException: a provider that doesn't answer, or refuses to (422).
        """
        return self._call("GET", HEALTH, (account_id, id), returns=object, options=options)
