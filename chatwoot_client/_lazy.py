"""Packages whose names are loaded when they're first used (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Callable


def lazily(package: str, *inner: str, **modules: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of *package*, whose *modules* export these names each.

    What the *inner* packages export is exported too, and the modules themselves are attributes, whether or not they
    were imported; of a module in a package below, only its names. ``__all__`` is worked out when it's asked for.
    """
    where = {name: module for module, names in modules.items() for name in names.split()}
    attributes = [module for module in modules if "." not in module]

    def load(name: str) -> Any:
        if name in where:
            found = getattr(import_module(f"{package}.{where[name]}"), name)
        elif name in attributes or name in inner:
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
        # Not what the package's own file makes use of.
        there = vars(sys.modules[package]).items()
        shown = {name for name, each in there if name.startswith("__") or isinstance(each, ModuleType)}
        return sorted({*shown, *load("__all__"), *attributes, *inner})

    return load, names


class FormerModules:
    """Finds the modules of a generated package, which has one for each name: ``models.contact_create`` and its like.

    Each of them has all that the *package* has.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        package, _, module = name.rpartition(".")
        if package != self._package:
            return None
        exported = (each.replace("_", "").lower() for each in sys.modules[package].__all__)
        return ModuleSpec(name, self) if module.replace("_", "") in exported else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__getattr__ = sys.modules[self._package].__getattr__  # type: ignore[method-assign]
