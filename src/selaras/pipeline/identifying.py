"""Names for the pairs of anyone's file, by which findings and suppressions tell them apart."""

from __future__ import annotations

from ..formats import ForeignUnit
from ..scratch import DiskMap


class Names:
    """The names of the pairs of one file, asked for in order.

    A pair is called by its id. Without one it is called by its line, ``line-7``, and ``line-7.pair-2`` if it is the
    second that begins there. The second language of one unit of a memory is ``<id>.pair-2``, since ``<id>.2`` is what
    many a file calls another unit. XLIFF asks for ids that are unique in a ``file`` alone, so one that an earlier
    ``file`` had is ``file-2.<id>``. What a file itself repeats stays so.
    """

    def __init__(self) -> None:
        self._last = ForeignUnit("", "", "", line=-1)
        self._times = 1
        self._files: dict[str, str] = {}
        self._file_of = DiskMap()

    def of(self, unit: ForeignUnit) -> str:
        """The name of the next pair."""
        last, self._last = self._last, unit
        self._times = self._times + 1 if _goes_on(last, unit) else 1
        repeat = f".pair-{self._times}" if self._times > 1 else ""
        return (self._in_its_file(unit) if unit.tuid else f"line-{unit.line}") + repeat

    def _in_its_file(self, unit: ForeignUnit) -> str:
        if not unit.file:
            return unit.tuid
        file = self._files.setdefault(unit.file, f"file-{len(self._files) + 1}")
        is_new = self._file_of.put_new(unit.tuid, file)
        return unit.tuid if is_new or self._file_of.get(unit.tuid) == file else f"{file}.{unit.tuid}"


def _goes_on(last: ForeignUnit, unit: ForeignUnit) -> bool:
    """Whether the name of the last pair would be that of this one, and the file is not to blame."""
    if not unit.tuid:
        return not last.tuid and last.line == unit.line
    is_same_unit = (last.tuid, last.line, last.source) == (unit.tuid, unit.line, unit.source)
    return is_same_unit and last.target_language != unit.target_language
