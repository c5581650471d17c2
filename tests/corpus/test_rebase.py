"""Human work survives every kind of change of an article."""

from __future__ import annotations

from making import line_segments, stored
from selaras.corpus import Action, Edit, Rebased, rebase
from selaras.model import Origin, Status

SATU = "Presiden meresmikan jembatan baru di Kupang pada hari Senin."
DUA = "Warga menyambut gembira."
TIGA = "Anggaran pembangunan mencapai Rp2,5 triliun."
HUMAN = "The president opened a new bridge in Kupang on Monday."


def edit_of(text: str, source: str, target: str = HUMAN, which: int = 0) -> Edit:
    """An edit of the unit of ``text`` with this source."""
    positions = [n for n, unit in enumerate(stored(text).units) if unit.source == source]
    unit = stored(text).units[positions[which]]
    return Edit(
        unit.tuid, source, unit.mt, target, Action.EDIT, "ani", "2026-01-02T03:04:05Z", "test", positions[which] + 1
    )


def rebased(old: str, new: str, *edits: Edit) -> Rebased:
    """``new`` with what is known about ``old``."""
    document = stored(old)
    return rebase(line_segments(document.doc_id, new), document.units, edits)


def targets(result: Rebased) -> list[tuple[str | None, Status]]:
    return [(unit.target, unit.status) for unit in result.units]


def test_an_edit_of_an_unchanged_unit_stays() -> None:
    result = rebased(f"{SATU}\n{DUA}", f"{SATU}\n{DUA}\n{TIGA}", edit_of(f"{SATU}\n{DUA}", SATU))
    assert targets(result)[0] == (HUMAN, Status.EDITED)
    assert result.units[0].origin is Origin.HUMAN
    assert not result.carried
    assert not result.pending


def test_machine_text_follows_its_source() -> None:
    result = rebased(f"{SATU}\n{DUA}", f"{DUA}\n{SATU}")
    assert targets(result) == [(DUA.upper(), Status.DRAFT), (SATU.upper(), Status.DRAFT)]


def test_new_text_is_untranslated() -> None:
    assert targets(rebased(SATU, TIGA)) == [(None, Status.UNTRANSLATED)]


def test_paragraphs_swapped() -> None:
    result = rebased(f"{SATU}\n{DUA}", f"{DUA}\n{SATU}", edit_of(f"{SATU}\n{DUA}", SATU))
    assert targets(result)[1] == (HUMAN, Status.EDITED)
    assert not result.pending


def test_a_repeat_that_lost_its_number_finds_its_source_nearest_first() -> None:
    old = f"{DUA}\n{SATU}\n{DUA}"
    result = rebased(old, f"{SATU}\n{DUA}", edit_of(old, DUA, "Residents were glad.", which=1))
    assert targets(result)[1] == ("Residents were glad.", Status.EDITED)
    assert result.carried[0].via == "rebase: same source"
    assert not result.pending


def test_edits_of_two_repeats_do_not_mix() -> None:
    old = f"{DUA}\n{SATU}\n{DUA}"
    edits = (edit_of(old, DUA, "First."), edit_of(old, DUA, "Second.", which=1))
    assert [target for target, _ in targets(rebased(old, old, *edits))] == ["First.", SATU.upper(), "Second."]


def test_segments_merged_by_a_new_segmenter_join_the_human_texts_for_review() -> None:
    old = f"{SATU}\n{DUA}"
    result = rebased(old, f"{SATU} {DUA}", edit_of(old, SATU), edit_of(old, DUA, "Residents were glad."))
    assert targets(result) == [(f"{HUMAN} Residents were glad.", Status.NEEDS_REVIEW)]
    assert not result.pending


def test_a_neighbour_without_edit_lends_its_machine_text_to_the_join() -> None:
    old = f"{SATU}\n{DUA}"
    result = rebased(old, f"{SATU} {DUA}", edit_of(old, SATU))
    assert targets(result) == [(f"{HUMAN} {DUA.upper()}", Status.NEEDS_REVIEW)]


def test_a_typo_that_was_fixed_offers_the_human_text_for_review() -> None:
    old = SATU.replace("meresmikan", "meresmkan")
    result = rebased(old, SATU, edit_of(old, old))
    assert targets(result) == [(HUMAN, Status.NEEDS_REVIEW)]
    assert result.carried[0].replaces == (edit_of(old, old).tuid,)
    assert not result.pending


def test_a_human_text_is_never_split() -> None:
    old = f"{SATU} {DUA}"
    edit = edit_of(old, old)
    result = rebased(old, f"{SATU}\n{DUA}", edit)
    assert targets(result) == [(None, Status.UNTRANSLATED)] * 2
    assert result.pending == (edit,)


def test_an_edit_whose_source_is_gone_stays_pending() -> None:
    edit = edit_of(f"{SATU}\n{DUA}", SATU)
    assert rebased(f"{SATU}\n{DUA}", DUA, edit).pending == (edit,)


def test_a_pending_edit_returns_with_its_source() -> None:
    edit = edit_of(f"{SATU}\n{DUA}", SATU)
    assert targets(rebased(DUA, f"{DUA}\n{SATU}", edit))[1] == (HUMAN, Status.EDITED)


def test_a_change_that_is_taken_back_leaves_nothing_pending() -> None:
    edit = edit_of(SATU, SATU)
    changed = SATU.replace("Senin", "Selasa")
    there = rebased(SATU, changed, edit)
    back = rebased(changed, SATU, edit, *there.carried)
    assert targets(back) == [(HUMAN, Status.EDITED)]
    assert not back.pending


def test_an_edit_that_moved_twice_is_not_pending() -> None:
    edit = edit_of(SATU, SATU)
    second, third = SATU.replace("Senin", "Selasa"), SATU.replace("Senin", "Selasa ini")
    log = (edit, *rebased(SATU, second, edit).carried)
    result = rebased(second, third, *log)
    assert targets(result) == [(HUMAN, Status.NEEDS_REVIEW)]
    assert not result.pending
