"""The names in a block of pairs, and those that a translation lost: what ``names`` finds in one text, in columns."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .block import Block, is_among, keys_of
from .chunks import Numbers
from .names import EXONYMS, NAME, names_of, skeleton
from .register import NOTHING
from .untranslated import CAPITALISED


def names_in(block: Block) -> tuple[Numbers, Numbers, Numbers]:
    """The names of the sources as ``names_of`` has them, pair by pair in order.

    Returns:
        Their pairs, their numbers, and their numbers in lower case.
    """
    side = block.source
    likely = np.flatnonzero(side.have(NAME) & side.is_spaced_once[side.text_of_word])
    text, form = side.text_of_word[likely], side.forms[likely]
    keys, first = np.unique(keys_of(text, form), return_index=True)
    first = np.sort(first[~is_among(keys, keys_of(*side.starters))])
    found = text[first], form[first], side.words[likely][first]
    return found if side.is_spaced_once.all() else _with_odd_spaces(block, found)


def _with_odd_spaces(block: Block, found: tuple[Numbers, Numbers, Numbers]) -> tuple[Numbers, Numbers, Numbers]:
    """Where there are several spaces, what begins a sentence is seen in the text alone."""
    odd = np.flatnonzero(~block.source.is_spaced_once).tolist()
    names = [(place, name) for place in odd for name in names_of(block.analysis(place).source)]
    places = np.array([place for place, _ in names], np.int64)
    more = places, block.numbers(name for _, name in names), block.numbers(name.lower() for _, name in names)
    pair, form, word = (np.concatenate(columns) for columns in zip(found, more, strict=True))
    order = np.argsort(pair, kind="stable")
    return pair[order], form[order], word[order]


def lost_names(block: Block) -> Numbers:
    """The places of pairs, once for every name of the source that the target lacks."""
    pair, _, word = block.ask(names_in)
    words, rendered = block.words, block.items(EXONYMS)
    keys = keys_of(pair, word)
    is_lost = ~is_among(keys, keys_of(words.pair, words.word)[words.in_target])
    is_lost &= ~is_among(keys, keys_of(rendered.pair, rendered.item))
    pair, word = pair[is_lost], word[is_lost]
    near = np.flatnonzero(words.in_target & block.among(pair)[words.pair])
    heard = keys_of(words.pair[near], block.sounds(words.word[near]))
    return pair[~is_among(keys_of(pair, block.sounds(word)), heard[heard >= 0])]


def spellings_in(block: Block) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """How the targets spell the names of the sources, in the order in which each spelling of a name came first.

    Returns:
        The pairs where they came first, the numbers of the names and of the spellings, and how often they came.
    """
    pair, name, _ = block.ask(names_in)
    spelling = _spellings(block, pair, name)
    is_spelt = spelling != NOTHING
    pair, name, spelling = pair[is_spelt], name[is_spelt], spelling[is_spelt]
    _, first, times = np.unique(keys_of(name, spelling), return_index=True, return_counts=True)
    order = np.argsort(first)
    first = first[order]
    return pair[first], name[first], spelling[first], times[order]


def _spellings(block: Block, pair: Numbers, name: Numbers) -> Numbers:
    """The number of the target's spelling for every name, ``NOTHING`` where it has none."""
    side = block.target
    is_capital = side.have(CAPITALISED)
    text, form = side.text_of_word[is_capital], side.forms[is_capital]
    is_kept = is_among(keys_of(pair, name), keys_of(text, form))
    is_wanted = block.among(pair[~is_kept])[text]
    theirs: defaultdict[int, set[str]] = defaultdict(set)
    for place, token in zip(text[is_wanted].tolist(), block.told(form[is_wanted]), strict=True):
        theirs[place].add(token)
    others = zip(pair[~is_kept].tolist(), block.told(name[~is_kept]), strict=True)
    similar = [_similar(other, theirs[place]) for place, other in others]
    is_spelt = is_kept.copy()
    is_spelt[~is_kept] = [*map(bool, similar)]
    spelling = np.where(is_kept, name, NOTHING)
    spelling[is_spelt & ~is_kept] = block.numbers(filter(None, similar))
    return spelling


def _similar(name: str, candidates: set[str]) -> str | None:
    """A candidate that sounds like the name and has nearly its length."""
    sound = skeleton(name.lower())
    if len(sound) < 3:
        return None
    similar = sorted(c for c in candidates if c[0] == name[0] and abs(len(c) - len(name)) <= 2)
    return next((c for c in similar if skeleton(c.lower()) == sound), None)
