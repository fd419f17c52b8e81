"""A path of the API, with the values of its placeholders, and as people may read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

__all__ = ["TARGET_SAFE", "Route", "in_url", "plain_text"]

#: What of a path that somebody wrote isn't quoted.
TARGET_SAFE = "/%:@!$&'()*+,;=~-._?"

_SAFE_SEGMENT = re.compile(r"[A-Za-z0-9_~-]+").fullmatch
_PLACEHOLDER = re.compile(r"{(\w+)}")
#: What is given for a placeholder that takes text, for those who give a number.
_SLUG = "the slug, as it stands in the address of its page"
_TEXTS = {
    "inbox_identifier": "the identifier of the API inbox, which its settings show",
    "contact_identifier": "the source id of the contact in the inbox",
    "conversation_uuid": "the uuid of the conversation",
    "slug": _SLUG,
    "category_slug": _SLUG,
    "article_slug": _SLUG,
    "locale": "a language, as 'en'",
}
#: What an id is that is one, by the word before it.
_IDS = {"portals": _SLUG, "apps": "the name of the integration, as 'slack'"}


class Route:
    """A path of the API, its placeholders found once."""

    __slots__ = ("confidential", "discreet", "names", "pattern", "template", "texts")

    def __init__(self, template: str, discreet: str | None = None, confidential: Iterable[str] = ()) -> None:
        self.template: str = template
        #: The template for people to read, where it isn't known that nothing in it tells who it's about.
        self.discreet: str = template if discreet is None else discreet
        #: What of the template that leaves out.
        self.confidential: tuple[str, ...] = tuple(confidential)
        self.names: tuple[str, ...] = tuple(_PLACEHOLDER.findall(template))
        #: The placeholders that take text, which a number can't be meant as, and what that is.
        self.texts: dict[str, str] = {name: _TEXTS[name] for name in self.names if name in _TEXTS}
        named = re.search(r"(\w+)/{id}", template)
        if named and named[1] in _IDS:
            self.texts["id"] = _IDS[named[1]]
        pattern = _PLACEHOLDER.sub("%s", template.replace("%", "%%"))
        # A brace that encloses no name is one of the path's own.
        self.pattern: str = pattern.replace("{", "%%7B").replace("}", "%%7D")

    def filled(self, values: tuple[Any, ...], safe: str = "") -> str:
        """The path with *values* in place of its placeholders, each quoted whole but for the *safe* characters.

        Raises:
            TypeError, ValueError: a value that isn't text or a whole number, or that would make another path.
        """
        if len(values) != len(self.names):
            raise TypeError(f"{self.template} has {len(self.names)} parameters, {len(values)} were given")
        quoted = []
        for name, value in zip(self.names, values):
            if type(value) is int and name not in self.texts:
                quoted.append(str(value))
            elif type(value) is str and _SAFE_SEGMENT(value):
                quoted.append(value)
            else:
                quoted.append(_quoted(name, value, safe, self.texts.get(name)))
        return self.pattern % tuple(quoted)

    def shown(self, values: Iterable[Any]) -> str:
        """The path for people to read: numbers filled in, what identifies somebody left as its name."""
        known = {name: str(value) for name, value in zip(self.names, values) if _is_record(name, value)}
        return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), self.discreet)

    def unshown(self, values: Iterable[Any]) -> list[str]:
        """What :meth:`shown` leaves out."""
        named = zip(self.names, values)
        hidden = [value for name, value in named if not _is_record(name, value) or f"{{{name}}}" not in self.discreet]
        return [*self.confidential, *map(str, hidden)]


def _is_record(name: str, value: Any) -> bool:
    """Whether a path parameter is the number of a record; a source id may be somebody's phone number."""
    return name.endswith("id") and name != "source_id" and str(value).isdigit()


def _quoted(name: str, value: Any, safe: str, text: str | None) -> str:
    if value is None:
        raise ValueError(f"{name} must not be None")
    if text is not None and not isinstance(value, str):
        raise TypeError(f"{name} must be text, not {type(value).__name__}: {text}, not a number")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{name} must be text or a whole number, not {type(value).__name__}")
    quoted = quote(in_url(name, plain_text(value)), safe=safe)
    if any(unquote(segment) in ("", ".", "..") for segment in quoted.split("/")):
        raise ValueError(f"{name} must not be empty, '.' or '..', nor have such a part")
    # A server takes a dot as it is for the end of a text, and finds nothing, or another contact.
    return quoted if text is None or "." in safe else quoted.replace(".", "%2E")


def in_url(name: str, text: str) -> bytes:
    """*text* in the encoding of URLs.

    Raises:
        ValueError: it can't be; *name* is what to call it.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{name} has a lone surrogate, which a URL can't carry") from None


def plain_text(value: str | float) -> str:
    """Text and numbers as they are, not as the members of an enumeration that they may be are called."""
    if isinstance(value, str):
        return value
    return int.__repr__(value) if isinstance(value, int) else float.__repr__(value)
