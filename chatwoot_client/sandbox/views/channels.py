"""The settings of an inbox's channel as the JSON that Chatwoot sends."""

from __future__ import annotations

from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.views.fields import Json

_SCRIPT = """
    <script>
      (function(d,t) {{
        var BASE_URL="{base_url}";
        var g=d.createElement(t),s=d.getElementsByTagName(t)[0];
        g.src=BASE_URL+"/packs/js/sdk.js";
        g.async = true;
        s.parentNode.insertBefore(g,s);
        g.onload=function(){{
          window.chatwootSDK.run({{
            websiteToken: '{website_token}',
            baseUrl: BASE_URL
          }})
        }}
      }})(document,"script");
    </script>
    """
_OF_ANY_CHANNEL = words("""
    allowed_domains widget_color website_url hmac_mandatory welcome_title welcome_tagline web_widget_script
    website_token selected_feature_flags reply_time messaging_service_sid phone_number
""")
"""What every inbox shows, though only some channels have it."""


def channel_settings(record: Inbox, base_url: str, *, for_administrator: bool) -> Json:
    """What an inbox shows of its channel; only administrators see the secrets."""
    shown = {**dict.fromkeys(_OF_ANY_CHANNEL), **_own_settings(record, base_url, for_administrator=for_administrator)}
    if record.channel_type == "Channel::WebWidget":
        # These stand behind what only this channel has.
        shown.update({name: shown.pop(name) for name in ("messaging_service_sid", "phone_number")})
    return shown


def _own_settings(record: Inbox, base_url: str, *, for_administrator: bool) -> Json:
    settings = record.channel
    hmac_token = {"hmac_token": record.hmac_token} if for_administrator else {}
    if record.channel_type == "Channel::Api":
        return {
            **hmac_token,
            **({"secret": settings["secret"]} if for_administrator else {}),
            "hmac_mandatory": record.hmac_mandatory,
            "webhook_url": settings["webhook_url"],
            "inbox_identifier": record.identifier,
            "additional_attributes": settings["additional_attributes"],
        }
    if record.channel_type == "Channel::WebWidget":
        script = _SCRIPT.format(base_url=base_url, website_token=settings["website_token"])
        return {**hmac_token, **settings, "hmac_mandatory": record.hmac_mandatory, "web_widget_script": script}
    secrets = () if for_administrator else ("imap_", "smtp_")
    return {name: value for name, value in settings.items() if not name.startswith(secrets)}
