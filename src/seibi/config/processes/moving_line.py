"""How far something has come, on one line that moves; a line each time where nobody looks."""

import sys


class MovingLine:
    """Shows what was said last. Into a file it writes only the last word about each thing."""

    def __init__(self) -> None:
        self._about, self._last = "", ""

    def show(self, about: str, sentence: str) -> None:
        """Say how far ``about`` is."""
        if sys.stdout.isatty():
            sys.stdout.write(f"\r\x1b[K{sentence}")
            sys.stdout.flush()
        elif self._last and about != self._about:
            self._write(self._last)
        self._about, self._last = about, sentence

    def end(self) -> None:
        """What is said next begins on a line of its own."""
        if sys.stdout.isatty():
            self._write("\r\x1b[K", end="")
        elif self._last:
            self._write(self._last)
        self._about, self._last = "", ""

    def _write(self, text: str, end: str = "\n") -> None:
        sys.stdout.write(f"{text}{end}")
        sys.stdout.flush()
