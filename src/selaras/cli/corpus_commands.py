"""Commands on a corpus: build, check, export, diff."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import SelarasError, counted, one_line
from ..pipeline.progress import RESUMED
from .check_command import codes_text, exit_code, fail_on_option, findings_text
from .console import progress_for, saving_as_it_goes, say, skipped_text, table, tell, tell_failures, tell_remarks
from .help import SectionedCommand
from .options import (
    FILE,
    cache_option,
    check_options,
    cluster_option,
    corpus_option,
    glossary_of,
    glossary_option,
    input_options,
    inputs_of,
    json_option,
    locale_option,
    memory_option,
    model_options,
    output_option,
    quiet_option,
    segmentation_of,
    segmentation_options,
    settings_of,
    translating,
    wait_option,
)
from .plan import tell_plan
from .terms import conformity_text

if TYPE_CHECKING:
    from ..checks import Rule
    from ..pipeline.building import Summary
    from ..pipeline.inputs import Inputs
    from ..pipeline.leverage import Leverage


def _formats_text() -> str:
    """The table of formats for a help text."""
    from ..pipeline.exports import EXPORTS

    rows = [(one.name, one.description) for one in EXPORTS.values()]
    rows += [
        ("duplicates", "table of articles and paragraphs that stand in the corpus more than once"),
        ("srx", "how selaras cuts sentences, for CAT tools and OmegaT projects"),
    ]
    return "\b\nFormats:\n" + table(rows)


def _listed(formats: str) -> list[str]:
    """The names that commas part, each once."""
    return list(dict.fromkeys(name for part in formats.split(",") if (name := part.strip())))


@click.command(cls=SectionedCommand)
@click.argument("seeds", nargs=-1)
@corpus_option
@output_option
@input_options
@segmentation_options
@model_options
@cluster_option
@cache_option
@check_options
@click.option(
    "--retranslate",
    type=click.Choice(["none", "outdated", "all"]),
    default="none",
    show_default=True,
    help="Make machine text anew; human text is always kept.",
)
@click.option("--to", "formats", default="tmx,tei", show_default=True, help="Formats to export, or none.")
@memory_option
@click.option("--dry-run", is_flag=True, help="Only say what would be done; nothing at all is written.")
@click.option("--leverage", is_flag=True, help="Only count what people translated already, and stop.")
@click.option("--prune", is_flag=True, help="Remove documents whose file is gone, unless somebody edited them.")
@locale_option
@fail_on_option
@wait_option
@click.option("--failures", "failures_file", type=FILE, help="Write the inputs that failed here, for --files-from.")
@json_option
@quiet_option
def build(seeds: tuple[str, ...], corpus: Path, output: Path, **given: Any) -> int:
    """Turn raw articles into a checked, aligned corpus, TMX and TEI.

    SEEDS are files, folders, globs or - for standard input; the folder seeds by default.
    Only what is new or changed is translated. What people typed into the corpus is kept.
    """
    from ..pipeline.building import build as build_corpus
    from ..pipeline.windows import Retranslate
    from ..saving import require_writable

    inputs = inputs_of(seeds or (() if given["files_from"] else ("seeds",)), given)
    formats = [name for name in _listed(given.pop("formats")) if name != "none"]
    as_json, quiet, fail_on = given.pop("as_json"), given.pop("quiet"), given.pop("fail_on")
    failures_file = given.pop("failures_file")
    if given.pop("leverage"):
        return _tell_leverage(inputs, corpus, as_json, given)
    if given.pop("dry_run"):
        return tell_plan(inputs, corpus, formats, as_json, given)
    if failures_file:
        require_writable(failures_file)
    progress = progress_for(quiet=quiet)
    with translating(given, progress) as engine, saving_as_it_goes(RESUMED):
        checks = settings_of(given, corpus, engine["glossary"])
        summary = build_corpus(
            inputs,
            corpus,
            output,
            retranslate=Retranslate(given.pop("retranslate")),
            segmentation=segmentation_of(given),
            checks=checks,
            formats=formats,
            progress=progress,
            **engine,
            **given,
        )
    tell_failures(summary.failures)
    tell_remarks(summary.remarks)
    if failures_file:
        _write_failures(failures_file, summary.again)
    say(_summary_json(summary) if as_json else _summary_text(summary, checks.rules, corpus, output))
    if summary.failures:
        return 3
    return exit_code({str(severity): count for severity, count in summary.severities.items()}, fail_on or "never")


def _tell_leverage(inputs: Inputs, corpus: Path, as_json: bool, given: dict[str, Any]) -> int:
    from ..pipeline.analysing import analyse
    from ..pipeline.memories import MemoryFiles

    memories = MemoryFiles(given["memories"])
    leverage = analyse(inputs, corpus, segmentation=segmentation_of(given), memories=memories, wait=given["wait"])
    failures = [*memories.failures, *inputs.failures]
    tell_failures(failures)
    tell_remarks(memories.remarks())
    say(json.dumps(_leverage_record(leverage)) if as_json else _leverage_text(leverage))
    return 3 if failures else 0


@click.command(cls=SectionedCommand, epilog=_formats_text())
@corpus_option
@output_option
@click.option("--to", "formats", default="tmx", show_default=True, help="Formats, separated by commas; see below.")
@click.option("--approved", is_flag=True, help="Only units that somebody approved.")
@click.option("--deduplicate", is_flag=True, help="Every pair of source and target once.")
@click.option("--untranslatable", is_flag=True, help="Bylines, links and the like too, copied.")
@click.option("--per-article", is_flag=True, help="One file for each article.")
@click.option("--gzip", "packed", is_flag=True, help="Packed files, such as corpus.tmx.gz.")
@click.option("--split-units", type=click.IntRange(min=1), help="Parts of about so many units.")
@click.option(
    "--split-bytes", type=click.IntRange(min=1), help="Parts of about so many bytes; Trados cloud takes 1 GB."
)
@check_options
@glossary_option
@segmentation_options
@memory_option
@locale_option
@wait_option
@quiet_option
def export(corpus: Path, output: Path, formats: str, quiet: bool, **given: Any) -> int:
    """Write the corpus for other programs."""
    from ..pipeline.exporting import ExportChoice
    from ..pipeline.exporting import export as export_formats
    from ..pipeline.layout import Layout

    choice = ExportChoice(
        approved_only=given.pop("approved"),
        deduplicate=given.pop("deduplicate"),
        include_untranslatable=given.pop("untranslatable"),
        layout=Layout(
            per_article=given.pop("per_article"),
            packed=given.pop("packed"),
            max_units=given.pop("split_units"),
            max_bytes=given.pop("split_bytes"),
        ),
    )
    settings = settings_of(given, corpus, glossary_of(given))
    segmentation = segmentation_of(given)
    names = _listed(formats)
    exported = export_formats(
        corpus,
        output,
        names,
        choice=choice,
        settings=settings,
        segmentation=segmentation,
        progress=progress_for(quiet=quiet),
        **given,
    )
    tell_failures(exported.failures)
    tell_remarks(exported.remarks)
    for name, written in exported.written.items():
        left = ", ".join(f"{count} {reason}" for reason, count in written.left_out.items())
        told = f"{counted(written.units, 'unit')} of {counted(written.documents, 'document')}"
        say(f"{name}: {told}{f' (left out: {left})' if left else ''}")
    say("\n".join(str(output / name) for name in exported.files))
    return 3 if exported.failures else 0


@click.command(cls=SectionedCommand)
@click.argument("before", default="HEAD")
@corpus_option
@json_option
def diff(before: str, corpus: Path, as_json: bool) -> int:
    """Show what changed in the translations since BEFORE, a git revision or another corpus folder."""
    from ..pipeline.comparing import diff as compare

    counts: Counter[str] = Counter()
    failures: list[SelarasError] = []
    for change in compare(corpus, before, failures):
        counts[change.difference.value] += 1
        if as_json:
            record = {name: getattr(change, name) for name in ("tuid", "path", "source", "before", "after")}
            say(json.dumps({"difference": change.difference.value, **record}, ensure_ascii=False))
        else:
            say(f"{change.path}  {change.tuid}  {change.difference.value}")
            say(f"    {one_line(change.source)}")
            say(f"  - {one_line(change.before or '')}\n  + {one_line(change.after or '')}")
    if not as_json:
        tell(", ".join(f"{count} {name}" for name, count in counts.items()) or "no differences")
    tell_failures(failures)
    return 3 if failures else 0


def _summary_text(summary: Summary, rules: Mapping[str, Rule], corpus: Path, output: Path) -> str:
    documents = ", ".join(f"{count} {change.value}" for change, count in summary.documents.items())
    severities = {str(severity): count for severity, count in summary.severities.items()}
    model = summary.signature.split("|")[0].partition(":")[2]
    rows = [
        ("read", counted(summary.read, "document") + (f" ({documents})" if documents else "")),
        ("segmented", f"{counted(summary.segments, 'segment')}, {summary.translatable} of them to translate"),
        ("translated", f"{counted(summary.translated, 'segment')} by {model}"),
        ("cached", f"{summary.cached} of them, translated before") if summary.cached else None,
        ("reused", f"{counted(summary.reused, 'unit')} from translation memories") if summary.reused else None,
        ("human", f"{counted(summary.human, 'unit')} kept as people wrote them") if summary.human else None,
        ("outdated", f"{summary.outdated} by another model, options or glossary (--retranslate outdated)")
        if summary.outdated
        else None,
        ("pending", f"{counted(len(summary.pending), 'human text')} found no place ({output / 'pending.tmx'})")
        if summary.pending
        else None,
        ("glossary", conformity_text(summary.terms)) if summary.terms else None,
        ("found", f"{findings_text(severities)}{codes_text(dict(summary.findings), rules)}"),
        ("failed", f"{len(summary.failures)}, listed above and in {output / 'quarantine.tsv'}")
        if summary.failures
        else None,
        ("passed over", skipped_text(summary.skipped)) if summary.skipped else None,
        ("corpus", corpus),
        ("output", ", ".join(str(output / name) for name in summary.files)),
    ]
    told = table([row for row in rows if row])
    return f"{told}\n\n{_leverage_text(summary.leverage)}" if summary.leverage else told


def _leverage_text(leverage: Leverage) -> str:
    return table([("match", "segments", "words"), *leverage.rows()], align="<>>")


def _leverage_record(leverage: Leverage) -> dict[str, dict[str, int]]:
    return {name: {"segments": segments, "words": words} for name, segments, words in leverage.rows()}


def _summary_json(summary: Summary) -> str:
    record = {
        "documents": {change.value: count for change, count in summary.documents.items()},
        "segments": summary.segments,
        "translatable": summary.translatable,
        "translated": summary.translated,
        "cached": summary.cached,
        "reused": summary.reused,
        "leverage": summary.leverage and _leverage_record(summary.leverage),
        "terms": summary.terms and {name: getattr(summary.terms, name) for name in ("found", "obeyed", "forbidden")},
        "human": summary.human,
        "outdated": summary.outdated,
        "pending": [{"tuid": edit.tuid, "source": edit.source, "target": edit.target} for edit in summary.pending],
        "findings": dict(summary.findings),
        "severities": {str(severity): count for severity, count in summary.severities.items()},
        "files": list(summary.files),
        "skipped": list(summary.skipped),
        "failures": [str(failure) for failure in summary.failures],
        "remarks": list(summary.remarks),
        "signature": summary.signature,
    }
    return json.dumps(record, ensure_ascii=False)


def _write_failures(path: Path, inputs: tuple[str, ...]) -> None:
    from ..saving import save

    # A line break in a name would make two names of it.
    names = [name for name in inputs if "\n" not in name]
    save(path, "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
    tell(f"{path}: {counted(len(names), 'input')} to try again with --files-from")
