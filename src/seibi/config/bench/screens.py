"""Many screens that follow one board, in a process of their own: when does the last one know?"""

import asyncio
import re
import sys
import time

NUMBER = re.compile(rb"<p>#(\d+)#</p>")


async def follow(port: int, path: str, count: int) -> None:
    """Open the streams, say "ready", then print for each number when the last screen had it."""
    seen: dict[int, int] = {}
    ready = asyncio.Event()
    open_streams = 0

    async def screen() -> None:
        nonlocal open_streams
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while line := await reader.readline():
            if found := NUMBER.search(line):
                number = int(found[1])
                seen[number] = seen.get(number, 0) + 1
                if number == 0:
                    open_streams += 1
                    if open_streams == count:
                        ready.set()
                elif seen[number] == count:
                    sys.stdout.write(f"{number} {time.time()}\n")
                    sys.stdout.flush()

    screens = [asyncio.create_task(screen()) for _ in range(count)]
    await ready.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.gather(*screens, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(follow(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
