"""How fast and how good the translation engine is, as ratios measured in one run.

    python benchmarks/translate.py                         # engine against raw CTranslate2, options
    python benchmarks/translate.py --rival ENV/bin/python  # also against Argos Translate's own path

ENV has the full argostranslate (and with it PyTorch). Needs FLORES dev in ``../shared/evaluation/flores``
or ``--flores``; chrF2 and BLEU stand beside every time. Let nothing else run meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import ctranslate2
import sacrebleu

from selaras.checks import hard_failures
from selaras.translation import DEFAULT, DecodingOptions, Translator, load, resolve
from selaras.translation.options import available_cores
from selaras.translation.tokenizing import load_tokenizer

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
SENTENCES_A_PARAGRAPH = 4
REPEATS = 3
BEAMS = (1, 2, 4)


@dataclass(frozen=True)
class Text:
    """Sentences with their human translations."""

    sources: list[str]
    references: list[str]

    def scores(self, hypotheses: Sequence[str]) -> str:
        """Quality of a translation of it."""
        references = [self.references]
        chrf = sacrebleu.corpus_chrf(hypotheses, references).score
        return f"chrF2 {chrf:5.2f}  BLEU {sacrebleu.corpus_bleu(hypotheses, references).score:5.2f}"

    def paragraphs(self) -> Iterator[slice]:
        """Neighbouring sentences, as they stand in one article."""
        for start in range(0, len(self.sources), SENTENCES_A_PARAGRAPH):
            yield slice(start, start + SENTENCES_A_PARAGRAPH)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flores", type=Path, default=ROOT.parent / "shared" / "evaluation" / "flores")
    parser.add_argument("--sentences", type=int, default=997)
    parser.add_argument("--tables", default="raw,checks,decoding,layouts", help="which of %(default)s, or none")
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--rival", help="Python of an environment with the full argostranslate")
    arguments = parser.parse_args()
    sides = [(arguments.flores / f"flores-dev.{code}").read_text("utf-8").splitlines() for code in ("id", "en")]
    text = Text(*(side[: arguments.sentences] for side in sides))
    print(f"{len(text.sources)} sentences of FLORES dev, {available_cores()} cores, {resolve(arguments.model).name}\n")
    for name in arguments.tables.split(","):
        TABLES[name](text, arguments.model)
    if arguments.rival:
        against_argos(text, arguments.model, arguments.rival)


def against_raw(text: Text, model: str) -> None:
    """The engine against ``translate_batch`` on the pieces that it makes, sorted and tokenised beforehand."""
    print("engine against raw translate_batch on the ideal batch")
    package = resolve(model)
    tokenizer = load_tokenizer(package)
    for beam in BEAMS:
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam)
        engine = load(model, options)
        pieces = pieces_of(engine, text.sources)
        ideal = sorted((tokenizer.encode(piece) for piece in pieces), key=len, reverse=True)
        raw = raw_model(package.path, options)
        (seconds_raw, _), (seconds, done) = race(
            lambda raw=raw, ideal=ideal, options=options: run_raw(raw, ideal, options),
            lambda engine=engine: engine.translate(text.sources),
        )
        scores = text.scores([translation.text for translation in done])
        rate = len(text.sources) / seconds
        print(f"  beam {beam}: {seconds_raw / seconds:5.2f} of raw throughput, {rate:5.1f} sentences/s  {scores}")
    print()


def what_checks_cost(text: Text, model: str) -> None:
    """The engine with and without the checks that choose among hypotheses."""
    print("hard checks: what they repair and cost")
    for beam in BEAMS:
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam)
        engines = [load(model, options), load(model, options, hard_failures)]
        runs = race(*(lambda engine=engine: engine.translate(text.sources) for engine in engines))
        for name, (seconds, done) in zip(("none", "checks"), runs, strict=True):
            hypotheses = [translation.text for translation in done]
            failing = sum(bool(hard_failures(*pair)) for pair in zip(text.sources, hypotheses, strict=True))
            times = seconds / runs[0][0]
            print(f"  beam {beam} {name:6}: time x{times:4.2f}, {failing:3} failing  {text.scores(hypotheses)}")
    print()


def decoding(text: Text, model: str) -> None:
    """Compute types and beams; times relative to the fastest."""
    print("compute type and beam")
    rows = []
    for compute_type in ("int8", "int8_float32", "float32"):
        for beam in BEAMS:
            options = replace(DEFAULT, beam_size=beam, num_hypotheses=1, compute_type=compute_type)
            rows.append((f"{compute_type:12} beam {beam}", *engine_row(text, model, options)))
    print_relative(rows)
    print("length penalty and repetition, at the default beam")
    changes: list[dict[str, float]] = [
        {},
        *({"length_penalty": value} for value in (0.2, 0.8, 1.0)),
        *({"repetition_penalty": value} for value in (1.1, 1.2)),
        *({"no_repeat_ngram_size": value} for value in (3, 4)),
    ]
    rows = []
    for change in changes:
        options = replace(DEFAULT, **change)  # type: ignore[arg-type]
        rows.append(
            (" ".join(f"{key} {value}" for key, value in change.items()) or "as is", *engine_row(text, model, options))
        )
    print_relative(rows)
    print("piece tokens")
    rows = [
        (f"{tokens:4}", *engine_row(text, model, replace(DEFAULT, piece_tokens=tokens))) for tokens in (25, 40, 60, 120)
    ]
    print_relative(rows)


def layouts(text: Text, model: str) -> None:
    """Workers, threads of each, batch sizes on the raw model."""
    print("workers x threads and batch tokens, raw")
    package = resolve(model)
    tokenizer = load_tokenizer(package)
    tokens = [tokenizer.encode(source) for source in text.sources]
    cores = available_cores()
    rows = []
    for workers, threads in sorted({(cores, 1), (1, cores)}):
        for batch in (512, 1024, 2048, 4096, 8192):
            options = replace(DEFAULT, batch_tokens=batch)
            raw = raw_model(package.path, options, workers, threads)
            ((seconds, _),) = race(lambda raw=raw, options=options: run_raw(raw, tokens, options))
            rows.append((f"{workers} x {threads}, batch {batch:5}", seconds, ""))
    print_relative(rows)


def against_argos(text: Text, model: str, python: str) -> None:
    """The engine against Argos Translate's own path, paragraph by paragraph; no splitter's time is counted."""
    print("throughput relative to Argos Translate's own path at beam 4, quality by paragraph")
    paragraphs = [text.sources[part] for part in text.paragraphs()]
    whole = Text(*([" ".join(side[part]) for part in text.paragraphs()] for side in (text.sources, text.references)))
    baseline = 0.0
    for beam in sorted(BEAMS, reverse=True):
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam)
        engines = [load(model, options), load(model, options, hard_failures)]
        runs = race(
            lambda beam=beam: argos_path(python, resolve(model).path, beam, paragraphs),
            *(lambda engine=engine: translated(engine, text.sources) for engine in engines),
        )
        baseline = baseline or runs[0][1].seconds
        for name, (_, run) in zip(("Argos Translate", "selaras", "selaras, checks"), runs, strict=True):
            texts = (
                run.texts if name == "Argos Translate" else [" ".join(run.texts[part]) for part in text.paragraphs()]
            )
            print(f"  beam {beam} {name:16} x{baseline / run.seconds:5.2f}  {whole.scores(texts)}")
    print()


@dataclass(frozen=True)
class Run:
    """Seconds of the translating alone, and the texts."""

    seconds: float
    texts: list[str]


def argos_path(python: str, package: Path, beam: int, paragraphs: list[list[str]]) -> Run:
    """Argos Translate's own path in its own environment; starting it is not counted."""
    answer = subprocess.run(
        [python, str(ROOT / "benchmarks" / "argos_path.py"), str(package)],
        input=json.dumps(paragraphs),
        env=os.environ | {"ARGOS_BEAM_SIZE": str(beam)},
        capture_output=True,
        text=True,
        check=True,
    )
    return Run(**json.loads(answer.stdout))


