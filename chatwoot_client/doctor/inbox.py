"""The inbox: whether its identifier is one, what its contacts need, who answers in it, and whom it tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chatwoot_client.doctor.case import Unaskable, objects
from chatwoot_client.doctor.findings import Finding, found
from chatwoot_client.doctor.releases import SIGNED, SIGNED_BY_INBOXES, is_before
from chatwoot_client.doctor.webhook import private_addresses, shown
from chatwoot_client.secret import Secret

if TYPE_CHECKING:
    from chatwoot_client.doctor.case import Case

__all__ = ["inbox"]

_WHERE = "the inbox's settings show it on the tab Configuration"
_NAME_IT = f"Name one by --inbox or CHATWOOT_INBOX_IDENTIFIER; {_WHERE}."
_UNSIGNED = "Receive it with accept_unsigned=True at an address that nobody guesses, or bring the server to"
_SECRETS = ("hmac_token", "secret", "imap_password", "smtp_password")


def inbox(case: Case) -> Iterator[Finding]:
    """What there is to say of the inbox, and of the account's webhooks."""
    yield from _look_around(case)
    named = case.inbox_identifier
    if named is None or not str(named).strip():
        listed = ", ".join(f"{each.get('name')} ({each['inbox_identifier']})" for each in _of_api(case))
        others = f" The account's API inboxes are {listed}." if listed else ""
        yield found("inbox-not-named", f"No inbox is named, so none was looked at.{others}", _NAME_IT)
    elif str(named).strip().isdecimal():
        yield _about_number(case, str(named).strip())
    else:
        yield from _about(case, str(named))
    yield from _about_webhooks(case)


def _look_around(case: Case) -> Iterator[Finding]:
    """See which inboxes and webhooks the account has, as far as the token's user may."""
    if case.user_header is None or case.account_id is None:
        return
    account = {"account_id": case.account_id}
    answer = case.as_user("/api/v1/accounts/{account_id}/inboxes", path_params=account)
    if answer.status == 200:
        case.inboxes = objects(answer.data)
        for each in case.inboxes:
            for name in _SECRETS:
                case.learn(each.get(name))
    else:
        yield found("unanswered", f"The account's inboxes couldn't be listed: status {answer.status}.", answer.advice)
    if case.is_administrator:
        answer = case.as_user("/api/v1/accounts/{account_id}/webhooks", path_params=account)
        case.webhooks = objects(answer.data) if answer.status == 200 else None
        for each in case.webhooks or ():
            case.learn(each.get("secret"))


def _of_api(case: Case) -> list[dict[str, Any]]:
    return [each for each in case.inboxes or () if isinstance(each.get("inbox_identifier"), str)]


def _about_number(case: Case, number: str) -> Finding:
    meant = next((each for each in case.inboxes or () if str(each.get("id")) == number), {})
    identifier, name = meant.get("inbox_identifier"), meant.get("name")
    if isinstance(identifier, str):
        advice = f"The one of inbox {number} ({name}) is {identifier!r}."
    elif meant:
        advice = f"Inbox {number} ({name}) is a {meant.get('channel_type')}, and only API inboxes have one."
    else:
        advice = f"Name its identifier, a text of some 24 letters and digits: {_WHERE}."
    return found("inbox-number", f"{number} is an inbox's number, where its identifier belongs.", advice)


def _about(case: Case, identifier: str) -> Iterator[Finding]:
    path = "/public/api/v1/inboxes/{inbox_identifier}"
    try:
        answer = case.asked(path, path_params={"inbox_identifier": identifier})
    except Unaskable:
        # What no path can carry is no identifier.
        yield _about_unknown(case, identifier)
        return
    if answer.status == 404 and isinstance(answer.data, dict):
        yield _about_unknown(case, identifier)
        return
    if answer.status != 200 or not isinstance(answer.data, dict):
        yield found("unanswered", f"The inbox couldn't be looked at: status {answer.status}.", answer.advice)
        return
    case.inbox = answer.data
    yield found("inbox", f"The identifier is that of the API inbox {answer.data.get('name')!r}.")
    if answer.data.get("identity_validation_enabled") is True:
        yield found(
            "hmac-mandatory",
            "The inbox takes only contacts whose identifier is proven; a proof that's missing or wrong is a 500.",
            "Send identifier, and as identifier_hash the hexadecimal HMAC-SHA256 of it under the inbox's HMAC token.",
        )
    if case.inboxes is None:
        yield found(
            "inbox-details-hidden",
            "Its webhook and its members weren't looked at: that takes an administrator's token of its account.",
        )
        return
    details = next((each for each in _of_api(case) if each["inbox_identifier"] == identifier), None)
    if details is None:
        yield found(
            "inbox-details-hidden",
            f"It isn't among the inboxes of account {case.account_id} that the token's user sees: it's of another "
            "account, or the user isn't one of its members.",
        )
        return
    if isinstance(details.get("id"), int):
        yield from _about_members(case, {"account_id": case.account_id, "inbox_id": details["id"]})
        yield from _about_bot(case, {"account_id": case.account_id, "inbox_id": details["id"]})
    yield from _about_webhook(case, details)


