"""Write the list of words that Indonesian writes small: ``python -m training.common_words PARALLEL.tsv.xz TEXT…``.

The segmenter asks the list whether a capital behind an abbreviation opens a sentence or a name.
Input: the parallel training data, tab-separated, language in the second and Indonesian text in the
fourth column, and any further plain text files. A word counts where it surely stands inside a
sentence: behind a small letter or a comma and one space.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "src/selaras/common_words/common_words.txt"
HEADER = """\
# Words that Indonesian writes with a small letter inside a sentence at least 9 times in 10.
# Mined by training/common_words.py.
"""
LEAST_COUNT = 10
LEAST_SHARE = 0.9

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Za-z]{3,}(?:-[A-Za-z]+)*\b")


def common_words(texts: Iterable[str]) -> list[str]:
    """The words of at least three letters that are frequent and nearly always small, in order.

    >>> common_words(["lalu rumah Budi, rumah Ani"] * 10)
    ['rumah']
    """
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in _INSIDE.findall(text):
            if word.islower():
                small[word] += 1
            elif word.istitle():
                capital[word.lower()] += 1
    return sorted(
        word for word, count in small.items() if count >= LEAST_COUNT and count / (count + capital[word]) >= LEAST_SHARE
    )


def read_texts(parallel: Path, others: Iterable[Path]) -> Iterator[str]:
    """The Indonesian and Malay side of the parallel data, then the other files."""
    with lzma.open(parallel, "rt", encoding="utf-8") as lines:
        for line in lines:
            _, language, _, text, *_ = line.rstrip("\n").split("\t")
            if language in {"id", "ms"}:
                yield text
    for path in others:
        yield path.read_text("utf-8", "replace")


def main() -> None:
    """Read the files named on the command line and write the list into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("others", type=Path, nargs="*")
    arguments = parser.parse_args()
    found = common_words(read_texts(arguments.parallel, arguments.others))
    OUTPUT.write_text(HEADER + "".join(f"{word}\n" for word in found), "utf-8")
    print(f"{len(found)} words in {OUTPUT}")


if __name__ == "__main__":
    main()
