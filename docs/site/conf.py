"""How Sphinx builds the site."""

project = "chatwoot_client"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "chatwoot_client"
html_show_copyright = False
html_show_sphinx = False
#: As a forge makes anchors of headings.
myst_heading_anchors = 4
#: Headings of the pages that are built begin where a forge's readers see them best.
suppress_warnings = ["myst.header", "toc.not_included"]
