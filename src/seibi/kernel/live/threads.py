"""A few threads with database connections of their own, for a process that must never wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from django.db import close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

T = TypeVar("T")


class DatabaseThreads:
    """Runs blocking questions; a connection that has died is replaced, never used again."""

    def __init__(self, number: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(number, thread_name_prefix=name)
        self._connections: set[BaseDatabaseWrapper] = set()

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer, while the event loop goes on."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, question)

    def close(self) -> None:
        """Wait for what is being asked, then let go of the connections."""
        self._threads.shutdown()
        for wrapper in self._connections:
            raw: Any = wrapper.connection
            if raw is not None:
                with suppress(Exception):
                    raw.close()

    def _run(self, question: Callable[[], T]) -> T:
        close_old_connections()
        mine = connections["default"]
        self._connections.add(mine)
        try:
            return question()
        except Exception:
            mine.close()
            raise
