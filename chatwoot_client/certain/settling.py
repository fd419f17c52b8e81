"""Sends what a server doesn't recognise when it comes twice: looks for it before it's sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple, TypeVar

from chatwoot_client.certain.doubts import not_there, undecided
from chatwoot_client.exceptions import (
    AmbiguousResultException,
    ApiException,
    ForbiddenException,
    NotFoundException,
    UnauthorizedException,
    UndecidedException,
)
from chatwoot_client.wire.clock import now

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget

__all__ = ["SETTLE", "Once", "Settled", "is_over", "settled", "surely"]

_T = TypeVar("_T")

#: Seconds after which a server is done with a request whose sender has gone: it works on for up to 15, or never begins.
SETTLE = 20.0
#: How often something is sent at most.
_MOST_SENT = 3
#: How often it's looked for at most after each time. Six looks fit into the time that a server needs.
_MOST_LOOKS = 12
#: Seconds between looks that fail, at least and at most: a server that is being restarted takes some 40.
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
#: Seconds before each further time that something is tried which may be done twice without harm.
_AGAIN_AFTER = (0.3, 0.9)
#: What a look fails by that no later one would do better.
_LASTING = (UnauthorizedException, ForbiddenException, NotFoundException, UndecidedException)


class Settled(NamedTuple):
    """What looking came to.

    Attributes:
        found: what is there; None where nothing was seen.
        decided: whether that will stay so.
        looks: how often it was looked for.
        error: by what the last look failed, if it did.
    """

    found: Any
    decided: bool
    looks: int
    error: ApiException | None = None


def settled(look: Callable[[Budget], Any], settle: float, budget: Budget) -> Settled:
    """Look until something is found, or a server has to be done with what it was sent until now.

    It's looked for at once, since mostly it's there, and then after waits that double; the look that decides begins
    after *settle* seconds. One that fails is made again, as long as there's time.
    """
    ends = now() + settle
    pause = settle / 16
    error: ApiException | None = None
    looks = 0
    while looks < _MOST_LOOKS:
        decides = now() >= ends
        looks += 1
        try:
            found = look(budget)
        except _LASTING as lasting:
            return Settled(None, False, looks, lasting.with_traceback(None))
        except ApiException as failed:
            error = failed.with_traceback(None)
        else:
            error = None
            if found is not None or decides:
                return Settled(found, True, looks)
        left = ends - now()
        if left > 0:
            wait = min(pause, left)
        else:
            wait = pause = min(max(pause, _SHORTEST_PAUSE), _LONGEST_PAUSE)
        if not budget.pause(wait):
            break
        pause *= 2
    return Settled(None, False, looks, error)


def is_over(doubt: ApiException) -> bool:
    """Whether a server itself answered, and so is done with a request that left it open what it did.

    Those before it answer otherwise, and it may still be at work then.
    """
    return doubt.status == 500


def surely(step: Callable[[], _T], budget: Budget, *failures: type[ApiException]) -> _T:
    """Do what may be done twice without harm, until it's known that it's done.

    Parameters:
        failures: what says besides that it isn't done, and may be the next time.
    """
    passing: tuple[type[ApiException], ...] = (AmbiguousResultException, *failures)
    for wait in _AGAIN_AFTER:
        try:
            return step()
        except passing:
            if not budget.pause(wait):
                raise
    return step()


class Once(NamedTuple):
    """Something to be sent once.

    Attributes:
        send: sends it, in the time that is left.
        look: what is there of it already, or None; by one call or several, each in the time that is left then.
        settle: seconds after which a server is done with a request.
        budget: the time for all of it.
        what: what it is, in words for errors.
        to_do: what to do where nobody knows whether it's there, in a sentence for errors.
        confirm: makes what's returned of what was found, and raises where that isn't whole.
        ends: whether the server is done with a sending that ended so, and needn't be waited for.
        comes_once: whether it keeps a second one out, so that it's waited for after the last sending only.
    """

    send: Callable[[Budget], Any]
    look: Callable[[Budget], Any]
    settle: float
    budget: Budget
    what: str
    to_do: str = "To call again with the same key finds it, or sends it."
    confirm: Callable[[Any], Any] = lambda found: found
    ends: Callable[[ApiException], bool] = lambda doubt: False
    comes_once: bool = False

    def run(self, again: bool | None) -> Any:
        """What is there already, or what is sent now.

        Parameters:
            again: whether it was sent before: None looks, True waits too until what was sent a moment ago has to be
                there, False does neither.

        Raises:
            UndecidedException: it can't be known whether it's there.
            ApiException: it isn't there, and why.
        """
        found = self._there_already(again)
        sent = 0
        while found is None:
            sent += 1
            try:
                return self.send(self.budget)
            except AmbiguousResultException as error:
                doubt = error.with_traceback(None)
            except ValueError as error:
                if sent == 1:
                    raise
                # A pipe, say, that was read, or a file that has gone meanwhile.
                raise not_there(doubt, self.what, sent - 1) from error
            is_last = sent == _MOST_SENT
            settle = 0.0 if self.ends(doubt) or (self.comes_once and not is_last) else self.settle
            state = settled(self.look, settle, self.budget)
            if not state.decided:
                raise undecided(doubt, self.what, sent, state.looks, state.error, to_do=self.to_do)
            found = state.found
            if found is None and is_last:
                raise not_there(doubt, self.what, sent)
            if found is None and not settle:
                self.budget.pause(_SHORTEST_PAUSE)
        return self.confirm(found)

    def _there_already(self, again: bool | None) -> Any:
        if again is False:
            return None
        if again is None:
            return self.look(self.budget)
        state = settled(self.look, self.settle, self.budget)
        if not state.decided:
            raise undecided(state.error, self.what, 0, state.looks, state.error, to_do=self.to_do)
        return state.found
