"""Many screens that follow one board, in a process of their own: when does the last one know?"""

import asyncio
import re
import sys
import time
from collections import Counter

NUMBER = re.compile(rb"<p>#(\d+)#</p>")


async def follow(port: int, path: str, count: int) -> None:
    """Open the streams, say "ready", then print for each number when the last screen had it.

    A screen that shows a later number has the earlier ones too: changes that come close together
    are drawn once.
    """
    seen: Counter[int] = Counter()
    ready = asyncio.Event()

    def shown(number: int) -> None:
        seen[number] += 1
        if seen[number] < count:
            return
        if number == 0:
            ready.set()
            return
        sys.stdout.write(f"{number} {time.time()}\n")
        sys.stdout.flush()

    async def screen() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        following = 0
        while line := await reader.readline():
            if found := NUMBER.search(line):
                for number in range(following, int(found[1]) + 1):
                    shown(number)
                following = max(following, int(found[1]) + 1)

    screens = [asyncio.create_task(screen()) for _ in range(count)]
    await ready.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.gather(*screens, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(follow(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
