"""The limit of live screens: as many bytes from memory to as many sockets, and no database."""

import asyncio
import sys
import time

BODY = b"x" * 9_000


async def main(port: int) -> None:
    """Say a number to everyone who is connected, for each line on standard input."""
    writers: list[asyncio.StreamWriter] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\ndata: <p>#0#</p>\n\n")
        writers.append(writer)

    server = await asyncio.start_server(connected, "127.0.0.1", port, backlog=2048)
    async with server:
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            began = time.time()
            message = f"data: <p>#{line.strip()}#</p>".encode() + BODY + b"\n\n"
            for writer in writers:
                writer.write(message)
            sys.stdout.write(f"{began}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
