"""PyInstaller's hook: the whole package goes in, since most modules are loaded on first use, by names in text."""

from PyInstaller.utils.hooks import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    collect_data_files,
    collect_submodules,
)

hiddenimports = collect_submodules(
    "chatwoot_client", filter=lambda name: "pytest_plugin" not in name and "__pyinstaller" not in name
)
datas = collect_data_files("chatwoot_client", excludes=["**/py.typed"])
