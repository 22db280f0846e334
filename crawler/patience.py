"""A bound on how long one page may be read, so that no page holds up all sources of a process."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

READING_SECONDS = 20.0
_AGAIN_SECONDS = 1.0


class TooSlow(BaseException):
    """Reading took longer than it may. No Exception, so that no reader takes it for its own."""


@contextmanager
def patience(seconds: float | None = None) -> Iterator[None]:
    """Raise TooSlow out of a block that takes longer than READING_SECONDS, or than it is given.

    It is raised again and again, should it be swallowed.

    Only the main thread can be interrupted, and no single call into C: elsewhere nothing is
    bounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds or READING_SECONDS, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(_signum: int, _frame: FrameType | None) -> None:
    raise TooSlow