def translated(engine: Translator, sources: Sequence[str]) -> Run:
    """Our engine in this process."""
    start = time.perf_counter()
    done = engine.translate(sources)
    return Run(time.perf_counter() - start, [translation.text for translation in done])


def engine_row(text: Text, model: str, options: DecodingOptions) -> tuple[float, str]:
    """Seconds and scores of the engine with these options."""
    engine = load(model, options)
    ((seconds, done),) = race(lambda: engine.translate(text.sources))
    return seconds, text.scores([translation.text for translation in done])


def pieces_of(engine: object, sources: Sequence[str]) -> list[str]:
    """What the engine hands to the model for these sources, each once."""
    split = engine._split  # type: ignore[attr-defined]
    tokens = engine._piece_tokens  # type: ignore[attr-defined]
    return sorted({piece.strip() for source in set(sources) for piece in split(source, tokens)})


def raw_model(path: Path, options: DecodingOptions, workers: int = 0, threads: int = 1) -> ctranslate2.Translator:
    """The model as CTranslate2 loads it."""
    return ctranslate2.Translator(
        str(path / "model"),
        inter_threads=workers or available_cores(),
        intra_threads=threads,
        compute_type=options.compute_type,
    )


def run_raw(raw: ctranslate2.Translator, tokens: list[list[str]], options: DecodingOptions) -> None:
    """Plain ``translate_batch``."""
    raw.translate_batch(
        tokens,
        beam_size=options.beam_size,
        length_penalty=options.length_penalty,
        max_batch_size=options.batch_tokens,
        batch_type="tokens",
    )


def race(*works: Callable[[], T]) -> list[tuple[float, T]]:
    """Wall-clock seconds of the fastest of some runs of each, taken in turns, and what came of it."""
    best: list[tuple[float, T]] = []
    for _ in range(REPEATS):
        for number, work in enumerate(works):
            start = time.perf_counter()
            result = work()
            seconds = time.perf_counter() - start
            best[number : number + 1] = [min([(seconds, result), *best[number : number + 1]], key=lambda run: run[0])]
    return best


def print_relative(rows: Sequence[tuple[str, float, str]]) -> None:
    """Rows with their times as multiples of the shortest."""
    shortest = min(seconds for _, seconds, _ in rows)
    for name, seconds, scores in rows:
        print(f"  {name:32} time x{seconds / shortest:4.2f}  {scores}")
    print()


TABLES = {
    "raw": against_raw,
    "checks": what_checks_cost,
    "decoding": decoding,
    "layouts": layouts,
    "none": lambda text, model: None,
}

if __name__ == "__main__":
    sys.exit(main())
