"""Whose the tokens are, whether they arrive, and what their owners may and may not do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from chatwoot_client.calls.headers import same_header
from chatwoot_client.credentials import API_KEY_NAME, AUTH_SCHEMES, WHOSE
from chatwoot_client.doctor.case import Answer, objects
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.doctor.releases import BEARER, is_before
from chatwoot_client.secret import Secret, SecretDict

if TYPE_CHECKING:
    from chatwoot_client.doctor.case import Case

__all__ = ["tokens"]

_PROFILE = "/api/v1/profile"
_BOTS_OF_PLATFORM = "/platform/api/v1/agent_bots"
_USER, _BOT, _PLATFORM = AUTH_SCHEMES
_NAMES = ("Api-Access-Token", API_KEY_NAME)
_ADMINISTRATORS_ONLY = (
    "reading and changing webhooks and automation rules, reports, the audit log, and changing inboxes and their "
    "members, agents, bots, teams, labels and the account"
)
#: What bots may do besides, since when.
_BOTS_MAY_TOO = (
    ((4, 2), "its custom attributes"),
    ((4, 13), "show that they type"),
    ((4, 14), "read one conversation, and read and set its labels"),
)


class _Token(NamedTuple):
    #: What it's kept under in ``api_key``.
    key: str
    #: What it's sent as: the header's name, and its value with what goes before the token.
    name: str
    value: Secret[str]

    @property
    def header(self) -> SecretDict[str, str]:
        return SecretDict({self.name: self.value.value})

    def by(self, name: str, prefix: str = "") -> SecretDict[str, str]:
        """The same token in another header."""
        return SecretDict({name: prefix + self.value.value.rpartition(" ")[2]})


def tokens(case: Case) -> Iterator[Finding]:
    """What each token that's kept is good for."""
    try:
        kept = list(_kept(case))
    except Exception as error:  # A hook may raise anything.
        yield found(
            "hook-fails",
            f"The token couldn't be read: {type(error).__name__}.",
            "See Configuration.refresh_api_key_hook, or what the token's text is.",
        )
        return
    if not kept:
        yield found(
            "no-token",
            "No token is set, so there's the public API alone.",
            "Set CHATWOOT_USER_TOKEN, CHATWOOT_AGENT_BOT_TOKEN or CHATWOOT_PLATFORM_TOKEN to look at more.",
        )
    for token in kept:
        yield from _about_form(case, token)
        yield from _about(case, token)


def _kept(case: Case) -> Iterator[_Token]:
    for key in (*AUTH_SCHEMES, API_KEY_NAME):
        token = Secret(value=case.configuration.get_api_key_with_prefix(key))
        if token.value:
            case.learn(token)
            case.learn(token.value.rpartition(" ")[2])
            yield _Token(key, case.configuration._token_header, Secret(value=str(token.value)))


def _about_form(case: Case, token: _Token) -> Iterator[Finding]:
    bare = Secret(value=case.configuration.api_key.get(token.key, ""))
    if bare.value != bare.value.strip(" \t'\""):
        yield found(
            "token-form",
            f"api_key[{token.key!r}] begins or ends with a blank or a quotation mark, which no token has.",
            "Take it away where the token is set, mostly in a file of variables.",
        )
    elif case.configuration.api_key_prefix.get(token.key) and same_header(token.name) != "authorization":
        yield found(
            "token-form",
            f"api_key[{token.key!r}] goes out behind a prefix, and Chatwoot takes the whole header for the token.",
            "Leave api_key_prefix empty.",
        )


def _about(case: Case, token: _Token) -> Iterator[Finding]:
    header = token.header
    profile = case.asked(_PROFILE, header)
    if profile.status == 200 and isinstance(profile.data, dict):
        yield from _about_user(case, token, header, profile.data)
    elif profile.status == 403 and profile.says:
        yield _switched_off(token)
    elif profile.status != 401:
        yield _unanswered(token, profile)
    elif isinstance(profile.data, dict) and "errors" in profile.data:
        yield _about_dropped(case, token)
    else:
        yield from _about_other(case, token, header, profile)


