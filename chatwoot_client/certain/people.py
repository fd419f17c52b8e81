"""What a person's contact is known by, as a server keeps and compares it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.checks import check_text

if TYPE_CHECKING:
    from chatwoot_client.models.contacts import Contact

__all__ = ["Person", "lowered", "person_of"]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+").fullmatch
_E164 = re.compile(r"\+[1-9][0-9]{1,14}").fullmatch
#: What people put between the digits of a phone number.
_BETWEEN_DIGITS = re.compile(r"[\s().\-/]+|^00")


class Person(NamedTuple):
    """What is known of somebody; None for what isn't."""

    identifier: str | None
    email: str | None
    phone_number: str | None

    def given(self) -> dict[str, str]:
        """What is known, by field."""
        return {field: value for field, value in self._asdict().items() if value is not None}

    def hits(self, contact: Contact) -> list[str]:
        """The fields in which a contact has just what is known of this person."""
        return [field for field, value in self.given().items() if _kept(field, getattr(contact, field)) == value]


def person_of(identifier: object, email: object, phone_number: object) -> Person:
    """
    Raises:
        TypeError, ValueError: nothing is known, or what no contact can have, by its name.
    """
    texts = {"identifier": identifier, "email": email, "phone_number": phone_number}
    # An empty text counts as missing; as an identifier a server would keep it, and refuse a second one.
    known = {field: check_text(field, value) for field, value in texts.items() if value is not None and value != ""}
    if not known:
        raise ValueError("one of identifier, email and phone_number is needed to know a contact by")
    if "email" in known:
        known["email"] = lowered(known["email"])
        if not _EMAIL(known["email"]):
            raise ValueError("email must be an address as 'ada@example.com', without blanks")
    if "phone_number" in known and not _E164(known["phone_number"]):
        raise ValueError(f"phone_number must be in E.164, as '+4915123456789'{_nearest(known['phone_number'])}")
    return Person(known.get("identifier"), known.get("email"), known.get("phone_number"))


def lowered(text: str) -> str:
    """*text* as a server lowers its case: letter by letter, so that a final sigma is like any other."""
    return "".join(map(str.lower, text))


def _kept(field: str, value: object) -> object:
    return lowered(value) if field == "email" and isinstance(value, str) else value


def _nearest(phone_number: str) -> str:
    digits = _BETWEEN_DIGITS.sub("", phone_number.strip())
    if _E164(digits):
        return ", without anything between the digits"
    return ", with its country's code and nothing between the digits" if digits.isdigit() else ""
