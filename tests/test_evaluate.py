from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, asdict
from pathlib import Path

import pytest

from selaras.errors import InputError, UsageError
from selaras.evaluate import METRICS, evaluate, read_segments, score_segments

SOURCE = [
    "Harga beras naik 5 persen pekan ini.",
    "Tim tuan rumah kalah dua gol.",
    "“Kami akan kembali besok,” kata Rina.",
    "Jembatan itu selesai pada 2019.",
    "Hujan turun sepanjang malam di Padang.",
    "Petani menunggu musim tanam berikutnya.",
]
REFERENCE = [
    "The price of rice rose 5 percent this week.",
    "The home team lost by two goals.",
    '"We will come back tomorrow," Rina said.',
    "The bridge was finished in 2019.",
    "Rain fell all night in Padang.",
    "Farmers are waiting for the next planting season.",
]
GOOD = [
    "Rice prices rose 5 percent this week.",
    "The home team lost by two goals.",
    '"We will be back tomorrow," said Rina.',
    "The bridge was completed in 2019.",
    "It rained all night in Padang.",
    "Farmers are waiting for the next planting season.",
]
POOR = [
    "Price rice up 5 this.",
    "Team host lost two.",
    "We will tomorrow Rina.",
    "The bridge in 2019.",
    "Rain down in the Padang.",
    "Farmers wait season.",
]


def sacrebleu_prints(folder: Path, *arguments: str) -> str:
    for name, lines in (("reference.en", REFERENCE), ("good.en", GOOD), ("poor.en", POOR)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "reference.en", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    ("metric", "arguments"),
    [
        ("bleu", ["-m", "bleu"]),
        ("chrf", ["-m", "chrf"]),
        ("chrf++", ["-m", "chrf", "--chrf-word-order", "2"]),
        ("ter", ["-m", "ter"]),
    ],
)
def test_figure_and_signature_are_those_of_sacrebleus_command_line(
    metric: str, arguments: list[str], tmp_path: Path
) -> None:
    theirs = json.loads(sacrebleu_prints(tmp_path, "-i", "good.en", "-w", "10", *arguments))
    (ours,) = evaluate({"good": GOOD}, REFERENCE, metrics=[metric]).systems[0].scores
    assert ours.metric == theirs["name"]
    assert ours.value == pytest.approx(theirs["score"], abs=1e-9)
    assert ours.signature == theirs["signature"]


def test_paired_bootstrap_is_that_of_sacrebleus_command_line(tmp_path: Path) -> None:
    options = "-i poor.en good.en -m chrf --paired-bs --paired-bs-n 200 -w 4 --format text"
    table = sacrebleu_prints(tmp_path, *options.split())
    systems = {"good": GOOD, "poor": POOR}
    evaluation = evaluate(systems, REFERENCE, metrics=["chrf"], baseline="poor", samples=200)
    assert [each.system for each in evaluation.systems] == ["poor", "good"]
    for (score,) in (each.scores for each in evaluation.systems):
        assert f"{score.value:.4f} ({score.mean:.4f} ± {score.interval:.4f})" in table
    tested = evaluation.systems[1].scores[0]
    assert evaluation.systems[0].scores[0].p_value is None
    assert f"(p = {tested.p_value:.4f})" in table


def test_all_four_metrics_by_default_and_a_signature_each() -> None:
    (system,) = evaluate({"good": GOOD}, REFERENCE).systems
    assert [score.metric for score in system.scores] == ["BLEU", "chrF2", "chrF2++", "TER"]
    assert all("version:" in score.signature for score in system.scores)
    assert len({score.signature for score in system.scores}) == len(METRICS)


def test_a_reference_scored_against_itself_is_perfect() -> None:
    (system,) = evaluate({"self": REFERENCE}, REFERENCE).systems
    assert system.value("BLEU") == pytest.approx(100)
    assert system.value("chrF2") == pytest.approx(100)
    assert system.value("TER") == 0


