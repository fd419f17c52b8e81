"""Messages that are easy to get wrong, checked before they're sent.

The server takes many interactive messages of a wrong shape with a 200, and shows an empty bubble. Each function here
gives a body for ``create_a_new_message_in_a_conversation``:

    from chatwoot_client import compose

    body = compose.input_select("Which size?", [("Small", "s"), ("Large", "l")])
    MessagesApi(client).create_a_new_message_in_a_conversation(body, account_id, conversation_id)

Website and API inboxes show all kinds (in an API inbox it's your program that does), WhatsApp and Telegram selections.
A website's visitors don't see ``content`` of cards, forms and articles, but agents do; :func:`words_first` sends those
words as a message before.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Union

from chatwoot_client.checks import near_miss
from chatwoot_client.models.base import Model
from chatwoot_client.models.messages import ConversationMessageCreatePayload, MessageTemplateParams

__all__ = [
    "Choice", "Item", "article", "cards", "form", "input_csat", "input_email", "input_select", "link", "postback",
    "whatsapp_template", "words_first",
]  # fmt: skip

MAX_CONTENT = 150_000
FIELD_TYPES = ("text", "text_area", "email", "select")
#: What shows its ``content`` to agents alone.
_WORDLESS = ("cards", "form", "article")
DISPLAY_TYPES = ("emoji", "star")
BUTTON_TYPES = ("url", "copy_code")
MEDIA_TYPES = ("image", "video", "document")

#: A plain object, with the keys that the function names.
Item = Mapping[str, Any]
#: What can be chosen: text that's shown and sent, ``(shown, sent)``, or a plain object of both.
Choice = Union[str, "tuple[str, str]", Item]


def input_select(content: str, items: Iterable[Choice], **others: Any) -> ConversationMessageCreatePayload:
    """A question with answers to choose from.

    Parameters:
        content: the question, up to 150,000 characters.
        items: the answers, each ``(title, value)``, a plain object of both, or text that's title and value.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse, or show as an empty bubble; it's named.
    """
    return _message("input_select", content, {"items": _listed("items", items, _choice, "title")}, others)


def cards(content: str, items: Iterable[Item], **others: Any) -> ConversationMessageCreatePayload:
    """Cards with a picture and buttons.

    No answer comes back: where one is wanted, :func:`input_select` asks for it.

    Parameters:
        content: what agents see, up to 150,000 characters; a website's visitors don't (:func:`words_first`).
        items: the cards, each with ``title`` and ``actions`` (at least one :func:`link` or :func:`postback`), and, if
            you like, ``description`` and ``media_url``, the address of a picture.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse, or show as an empty bubble; it's named.
    """
    return _message("cards", content, {"items": _listed("items", items, _card)}, others)


def link(text: str, uri: str) -> dict[str, Any]:
    """A card's button that opens *uri*."""
    return _action("link", {"type": "link", "text": text, "uri": uri})


def postback(text: str, payload: str) -> dict[str, Any]:
    """A card's button that tells the page around a website's widget *payload*, as its ``chatwoot:postback`` event.

    Nothing is sent to the server, so no program hears of it. For an answer there's :func:`input_select`.
    """
    return _action("postback", {"type": "postback", "text": text, "payload": payload})


def form(content: str, items: Iterable[Item], **others: Any) -> ConversationMessageCreatePayload:
    """A form; its answers come as ``submitted_values``, by name.

    Parameters:
        content: what agents see above its answers, up to 150,000 characters; a website's visitors don't see it
            (:func:`words_first`).
        items: the fields, each with a ``name`` of its own, a ``type`` (``text``, ``text_area``, ``email`` or
            ``select``) and a ``label``, and, if you like, ``placeholder``, ``default``, ``required``, ``pattern`` and
            ``title``. A selection has ``options``, each ``(label, value)``, a plain object of both, or text.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse, or show as an empty bubble; it's named.
    """
    fields = _listed("items", items, _field)
    names = [field["name"] for field in fields]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"items: two fields are named {name!r}")
    return _message("form", content, {"items": fields}, others)


def article(content: str, items: Iterable[Item], **others: Any) -> ConversationMessageCreatePayload:
    """Links to articles.

    Parameters:
        content: what agents see, up to 150,000 characters; a website's visitors don't (:func:`words_first`).
        items: the articles, each with ``title`` and ``link``, and, if you like, ``description``.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse, or show as an empty bubble; it's named.
    """
    return _message("article", content, {"items": _listed("items", items, _article)}, others)


