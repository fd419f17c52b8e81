"""What agents work with as the JSON that Chatwoot sends them: contacts, conversations, messages and inboxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from chatwoot_client.sandbox import setting_views, views
from chatwoot_client.sandbox.params import leading_int
from chatwoot_client.sandbox.records import (
    ACTIVITY,
    INCOMING,
    AgentBot,
    Attachment,
    Contact,
    ContactInbox,
    Conversation,
    Inbox,
    Message,
    Note,
    ReportingEvent,
    Sender,
    Team,
    User,
    now,
)
from chatwoot_client.sandbox.state import Account
from chatwoot_client.sandbox.views import Json, avatar_url, epoch, iso

MAX_HOURS = 24 * 365
"""No longer window for answers is told from none."""
_SCRIPT = """
    <script>
      (function(d,t) {{
        var BASE_URL="{base_url}";
        var g=d.createElement(t),s=d.getElementsByTagName(t)[0];
        g.src=BASE_URL+"/packs/js/sdk.js";
        g.async = true;
        s.parentNode.insertBefore(g,s);
        g.onload=function(){{
          window.chatwootSDK.run({{
            websiteToken: '{website_token}',
            baseUrl: BASE_URL
          }})
        }}
      }})(document,"script");
    </script>
    """


class ApplicationViews:
    """The views of one account, for one caller."""

    def __init__(self, account: Account, base_url: str, user: User | None, for_administrator: bool) -> None:
        """Show `account`.

        Parameters:
            account: whose records they are.
            base_url: where the server is; files are addressed there.
            user: who looks; None for a bot.
            for_administrator: whether secrets are shown.
        """
        self._account = account
        self._base_url = base_url
        self._user = user
        self._for_administrator = for_administrator

    # People

    def sender(self, record: Sender) -> Json | None:
        """Whoever sent a message."""
        shown = views.sender(record, self._base_url)
        if shown is not None and isinstance(record, User) and record.id in self._account.members:
            shown["availability_status"] = self._account.members[record.id].availability_status
        return shown

    def agents(self, records: Iterable[User]) -> list[Json]:
        """Those of these users who are still members."""
        members = self._account.members
        return [setting_views.agent(members[each.id], self._base_url) for each in records if each.id in members]

    def assignee(self, record: User | AgentBot | None) -> Json | None:
        """An agent or a bot that has a conversation."""
        if isinstance(record, AgentBot):
            return self._bot(record)
        return next(iter(self.agents([record])), None) if record else None

    def _bot(self, record: AgentBot) -> Json:
        shown = setting_views.agent_bot(record, self._base_url, with_secrets=False)
        names = ("id", "name", "description", "thumbnail", "outgoing_url", "bot_type")
        return {name: shown[name] for name in names if name in shown}

    def team_record(self, record: Team) -> Json:
        """A team as the answer to an assignment shows it."""
        return {
            "id": record.id,
            "name": record.name,
            "description": record.description,
            "allow_auto_assign": record.allow_auto_assign,
            "account_id": record.account_id,
            "created_at": iso(record.created_at),
            "updated_at": iso(record.updated_at),
            "icon": record.icon,
            "icon_color": record.icon_color,
        }

    # Contacts

    def contact(self, record: Contact, places: Iterable[ContactInbox] | None = None) -> Json:
        """A contact, with its places where they are asked for."""
        shown: Json = {
            "additional_attributes": record.additional_attributes,
            "availability_status": "offline",
            "email": record.email,
            "id": record.id,
            "name": record.name,
            "phone_number": record.phone_number,
            "blocked": record.blocked,
            "identifier": record.identifier,
            "thumbnail": avatar_url(record.avatar, self._base_url),
            "custom_attributes": record.custom_attributes,
        }
        if record.last_activity_at is not None:
            shown["last_activity_at"] = epoch(record.last_activity_at)
        shown["created_at"] = epoch(record.created_at)
        if places is not None:
            shown["contact_inboxes"] = [self.place(each.inbox, each.source_id) for each in places]
        return shown

    def place(self, inbox: Inbox, source_id: str) -> Json:
        """A place in an inbox, as contacts show it."""
        return {"source_id": source_id, "inbox": self.inbox_in_short(inbox)}

    def note(self, record: Note) -> Json:
        """A note on a contact."""
        return {
            "id": record.id,
            "content": record.content,
            "account_id": None,
            "contact_id": None,
            "user": self.assignee(record.user),
            "created_at": epoch(record.created_at),
            "updated_at": epoch(record.updated_at),
        }

    # Conversations

    def conversation(self, record: Conversation) -> Json:
        """A conversation with its last message."""
        chat = [each for each in record.messages if each.message_type != ACTIVITY]
        return {
            "meta": self._conversation_meta(record),
            "id": record.id,
            "messages": [self._message_record(each) for each in record.messages[-1:]],
            "account_id": self._account.id,
            "uuid": record.uuid,
            "additional_attributes": record.additional_attributes,
            "agent_last_seen_at": epoch(record.agent_last_seen_at),
            "assignee_last_seen_at": epoch(record.assignee_last_seen_at),
            "can_reply": _can_reply(record),
            "contact_last_seen_at": epoch(record.contact_last_seen_at),
            "custom_attributes": record.custom_attributes,
            "inbox_id": record.inbox.id,
            "labels": record.labels,
            "muted": record.contact.blocked,
            "snoozed_until": _iso_or_none(record.snoozed_until),
            "status": record.status,
            "created_at": epoch(record.created_at),
            "updated_at": record.updated_at.timestamp(),
            "timestamp": epoch(record.last_activity_at),
            "first_reply_created_at": epoch(record.first_reply_created_at),
            "unread_count": len(record.unread_messages()),
            "last_non_activity_message": self._message_record(chat[-1]) if chat else None,
            "last_activity_at": epoch(record.last_activity_at),
            "priority": record.priority,
            "waiting_since": epoch(record.waiting_since),
            "sla_policy_id": None,
        }

    def _conversation_meta(self, record: Conversation) -> Json:
        meta: Json = {"sender": self.contact(record.contact), "channel": record.inbox.channel_type}
        assignee = self.assignee(record.assignee)
        if assignee is not None:
            meta["assignee"] = assignee
            meta["assignee_type"] = "AgentBot" if isinstance(record.assignee, AgentBot) else "User"
        if record.team is not None:
            meta["team"] = setting_views.team(record.team, self._user)
        return {**meta, "hmac_verified": record.contact_inbox.hmac_verified}

    def found_conversation(self, record: Conversation, messages: Sequence[Message]) -> Json:
        """A conversation as the search shows it, with the messages that were found."""
        inbox = record.inbox
        return {
            "id": record.id,
            "uuid": record.uuid,
            "created_at": epoch(record.created_at),
            "contact": {"id": record.contact.id, "name": record.contact.name},
            "inbox": {"id": inbox.id, "name": inbox.name, "channel_type": inbox.channel_type},
            "messages": [
                {
                    "content": each.content,
                    "id": each.id,
                    "sender_name": each.sender.name if each.sender else None,
                    "message_type": each.message_type,
                    "created_at": epoch(each.created_at),
                }
                for each in messages
            ],
            "account_id": self._account.id,
        }

    def event(self, record: ReportingEvent, conversation: Conversation) -> Json:
        """What reports count of a conversation."""
        return {
            "id": record.id,
            "name": record.name,
            "value": float(int((record.ended_at - record.started_at).total_seconds())),
            "value_in_business_hours": 0.0,
            "event_start_time": iso(record.started_at),
            "event_end_time": iso(record.ended_at),
            "account_id": self._account.id,
            "inbox_id": conversation.inbox.id,
            "user_id": record.user.id if record.user else None,
            "conversation_id": conversation.id,
            "created_at": iso(record.ended_at),
            "updated_at": iso(record.ended_at),
        }

    # Messages

    def message(self, record: Message, echo_id: str | None = None) -> Json:
        """A message, with the sender's own key for it where one was sent along."""
        shown: Json = {
            "id": record.id,
            "content": record.content,
            "inbox_id": record.conversation.inbox.id,
            "echo_id": echo_id,
            "conversation_id": record.conversation.id,
            "message_type": record.message_type,
            "content_type": record.content_type,
            "status": record.status,
            "content_attributes": record.content_attributes,
            "created_at": epoch(record.created_at),
            "private": record.private,
            "source_id": record.source_id,
        }
        if echo_id is None:
            del shown["echo_id"]
        if record.sender is not None:
            shown["sender"] = self.sender(record.sender)
        if record.attachments:
            shown["attachments"] = views.attachments(record, self._base_url)
        return shown

    def messages_meta(self, record: Conversation) -> Json:
        """What stands beside the messages of a conversation."""
        meta: Json = {
            "labels": record.labels,
            "additional_attributes": record.additional_attributes,
            "contact": self.sender(record.contact),
        }
        if isinstance(record.assignee, User):
            meta["assignee"] = self.sender(record.assignee)
        return {
            **meta,
            "agent_last_seen_at": _iso_or_none(record.agent_last_seen_at),
            "assignee_last_seen_at": _iso_or_none(record.assignee_last_seen_at),
        }

    def _message_record(self, record: Message) -> Json:
        conversation = record.conversation
        sender = record.sender
        shown: Json = {
            "id": record.id,
            "content": record.content,
            "account_id": self._account.id,
            "inbox_id": conversation.inbox.id,
            "conversation_id": conversation.id,
            "message_type": record.message_type,
            "created_at": epoch(record.created_at),
            "updated_at": iso(record.updated_at),
            "private": record.private,
            "status": record.status,
            "source_id": record.source_id,
            "content_type": record.content_type,
            "content_attributes": record.content_attributes,
            "sender_type": type(sender).__name__ if sender else None,
            "sender_id": sender.id if sender else None,
            "external_source_ids": {},
            "additional_attributes": record.additional_attributes,
            "processed_message_content": record.content,
            "sentiment": {},
            "conversation": {
                "assignee_id": conversation.assignee.id if isinstance(conversation.assignee, User) else None,
                "unread_count": len(conversation.unread_messages()),
                "last_activity_at": epoch(conversation.last_activity_at),
                "contact_inbox": {"source_id": conversation.contact_inbox.source_id},
            },
        }
        if record.attachments:
            shown["attachments"] = views.attachments(record, self._base_url)
        if sender is not None:
            shown["sender"] = self.sender(sender)
        return shown

    def attachment(self, record: Attachment, message: Message) -> Json:
        """A file as the lists of files show it."""
        shown: Json = {
            "id": record.id,
            "message_id": record.message_id,
            "thumb_url": views.picture_url(record, self._base_url) if record.file_type == "image" else "",
            "data_url": views.file_url(record, self._base_url),
            "file_size": len(record.data),
            "file_type": record.file_type,
            "extension": views.extension(record.filename),
            "width": record.width,
            "height": record.height,
            "created_at": epoch(message.created_at),
        }
        if message.sender is not None:
            shown["sender"] = self.sender(message.sender)
        return shown

    # Inboxes

    def inbox_in_short(self, record: Inbox) -> Json:
        """An inbox as contacts show it."""
        return {
            "id": record.id,
            "avatar_url": avatar_url(record.avatar, self._base_url),
            "channel_id": record.channel_id,
            "name": record.name,
            "channel_type": record.channel_type,
            "provider": None,
        }

    def inbox_record(self, record: Inbox) -> Json:
        """An inbox as the answer to a new contact shows it."""
        return {
            "id": record.id,
            "channel_id": record.channel_id,
            "account_id": record.account_id,
            "name": record.name,
            "created_at": iso(record.created_at),
            "updated_at": iso(record.updated_at),
            "channel_type": record.channel_type,
            "enable_auto_assignment": record.enable_auto_assignment,
            "greeting_enabled": record.greeting_enabled,
            "greeting_message": record.greeting_message,
            "email_address": None,
            "working_hours_enabled": record.working_hours_enabled,
            "out_of_office_message": record.out_of_office_message,
            "timezone": record.timezone,
            "enable_email_collect": record.enable_email_collect,
            "csat_survey_enabled": record.csat_survey_enabled,
            "allow_messages_after_resolved": record.allow_messages_after_resolved,
            "auto_assignment_config": record.auto_assignment_config,
            "lock_to_single_conversation": record.lock_to_single_conversation,
            "portal_id": None,
            "sender_name_type": record.sender_name_type,
            "business_name": record.business_name,
            "csat_config": record.csat_config,
        }

    def inbox(self, record: Inbox) -> Json:
        """An inbox with the settings of its channel."""
        shared: Json = {
            "id": record.id,
            "avatar_url": avatar_url(record.avatar, self._base_url),
            "channel_id": record.channel_id,
            "name": record.name,
            "channel_type": record.channel_type,
            "greeting_enabled": record.greeting_enabled,
            "greeting_message": record.greeting_message,
            "working_hours_enabled": record.working_hours_enabled,
            "enable_email_collect": record.enable_email_collect,
            "csat_survey_enabled": record.csat_survey_enabled,
            "csat_config": record.csat_config,
            "enable_auto_assignment": record.enable_auto_assignment,
            "auto_assignment_config": record.auto_assignment_config,
            "out_of_office_message": record.out_of_office_message,
            "working_hours": views.working_hours(record),
            "timezone": record.timezone,
            "callback_webhook_url": None,
            "allow_messages_after_resolved": record.allow_messages_after_resolved,
            "lock_to_single_conversation": record.lock_to_single_conversation,
            "sender_name_type": record.sender_name_type,
            "business_name": record.business_name,
        }
        channel = {**dict.fromkeys(_OF_ANY_CHANNEL), **self._channel(record)}
        if record.channel_type == "Channel::WebWidget":
            # These stand behind what only this channel has.
            channel.update({name: channel.pop(name) for name in ("messaging_service_sid", "phone_number")})
        return {**shared, **channel, "provider": None}

    def _channel(self, record: Inbox) -> Json:
        settings = dict(record.channel)
        if record.channel_type == "Channel::Api":
            secrets = {"hmac_token": record.hmac_token, "secret": settings.pop("secret")}
            settings = {
                "hmac_mandatory": record.hmac_mandatory,
                "webhook_url": settings["webhook_url"],
                "inbox_identifier": record.identifier,
                "additional_attributes": settings["additional_attributes"],
            }
            return {**(secrets if self._for_administrator else {}), **settings}
        if record.channel_type == "Channel::WebWidget":
            settings["hmac_mandatory"] = record.hmac_mandatory
            settings["web_widget_script"] = _SCRIPT.format(
                base_url=self._base_url, website_token=settings["website_token"]
            )
            return {**({"hmac_token": record.hmac_token} if self._for_administrator else {}), **settings}
        if not self._for_administrator:
            return {name: value for name, value in settings.items() if not name.startswith(("imap_", "smtp_"))}
        return settings


_OF_ANY_CHANNEL = (
    "allowed_domains",
    "widget_color",
    "website_url",
    "hmac_mandatory",
    "welcome_title",
    "welcome_tagline",
    "web_widget_script",
    "website_token",
    "selected_feature_flags",
    "reply_time",
    "messaging_service_sid",
    "phone_number",
)
"""What every inbox shows, though only some channels have it."""


def _iso_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)


def _can_reply(record: Conversation) -> bool:
    window = record.inbox.channel.get("additional_attributes", {}).get("agent_reply_time_window")
    hours = min(leading_int(str(window)), MAX_HOURS)
    if hours < 1:
        return True
    incoming = [each for each in record.messages if each.message_type == INCOMING]
    return bool(incoming) and now() < incoming[-1].created_at + timedelta(hours=hours)