def _about_unknown(case: Case, identifier: str) -> Finding:
    for each in case.inboxes or ():
        known, name = each.get("inbox_identifier"), each.get("name")
        if isinstance(known, str) and known.lower() == identifier.strip().lower():
            return found(
                "inbox-unknown", f"The identifier is nearly that of {name!r}; case counts.", f"It's {known!r}."
            )
        if each.get("website_token") == identifier:
            return found(
                "inbox-kind",
                f"The identifier is the website token of {name!r}, a website's inbox.",
                "The public API serves API inboxes alone: make one, and name its identifier.",
            )
        if identifier.strip().lower() == str(name).lower():
            right = f"It's {known!r}." if isinstance(known, str) else "It has none, since it's no API inbox."
            return found(
                "inbox-unknown", f"{identifier!r} is the name of an inbox, where its identifier belongs.", right
            )
    return found(
        "inbox-unknown",
        "No API inbox has this identifier: it's misspelt (case counts), another server's, or of another kind of inbox.",
        f"See that it's an API inbox; {_WHERE}.",
    )


def _about_members(case: Case, places: dict[str, Any]) -> Iterator[Finding]:
    answer = case.as_user("/api/v1/accounts/{account_id}/inbox_members/{inbox_id}", path_params=places)
    if answer.status != 200:
        yield found("unanswered", f"Its members couldn't be listed: status {answer.status}.", answer.advice)
        return
    names = [str(each.get("available_name") or each.get("name")) for each in objects(answer.data)]
    if names:
        yield found("inbox-members", f"Its members are {', '.join(names[:10])}{' …' if len(names) > 10 else ''}.")
    else:
        yield found(
            "inbox-without-members",
            "The inbox has no members, so only administrators see what's written there.",
            "Add agents on the tab Collaborators of its settings, or by InboxesApi.add_new_agent_to_inbox.",
        )


def _about_bot(case: Case, places: dict[str, Any]) -> Iterator[Finding]:
    answer = case.as_user("/api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot", path_params=places)
    bot = answer.data.get("agent_bot") if answer.status == 200 and isinstance(answer.data, dict) else None
    if isinstance(bot, dict) and bot:
        token = bot.get("access_token")
        case.learn(token.get("token") if isinstance(token, dict) else token)
        case.learn(bot.get("secret"))
        yield found(
            "inbox-bot",
            f"The bot {bot.get('name')!r} serves the inbox, so conversations begin as pending: they're among the open "
            "ones once it hands them over.",
        )


def _webhooks_of_the_account(case: Case) -> str:
    if case.webhooks is None:
        return "webhooks of the account, if there are any, and "
    count = len(case.webhooks)
    return f"{count} webhook{'s' if count > 1 else ''} of the account and " if count else ""


def _about_webhook(case: Case, details: dict[str, Any]) -> Iterator[Finding]:
    url = Secret(value=details.get("webhook_url"))
    if not url:
        yield found(
            "webhook-none",
            "The inbox has no webhook of its own. What happens in it is told to "
            f"{_webhooks_of_the_account(case)}whoever listens at /cable.",
            "Set webhook_url of the inbox if a program waits to be told.",
        )
        return
    yield from _about_target(case, Secret(value=str(url.value)), "The inbox's webhook", SIGNED_BY_INBOXES)
    if is_before(case.release, SIGNED_BY_INBOXES):
        yield found(
            "webhook-unsigned",
            "This release doesn't sign what it sends to an inbox's webhook.",
            f"{_UNSIGNED} 4.13.",
        )


def _about_webhooks(case: Case) -> Iterator[Finding]:
    for each in case.webhooks or ():
        told = each.get("subscriptions")
        events = ", ".join(map(str, told)) if isinstance(told, list) and told else "nothing that it subscribed to"
        url = Secret(value=str(each.get("url") or ""))
        yield from _about_target(case, url, f"A webhook of the account, told {events},", SIGNED)
    if case.webhooks and is_before(case.release, SIGNED):
        yield found(
            "webhook-unsigned",
            "This release doesn't sign what it sends to the account's webhooks.",
            f"{_UNSIGNED} 4.11.2.",
        )


def _about_target(case: Case, url: Secret[str], whose: str, signed_since: tuple[int, ...]) -> Iterator[Finding]:
    case.learn_url(url.value)
    is_signed = case.release is not None and case.release >= signed_since
    yield found("webhook-set", f"{whose} is {shown(url)}{', and what it is sent is signed' if is_signed else ''}.")
    yield from private_addresses(case, url, "That webhook")