def words_first(message: ConversationMessageCreatePayload) -> list[ConversationMessageCreatePayload]:
    """The words of cards, a form or articles as a message of their own, for those who don't see them, and those after.

        for body in compose.words_first(compose.form("Your address, please", fields)):
            messages.create_a_new_message_in_a_conversation(body, account_id, conversation_id)

    Parameters:
        message: what :func:`cards`, :func:`form` or :func:`article` gave.

    Raises:
        TypeError, ValueError: it's no such message; others show their words themselves.
    """
    if not isinstance(message, ConversationMessageCreatePayload):
        raise TypeError(f"message must be what cards, form or article gives, not a {type(message).__name__}")
    _one_of("message.content_type", str(message.content_type), _WORDLESS)
    words = copy.copy(message)
    for name in ("content_type", "content_attributes", "attachments", "echo_id", "source_id"):
        setattr(words, name, None)
    return [words, message]


def input_email(content: str, **others: Any) -> ConversationMessageCreatePayload:
    """A question for the contact's e-mail address.

    Parameters:
        content: the question, up to 150,000 characters.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse; it's named.
    """
    return _message("input_email", content, {}, others)


def input_csat(content: str, display_type: str = "emoji", **others: Any) -> ConversationMessageCreatePayload:
    """A question how satisfied the contact is.

    Parameters:
        content: the question, up to 150,000 characters.
        display_type: ``emoji`` or ``star``.
        others: further fields of the message, such as ``private``.

    Raises:
        TypeError, ValueError: what a server would refuse; it's named.
    """
    _one_of("display_type", display_type, DISPLAY_TYPES)
    return _message("input_csat", content, {"display_type": display_type}, others)


def whatsapp_template(
    content: str,
    name: str,
    language: str,
    category: str | None = None,
    *,
    body: Mapping[str, str] | Sequence[str] = (),
    header: Item | None = None,
    buttons: Iterable[Item] = (),
    legacy: bool = False,
    **others: Any,
) -> ConversationMessageCreatePayload:
    """A message from an approved WhatsApp template, which is all that may be sent a day after the contact's last one.

    Parameters:
        content: the text with its variables filled in, as the agents see it.
        name: the template's name.
        language: its language, such as ``en`` or ``en_US``.
        category: ``UTILITY``, ``MARKETING``, ``AUTHENTICATION`` …
        body: what to put for the body's variables: a list for ``{{1}}``, ``{{2}}`` …, or by name.
        header: what to put into the header: ``media_url`` and ``media_type`` (``image``, ``video`` or ``document``),
            or text by the name or number of its variable.
        buttons: what to put for the buttons' variables, each with a ``type`` (``url`` or ``copy_code``) and a
            ``parameter``.
        legacy: whether to send the shape that older servers want, which knows the body alone; newer ones still take it.
        others: further fields of the message.

    Raises:
        TypeError, ValueError: what a server would refuse or leave out; it's named.
    """
    _text("name", name)
    _text("language", language)
    numbered = body if isinstance(body, Mapping) else {str(at): text for at, text in enumerate(_list("body", body), 1)}
    for variable, value in numbered.items():
        _text(f"body[{variable!r}]", value)
    params: dict[str, Any] = {"body": dict(numbered)} if numbered else {}
    if header is not None:
        params["header"] = _header(header)
    pressed = _listed("buttons", buttons, _button, some=False)
    if pressed:
        params["buttons"] = pressed
    if legacy:
        if set(params) - {"body"}:
            raise ValueError("legacy templates have no header and no buttons")
        params = dict(numbered)
    template = MessageTemplateParams(name=name, category=category, language=language, processed_params=params)
    return ConversationMessageCreatePayload(content=_content(content), template_params=template, **others)


# --- what each item has to be ---


def _message(
    content_type: str, content: str, attributes: dict[str, Any], others: dict[str, Any]
) -> ConversationMessageCreatePayload:
    more = others.pop("content_attributes", None)
    more = more.to_dict() if isinstance(more, Model) else more
    if more is not None and not isinstance(more, Mapping):
        raise TypeError(f"content_attributes must be a dict, not a {type(more).__name__}")
    attributes = {**(more or {}), **attributes}
    return ConversationMessageCreatePayload(
        content=_content(content), content_type=content_type, content_attributes=attributes or None, **others
    )


