"""Write the lists of ``selaras.words``.

``python -m training.words indonesian PARALLEL.tsv.xz TEXT…`` writes the words that Indonesian writes small: the
segmenter asks whether a capital behind an abbreviation opens a sentence or a name. A word counts where it surely
stands inside a sentence, behind a small letter or a comma and one space. Further files are plain text.

``python -m training.words english PARALLEL.tsv.xz MONOLINGUAL.tsv.xz`` writes the words that English text has: the
translator asks whether the model made one up.

The parallel training data has the language in its second column, Indonesian or Malay text in the fourth and English
in the fifth; of the monolingual data the last column is read.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = Path(__file__).parent.parent / "src/selaras/words"
INDONESIAN_HEADER = """\
# Words that Indonesian writes with a small letter inside a sentence at least 9 times in 10.
# Mined by training/words.py.
"""
ENGLISH_HEADER = """\
# Words of four and more letters that English text has at least three times in small letters, or ten times in any.
# Mined by training/words.py; plurals of listed words are left out.
"""
LEAST_COUNT = 10
LEAST_SHARE = 0.9
LEAST_SMALL = 3

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Za-z]{3,}(?:-[A-Za-z]+)*\b")
_ENGLISH = re.compile(r"(?<![^\W_])[A-Za-z]{4,}(?![^\W_])")


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


def english_words(texts: Iterable[str]) -> list[str]:
    """The words that several texts have, in lower case and in order; misspellings and rare names have fewer.

    >>> english_words(["the house of Moscow"] * 3 + ["Two houses"] * 3 + ["MOSCOW"] * 7)
    ['house', 'moscow']
    """
    small: Counter[str] = Counter()
    any_case: Counter[str] = Counter()
    for text in texts:
        words = set(_ENGLISH.findall(text))
        small.update(filter(str.islower, words))
        any_case.update({word.lower() for word in words})
    found = {word for word, count in any_case.items() if count >= LEAST_COUNT or small[word] >= LEAST_SMALL}
    return sorted(word for word in found if not (word.endswith("s") and word[:-1] in found))


def indonesian_texts(parallel: Path, others: Iterable[Path]) -> Iterator[str]:
    """The Indonesian and Malay side of the parallel data, then the other files."""
    with lzma.open(parallel, "rt", encoding="utf-8") as lines:
        for line in lines:
            _, language, _, text, *_ = line.rstrip("\n").split("\t")
            if language in {"id", "ms"}:
                yield text
    for path in others:
        yield path.read_text("utf-8", "replace")


def english_texts(parallel: Path, monolingual: Iterable[Path]) -> Iterator[str]:
    """The English side of the parallel data, then the monolingual data."""
    for path in (parallel, *monolingual):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n").split("\t")[4 if path == parallel else -1]


def main() -> None:
    """Read the files named on the command line and write the list into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=["indonesian", "english"])
    parser.add_argument("parallel", type=Path)
    parser.add_argument("others", type=Path, nargs="*")
    arguments = parser.parse_args()
    if arguments.language == "indonesian":
        found = common_words(indonesian_texts(arguments.parallel, arguments.others))
        output, header = WORDS / "common_indonesian.txt", INDONESIAN_HEADER
    else:
        found = english_words(english_texts(arguments.parallel, arguments.others))
        output, header = WORDS / "known_english.txt", ENGLISH_HEADER
    output.write_text(header + "".join(f"{word}\n" for word in found), "utf-8")
    print(f"{len(found)} words in {output}")


if __name__ == "__main__":
    main()
