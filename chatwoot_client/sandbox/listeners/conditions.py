"""Whether an event fits the conditions of an automation rule.

They are joined as in SQL: AND binds closer than OR, and what isn't there neither equals anything nor doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chatwoot_client.sandbox.rails.casts import as_text, is_blank
from chatwoot_client.sandbox.records.conversations import MESSAGE_TYPES, STATUSES, Conversation, Message
from chatwoot_client.sandbox.records.events import ConversationEvent
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.settings import CustomAttribute
from chatwoot_client.sandbox.rules.account import Account

Condition = dict[str, Any]


def fits(conditions: Sequence[Condition], event: ConversationEvent, account: Account) -> bool:
    """Whether an event fits these conditions; an event that isn't one of a message looks at all messages."""
    messages: Sequence[Message | None] = [event.message] if event.message else event.conversation.messages or [None]
    return any(_joined(conditions, [_holds(each, event, one, account) for each in conditions]) for one in messages)


def _joined(conditions: Sequence[Condition], holding: Sequence[bool]) -> bool:
    groups = [True]
    for index, holds in enumerate(holding):
        if index and str(conditions[index - 1].get("query_operator")).upper() == "OR":
            groups.append(True)
        groups[-1] = groups[-1] and holds
    return any(groups)


def _holds(condition: Condition, event: ConversationEvent, message: Message | None, account: Account) -> bool:
    key, operator = str(condition.get("attribute_key")), condition.get("filter_operator")
    if operator == "attribute_changed":
        return _changed(key, condition.get("values"), event)
    sent = condition.get("values")
    values = sent if isinstance(sent, list) else [] if sent is None else [sent]
    if key in _VALUES:
        return _compare(str(operator), _VALUES[key](event.conversation, message), _read(key, values))
    definition = _definition(account, key, condition.get("custom_attribute_type"))
    if definition is None:
        return False
    of_contact = definition.attribute_model == "contact_attribute"
    owner = event.conversation.contact if of_contact else event.conversation
    value = owner.custom_attributes.get(key)
    return _compare(str(operator), _comparable(value), [_comparable(each) for each in values[:1]])


def _changed(key: str, values: Any, event: ConversationEvent) -> bool:
    change = event.changed.get(_CHANGING.get(key, key))
    if change is None or not isinstance(values, dict):
        return False
    sides = (values.get("from"), values.get("to"))
    return all(isinstance(side, list) and _known_as(value) in side for value, side in zip(change, sides))


def _known_as(value: Any) -> Any:
    return getattr(value, "id", value)


def _definition(account: Account, key: str, model: Any) -> CustomAttribute | None:
    wanted = "contact_attribute" if is_blank(model) else model
    defined = account.all(CustomAttribute).values()
    return next((each for each in defined if each.attribute_key == key and each.attribute_model == wanted), None)


def _compare(operator: str, value: Any, wanted: Sequence[Any]) -> bool:
    if operator in ("is_present", "is_not_present"):
        return is_blank(value) == (operator == "is_not_present")
    if isinstance(value, list):
        # Of labels any counts, and none of them is unlike all.
        has = any(each in value for each in wanted)
        return {"equal_to": has, "not_equal_to": not has}.get(operator, False)
    if value is None or not wanted:
        return False
    if operator in ("equal_to", "not_equal_to"):
        return (value in wanted) == (operator == "equal_to")
    text = str(value)
    if operator in ("contains", "does_not_contain"):
        has = any(str(each).strip().lower() in text.lower() for each in wanted)
        return has == (operator == "contains")
    if operator == "starts_with":
        return text.startswith(str(wanted[0]))
    if operator in ("is_greater_than", "is_less_than") and type(value) is type(wanted[0]):
        return bool(value > wanted[0] if operator == "is_greater_than" else value < wanted[0])
    return False


def _read(key: str, values: Sequence[Any]) -> list[Any]:
    """The values of a condition as the attribute of this name has them."""
    if key == "status" and "all" in values:
        return list(STATUSES)
    if key == "message_type":
        return [MESSAGE_TYPES.get(str(each)) for each in values]
    if key == "private_note":
        return [each in (True, "true") for each in values]
    if key == "content":
        return [(as_text(each) or "").lower() for each in values]
    if key.endswith("_id"):
        return [int(each) if str(each).lstrip("-").isdigit() else each for each in values]
    return list(values)


def _comparable(value: Any) -> Any:
    """A custom attribute's value: texts are the same in any case, numbers and flags also as text."""
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    lowered = str(value).strip().lower()
    if lowered in ("true", "false"):
        return lowered == "true"
    try:
        return float(lowered)
    except ValueError:
        return lowered


_Value = Callable[[Conversation, "Message | None"], Any]


def _of_conversation(name: str) -> _Value:
    return lambda conversation, message: getattr(conversation, name)


def _of_contact(name: str) -> _Value:
    return lambda conversation, message: getattr(conversation.contact, name)


def _of_message(name: str) -> _Value:
    return lambda conversation, message: getattr(message, name, None)


def _additional(name: str) -> _Value:
    return lambda conversation, message: conversation.additional_attributes.get(name)


def _additional_of_contact(name: str) -> _Value:
    return lambda conversation, message: conversation.contact.additional_attributes.get(name)


def _content(conversation: Conversation, message: Message | None) -> str | None:
    return None if message is None or message.content is None else message.content.lower()


def _assignee_id(conversation: Conversation, message: Message | None) -> int | None:
    return conversation.assignee.id if isinstance(conversation.assignee, User) else None


_VALUES: dict[str, _Value] = {
    "status": _of_conversation("status"),
    "priority": _of_conversation("priority"),
    "labels": _of_conversation("labels"),
    "assignee_id": _assignee_id,
    "team_id": lambda conversation, message: conversation.team and conversation.team.id,
    "inbox_id": lambda conversation, message: conversation.inbox.id,
    "browser_language": _additional("browser_language"),
    "conversation_language": _additional("conversation_language"),
    "mail_subject": _additional("mail_subject"),
    "referer": _additional("referer"),
    "email": _of_contact("email"),
    "phone_number": _of_contact("phone_number"),
    "country_code": _additional_of_contact("country_code"),
    "city": _additional_of_contact("city"),
    "company": _additional_of_contact("company"),
    "company_name": _additional_of_contact("company_name"),
    "content": _content,
    "message_type": _of_message("message_type"),
    "private_note": _of_message("private"),
}
_CHANGING = {"assignee_id": "assignee", "team_id": "team"}
"""The attributes that are watched under another name."""
