"""What Chatwoot has only where a feature is on, or where keys were set up; here it's off or empty, and says so."""

from __future__ import annotations

from typing import ClassVar, NoReturn

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.errors import Refused

_ANY = "GET POST PATCH PUT DELETE"


class SwitchedOffOperations(ApplicationOperation):
    """The operations of features that are off."""

    path: ClassVar[str] = ACCOUNT

    @serves("GET POST", "/companies")
    def companies(self) -> Answer:
        raise Refused(403, {"error": "Companies are not enabled for this account"})

    @serves(_ANY, "/saml_settings")
    def saml_settings(self) -> Answer:
        raise Refused(403, {"error": "SAML feature not enabled for this account"})

    @serves("GET POST", "/data_imports")
    def data_imports(self) -> Answer:
        if "data_import" in self._account.features:
            raise Refused(501, {"status": 501, "error": "The sandbox imports nothing from other services"})
        raise Refused(401, {"error": "You are not authorized to do this action"})


class UnmadeOperations(ApplicationOperation):
    """The lists of what the sandbox can't make: empty, as those of an account that has none."""

    path: ClassVar[str] = ACCOUNT
    for_administrators: ClassVar[frozenset[str]] = frozenset(("capacity_policies",))

    @serves("GET", "/captain/assistants")
    def assistants(self) -> Answer:
        return shown({"payload": [], "meta": {"total_count": 0, "page": 1}})

    @serves("GET", "/agent_capacity_policies")
    def capacity_policies(self) -> Answer:
        return shown([])


class SecondFactorOperations(ApplicationOperation):
    """The second factor of a user, for which a server needs keys."""

    path: ClassVar[str] = "/api/v1/profile/mfa"

    @serves("GET POST DELETE", "", "/verify", "/backup_codes")
    def refuse(self) -> Answer:
        raise Refused(403, {"error": "MFA feature is not available. Please configure encryption keys."})


class ChannelServiceOperations(ApplicationOperation):
    """What only inboxes of other services have."""

    path: ClassVar[str] = ACCOUNT + "/inboxes/<id>"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("csat_template", "sync_templates"))

    @serves("GET", "/health")
    def health(self) -> Answer:
        self._refuse(400, "Health data only available for WhatsApp Cloud API channels")

    @serves("GET POST", "/csat_template")
    def csat_template(self) -> Answer:
        self._refuse(400, "CSAT template operations only available for WhatsApp and Twilio WhatsApp channels")

    @serves("POST", "/sync_templates")
    def sync_templates(self) -> Answer:
        self._refuse(422, "Template sync is only available for WhatsApp channels")

    def _refuse(self, status: int, error: str) -> NoReturn:
        self._inbox_with_id(self._values["id"])
        raise Refused(status, {"error": error})
