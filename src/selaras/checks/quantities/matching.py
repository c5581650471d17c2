"""Which numbers of one side the other side accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .quantity import Quantity

SMALLEST_FIRM_WORD = 3
# Tables of figures beyond this are compared as sets, so that time stays linear.
_MOST_COMPARISONS = 100_000


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
    is_paired = len(source) * len(target) <= _MOST_COMPARISONS
    if is_paired and spare_lost and spare_added and not (lost and added):
        lost, added = lost or spare_lost, added or spare_added
    return Unmatched(_firm(lost), _firm(added), _words(lost), _words(added))


def _pair_off(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """What stays free; digits are paired with digits before they are paired with words."""
    ours, theirs = list(source), list(target)
    if len(ours) * len(theirs) > _MOST_COMPARISONS:
        return ours, theirs
    for alike in (True, False):
        for quantity in tuple(ours):
            partner = next((q for q in theirs if _is_alike(quantity, q) is alike and quantity.equals(q)), None)
            if partner is not None:
                ours.remove(quantity)
                theirs.remove(partner)
    return _without_parts(ours, theirs)


def _is_alike(quantity: Quantity, other: Quantity) -> bool:
    return quantity.is_written_in_digits == other.is_written_in_digits


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


def _words(unaccounted: Iterable[Quantity]) -> tuple[Quantity, ...]:
    return tuple(q for q in unaccounted if not q.is_firm and min(q.readings) >= SMALLEST_FIRM_WORD)
