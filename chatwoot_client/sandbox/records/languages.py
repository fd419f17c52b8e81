"""The languages that a website's widget speaks, by the names that they call themselves."""

from __future__ import annotations

_LANGUAGES = """
    en English (en)
    ar العربية (ar)
    nl Nederlands (nl)~
    fr Français (fr)
    de Deutsch (de)
    it Italiano (it)
    ja 日本語 (ja)
    ko 한국어 (ko)
    pt Português (pt)
    ru русский (ru)
    es Español (es)
    ml മലയാളം (ml)
    ca Català (ca)
    el ελληνικά (el)
    pt_BR Português Brasileiro (pt-BR)
    ro Română (ro)
    ta தமிழ் (ta)
    fa فارسی (fa)
    zh_TW 中文 (台湾) (zh-TW)
    vi Tiếng Việt (vi)
    da dansk (da)
    tr Türkçe (tr)
    cs čeština (cs)
    fi suomi, suomen kieli (fi)
    id Bahasa Indonesia (id)
    sv Svenska (sv)
    hu magyar nyelv (hu)
    no norsk (no)
    zh_CN 中文 (zh-CN)
    pl język polski (pl)
    sk slovenčina (sk)
    uk украї́нська мо́ва (uk)
    th ภาษาไทย (th)
    lv latviešu valoda (lv)
    is íslenska (is)
    he עִברִית (he)
    lt lietuvių (lt)
    sr Српски (sr)
    bg български (bg)
    et Eesti keel (et)
    uz O\u02bbzbekcha (uz)
"""
LANGUAGES = [
    {"name": name, "iso_639_1_code": code}
    for code, _, name in (line.strip().replace("~", " ").partition(" ") for line in _LANGUAGES.strip().split("\n"))
]
"""The languages as the widget's configuration lists them."""
