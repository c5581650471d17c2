"""Options that several commands share, and how they become arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import UsageError
from ..model import ENGLISH, INDONESIAN
from .help import options_under
from .project import Project

if TYPE_CHECKING:
    from ..checks import CheckSettings
    from ..pipeline.cache import WindowCache
    from ..pipeline.inputs import Inputs
    from ..pipeline.progress import Progress
    from ..pipeline.terminology import TermCount
    from ..segmentation import SegmentationOptions
    from ..terminology.glossary import Glossary
    from ..translation import DecodingOptions, Translator

Command = TypeVar("Command", bound=Callable[..., Any])

# The form of xs:language, which BCP 47 narrows.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


class LanguagePair(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.5 alone
    """The codes of Indonesian and English, each with or without a region."""

    name = "codes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """See click; ``id_ID, en_US`` is ``id-ID,en-US``."""
        codes = [code.strip().replace("_", "-") for code in str(value).split(",")]
        if [code.lower().partition("-")[0] for code in codes] != [INDONESIAN, ENGLISH]:
            self.fail("--locale takes two codes, of Indonesian and of English, like id-ID,en-US", param, ctx)
        for code in codes:
            if not _LANGUAGE_TAG.fullmatch(code):
                self.fail(f"{code!r} is not a language code, like en-US", param, ctx)
        return codes[0], codes[1]


FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(path_type=Path)

corpus_option = click.option(
    "-c", "--corpus", type=FOLDER, default="corpus", show_default=True, help="Folder of the bilingual corpus."
)
output_option = click.option(
    "-o", "--output", type=FOLDER, default="output", show_default=True, help="Folder for what is written."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress.")
memory_option = click.option(
    "--tm", "memories", type=FILE, multiple=True, help="A translation memory to use (TMX, XLIFF, TSV); may be repeated."
)
wait_option = click.option("--wait", is_flag=True, help="Wait while another selaras works on the corpus.")
locale_option = click.option(
    "--locale",
    "locales",
    type=LanguagePair(),
    default="id,en",
    show_default=True,
    help="Language codes in exports; Trados and memoQ want id-ID,en-US.",
)


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


def _shard(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    share, _, shares = value.partition("/")
    if not (share.isdigit() and shares.isdigit() and 1 <= int(share) <= int(shares)):
        raise click.BadParameter("takes i/n with i from 1 to n, like 2/8")
    return int(share), int(shares)


def input_options(command: Command) -> Command:
    """What to read, and how."""
    option = options_under("Inputs")
    return _together(
        option("--files-from", type=FILE, help="Read more paths from this file, one a line; - for stdin."),
        option("--limit", type=click.IntRange(min=1), help="Only the first N inputs."),
        option("--shard", callback=_shard, metavar="I/N", help="Only the I-th of N shares of the inputs."),
        option("--format", "input_format", help="Format of the inputs (txt, html, jsonl…) whatever their names."),
        option("--encoding", help="Encoding of the inputs; found out by default."),
        option(
            "--newlines",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Whether a line end in plain text ends a paragraph.",
        ),
        option(
            "--id-from", default="path", show_default=True, help="What names documents: path, stem, url or a COLUMN."
        ),
        option("--text-column", help="Column of the article in JSONL and CSV."),
        option("--title-column", help="Column of the title."),
        option("--date-column", help="Column of the date."),
        option("--url-column", help="Column of the address."),
        option("--any-language", is_flag=True, help="Translate everything, whatever language it looks like."),
    )(command)


def inputs_of(paths: tuple[str, ...], given: dict[str, Any]) -> Inputs:
    """The inputs that the options of ``input_options`` describe; takes these options out of ``given``."""
    from ..pipeline.inputs import Inputs, Selection
    from ..reading import Newlines, ReadingOptions

    if "" in paths:
        # pathlib would take it for the folder in which the command runs.
        raise UsageError("an empty path", remedy="name files, folders, or . for this folder")
    reading = ReadingOptions(
        format=given.pop("input_format"),
        encoding=given.pop("encoding"),
        newlines=Newlines(given.pop("newlines")),
        id_from=given.pop("id_from"),
        text_column=given.pop("text_column"),
        title_column=given.pop("title_column"),
        date_column=given.pop("date_column"),
        url_column=given.pop("url_column"),
        languages=not given.pop("any_language"),
    )
    return Inputs(Selection(paths, given.pop("files_from"), given.pop("limit"), given.pop("shard"), reading))


def segmentation_options(command: Command) -> Command:
    """How to cut."""
    option = options_under("Segmentation")
    return _together(
        option("--whole-quotations", is_flag=True, help="Never cut inside quotation marks."),
        option("--abbreviations", type=FILE, help="A file of more abbreviations."),
    )(command)


def segmentation_of(given: dict[str, Any]) -> SegmentationOptions:
    """What ``segmentation_options`` describe; takes them out of ``given``."""
    from ..segmentation import SegmentationOptions, read_abbreviations

    path = given.pop("abbreviations")
    return SegmentationOptions(
        split_quotations=not given.pop("whole_quotations"),
        abbreviations=read_abbreviations(path) if path else (),
    )


glossary_option = click.option(
    "--glossary", type=FILE, help="Terms to use, to avoid and to keep, and to check: TSV, CSV or TBX."
)


def model_options(command: Command) -> Command:
    """What to translate with."""
    option = options_under("Translation")
    return _together(
        option(
            "-m",
            "--model",
            default="bundled",
            show_default=True,
            help="bundled, an .argosmodel file or unpacked package, or the name of an installed Argos package.",
        ),
        option("--beam", type=click.IntRange(1, 32), help="Hypotheses kept while decoding."),
        option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True),
        option("--threads", type=click.IntRange(min=0), default=0, help="Cores to use; 0 for all."),
        glossary_option,
    )(command)


def decoding_of(given: dict[str, Any]) -> DecodingOptions:
    """How to decode, by ``model_options``; takes all but the model out of ``given``."""
    from dataclasses import replace

    from ..translation import DecodingOptions

    options = DecodingOptions(device=given.pop("device"), threads=given.pop("threads"))
    beam = given.pop("beam")
    return replace(options, beam_size=beam, num_hypotheses=beam) if beam else options


def translator_of(given: dict[str, Any]) -> Translator:
    """What ``model_options`` describe; takes them out of ``given``."""
    from ..pipeline.terminology import load_translator

    glossary = glossary_of(given)
    return load_translator(glossary, given.pop("model"), decoding_of(given))


def cached_translator_of(given: dict[str, Any]) -> tuple[Translator, WindowCache | None, TermCount | None]:
    """What ``model_options`` and ``cache_option`` describe, and what counts its terms; takes them out of ``given``."""
    from ..pipeline.terminology import TermCount, load_translator

    glossary, model, options = glossary_of(given), given.pop("model"), decoding_of(given)
    terms = TermCount(glossary) if glossary else None
    return load_translator(glossary, model, options), _cache_of(given, options), terms


def _cache_of(given: dict[str, Any], options: DecodingOptions) -> WindowCache | None:
    from ..pipeline.cache import open_cache

    return open_cache(options) if given.pop("cache") else None


def glossary_of(given: dict[str, Any]) -> Glossary | None:
    """The glossary of ``glossary_option``, None without one; takes it out of ``given``."""
    from ..terminology.termbase import read_glossary

    path = given.pop("glossary")
    return read_glossary(path) if path else None


cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have a Dask cluster translate: tcp://HOST:8786 of its scheduler, or local:N for N processes here.",
)


cache_option = click.option(
    "--cache/--no-cache", default=True, help="Whether texts that were translated before are taken from the cache."
)


@contextmanager
def translating(given: dict[str, Any], progress: Progress) -> Iterator[dict[str, Any]]:
    """What ``model_options``, ``cluster_option`` and ``cache_option`` describe, as arguments of a build."""
    from ..pipeline.cluster import mapper_at
    from ..pipeline.terminology import TranslatorLoader

    address, model, options, glossary = given.pop("cluster"), given.pop("model"), decoding_of(given), glossary_of(given)
    cache = _cache_of(given, options)
    load = TranslatorLoader(glossary)
    translator = load(model, options)
    with mapper_at(address, model, options, translator.provenance.signature, load=load, progress=progress) as mapper:
        yield {"translator": translator, "glossary": glossary, "mapper": mapper, "cache": cache}


def check_options(command: Command) -> Command:
    """What to check."""
    option = options_under("Checks")
    return _together(
        option("--select", multiple=True, metavar="CODES", callback=_listed, help="Only these checks, as A,C103."),
        option("--ignore", multiple=True, metavar="CODES", callback=_listed, help="Not these checks, as A301,T."),
        option("--profile", help="default, strict, draft or tmx-for-cat."),
        option(
            "--severity", "severities", multiple=True, metavar="CODE=LEVEL", help="info, warning or error for checks."
        ),
        option(
            "--threshold", "thresholds", multiple=True, metavar="CODE=NUMBER", help="Another threshold for a check."
        ),
        option("--checklist", type=FILE, help="Table of patterns that texts must match, or must not."),
        option("--suppressions", type=FILE, help="Table of tuid, code, reason; CORPUS/suppressions.tsv by default."),
    )(command)


def settings_of(given: dict[str, Any], corpus: Path | None, glossary: Glossary | None = None) -> CheckSettings:
    """What ``check_options`` and the ``[check]`` table of ``selaras.toml`` describe; takes them out of ``given``."""
    from dataclasses import replace

    from ..checks import parse_checklist, parse_suppressions, settings_from, severity_named

    project: Project = click.get_current_context().obj
    options = dict(project.check)
    named, list_path = options.pop("checklist", None), given.pop("checklist")
    checklist_path = list_path or (named and Path(str(named)))
    checklist = parse_checklist(read_text_file(checklist_path), path=str(checklist_path)) if checklist_path else ()
    chosen = {name: given.pop(name) for name in ("select", "ignore", "profile")}
    path = given.pop("suppressions") or (corpus and _if_there(corpus / "suppressions.tsv"))
    if path:
        chosen["suppressions"] = parse_suppressions(read_text_file(path), path=str(path))
    severities, thresholds = _named_values(given.pop("severities")), _named_values(given.pop("thresholds"))
    try:
        settings = settings_from(options, glossary=glossary, checklist=checklist)
    except UsageError as error:
        raise UsageError(error.what, path=project.path, remedy=error.remedy) from error
    chosen["severities"] = {**settings.severities, **{k: severity_named(v) for k, v in severities.items()}}
    chosen["thresholds"] = {**settings.thresholds, **{k: _number(v) for k, v in thresholds.items()}}
    return replace(settings, **{name: value for name, value in chosen.items() if value})


def _listed(_context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code for value in values for code in value.replace(" ", "").split(",") if code)
    if values and not codes:
        raise UsageError(f"--{option.name} names no check", remedy="write codes or their beginnings, as A,C103")
    return codes


def _named_values(pairs: tuple[str, ...]) -> dict[str, str]:
    return {code.strip(): value.strip() for code, _, value in (pair.partition("=") for pair in pairs)}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a number", remedy="write CODE=NUMBER, like C103=0.5") from error


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


def read_text_file(path: Path) -> str:
    """The text of a small file that a person wrote.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=path, remedy="check its path") from error
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8", path=path, remedy="save it as UTF-8 text") from error