def _about_other(case: Case, token: _Token, header: SecretDict[str, str], profile: Answer) -> Iterator[Finding]:
    """About a token that is no user's."""
    bots = case.asked(_BOTS_OF_PLATFORM, header)
    if bots.status == 200:
        yield from _of_kind(token, _PLATFORM, "token-platform", "a platform app's, for the platform API alone.")
        yield from _account_of_platform(case, header)
    elif "bot" in profile.says:
        yield from _of_kind(token, _BOT, "token-bot", f"an agent bot's. {_what_bots_may(case.release)}")
        yield from _account_of_bot(case, header)
    elif profile.says:
        yield found(
            "token-unknown",
            f"The token api_key[{token.key!r}] arrives, and the server doesn't know it.",
            "It's another server's, was reset, or isn't whole. A user's is at the end of the profile page, a bot's in "
            "the bot's settings, a platform app's in the super-admin console.",
        )
    else:
        yield _unanswered(token, profile)


def _what_bots_may(release: tuple[int, ...] | None) -> str:
    may = "It may begin conversations, write messages, and set a conversation's status, priority and assignee"
    may += "".join(f", {what}" for since, what in _BOTS_MAY_TOO if not is_before(release, since))
    return f"{may}; it may not list conversations or messages."


def _of_kind(token: _Token, kind: str, code: str, says: str) -> Iterator[Finding]:
    if token.key in (kind, API_KEY_NAME):
        yield found(code, f"The token api_key[{token.key!r}] is {says}")
    else:
        yield found(
            "token-kind",
            f"The token api_key[{token.key!r}] is {WHOSE[kind]}, and not {WHOSE[token.key]}.",
            f"Set it as api_key[{kind!r}], and {WHOSE[token.key]} here; {_variable(kind)} does that.",
        )


def _variable(kind: str) -> str:
    return {_USER: "CHATWOOT_USER_TOKEN", _BOT: "CHATWOOT_AGENT_BOT_TOKEN", _PLATFORM: "CHATWOOT_PLATFORM_TOKEN"}[kind]


def _unanswered(token: _Token, answer: Answer) -> Finding:
    return found(
        "unanswered",
        f"Whose the token api_key[{token.key!r}] is couldn't be found out: {_PROFILE} is a status {answer.status}.",
        answer.advice,
    )


def _switched_off(token: _Token) -> Finding:
    return found(
        "api-switched-off",
        f"The token api_key[{token.key!r}] is known, but its account's plan has no API (status 403).",
        "On Chatwoot's own cloud, choose a plan that has API access.",
    )


def _about_dropped(case: Case, token: _Token) -> Finding:
    """What to do about a token that doesn't arrive: another name may."""
    lost = (
        f"The token api_key[{token.key!r}] is sent as {token.name}, and doesn't arrive: something on the way drops it."
    )
    is_bearer = case.configuration.auth_scheme == "bearer"
    if is_bearer and is_before(case.release, BEARER):
        lost = f"The token api_key[{token.key!r}] is sent as {token.name}, which this release doesn't read."
    for other in _NAMES:
        if other != token.name and _arrives(case, token.by(other)):
            set_to = "auth_scheme to 'header'" if is_bearer else f"api_key_header to {other!r}"
            return found("token-dropped", lost, f"As {other} it does: set Configuration.{set_to}.")
    if _knows_bearer(case) and _arrives(case, token.by("Authorization", "Bearer ")):
        return found(
            "token-dropped", lost, "As Authorization: Bearer it does: set Configuration.auth_scheme to 'bearer'."
        )
    return found(
        "token-dropped",
        lost,
        "Have what stands in front of Chatwoot pass Api-Access-Token on; nginx drops names with an underscore unless "
        "underscores_in_headers is on.",
    )


