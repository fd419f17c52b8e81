"""What a setting is: declared once, and all that follows from it for the class that declares it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, overload

from chatwoot_client.checks import held, near_miss
from chatwoot_client.secret import Secret, SecretDict

if TYPE_CHECKING:
    from typing import Generic

    from typing_extensions import Self, TypeVar, dataclass_transform

    _Read = TypeVar("_Read")
    _Given = TypeVar("_Given", default=_Read)

    class _Typed(Generic[_Read, _Given]):
        pass
else:
    # What a setting is typed as concerns type checkers only.
    class _Typed:
        def __class_getitem__(cls, types: Any) -> Any:
            return cls

    _Read = _Given = Any

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda cls: cls


__all__ = ["UNSET", "LiveSetting", "SecretSetting", "Setting", "Settings", "as_bool", "as_seconds"]

UNSET: Any = object()
_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


def as_seconds(variable: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{variable} must be a number of seconds") from None


def as_bool(variable: str, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ValueError(f"{variable} must be one of {', '.join((*_YES, *_NO))}")
    return text.lower() in _YES


class Setting(_Typed[_Read, _Given]):
    """One setting, of the type that it's read as, and of the one that may be given for it where that's a wider one.

    What's set stands in the instance's ``__dict__``, where Python finds it first.

    Parameters:
        default, default_factory: what it is until it's set.
        check: returns what is kept of a value, or refuses it by the name that it's told.
        means: what people read about it.
        env: the environment variable that it's read from, by ``from_env``.
        convert: what becomes of that one's text before it's checked.
        show: what a representation shows of what is kept.
        kw_only: whether the constructor takes it by keyword only.
    """

    name: str

    def __init__(
        self,
        *,
        check: Callable[[str, Any], Any],
        means: str,
        default: _Read = UNSET,
        default_factory: Callable[[], Any] | None = None,
        env: str = "",
        convert: Callable[[str, str], Any] | None = None,
        show: Callable[[Any], str] = repr,
        kw_only: bool = True,
    ) -> None:
        self.__doc__ = means
        self.means: str = means
        self.check: Callable[[str, Any], Any] = check
        self.default: _Read = default
        self.default_factory: Callable[[], Any] | None = default_factory
        self.env: str = env
        self.convert: Callable[[str, str], Any] | None = convert
        self.show: Callable[[Any], str] = show
        self.kw_only: bool = kw_only

    def __set_name__(self, owner: type[Settings], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type[Settings]) -> Self: ...
    @overload
    def __get__(self, instance: Settings, owner: type[Settings]) -> _Read: ...
    def __get__(self, instance: Settings | None, owner: type[Settings]) -> Any:
        return self if instance is None else self.default

    if TYPE_CHECKING:

        def __set__(self, instance: Settings, value: _Given) -> None: ...

    def values(self, instance: Settings) -> dict[str, Any]:
        """Where what was set is kept."""
        return instance.__dict__

    def taken(self, given: Any) -> Any:
        """What's given, as it's passed on to be checked."""
        return given

    def added(self, before: Any, given: Any) -> Any:
        """What a constructor makes of what's *given* and what was set *before*."""
        return self.check(self.name, given)

    def found(self, environment: Mapping[str, str], given: Any) -> Any:
        """What an environment and what's *given* come to; that wins."""
        if given is not UNSET or self.env not in environment:
            return given
        text: Any = environment[self.env]
        return self.check(self.env, self.convert(self.env, text) if self.convert else text)


class SecretSetting(Setting[_Read, _Given]):
    """A setting that holds a secret, or could by mistake: it's kept and passed on as one, and read plain."""

    if not TYPE_CHECKING:

        def __get__(self, instance: Settings | None, owner: type[Settings]) -> Any:
            if instance is None:
                return self
            kept = self.values(instance).get(self.name, self.default)
            return kept.value if isinstance(kept, Secret) else kept

        # With this, Python asks __get__ before it looks into the instance's __dict__.
        def __set__(self, instance: Settings, value: Any) -> None:
            setattr(instance, self.name, held(value))

    def taken(self, given: Any) -> Any:
        return held(given)

    def found(self, environment: Mapping[str, str], given: Any) -> Any:
        if given is not UNSET or self.env not in environment:
            return given
        return self.check(self.env, Secret(value=environment[self.env]))


class LiveSetting(SecretSetting[_Read, _Given]):
    """A setting that counts at every call, and may be another one for whoever is in a hook's run."""

    def values(self, instance: Settings) -> dict[str, Any]:
        return instance._live()


class _Signature:
    """The constructor's real parameters, for ``inspect.signature``; worked out when asked for."""

    def __get__(self, instance: Settings | None, owner: type[Settings]) -> Any:
        from inspect import Parameter, Signature

        if owner.__init__ is not Settings.__init__:
            # A subclass that takes something else says so itself.
            raise AttributeError("__signature__")
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY if setting.kw_only else Parameter.POSITIONAL_OR_KEYWORD,
                    default=None if setting.default is UNSET else setting.default,
                    annotation=_given_type(owner, name),
                )
                for name, setting in owner._declared.items()
            ]
        )


