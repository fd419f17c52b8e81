"""The paths of the package that was generated before: ``from chatwoot_client.apis.accounts_api import AccountsApi``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from chatwoot_client import api

if TYPE_CHECKING:
    from chatwoot_client.api import *
else:

    def __getattr__(name: str) -> Any:
        return getattr(api, name)


for _name in dir(api):
    if _name.endswith("Api"):
        # CSATSurveyPageApi was in csat_survey_page_api.
        _module = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", _name).lower()
        sys.modules[f"{__name__}.{_module}"] = globals()[_module] = api
