"""How fast and how good the translation engine is, as ratios measured in one run.

    python benchmarks/translate.py                         # engine against raw CTranslate2, options
    python benchmarks/translate.py --rival ENV/bin/python  # also against Argos Translate's own path

ENV has the full argostranslate (and with it PyTorch). Needs FLORES dev in ``../shared/evaluation/flores``
or ``--flores``; chrF2 and BLEU stand beside every time. "wall" is what a user waits for and needs a machine
with nothing else to do; "cpu" is the processor time of all threads, which a busy machine changes little.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ctranslate2
import sacrebleu

from selaras.checks import hard_failures
from selaras.translation import DEFAULT, DecodingOptions, Translator, load, resolve
from selaras.translation.options import available_cores
from selaras.translation.preparation import prepare
from selaras.translation.tokenizing import load_tokenizer

ROOT = Path(__file__).resolve().parent.parent
# Of 1,500 Indonesian news articles: 2.0 on average.
SENTENCES_A_PARAGRAPH = 2
REPEATS = 5
BEAMS = (1, 2, 4)


@dataclass(frozen=True)
class Run:
    """Seconds that a translation took, by the clock and of all cores together, and what came of it."""

    wall: float
    cpu: float
    texts: list[str]

    def relative_to(self, other: Run) -> str:
        """Times as multiples of another run's."""
        return f"wall x{self.wall / other.wall:5.2f}  cpu x{self.cpu / other.cpu:5.2f}"

    def throughput_over(self, other: Run) -> str:
        """Throughput as multiples of another run's."""
        return other.relative_to(self)


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
    tables = ",".join(name for name in TABLES if name != "none")
    parser.add_argument("--tables", default=tables, help="which of %(default)s, or none")
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
    print("engine, times relative to raw translate_batch on the ideal batch")
    package = resolve(model)
    tokenizer = load_tokenizer(package)
    for beam in BEAMS:
        # What the lexicon has the model say once more is no part of the ideal batch.
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam, lexicon=False)
        engine = load(model, options)
        tokens = [tokenizer.encode(prepare(piece).text) for piece in pieces_of(engine, text.sources)]
        ideal = sorted(filter(None, tokens), key=len, reverse=True)
        model_alone = raw_model(package.path, options)
        raw, mapped, run = race(
            *(
                lambda model=model_alone, ideal=ideal, options=options, use_vmap=use_vmap: run_raw(
                    model, ideal, options, use_vmap
                )
                for use_vmap in (False, package.maps_vocabulary)
            ),
            lambda engine=engine: translated(engine, text.sources),
        )
        rate = len(text.sources) / run.wall
        print(f"  beam {beam}: {run.relative_to(raw)}, {rate:5.1f} sentences/s  {text.scores(run.texts)}")
        print(f"          {mapped.relative_to(raw)}  raw with the package's vocabulary map")
        print(f"          {mapped.cpu / run.cpu:.0%} of the engine's processor time is the model's")
    print()


def what_checks_cost(text: Text, model: str) -> None:
    """The engine with and without the checks that choose among hypotheses."""
    print("hard checks: what they repair and cost")
    for beam in BEAMS:
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam)
        engines = [load(model, options), load(model, options, hard_failures)]
        runs = race(*(lambda engine=engine: translated(engine, text.sources) for engine in engines))
        for name, run in zip(("none", "checks"), runs, strict=True):
            failing = sum(bool(hard_failures(*pair)) for pair in zip(text.sources, run.texts, strict=True))
            print(f"  beam {beam} {name:6}: {run.relative_to(runs[0])}, {failing:3} failing  {text.scores(run.texts)}")
    print()


def what_adequacy_brings(text: Text, model: str) -> None:
    """Beams with and without the choice of what accounts for the source, checks on."""
    print("choice by adequacy")
    rows = []
    for beam in (2, 3, 4, 5, 6):
        for weight in (0, 0.5, 1, 1.5):
            options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam, adequacy=weight)
            engine = load(model, options, hard_failures)
            (run,) = race(lambda engine=engine: translated(engine, text.sources), repeats=1)
            rows.append((f"beam {beam} weight {weight:3} {text.scores(run.texts)}", run))
    print_relative(rows)


def what_the_lexicon_brings(text: Text, model: str) -> None:
    """The default with and without telling the model of rare words, checks on."""
    print("rare words told")
    engines = [load(model, replace(DEFAULT, lexicon=told), hard_failures) for told in (False, True)]
    runs = race(*(lambda engine=engine: translated(engine, text.sources) for engine in engines))
    print_relative(
        [(f"{name:4} {text.scores(run.texts)}", run) for name, run in zip(("none", "told"), runs, strict=True)]
    )


