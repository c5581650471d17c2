"""What was worked out about a word, kept for the next time: words repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")

_MOST_REMEMBERED = 200_000
_LONGEST_REMEMBERED = 40


class Memo(dict[str, _T]):
    """Answers by word, worked out at the first meeting; a dict, for it is asked about every word of every pair.

    Args:
        work_out: Gives the answer about a word.
    """

    def __init__(self, work_out: Callable[[str], _T]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, word: str) -> _T:
        answer = self.work_out(word)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = answer
        return answer
