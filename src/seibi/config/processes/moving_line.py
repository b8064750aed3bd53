"""How far things have come, on one line that moves; where nobody looks, a line for each thing."""

import sys


class MovingLine:
    """Shows what was said last about everything that is under way, side by side.

    Into a file it writes only the last word about each thing.
    """

    def __init__(self) -> None:
        self._under_way: dict[str, str] = {}
        self._over = ""

    def show(self, about: str, sentence: str, *, is_last: bool = False) -> None:
        """Say how far ``about`` is; with the last word it is over, however often it is said."""
        if sentence == self._over:
            return
        self._under_way[about] = sentence
        if sys.stdout.isatty():
            self._write(f"\r\x1b[K  {' · '.join(self._under_way.values())}")
        elif is_last:
            self._write(f"  {sentence}\n")
        if is_last:
            self._over = self._under_way.pop(about)

    def end(self) -> None:
        """What is said next begins on a line of its own."""
        if sys.stdout.isatty():
            self._write("\r\x1b[K")
        else:
            self._write("".join(f"  {sentence}\n" for sentence in self._under_way.values()))
        self._under_way = {}

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