def _given_type(owner: type[Settings], name: str) -> str:
    """What may be given for a setting, as text: the last of what its annotation has in brackets."""
    # As text, since it's never evaluated.
    texts = (vars(each).get("__annotations__", {}) for each in owner.__mro__)
    annotation: str = next(text[name] for text in texts if name in text)
    inner = annotation.partition("[")[2][:-1]
    depth = start = 0
    for position, character in enumerate(inner):
        depth += (character == "[") - (character == "]")
        if character == "," and not depth:
            start = position + 1
    return inner[start:].strip()


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(Setting, SecretSetting, LiveSetting))
class Settings:
    """A class whose attributes are settings, each checked whenever it's set.

    Type checkers make its constructor up of what's declared.
    """

    _declared: ClassVar[dict[str, Setting[Any, Any]]] = {}

    if not TYPE_CHECKING:
        __signature__ = _Signature()

        def __init__(self, *positional: Any, **given: Any) -> None:
            given.update(self._by_name(positional, given))
            del positional
            self._hold(given)
            kept = self.__dict__
            kept.update(self._inherited())
            for name, setting in self._declared.items():
                if setting.default_factory is not None and name not in kept:
                    kept[name] = setting.default_factory()
                if name in given:
                    kept[name] = setting.added(kept.get(name), given[name])

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Setting)}
        cls._declared = {**cls._declared, **own}
        if own and cls.__doc__:
            # Python 3.13 takes a docstring's margin away.
            margin = "    " if cls.__doc__.partition("\n\n")[2].startswith("    ") else ""
            meanings = (f"{margin}    {name}: {setting.means}" for name, setting in cls._declared.items())
            cls.__doc__ = "\n".join([cls.__doc__.rstrip(), "", f"{margin}Parameters:", *meanings, ""])

    @classmethod
    def from_env(cls, **settings: Any) -> Self:
        """What the environment says, where a variable that's empty counts as not set; *settings* win over it.

        Parameters:
            settings: as for the constructor.

        Raises:
            ValueError: a variable that doesn't fit, by its name.
        """
        cls._hold(settings)
        environment = SecretDict((name, text) for name, text in os.environ.items() if text)
        for name, setting in cls._declared.items():
            found = setting.found(environment, settings.get(name, UNSET))
            if found is not UNSET:
                settings[name] = found
        return cls(**settings)

    @classmethod
    def _by_name(cls, positional: tuple[Any, ...], given: Mapping[str, Any]) -> dict[str, Any]:
        """Positional arguments by the names of their parameters."""
        names = [name for name, setting in cls._declared.items() if not setting.kw_only]
        if len(positional) > len(names):
            raise TypeError(f"{cls.__name__}() takes {len(names)} positional argument, not {len(positional)}")
        named = dict(zip(names, positional))
        for name in named:
            if name in given:
                raise TypeError(f"{cls.__name__}() got multiple values for argument {name!r}")
        return named

    @classmethod
    def _hold(cls, given: dict[str, Any]) -> None:
        """Put what may be secret where no traceback shows it, and refuse what isn't declared."""
        for name in given:
            setting = cls._declared.get(name)
            if setting is None:
                hint = near_miss(name, cls._declared)
                raise TypeError(f"{cls.__name__}() got an unexpected keyword argument {name!r}{hint}")
            given[name] = setting.taken(given[name])

    def _inherited(self) -> Mapping[str, Any]:
        """What's set before anything is given."""
        return {}

    def _live(self) -> dict[str, Any]:
        """Where those settings are kept that count at every call."""
        return self.__dict__

    def _kept(self) -> dict[str, Any]:
        """A copy of all that was set, sharing nothing that can change."""
        own = self.__dict__
        if self._live() is own:
            declared = self._declared
            kept = {name: value for name, value in list(own.items()) if name in declared}
        else:
            where = {name: setting.values(self) for name, setting in self._declared.items()}
            kept = {name: values[name] for name, values in where.items() if name in values}
        for name, value in kept.items():
            if isinstance(value, dict):
                kept[name] = type(value)(value)
        return kept

    def __setattr__(self, name: str, value: Any) -> None:
        setting = self._declared.get(name)
        if setting is None:
            hint = near_miss(name, self._declared)
            raise AttributeError(f"{type(self).__name__} has no setting {name!r}{hint}")
        value = setting.taken(value)
        setting.values(self)[name] = setting.check(name, value)

    def __copy__(self) -> Self:
        copied = object.__new__(type(self))
        copied.__dict__.update(self._kept())
        return copied

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self.__copy__()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._declared)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        kept = self._kept()
        shown = ", ".join(f"{name}={self._declared[name].show(kept[name])}" for name in kept)
        return f"{type(self).__name__}({shown})"
