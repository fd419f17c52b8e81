"""Which attributes contacts and conversations have, and the kind of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Callable

from chatwoot_client.checks import near_miss
from chatwoot_client.filters.kinds import Day, Flag, Id, Kind, Number, Word
from chatwoot_client.filters.terms import CONTACT, CONVERSATION, Comparison, Expression, comparisons
from chatwoot_client.filters.texts import Labels, Phone, Text

_STATUSES = ("open", "resolved", "pending", "snoozed")
_PRIORITIES = ("low", "medium", "high", "urgent")
_STANDARD: Mapping[str, Sequence[Kind]] = {
    CONTACT: (
        Text("name"),
        Text("email"),
        Phone("phone_number"),
        Text("identifier", contains=False),
        Text("country_code", contains=False),
        Text("city"),
        Text("company_name"),
        Labels("labels", nested=True),
        Day("created_at", optional=False),
        Day("last_activity_at"),
        Flag("blocked", optional=False),
    ),
    CONVERSATION: (
        Word("status", _STATUSES, optional=False),
        Word("priority", _PRIORITIES),
        Id("assignee_id", presence=True),
        Id("team_id", presence=True),
        Id("campaign_id", presence=True),
        Id("inbox_id", optional=False),
        Id("contact_id", optional=False),
        Id("display_id", optional=False),
        Labels("labels", nested=False),
        Text("browser_language", contains=False, exact=True),
        Text("conversation_language", contains=False, exact=True),
        Text("mail_subject", exact=True),
        Text("referer", exact=True),
        Day("created_at", optional=False),
        Day("last_activity_at", optional=False),
    ),
}
#: What contacts and conversations have anyway, by its key.
STANDARD: Mapping[str, Mapping[str, Kind]] = {
    model: {kind.key: kind for kind in kinds} for model, kinds in _STANDARD.items()
}


def _text(key: str, model: str) -> Kind:
    return Text(key, custom=True, presence=True)


#: The kinds of custom attributes, by the words of :class:`~chatwoot_client.AttributeDisplayType`.
CUSTOM: Mapping[str, Callable[[str, str], Kind]] = {
    "text": _text,
    "link": _text,
    "list": _text,
    "number": lambda key, model: Number(key, several=model == CONVERSATION),
    "date": lambda key, model: Day(key, custom=True, presence=True),
    "checkbox": lambda key, model: Flag(key, custom=True, presence=True),
}
#: Those that no server can be asked about, whatever the condition.
UNASKABLE: tuple[str, ...] = ("currency", "percent")


class UndefinedAttribute(ValueError):
    """An attribute that's neither standard nor known to be defined."""


def kind_of(comparison: Comparison, model: str, defined: Mapping[str, Mapping[str, str]] | None = None) -> Kind:
    """The kind of what's compared, of contacts or conversations.

    Parameters:
        defined: for each of the two models the kinds of its custom attributes, where they're known.

    Raises:
        UndefinedAttribute: it needs a definition that there isn't.
        ValueError: servers can't be asked about it.
    """
    key, told = comparison.key, comparison.kind
    standard = STANDARD[model].get(key)
    model_told = comparison.custom_attribute_type or f"{model}_attribute"
    if model_told != f"{model}_attribute":
        raise ValueError(f"{key} is said to be a {model_told}, by which no server filters {model}s")
    if standard is not None:
        if told or comparison.custom_attribute_type:
            raise ValueError(f"{key} is a standard attribute of {model}s, which servers look at before custom ones")
        return standard
    word = told or (defined or {}).get(model, {}).get(key)
    if word is None:
        raise UndefinedAttribute(_undefined(key, model, defined))
    if word in UNASKABLE:
        raise ValueError(f"{key} is a {word}, about which no server can be asked; compare in Python")
    if (key, model, comparison.operator) == ("message_type", CONVERSATION, "equal_to"):
        raise ValueError(
            "message_type: servers take its values for types of messages; ask contains, and compare in Python"
        )
    if word not in CUSTOM:
        raise ValueError(f"{key} is a {word}, a kind that isn't known here; tell another, as kind='text'")
    kind = CUSTOM[word](key, model)
    kind.told_model = comparison.custom_attribute_type
    return kind


def _undefined(key: str, model: str, defined: Mapping[str, Mapping[str, str]] | None) -> str:
    other = CONVERSATION if model == CONTACT else CONTACT
    if key in STANDARD[other] or key in (defined or {}).get(other, {}):
        return f"{key} is an attribute of {other}s, not of {model}s"
    if defined is None:
        return (
            f"{key} is no standard attribute of {model}s; "
            f"if it's a custom one, tell its kind: attribute({key!r}, kind='text')"
        )
    known = [*STANDARD[model], *defined.get(model, {})]
    return f"{model}s have no attribute {key!r}{near_miss(key, known)}; it's none of {', '.join(known)}"


def knows(expression: Expression, model: str) -> bool:
    """Whether all that's compared can be an attribute of contacts or conversations, as far as it was told."""
    return all(
        told == f"{model}_attribute" if told else bool(kind) or key in STANDARD[model]
        for key, _, _, kind, told in comparisons(expression)
    )
