"""Packages whose names are loaded when they're first used (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Callable


def lazily(package: str, *inner: str, **modules: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of *package*, whose *modules* export these names each.

    What the *inner* packages export is exported too, and the modules themselves are attributes, whether or not they
    were imported. ``__all__`` is worked out when it's asked for.
    """
    where = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> Any:
        if name in where:
            found = getattr(import_module(f"{package}.{where[name]}"), name)
        elif name in modules or name in inner:
            found = import_module(f"{package}.{name}")
        elif name == "__all__":
            found = [*where, *(each for exported in exports() for each in exported.__all__)]
        else:
            for exported in () if name.startswith("_") else exports():
                if name in exported.__all__:
                    found = getattr(exported, name)
                    break
            else:
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(sys.modules[package], name, found)
        return found

    def exports() -> list[Any]:
        return [import_module(f"{package}.{name}") for name in inner]

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *load("__all__"), *modules, *inner})

    return load, names
