"""How fast a translation memory answers, and what its candidate search misses.

Synthetic memories: sentences of words drawn by Zipf's law from an invented vocabulary, so that rare and
common words are mixed as in news. Queries are sentences of the memory with some words replaced (fuzzy), as
they are (exact), or unrelated. The peer is rapidfuzz's own exhaustive search over the same sentences.

    python benchmarks/memory.py [--units 10000 100000 1000000] [--queries 300]
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from selaras.translation.memory import CORPUS, SUGGESTED_FROM, Entry, Layer, LayeredMemory

VOCABULARY = 60_000
SYLLABLES = [c + v for c in ("", *"bcdghjklmnprstwy", "ng", "ny") for v in "aiueo"]
EXHAUSTIVE_QUERIES = 20


def words_of(dice: random.Random) -> tuple[list[str], list[float]]:
    """Invented words and their cumulative weights."""
    words = sorted({"".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(VOCABULARY)})
    dice.shuffle(words)
    total, cumulative = 0.0, []
    for rank in range(1, len(words) + 1):
        total += 1 / (rank + 2.7)
        cumulative.append(total)
    return words, cumulative


def sentences(count: int, dice: random.Random) -> Iterator[list[str]]:
    """Sentences of 3 to 35 words."""
    words, weights = words_of(dice)
    for _ in range(count):
        yield dice.choices(words, cum_weights=weights, k=dice.randint(3, 35))


def changed(sentence: str, dice: random.Random) -> str:
    """The sentence with about one word in eight replaced."""
    words = sentence.split()
    for _ in range(max(1, len(words) // 8)):
        words[dice.randrange(len(words))] = "".join(dice.choices(SYLLABLES, k=3))
    return " ".join(words)


def per_second(queries: list[str], lookup: Callable[[str], object]) -> float:
    """Lookups per second."""
    started = time.process_time()
    for query in queries:
        lookup(query)
    return len(queries) / (time.process_time() - started)


def measure(units: int, queries: int) -> None:
    """Print a row of the table."""
    dice = random.Random(units)
    texts = [" ".join(words) for words in sentences(units, dice)]
    started = time.process_time()
    memory = LayeredMemory(Layer(CORPUS, (Entry(text, text.upper()) for text in texts)))
    memory.matches("hangat")
    built = time.process_time() - started
    exact = [dice.choice(texts) for _ in range(queries)]
    fuzzy = [changed(text, dice) for text in exact]
    unrelated = [" ".join(dice.sample(text.split(), len(text.split()))) for text in exact]
    rates = [
        per_second(exact, memory.decided),
        per_second(fuzzy, memory.matches),
        per_second(unrelated, memory.matches),
    ]
    probes = fuzzy[:EXHAUSTIVE_QUERIES]
    best: dict[str, float] = {}

    def exhaustive(query: str) -> None:
        found = process.extractOne(
            query, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=SUGGESTED_FROM / 100
        )
        best[query] = found[1] if found else 0.0

    peer = per_second(probes, exhaustive)
    expected = [query for query in probes if best[query]]
    found = sum(
        bool(matches) and matches[0].similarity >= int(100 * best[query])
        for query in expected
        if (matches := memory.matches(query)) or True
    )
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{units:>9,} {built:>8.1f} {rates[0]:>10,.0f} {rates[1]:>9,.0f} {rates[2]:>11,.0f} "
        f"{peer:>10,.1f} {rates[1] / peer:>7,.0f} {found:>6}/{len(expected):<4} {mib:>8,.0f}"
    )


def main() -> None:
    """Measure memories of growing size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    print("Lookups per second in synthetic memories; ratio and best found against an exhaustive search")
    print("    units  built s    exact/s   fuzzy/s unrelated/s exhaustive   ratio  best found peak MiB")
    for units in options.units:
        measure(units, options.queries)


if __name__ == "__main__":
    main()