def _content(content: str) -> str:
    if len(_text("content", content)) > MAX_CONTENT:
        raise ValueError(f"content has {len(content):,} characters; a server takes {MAX_CONTENT:,}")
    return content


def _choice(where: str, item: Any, shown: str = "label") -> dict[str, Any]:
    if isinstance(item, str):
        item = (item, item)
    if isinstance(item, tuple):
        if len(item) != 2:
            raise ValueError(f"{where} must be ({shown}, value), not {len(item)} of them")
        item = {shown: item[0], "value": item[1]}
    return _object(where, item, {shown: str, "value": str})


def _card(where: str, item: Any) -> dict[str, Any]:
    optional = {"description": str, "media_url": str}
    card = _object(where, item, {"title": str, "actions": object}, optional)
    return {**card, "actions": _listed(f"{where}['actions']", card["actions"], _action)}


def _action(where: str, item: Any) -> dict[str, Any]:
    kind = _object(where, item, {"type": str}, {"text": str, "uri": str, "payload": str})["type"]
    _one_of(f"{where}['type']", kind, ("link", "postback"))
    return _object(where, item, {"type": str, "text": str, "uri" if kind == "link" else "payload": str})


_FIELD_OPTIONS = {"placeholder": str, "default": object, "required": bool, "pattern": str, "title": str}


def _field(where: str, item: Any) -> dict[str, Any]:
    field = _object(where, item, {"name": str, "type": str, "label": str}, {**_FIELD_OPTIONS, "options": object})
    _one_of(f"{where}['type']", field["type"], FIELD_TYPES)
    if field["type"] != "select":
        if "options" in field:
            raise ValueError(f"{where} has options, which only a select has")
        return field
    return {**field, "options": _listed(f"{where}['options']", field.get("options", ()), _choice)}


def _article(where: str, item: Any) -> dict[str, Any]:
    return _object(where, item, {"title": str, "link": str}, {"description": str})


def _button(where: str, item: Any) -> dict[str, Any]:
    button = _object(where, item, {"type": str, "parameter": str})
    _one_of(f"{where}['type']", button["type"], BUTTON_TYPES)
    return button


def _header(header: Any) -> dict[str, Any]:
    if not isinstance(header, Mapping) or "media_url" not in header:
        return _object("header", header, dict.fromkeys(header, str) if isinstance(header, Mapping) else {})
    media = _object("header", header, {"media_url": str, "media_type": str}, {"media_name": str})
    _one_of("header['media_type']", media["media_type"], MEDIA_TYPES)
    return media


# --- checking ---


def _listed(where: str, items: Any, checked: Any, *details: Any, some: bool = True) -> list[dict[str, Any]]:
    """Each of *items* as *checked* gives it; there have to be *some*."""
    given = _list(where, items)
    if some and not given:
        raise ValueError(f"{where} must not be empty")
    return [checked(f"{where}[{position}]", item, *details) for position, item in enumerate(given)]


def _list(where: str, items: Any) -> list[Any]:
    if isinstance(items, (str, bytes, Mapping)) or not isinstance(items, Iterable):
        raise TypeError(f"{where} must be a list, not a {type(items).__name__}")
    return list(items)


def _object(
    where: str, item: Any, required: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """*item* as a plain object that has all *required* keys and none but the *optional* ones besides."""
    data = item.to_dict() if isinstance(item, Model) else item
    if not isinstance(data, Mapping):
        raise TypeError(f"{where} must be a dict, not a {type(item).__name__}")
    known = {**required, **(optional or {})}
    for key, value in data.items():
        if key not in known:
            raise ValueError(f"{where} has no {key!r}{near_miss(str(key), known)}")
        if known[key] is str:
            _text(f"{where}[{key!r}]", value)
        elif not isinstance(value, known[key]):
            raise TypeError(f"{where}[{key!r}] must not be a {type(value).__name__}")
    for key in required:
        if key not in data:
            raise ValueError(f"{where} lacks {key!r}")
    return dict(data)


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{where} must be text, not a {type(value).__name__}")
    if not value.strip():
        raise ValueError(f"{where} must not be empty")
    return value


def _one_of(where: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{where} must be one of {', '.join(known)}, not {value!r}")
