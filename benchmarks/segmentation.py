"""Quality and speed of sentence segmentation beside the peers that install from the index, in one run.

``python benchmarks/segmentation.py [--venv FOLDER] [--megabytes N]``

The peers go into a throw-away environment, never into the project's. Quality is boundary F1 on the
gold sets of ../shared/segmentation where they are (the scorer lies beside them), else exact match on
our own cases. Every peer gets its text line by line, which serves it best; speed is CPU time on one
core. A peer that does not install is named with the reason.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "segmentation"
SETS = ("gsd", "csui", "idntc_nl", "seeds")
Segmenter = Callable[[str], list[str]]


def selaras() -> Segmenter:
    """The whole way: read the text, segment the document."""
    from selaras.reading import read_text
    from selaras.segmentation import segment

    return lambda text: [item.raw for item in segment(read_text(text))]


def selaras_sentences() -> Segmenter:
    """The line stage and the sentence stage alone."""
    from selaras.reading.lines import paragraph_spans
    from selaras.segmentation import sentence_spans

    return lambda text: [
        span.of(text) for unit in paragraph_spans(text) for span in sentence_spans(text, unit.start, unit.end)
    ]


def nupunkt() -> Segmenter:
    """Punkt with a model of its own for law."""
    from nupunkt import sent_tokenize

    return _by_line(sent_tokenize)


def syntok() -> Segmenter:
    """Rules over tokens; for European languages."""
    from syntok import segmenter

    def cut(line: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.analyze(line)
            for sentence in paragraph
        ]

    return _by_line(cut)


def sentencex() -> Segmenter:
    """Wikimedia's, with its Indonesian fallback."""
    from sentencex import segment

    return _by_line(lambda line: list(segment("id", line)))


def pysbd() -> Segmenter:
    """Golden rules; has no Indonesian, so English."""
    from pysbd import Segmenter as Rules

    return _by_line(Rules(language="en", clean=False).segment)


def sentence_splitter() -> Segmenter:
    """The rules of Moses; has no Indonesian, so English."""
    from sentence_splitter import SentenceSplitter

    return _by_line(SentenceSplitter(language="en").split)


def segtok() -> Segmenter:
    """Rules for Indo-European languages."""
    from segtok.segmenter import split_single

    return _by_line(lambda line: list(split_single(line)))


def spacy() -> Segmenter:
    """A blank Indonesian pipeline with the rule-based sentencizer."""
    import spacy as library

    pipeline = library.blank("id")
    pipeline.add_pipe("sentencizer")
    return _by_line(lambda line: [sentence.text for sentence in pipeline(line).sents])


def icu() -> Segmenter:
    """ICU's rules for Indonesian."""
    import icu as library

    iterator = library.BreakIterator.createSentenceInstance(library.Locale("id"))

    def cut(line: str) -> list[str]:
        text = library.UnicodeString(line)
        iterator.setText(text)
        offsets = [0, *iterator]
        return [str(text[start:end]) for start, end in pairwise(offsets)]

    return _by_line(cut)


PEERS: dict[str, tuple[str | None, Callable[[], Segmenter]]] = {
    "selaras": (None, selaras),
    "selaras, lines and sentences": (None, selaras_sentences),
    "nupunkt": ("nupunkt", nupunkt),
    "syntok": ("syntok", syntok),
    "sentencex (id)": ("sentencex", sentencex),
    "pysbd (en)": ("pysbd", pysbd),
    "sentence-splitter (en)": ("sentence-splitter", sentence_splitter),
    "segtok": ("segtok", segtok),
    "spaCy blank (id)": ("spacy", spacy),
    "ICU (id)": ("PyICU", icu),
    "yasbd": ("yasbd", lambda: _by_line(str.splitlines)),
}


def main() -> None:
    """Install the peers, measure each in a process of its own, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--venv", type=Path, help="folder of the throw-away environment, kept and used again")
    parser.add_argument("--megabytes", type=float, default=5, help="text that each peer cuts for its speed")
    parser.add_argument("--measure", metavar="PEER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(PEERS[arguments.measure][1](), arguments.megabytes)))
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = arguments.venv or Path(folder) / "venv"
        if not (environment / "bin" / "python").exists():
            venv.create(environment, with_pip=True)
        _print_table({name: _run(name, environment, arguments.megabytes) for name in PEERS})


def measure(cut: Segmenter, megabytes: float) -> dict[str, float]:
    """F1 or exact match in per cent by set, and MB of text per CPU second."""
    if not GOLD.is_dir():
        return {"cases": _own_cases(cut)}
    scorer = _scorer()
    result = {name: 100 * scorer.score_set(cut, name)["adj"][2] for name in SETS}
    result["tricky"] = 100 * scorer.score_hard(cut, "hard_dev")["acc"]
    result["MB/s"] = scorer.speed(cut, mb=megabytes, cap=60)["mb_s"]
    return result


def _own_cases(cut: Segmenter) -> float:
    right = total = 0
    for path in sorted((ROOT / "tests" / "data" / "segment").glob("*.txt")):
        for case in path.read_text("utf-8").rstrip("\n").split("\n===\n"):
            text, _, expected = case.partition("\n")[2].partition("\n---\n")
            total += 1
            right += ["".join(piece.split()) for piece in cut(text)] == [
                "".join(x.split()) for x in expected.splitlines()
            ]
    return 100 * right / total


def _by_line(cut: Callable[[str], list[str]]) -> Segmenter:
    return lambda text: [piece for line in text.splitlines() if line.strip() for piece in cut(line) if piece.strip()]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("segmentation_score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(name: str, environment: Path, megabytes: float) -> dict[str, float] | str:
    package = PEERS[name][0]
    python = sys.executable if package is None else str(environment / "bin" / "python")
    if package:
        installed = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
            capture_output=True,
            text=True,
            check=False,
        )
        if installed.returncode:
            return "does not install: " + installed.stderr.strip().splitlines()[-1]
    command = [python, __file__, "--measure", name, "--megabytes", str(megabytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return "fails: " + done.stderr.strip().splitlines()[-1]
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def _print_table(results: dict[str, dict[str, float] | str]) -> None:
    ours = results["selaras"]
    columns = list(ours) if isinstance(ours, dict) else []
    print("| segmenter | " + " | ".join(columns) + " | speed against ours |")
    print("|---|" + "---|" * (len(columns) + 1))
    for name, result in results.items():
        if isinstance(result, str) or isinstance(ours, str):
            print(f"| {name} | {result} |")
            continue
        figures = " | ".join(f"{result[column]:.2f}" for column in columns)
        ratio = f"{result['MB/s'] / ours['MB/s']:.2f}" if "MB/s" in result else ""
        print(f"| {name} | {figures} | {ratio} |")


if __name__ == "__main__":
    main()
