"""``selaras check``, and how findings are told on a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError, one_line
from .console import say, table, tell, tell_failures
from .help import SectionedCommand
from .options import (
    FILE,
    check_options,
    corpus_option,
    glossary_of,
    glossary_option,
    json_option,
    settings_of,
    wait_option,
)

if TYPE_CHECKING:
    from ..checks import Rule
    from ..report.findings import Located

SEVERITIES = ("error", "warning", "info", "never")
fail_on_option = click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 if there are findings so severe or worse."
)


@click.command(cls=SectionedCommand)
@click.argument("files", nargs=-1, type=FILE)
@corpus_option
@check_options
@glossary_option
@click.option("--report", is_flag=True, help="Count: how many units each check flags, and what the corpus would keep.")
@click.option(
    "--as",
    "style",
    type=click.Choice(["text", "json", "sarif", "junit"]),
    default="text",
    show_default=True,
    help="How to print findings: lines, JSON lines, for code scanners, for test runners.",
)
@fail_on_option
@wait_option
@json_option
def check(
    files: tuple[Path, ...],
    corpus: Path,
    report: bool,
    style: str,
    fail_on: str | None,
    wait: bool,
    as_json: bool,
    **given: Any,
) -> int:
    """Look for translations that are likely wrong, in the corpus or in FILES (TMX, XLIFF, TSV…; - for stdin).

    FILES may go from English to Indonesian as well; pairs of other languages are passed over.
    """
    from ..pipeline.checking import CheckRun

    run = CheckRun(settings_of(given, corpus, glossary_of(given)))
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()

    def counted() -> Iterator[Located]:
        for located in run.of_files(files) if files else run.of_corpus(corpus, wait=wait):
            counts[str(located.finding.severity)] += 1
            codes[located.finding.code] += 1
            yield located

    style = "json" if as_json else style
    if report and style not in ("text", "json"):
        raise UsageError(f"a --report is no list of findings for {style}", remedy="leave out --report or --as")
    if report:
        _tell_effect(counted(), run, style)
    else:
        _tell_findings(counted(), run, style, fail_on or "error", with_file=bool(files))
    tell_failures(run.failures)
    for path, count in run.passed_over.items():
        tell(f"remark: {path}: {count} {'pair' if count == 1 else 'pairs'} of other languages passed over")
    for path in +run.turned:
        tell(f"remark: {path}: has pairs from English to Indonesian; titles of checks call the Indonesian the source")
    if style == "text":
        tell(f"{findings_text(counts)}{codes_text(codes, run.settings.rules)}")
    return 3 if run.failures else exit_code(counts, fail_on or "error")


def exit_code(counts: Mapping[str, int], fail_on: str) -> int:
    """1 if there is a finding as bad as ``fail_on`` or worse."""
    if fail_on == "never":
        return 0
    return int(any(counts.get(severity, 0) for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1]))


def findings_text(counts: Mapping[str, int]) -> str:
    """How many findings there are, in words."""
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
    told = [
        f"{counts[key]} {one if counts[key] == 1 else many}" for key, (one, many) in words.items() if counts.get(key)
    ]
    return ", ".join(told) or "no findings"


def codes_text(codes: Mapping[str, int], rules: Mapping[str, Rule]) -> str:
    """The gravest checks that found most, in brackets."""
    most = sorted(codes.items(), key=lambda item: (-rules[item[0]].check.severity, -item[1], item[0]))[:5]
    told = ", ".join(f"{count} {code} {rules[code].check.title}" for code, count in most)
    return f" ({told})" if told else ""


def _tell_findings(findings: Iterator[Located], run: Any, style: str, fail_on: str, *, with_file: bool) -> None:
    from ..model import Severity
    from ..report.findings import junit, sarif

    if style == "sarif":
        say(sarif(findings, run.settings.rules))
    elif style == "junit":
        least = None if fail_on == "never" else Severity[fail_on.upper()]
        say(junit(findings, least, run.settings.rules))
    else:
        for located in findings:
            say(_json_line(located, with_file) if style == "json" else _text_line(located, with_file))


def _tell_effect(findings: Iterator[Located], run: Any, style: str) -> None:
    from ..checks import effect
    from ..report.findings import effect_json, effect_rows

    found = [located.finding for located in findings]
    result = effect(found, run.units, rules=run.settings.rules)
    if style == "json":
        say(effect_json(result))
        return
    say(table(effect_rows(result), align="<<<>>>>"))
    kept = ", ".join(f"{count} without {severity}s or worse" for severity, count in sorted(result.kept.items())[::-1])
    say(f"\n{result.units} units: {kept.replace('infos', 'notes')}")
    for row in result.checks:
        for example in row.examples:
            say(one_line(f"{row.code}  {example.tuid}  {example.message}"))


def _text_line(located: Located, with_file: bool) -> str:
    finding = located.finding
    where = f"{located.path}: " if with_file else ""
    return one_line(f"{where}{finding.tuid} {finding.code} {finding.severity}: {finding.message}")


def _json_line(located: Located, with_file: bool) -> str:
    from ..pipeline.findings import format_finding

    record = json.loads(format_finding(located.finding))
    return json.dumps({"file": located.path, **record} if with_file else record, ensure_ascii=False)