def decoding(text: Text, model: str) -> None:
    """Compute types, beams, penalties and piece lengths."""
    print("compute type and beam")
    types, beams = ("int8", "int8_float32", "float32"), [{"beam_size": beam, "num_hypotheses": 1} for beam in BEAMS]
    print_table(text, model, [{"compute_type": compute_type, **beam} for compute_type in types for beam in beams])
    print("length penalty and repetition, at the default beam")
    penalties = [{"length_penalty": value} for value in (0.2, 0.6, 0.8, 1.0)]
    repetition = [{"repetition_penalty": value} for value in (1.1, 1.2)]
    ngrams = [{"no_repeat_ngram_size": value} for value in (3, 4)]
    print_table(text, model, [*penalties, *repetition, *ngrams])
    print("piece tokens")
    print_table(text, model, [{"piece_tokens": value} for value in (25, 40, 60, 120)])


def layouts(text: Text, model: str) -> None:
    """Workers, threads of each, batch sizes on the raw model."""
    print("workers x threads and batch tokens, raw")
    package = resolve(model)
    tokenizer = load_tokenizer(package)
    tokens = [tokenizer.encode(source) for source in text.sources]
    rows = []
    for workers, threads in sorted({(available_cores(), 1), (1, available_cores())}):
        alone = raw_model(package.path, DEFAULT, workers, threads)
        for batch in (256, 512, 1024, 2048, 4096):
            options = replace(DEFAULT, batch_tokens=batch)
            (run,) = race(lambda model=alone, options=options: run_raw(model, tokens, options))
            rows.append((f"{workers} x {threads}, batch {batch:5}", run))
    print_relative(rows)


def against_argos(text: Text, model: str, python: str) -> None:
    """The engine against Argos Translate's own path, paragraph by paragraph; no splitter's time is counted."""
    print("throughput relative to Argos Translate's own path at beam 4, quality by paragraph")
    paragraphs = [text.sources[part] for part in text.paragraphs()]
    whole = Text(*([" ".join(side[part]) for part in text.paragraphs()] for side in (text.sources, text.references)))
    baseline: Run | None = None
    for beam in sorted(BEAMS, reverse=True):
        options = replace(DEFAULT, beam_size=beam, num_hypotheses=beam)
        engines = [load(model, options), load(model, options, hard_failures)]
        runs = race(
            lambda beam=beam: argos_path(python, resolve(model).path, beam, paragraphs),
            *(lambda engine=engine: translated(engine, text.sources) for engine in engines),
        )
        baseline = baseline or runs[0]
        for name, run in zip(("Argos Translate", "selaras", "selaras, checks"), runs, strict=True):
            texts = run.texts if run is runs[0] else [" ".join(run.texts[part]) for part in text.paragraphs()]
            print(f"  beam {beam} {name:16} {run.throughput_over(baseline)}  {whole.scores(texts)}")
    print()


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
    return measured(lambda: [translation.text for translation in engine.translate(sources)])


def measured(work: Callable[[], list[str]]) -> Run:
    """What some work took."""
    wall, cpu = time.perf_counter(), time.process_time()
    texts = work()
    return Run(time.perf_counter() - wall, time.process_time() - cpu, texts)


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


def run_raw(
    raw: ctranslate2.Translator, tokens: list[list[str]], options: DecodingOptions, use_vmap: bool = False
) -> Run:
    """Plain ``translate_batch``."""

    def work() -> list[str]:
        raw.translate_batch(
            tokens,
            beam_size=options.beam_size,
            length_penalty=options.length_penalty,
            max_batch_size=options.batch_tokens,
            batch_type="tokens",
            use_vmap=use_vmap,
        )
        return []

    return measured(work)


def race(*works: Callable[[], Run], repeats: int = REPEATS) -> list[Run]:
    """The best times of some runs of each, taken in turns."""
    turns = [[work() for work in works] for _ in range(repeats)]
    return [
        Run(min(run.wall for run in runs), min(run.cpu for run in runs), runs[0].texts)
        for runs in zip(*turns, strict=True)
    ]


def print_table(text: Text, model: str, changes: Sequence[Mapping[str, object]]) -> None:
    """A row for each change of the default options."""
    rows = []
    for change in changes:
        engine = load(model, replace(DEFAULT, **change))  # type: ignore[arg-type]
        (run,) = race(lambda engine=engine: translated(engine, text.sources))
        name = " ".join(f"{key} {value}" for key, value in change.items() if key != "num_hypotheses")
        rows.append((f"{name:36} {text.scores(run.texts)}", run))
    print_relative(rows)


def print_relative(rows: Sequence[tuple[str, Run]]) -> None:
    """Rows with their times as multiples of the shortest."""
    shortest = Run(min(run.wall for _, run in rows), min(run.cpu for _, run in rows), [])
    for name, run in rows:
        print(f"  {name:36} {run.relative_to(shortest)}")
    print()


TABLES = {
    "raw": against_raw,
    "checks": what_checks_cost,
    "adequacy": what_adequacy_brings,
    "lexicon": what_the_lexicon_brings,
    "decoding": decoding,
    "layouts": layouts,
    "none": lambda text, model: None,
}

if __name__ == "__main__":
    sys.exit(main())
