"""The paths of the package that was generated before: ``from chatwoot_client.apis.accounts_api import AccountsApi``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from chatwoot_client import api
from chatwoot_client._lazy import FormerModules

if TYPE_CHECKING:
    from chatwoot_client.api import *
else:

    def __getattr__(name: str) -> Any:
        return getattr(api, name)


sys.meta_path.append(FormerModules(__name__))
