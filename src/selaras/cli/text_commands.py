"""Commands on files: segment, translate, validate, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..errors import SelarasError, UsageError, counted, one_line
from ..pipeline.progress import RESUMED
from .console import progress_for, saving_as_it_goes, say, table, tell, tell_failures, tell_remarks, tell_skipped
from .help import SectionedCommand
from .options import (
    FILE,
    FOLDER,
    cache_option,
    cached_translator_of,
    input_options,
    inputs_of,
    json_option,
    model_options,
    quiet_option,
    segmentation_of,
    segmentation_options,
)
from .terms import obedience_text

if TYPE_CHECKING:
    from ..pipeline.cache import WindowCache
    from ..pipeline.inputs import Inputs
    from ..pipeline.progress import Progress
    from ..pipeline.terminology import TermCount
    from ..segmentation import SegmentationOptions
    from ..translation import Translator

# Options of how articles are found in a file and cut.
_OF_ARTICLES = (
    "input_format",
    "newlines",
    "id_from",
    "text_column",
    "title_column",
    "date_column",
    "url_column",
    "whole_quotations",
    "abbreviations",
)


@click.command(cls=SectionedCommand)
@click.argument("paths", nargs=-1, required=True)
@input_options
@segmentation_options
@click.option("--translatable", is_flag=True, help="Leave out bylines, links, widgets.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a segment, with span and kind.")
def segment(paths: tuple[str, ...], translatable: bool, as_json: bool, **given: Any) -> int:
    """Cut texts into sentences, one a line."""
    from ..pipeline.segmenting import segments

    inputs = inputs_of(paths, given)
    for document, one in segments(inputs, segmentation_of(given), with_repeats=not as_json):
        if translatable and not one.translatable:
            continue
        if not as_json:
            say(one.source)
            continue
        record = {
            "path": document.path,
            "tuid": one.seg_id,
            "kind": one.kind.value,
            "translatable": one.translatable,
            "span": [one.span.start, one.span.end],
            "source": one.source,
        }
        say(json.dumps(record, ensure_ascii=False))
    tell_skipped(inputs.skipped)
    tell_failures(inputs.failures)
    return 3 if inputs.failures else 0


@click.command(cls=SectionedCommand)
@click.argument("paths", nargs=-1)
@click.option(
    "-o", "--output", type=FOLDER, default="output/english", show_default=True, help="Folder for the English files."
)
@click.option("--lines", is_flag=True, help="Translate line by line: n lines in, n lines out, nothing is cut.")
@input_options
@segmentation_options
@model_options
@cache_option
@quiet_option
def translate(paths: tuple[str, ...], output: Path, lines: bool, quiet: bool, **given: Any) -> int:
    """Write an English text for every input, with the lines of the original.

    PATHS are files, folders, globs; standard input, or -, goes to standard output.
    """
    from ..pipeline.translating import translate_files, translate_line_files

    if lines:
        _require_no_articles(click.get_current_context())
    translator, cache, terms = cached_translator_of(given)
    progress = progress_for(quiet=quiet)
    from_stdin = paths in ((), ("-",)) and not given["files_from"]
    inputs = inputs_of(paths or (() if given["files_from"] else ("-",)), given)
    segmentation = segmentation_of(given)
    if from_stdin and lines:
        _print_english_lines(inputs, translator, progress, cache, terms)
    elif from_stdin:
        _print_english(inputs, segmentation, translator, progress, cache, terms)
    else:
        with saving_as_it_goes(RESUMED if cache else "the files that were finished are saved"):
            if lines:
                for path in translate_line_files(inputs, output, translator, progress, cache, terms):
                    say(one_line(str(path)))
            else:
                summary = translate_files(
                    inputs, output, translator, segmentation=segmentation, progress=progress, cache=cache, terms=terms
                )
                said = f"{counted(summary.segments, 'segment')} of {counted(summary.documents, 'document')}"
                say(f"{said} translated into {output}")
    if terms:
        tell(obedience_text(terms))
    tell_remarks(inputs.remarks())
    tell_skipped(inputs.skipped)
    tell_failures(inputs.failures)
    return 3 if inputs.failures else 0


def _require_no_articles(context: click.Context) -> None:
    given = [
        option.opts[0]
        for option in context.command.params
        if option.name in _OF_ARTICLES and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise UsageError(f"{', '.join(given)} means nothing beside --lines", remedy="leave one of them out")


def _print_english_lines(
    inputs: Inputs, translator: Translator, progress: Progress, cache: WindowCache | None, terms: TermCount | None
) -> None:
    from ..pipeline.translating import translate_lines
    from ..reading import decode_file

    text = decode_file("-", inputs.selection.reading.encoding).text
    say(translate_lines(text, translator, progress, cache, terms), nl=False)


def _print_english(
    inputs: Inputs,
    segmentation: SegmentationOptions,
    translator: Translator,
    progress: Progress,
    cache: WindowCache | None,
    terms: TermCount | None,
) -> None:
    """Print every article, a blank line between them."""
    from ..pipeline.translating import translate_documents

    progress.begin("translating", None)
    documents = (document for _, document in inputs.documents(with_repeats=True))
    english = translate_documents(
        documents, translator, inputs.failures, segmentation, progress, cache=cache, terms=terms
    )
    for number, (_, text) in enumerate(english):
        if number:
            say("")
        say(text, nl=not text.endswith("\n"))
    progress.end()


@click.command(cls=SectionedCommand)
@click.argument("paths", nargs=-1, required=True, type=FILE)
@json_option
def validate(paths: tuple[Path, ...], as_json: bool) -> int:
    """Say whether TMX, TEI and XLIFF files are what their formats ask for; folders are searched."""
    from ..pipeline.validating import validate as validate_files

    problems = 0
    failures: list[SelarasError] = []
    for path, found in validate_files(paths, failures):
        problems += len(found)
        if as_json:
            records = [vars_of(problem) | {"severity": str(problem.severity)} for problem in found]
            say(json.dumps({"file": str(path), "problems": records}))
        else:
            say("\n".join(map(str, found)) if found else f"{path}: valid")
    tell_failures(failures)
    return 3 if failures else int(bool(problems))


def vars_of(record: object) -> dict[str, Any]:
    """The fields of a frozen record for JSON."""
    from dataclasses import asdict

    return {key: str(value) if isinstance(value, Path) else value for key, value in asdict(record).items()}  # type: ignore[call-overload]


@click.command(cls=SectionedCommand)
@click.argument("hypotheses", nargs=-1, required=True, type=FILE)
@click.argument("reference", type=FILE)
@click.option("--source", type=FILE, help="Source lines, to show the worst segments with.")
@click.option("--baseline", help="File name of the system that the others are tested against (paired bootstrap).")
@click.option("--samples", type=click.IntRange(min=2), default=1000, show_default=True, help="Of the bootstrap.")
@click.option("--worst", type=click.IntRange(min=0), default=0, help="Show the N segments with the lowest chrF2.")
@json_option
def evaluate(
    hypotheses: tuple[Path, ...],
    reference: Path,
    source: Path | None,
    baseline: str | None,
    samples: int,
    worst: int,
    as_json: bool,
) -> int:
    """Score translations HYPOTHESES… against a REFERENCE with sacreBLEU, signatures included."""
    from ..evaluate import evaluate as score
    from ..evaluate import read_segments, score_segments

    systems = {str(path): read_segments(path) for path in hypotheses}
    expected = read_segments(reference)
    result = score(systems, expected, baseline=baseline, samples=samples)
    sources = read_segments(source) if source else None
    low = sorted(score_segments(systems[str(hypotheses[0])], expected, sources), key=lambda one: one.chrf)[:worst]
    if as_json:
        say(
            json.dumps(
                {
                    "segments": result.segments,
                    "baseline": result.baseline,
                    "systems": [vars_of(one) for one in result.systems],
                    "worst": [vars_of(one) for one in low],
                },
                ensure_ascii=False,
            )
        )
        return 0
    metrics = [one.metric for one in result.systems[0].scores]
    rows = [["system", *metrics]]
    rows += [
        [
            system.system,
            *(
                f"{one.value:.1f}" + (f" (p={one.p_value:.3f})" if one.p_value is not None else "")
                for one in system.scores
            ),
        ]
        for system in result.systems
    ]
    say(table(rows, align="<" + ">" * len(metrics)))
    for one in result.systems[0].scores:
        tell(one.signature)
    for segment_score in low:
        say(f"\nline {segment_score.line}  chrF2 {segment_score.chrf:.1f}")
        for label, text in (
            ("source", segment_score.source),
            ("hypothesis", segment_score.hypothesis),
            ("reference", segment_score.reference),
        ):
            if text is not None:
                say(f"  {label:<10}  {text}")
    return 0
