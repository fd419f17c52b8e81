"""Which release this is."""

VERSION = "2.0.0"
#: The release of Chatwoot whose description of the API the names follow.
CHATWOOT_VERSION = "4.16.2"
