"""Which numbers of one side the other side accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from .quantities import Quantity

SMALLEST_FIRM_WORD = 3


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is left when equal numbers of the two sides have been paired off, one to one.

    Attributes:
        lost: Numbers of the source, in digits or with a scale word, that nothing accounts for.
        added: The same of the target.
        words_lost: Number words of the source, from three up, that nothing accounts for.
        words_added: The same of the target.
    """

    lost: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()
    words_lost: tuple[Quantity, ...] = ()
    words_added: tuple[Quantity, ...] = ()


def match(source: Sequence[Quantity], target: Sequence[Quantity]) -> Unmatched:
    """Pair equal numbers off and tell what is left.

    A number that comes twice on one side and once on the other is no loss, unless the other
    side has another number too many: then one of them was changed.
    """
    free_source, free_target = _pair_off(source, target)
    lost, added = _unaccounted(free_source, target), _unaccounted(free_target, source)
    spare_lost, spare_added = _firm(free_source), _firm(free_target)
    if spare_lost and spare_added and not (lost and added):
        lost, added = lost or spare_lost, added or spare_added
    return Unmatched(_firm(lost), _firm(added), _words(lost, free_source), _words(added, free_target))


def _pair_off(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """What stays free; digits are paired with digits before they are paired with words."""
    ours, theirs = list(source), list(target)
    for alike in (True, False):
        for a, b in product(tuple(ours), tuple(theirs)):
            is_alike = a.is_written_in_digits == b.is_written_in_digits
            if is_alike is alike and a in ours and b in theirs and a.equals(b):
                ours.remove(a)
                theirs.remove(b)
    return _without_parts(ours, theirs)


def _without_parts(ours: list[Quantity], theirs: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Hours and minutes against times: what the parts of one account for is not free either."""
    for here, there in ((ours, theirs), (theirs, ours)):
        for whole in [quantity for quantity in here if quantity.parts]:
            used = [next((q for q in there if not q.readings.isdisjoint(part)), None) for part in whole.parts]
            if all(used):
                here.remove(whole)
                there[:] = [quantity for quantity in there if quantity not in used]
    return ours, theirs


def _unaccounted(free: Iterable[Quantity], others: Iterable[Quantity]) -> tuple[Quantity, ...]:
    others = tuple(others)
    offered = frozenset[float]().union(*(quantity.offers for quantity in others))
    written = {quantity.text for quantity in others}
    return tuple(quantity for quantity in free if quantity.text not in written and not quantity.is_among(offered))


def _firm(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in quantities if quantity.is_firm)


def _words(unaccounted: Iterable[Quantity], free: Sequence[Quantity]) -> tuple[Quantity, ...]:
    return tuple(q for q in unaccounted if q in free and not q.is_firm and min(q.readings) >= SMALLEST_FIRM_WORD)
