"""The steps by which an account is set up, and the layout of its e-mails."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.account import AccountOperations
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.release import EMAILS_HAVE_LAYOUTS, Release

STEPS = ("account_details", "inbox_setup")
MAX_LAYOUT = 262_144


class OnboardingOperations(AccountOperations):
    """The operations of the steps."""

    path: ClassVar[str] = ACCOUNT + "/onboarding"
    lacks: ClassVar[frozenset[str]] = frozenset(("show", "cache_keys", "update_active_at"))
    for_administrators: ClassVar[frozenset[str]] = frozenset(("update", "help_center_generation"))

    def update(self) -> Answer:
        if self._params.get("onboarding_step") not in STEPS:
            raise Refused(422, {"error": "Invalid onboarding step"})
        return super().update()

    @serves("GET", "/help_center_generation")
    def help_center_generation(self) -> Answer:
        return shown({"generation_id": None, "state": None, "articles_count": 0, "categories_count": 0})


class EmailLayoutOperations(ApplicationOperation):
    """The operations of the layout of e-mails. The sandbox sends none."""

    path: ClassVar[str] = ACCOUNT + "/branded_email_layout"
    since: ClassVar[Release] = EMAILS_HAVE_LAYOUTS
    for_administrators: ClassVar[frozenset[str]] = frozenset(("show", "update"))

    @serves("GET")
    def show(self) -> Answer:
        return shown({"branded_email_layout": self._account.email_layout})

    @serves("PATCH PUT")
    def update(self) -> Answer:
        if "branded_email_templates" not in self._account.features:
            raise Refused(422, {"error": "Branded email templates feature is not enabled"})
        sent = self._params.get("branded_email_layout")
        layout = None if is_blank(sent) or sent == "null" else str(sent)
        errors = [] if layout is None else list(_errors(layout))
        if errors:
            raise Refused(422, {"error": ", ".join(errors)})
        self._account.email_layout = layout
        return self.show()


def _errors(layout: str) -> Any:
    if len(layout) > MAX_LAYOUT:
        yield f"Body is too long (maximum is {MAX_LAYOUT} characters)"
    if not re.search(r"{{\s*content_for_layout\s*}}", layout):
        yield "Body must include {{ content_for_layout }}"