def _knows_bearer(case: Case) -> bool:
    """Whether the token may also come in the header that nothing drops, and that nobody else needs."""
    settings = case.configuration
    taken = same_header(settings._token_header) == "authorization" or settings.username or settings.password
    return case.release is not None and case.release >= BEARER and not taken


def _arrives(case: Case, header: SecretDict[str, str]) -> bool:
    answer = case.asked(_PROFILE, header)
    return answer.status == 200 or (answer.status == 401 and bool(answer.says))


# --- whose it is ---


def _about_user(case: Case, token: _Token, header: SecretDict[str, str], user: dict[str, object]) -> Iterator[Finding]:
    for name in ("access_token", "pubsub_token", "hmac_identifier"):
        case.learn(user.get(name))
    accounts = objects(user.get("accounts"))
    listed = ", ".join(f"{each.get('role', 'member')} of {each.get('id')} ({each.get('name')})" for each in accounts)
    says = f"{user.get('available_name') or user.get('name')} (user {user.get('id')}), {listed or 'in no account'}"
    if token.key not in (_USER, API_KEY_NAME):
        yield found(
            "token-kind",
            f"The token api_key[{token.key!r}] is a user's, {says}, and not {WHOSE[token.key]}.",
            f"Set it as api_key['{_USER}'], and {WHOSE[token.key]} here.",
        )
        return
    yield found("token-user", f"The token api_key[{token.key!r}] is a user's: {says}.")
    case.user, case.user_header = user, header
    yield from _about_account(case, accounts)


def _about_account(case: Case, accounts: list[dict[str, object]]) -> Iterator[Finding]:
    """About the account that was named, or the only one."""
    if case.account_id is None and len(accounts) == 1 and isinstance(accounts[0].get("id"), int):
        case.account_id = int(str(accounts[0]["id"]))
    if case.account_id is None:
        yield found("account-unknown", "No account is named, so inboxes and webhooks weren't looked at.", _NAME_ACCOUNT)
        return
    account = next((each for each in accounts if each.get("id") == case.account_id), None)
    if account is None:
        mine = ", ".join(str(each.get("id")) for each in accounts) or "none"
        case.account_id = None
        yield found(
            "account-foreign",
            f"The token's user isn't in that account; in these: {mine}.",
            "Name one of those; it's the number in the dashboard's address. Or have the user added to the account.",
        )
        return
    if account.get("status") == "suspended":
        yield found("account-suspended", "The account is suspended.", "Whoever runs the server can make it active.")
    case.is_administrator = account.get("role") == "administrator"
    if not case.is_administrator:
        yield found(
            "role-agent",
            f"The token's user is of role {account.get('role')} there; for administrators alone are: "
            f"{_ADMINISTRATORS_ONLY}. Conversations are those of the user's own inboxes and teams.",
        )


_NAME_ACCOUNT = "Name one by --account or CHATWOOT_ACCOUNT_ID; it's the number in the dashboard's address."


def _account_of_platform(case: Case, header: SecretDict[str, str]) -> Iterator[Finding]:
    if case.account_id is None:
        return
    answer = case.asked("/platform/api/v1/accounts/{id}", header, path_params={"id": case.account_id})
    if answer.status in (401, 404):
        yield found(
            "platform-account",
            f"The platform app didn't make account {case.account_id}, or there's none (status {answer.status}).",
            "A platform app sees the accounts, users and bots that it made itself, and no others.",
        )


def _account_of_bot(case: Case, header: SecretDict[str, str]) -> Iterator[Finding]:
    if case.account_id is None:
        return
    # No conversation has this number: what's asked is whether the bot may look for it.
    path = "/api/v1/accounts/{account_id}/conversations/0"
    answer = case.asked(path, header, path_params={"account_id": case.account_id})
    if answer.status == 401 and "endpoint" not in answer.says:
        yield found(
            "account-foreign",
            f"The bot doesn't serve account {case.account_id}.",
            "Name the account that it was made in, or connect it to an inbox there.",
        )