def test_a_clearly_better_system_differs_from_the_baseline_and_keeps_its_score() -> None:
    tested = evaluate({"poor": POOR, "good": GOOD}, REFERENCE, metrics=["chrf"], baseline="poor")
    plain = evaluate({"poor": POOR, "good": GOOD}, REFERENCE, metrics=["chrf"])
    assert tested.baseline == "poor"
    assert plain.baseline is None
    good = tested.systems[1].scores[0]
    assert good.p_value is not None
    assert good.p_value < 0.05
    assert good.value == pytest.approx(plain.systems[1].value("chrF2"))
    assert "bs:1000" in good.signature


def test_segments_are_scored_in_order_with_their_source() -> None:
    scores = score_segments([*GOOD[:5], ""], REFERENCE, SOURCE)
    assert [score.line for score in scores] == [1, 2, 3, 4, 5, 6]
    assert scores[1].chrf == pytest.approx(100)
    worst = min(scores, key=lambda score: score.chrf)
    assert (worst.line, worst.chrf, worst.source) == (6, 0.0, SOURCE[5])
    assert score_segments(GOOD, REFERENCE)[0].source is None


def test_results_are_plain_numbers_that_json_takes() -> None:
    evaluation = evaluate({"poor": POOR, "good": GOOD}, REFERENCE, baseline="poor", samples=20)
    assert json.loads(json.dumps(asdict(evaluation)))["baseline"] == "poor"


def test_results_cannot_be_changed() -> None:
    evaluation = evaluate({"good": GOOD}, REFERENCE, metrics=["chrf"])
    with pytest.raises(FrozenInstanceError):
        evaluation.segments = 0  # type: ignore[misc]


def test_a_missing_line_is_told_with_the_name_of_the_system() -> None:
    with pytest.raises(InputError, match=r"short\.en: 5 lines, but the reference has 6 \(give one line"):
        evaluate({"short.en": GOOD[:5]}, REFERENCE)
    with pytest.raises(InputError, match="source: 2 lines"):
        score_segments(GOOD, REFERENCE, SOURCE[:2])


@pytest.mark.parametrize(
    ("systems", "options", "message"),
    [
        ({"good": GOOD}, {"metrics": ["meteor"]}, r"unknown metric: meteor \(choose from bleu"),
        ({"good": GOOD}, {"baseline": "best"}, r"unknown baseline: best \(choose from good\)"),
        ({"good": GOOD}, {"baseline": "good"}, "baseline alone"),
        ({}, {}, "nothing to evaluate"),
    ],
)
def test_senseless_requests_are_refused_in_one_line(
    systems: dict[str, list[str]], options: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        evaluate(systems, REFERENCE, **options)  # type: ignore[arg-type]


def test_an_empty_reference_is_refused() -> None:
    with pytest.raises(InputError, match="no lines"):
        evaluate({"empty": []}, [])


def test_lines_are_read_as_sacrebleu_reads_them(tmp_path: Path) -> None:
    text = tmp_path / "text.en"
    text.write_bytes("One. \r\n\r\nTwo\u2028still two.\nThree".encode())
    assert read_segments(text) == ["One.", "", "Two\u2028still two.", "Three"]


def test_unreadable_files_are_told_with_their_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.en: No such file"):
        read_segments(tmp_path / "absent.en")
    (tmp_path / "latin.en").write_bytes(b"caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.en: not UTF-8"):
        read_segments(tmp_path / "latin.en")


def test_sacrebleu_is_imported_only_when_something_is_scored() -> None:
    code = "import sys, selaras.evaluate; sys.exit('sacrebleu' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lines_end_where_sacrebleu_has_them_end(tmp_path: Path) -> None:
    (tmp_path / "ref.txt").write_bytes(b"One\rstill one.\r\nTwo.\n")
    assert read_segments(tmp_path / "ref.txt") == ["One\rstill one.", "Two."]
