"""One Twisted reactor around a coroutine of crawls; Ctrl-C once ends well, twice ends now."""

import asyncio
import importlib
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

log = logging.getLogger(__name__)
T = TypeVar("T")
INTERRUPTED = 130


class Engine:
    """Runs crawls; `interrupted` turns true when a person or the system asked to stop."""

    def __init__(self, settings: Settings) -> None:
        self.runner = AsyncCrawlerRunner(settings)
        self.interrupted = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, work: Callable[["Engine"], Awaitable[T]]) -> T:
        """Run `work` to its end under the reactor and give what it gives, or raise what it raises.

        The reactor runs once in a process.
        """
        reactor: Any = importlib.import_module("twisted.internet.reactor")  # as run_engine chose
        outcome: list[T | BaseException] = []

        async def whole() -> None:
            try:
                outcome.append(await work(self))
            except BaseException as error:  # noqa: BLE001  carried out of the reactor below
                outcome.append(error)
            finally:
                reactor.stop()

        threads = self.runner.settings.getint("REACTOR_THREADPOOL_MAXSIZE")
        reactor.getThreadPool().adjustPoolsize(maxthreads=threads)
        self._loop = asyncio.get_event_loop()
        self._loop.create_task(whole())
        before = [signal.signal(name, self._stop) for name in (signal.SIGINT, signal.SIGTERM)]
        try:
            reactor.run(installSignalHandlers=False)
        finally:
            for name, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
                signal.signal(name, handler)
        result = outcome[0]
        if isinstance(result, BaseException):
            raise result
        return result

    def _stop(self, _signum: int, _frame: FrameType | None) -> None:
        if self.interrupted:
            os._exit(INTERRUPTED)
        self.interrupted = True
        log.warning("Stopping: waiting for what is under way. Press Ctrl-C again to end at once.")
        if self._loop:
            self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self.runner.stop()))


def run_engine(settings: Settings, work: Callable[[Engine], Awaitable[T]]) -> T:
    """Install the reactor that the settings name and run `work` under it."""
    install_reactor(settings["TWISTED_REACTOR"])
    return Engine(settings).run(work)
