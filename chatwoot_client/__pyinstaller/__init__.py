"""Where PyInstaller finds its hook for this package."""

from __future__ import annotations

from pathlib import Path

__all__ = ["get_hook_dirs"]


def get_hook_dirs() -> list[str]:
    """The folder with the hook, for PyInstaller's entry point ``hook-dirs``."""
    return [str(Path(__file__).parent)]
