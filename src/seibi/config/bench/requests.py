"""A small HTTP client that keeps its connections and measures; run it in a process of its own."""

import asyncio
import json
import sys
import time

from seibi.config.bench.results import percentile


async def measure(port: int, path: str, connections: int, seconds: float) -> dict[str, float]:
    """Ask for the same page again and again over some connections."""
    latencies: list[float] = []
    failures = 0
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    until = time.monotonic() + seconds

    async def ask() -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            began = time.perf_counter()
            writer.write(request)
            status = await _answer(reader)
            latencies.append(time.perf_counter() - began)
            failures += status >= 500
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(ask() for _ in range(connections)))
    return {
        "per_second": len(latencies) / (time.monotonic() - began),
        "p50_ms": percentile(latencies, 0.50) * 1000,
        "p95_ms": percentile(latencies, 0.95) * 1000,
        "failures": failures,
    }


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length, chunked = 0, False
    for line in head.split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
        chunked = chunked or (name.lower() == "transfer-encoding" and "chunked" in value)
    if chunked:
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    elif length:
        await reader.readexactly(length)
    return int(head.split(" ", 2)[1])


if __name__ == "__main__":
    _port, _path, _connections, _seconds = sys.argv[1:]
    result = asyncio.run(measure(int(_port), _path, int(_connections), float(_seconds)))
    sys.stdout.write(json.dumps(result) + "\n")
