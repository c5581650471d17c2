"""Count which words are common in Indonesian although they stand capitalised inside sentences, as offices and laws do.

    python benchmarks/common_nouns.py ../shared/data/parallel.tsv.xz > src/selaras/checks/data/common.id.txt

A name comes through in translation, a common noun does not: that decides, and for rare words that they stand in small
letters too. Counted are the news and reports of the half that ``benchmarks/checks.py`` tunes on.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from checks import PARITY, half_of
from selaras.checks.analysis import ENGLISH, INDONESIAN, AnalysedText
from selaras.checks.names import DERIVED, LEXICON, has_counterpart, is_title, starters_of

# Manuals capitalise English words, and the rest are, or border on, public test sets.
SOURCES = ("panl", "globalvoices", "bbc", "smeru", "ausaid")
FEWEST = 3
# The share in small letters, and the share that may come through in English where a word has a capital.
RULES = ((0.8, 1.0), (0.1, 0.5), (0.0, 0.25))
# Verbs have no capital but in headlines, and forms of other words need not be listed.
LEFT_OUT = re.compile(r"(?:me|di|ber|ter)[a-z]{4,}|[a-z]+(?:nya|lah|kah|pun)")

HEADING = """\
# Common words of Indonesian news, which are no names although offices, institutions and laws have them with a capital.
# Counted by benchmarks/common_nouns.py in pairs of sentences: words mostly in small letters, or those that, with a
# capital, do not come through in English as a name does. Verbs, derived nouns and words of the lexicon are left out.
"""


@dataclass
class Counts:
    """How often words stand in small letters, with a capital inside a sentence, and how often these come through."""

    small: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def add(self, source: AnalysedText, target: AnalysedText) -> None:
        """Count the words of a pair."""
        starters = starters_of(source)
        self.small.update(token for token in source.tokens if token.islower() and token.isalpha())
        for name in {name for name in source.capitalised if name.istitle() and name.isalpha() and name not in starters}:
            self.capital[name.lower()] += 1
            self.kept[name.lower()] += has_counterpart(name, target)

    def is_common(self, word: str) -> bool:
        """Whether a word that stands capitalised is no name."""
        times, small = self.capital[word], self.small[word]
        if not small or small + times < FEWEST:
            return False
        share, kept = small / (small + times), self.kept[word] / max(times, 1)
        return any(share >= least and kept <= most for least, most in RULES)


def counted(path: Path) -> Counts:
    """The words of all pairs that are not headlines."""
    counts = Counts()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, language, _, ours, theirs = line.rstrip("\n").split("\t")
            if language == "id" and source.startswith(SOURCES) and half_of(ours) == PARITY["tune"]:
                side = AnalysedText(ours, INDONESIAN)
                if side.tokens and not is_title(side):
                    counts.add(side, AnalysedText(theirs, ENGLISH))
    return counts


def is_listed(word: str) -> bool:
    """Whether a word needs a line of its own."""
    return len(word) > 1 and word not in LEXICON and not DERIVED.fullmatch(word) and not LEFT_OUT.fullmatch(word)


def main() -> None:
    """Print the list."""
    counts = counted(Path(sys.argv[1]))
    seen = counts.small.keys() | counts.capital.keys()
    words = sorted(word for word in seen if is_listed(word) and counts.is_common(word))
    sys.stdout.write(HEADING + "".join(f"{word}\n" for word in words))


if __name__ == "__main__":
    main()
