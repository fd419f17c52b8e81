"""Which releases of Chatwoot the sandbox can play, and since when each thing is done as it is in the newest.

What changed between 4.13.0 and 4.15.1, of which no release between was looked at, counts as changed in 4.14.0.
"""

from __future__ import annotations

import re
from typing import Any

Release = tuple[int, int, int]

NEWEST: Release = (4, 16, 2)
OLDEST: Release = (4, 13, 0)
COMPANY_NAME_IS_FILTERED: Release = (4, 14, 0)
"""Before, contacts were filtered by `company`."""
LABELS_OF_CONTACTS_ARE_REMOVED: Release = (4, 14, 0)
"""Since when labels can be removed of many contacts."""
LONG_NAMES_ARE_CUT: Release = (4, 14, 0)
"""Since when the public API cuts a contact's name that's too long; before, it refused it."""
BOTS_READ_CONVERSATIONS: Release = (4, 14, 0)
"""Since when bots may show a conversation, and read and set its labels."""
SETTINGS_ARE_FOR_ADMINISTRATORS: Release = (4, 14, 0)
"""Since when agents may not change custom attributes and dashboard apps."""
NAMES_ARE_LOOKED_AT: Release = (4, 14, 0)
"""Since when a user's name can't be blank, and that of an agent without one is made of the address."""
CONTACT_ID_IS_FILTERED: Release = (4, 14, 2)
PUBLIC_UPDATE_IS_AS_CREATE: Release = (4, 16, 0)
"""Before, the public API answered a contact's update with the contact's whole record."""
POSITIONS_ARE_TOLD: Release = (4, 14, 0)
"""Since when a request that reorders articles is answered with their positions."""
PORTALS_NEED_NO_DOMAIN: Release = (4, 14, 0)
"""Before, a portal without a word on its domain broke the server."""
AUDIT_LOGS_ARE_LONG: Release = (4, 14, 0)
"""Since when a page of the audit log has 25 entries, not 15."""
FILES_ARE_ANNOUNCED: Release = (4, 16, 0)
"""Since when a token is enough for a direct upload."""
CALLS_ARE_CLOUDFLARES: Release = (4, 16, 0)
"""Since when video calls are made by Cloudflare's RealtimeKit; before, by Dyte itself."""
EMAILS_HAVE_LAYOUTS: Release = (4, 16, 0)
POINTS_ARE_LOOKED_INTO: Release = (4, 16, 0)
"""Since when reports tell the records behind a point."""
NAMES_OF_TEAMS_ARE_TRIMMED: Release = (4, 16, 0)
BOTS_ARE_ASSIGNED: Release = (4, 16, 0)
"""Since when an inbox's bot has its new conversations, and those that it's given begin as pending."""
PARTICIPANTS_NEED_ACCESS: Release = (4, 16, 0)
"""Since when only those who see an inbox may follow its conversations."""
TOKENS_OF_BOTS_ARE_HIDDEN: Release = (4, 16, 0)
"""Since when agents don't see the tokens of bots."""
AGENTS_MAKE_NO_GLOBAL_MACRO: Release = (4, 16, 0)
LABELS_OF_CONTACTS_ARE_SWAPPED: Release = (4, 16, 0)
"""Since when a request on many contacts may add labels and remove others."""
NOTHING_IS_SOUGHT_NO_MORE: Release = (4, 16, 0)
"""Since when a search of everything without words breaks; before, it found everything."""

FIELDS_SINCE: dict[str, Release] = {
    "accounts.api_and_webhooks": (4, 16, 0),
    "accounts.onboarding_step": (4, 14, 0),
    "config.default_locale": (4, 14, 0),
    "config.layout": (4, 14, 0),
    "config.locale_translations": (4, 14, 0),
    "config.popular_content": (4, 16, 0),
    "config.social_profiles": (4, 14, 0),
    "content_attributes.activity": (4, 16, 0),
    "features.api_and_webhooks": (4, 16, 0),
    "category.icon_color": (4, 14, 0),
    "payload.icon_color": (4, 14, 0),
    "exclude_older_than_hours": (4, 16, 0),
    "imap_authentication": (4, 14, 0),
    "payload.draft_content": (4, 16, 0),
    "payload.draft_title": (4, 16, 0),
    "team.icon": (4, 16, 0),
    "team.icon_color": (4, 16, 0),
}
"""Since when answers have a field, by the end of where it stands in them."""

_VERSION = re.compile(r"v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?", re.ASCII)


def release_of(version: str | None) -> Release:
    """The release with this version: `4.13` or `4.13.0`; None for the newest that is known.

    Raises:
        TypeError: it's no text.
        ValueError: it's no version, or one that the sandbox doesn't know.
    """
    if version is None:
        return NEWEST
    if not isinstance(version, str):
        raise TypeError(f"version is a text such as '4.13', not {version!r}")
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"version is a release of Chatwoot such as '4.13', not {version!r}")
    major, minor, patch = match.groups()
    # Of a minor release that is named alone, the newest is known only where it's the newest of all.
    release = (int(major), int(minor), int(patch) if patch else 0)
    if patch is None and release[:2] == NEWEST[:2]:
        release = NEWEST
    if not OLDEST <= release <= NEWEST:
        raise ValueError(f"the sandbox plays {written(OLDEST)} to {written(NEWEST)}, not {version}")
    return release


def written(release: Release) -> str:
    """A release as its version is written."""
    return ".".join(map(str, release))


def without_newer_fields(value: Any, release: Release, where: str = "") -> Any:
    """An answer without the fields that a release doesn't have yet; what users keep by names of their own is left."""
    if isinstance(value, list):
        return [without_newer_fields(each, release, where) for each in value]
    if not isinstance(value, dict) or where.endswith(_OF_USERS):
        return value
    kept = {}
    # Teams stand alone in many answers; only they have this field.
    place = "team" if "allow_auto_assign" in value else where.rpartition(".")[2]
    for name, each in value.items():
        since = FIELDS_SINCE.get(f"{place}.{name}") or FIELDS_SINCE.get(name)
        if since is None or release >= since:
            kept[name] = without_newer_fields(each, release, f"{where}.{name}")
    return kept


_OF_USERS = ("custom_attributes", "additional_attributes", "settings", "query", "custom_attribute")
