"""The reader: an article a page, Indonesian beside English, what the checks found marked and told.

The pages and their index work from a folder, without a network and without a server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, count, pairwise

from ..formats import ExportContext, Sink, Written
from ..formats.blocks import iter_blocks
from ..formats.dates import format_iso_date
from ..formats.remarks import findings_by_tuid, suggestions_by_tuid
from ..ids import shard
from ..model import BilingualDocument, Finding, Metadata, Severity
from .page import foot, head, tag, text_of
from .units import unit_html

_SCRIPT, _INDEX_SCRIPT = "article.js", "index.js"
_COUNTED = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes"}


def write_files(documents: Iterable[BilingualDocument], sink: Sink, context: ExportContext) -> Written:
    """Write ``ab/DOC.html`` of every article and ``index.html``; no more than three articles are in memory."""
    seen = units = 0
    counts: Counter[Severity] = Counter()
    with sink("index.html") as index:
        index.write(_index_head(context).encode())
        for before, document, after in _with_neighbours(documents):
            with sink(_path(document)) as stream:
                stream.write(article_html(document, context, before, after).encode())
            found = Counter(finding.severity for finding in _findings_in(document))
            index.write(_entry(document, found).encode())
            seen, units, counts = seen + 1, units + _count(document), counts + found
        index.write(_index_foot(seen, units, counts, context).encode())
    return Written(seen, units, files=seen + 1)


def article_html(
    document: BilingualDocument,
    context: ExportContext,
    before: BilingualDocument | None = None,
    after: BilingualDocument | None = None,
) -> str:
    """The page of one article.

    Args:
        document: The article.
        context: What the export depends on.
        before: The article before it.
        after: The article after it.
    """
    return "".join(
        (
            head(_title(document), _SCRIPT),
            _navigation(before, after),
            tag("h1", text_of(_title(document)), lang=document.document.language, dir="auto"),
            *(tag("p", line, class_="said") + "\n" for line in _facts(document)),
            _toolbar(document, context),
            tag("main", f"\n{''.join(_blocks(document, context))}"),
            foot(_SCRIPT, [_colophon(context)]),
        )
    )


def _blocks(document: BilingualDocument, context: ExportContext) -> Iterator[str]:
    found, offered = findings_by_tuid(document.findings), suggestions_by_tuid(document)
    numbers = count(1)
    for block, units in iter_blocks(document):
        languages = (block.language or document.document.language, context.locales[1])
        rows = [
            unit_html(
                unit, next(numbers), found.get(unit.tuid, []), offered.get(unit.tuid, []), context.checks, languages
            )
            for unit in units
        ]
        yield tag("section", f"\n{''.join(rows)}", class_=f"block {block.kind}") + "\n"


def _navigation(before: BilingualDocument | None, after: BilingualDocument | None) -> str:
    links = [tag("a", "All articles", href="../index.html")]
    if before:
        links.append(tag("a", "← Previous", href=f"../{_path(before)}", rel="prev", title=_title(before)))
    if after:
        links.append(tag("a", "Next →", href=f"../{_path(after)}", rel="next", title=_title(after)))
    return tag("nav", " ".join(links)) + "\n"


def _facts(document: BilingualDocument) -> Iterator[str]:
    metadata = document.document.metadata
    told = [metadata.date, metadata.author, metadata.publisher, metadata.place, metadata.genre, metadata.licence]
    if said := " · ".join(text_of(fact) for fact in told if fact):
        yield said
    yield f"{text_of(document.document.path)}{_address(metadata)} · {text_of(document.document.doc_id)}"


def _address(metadata: Metadata) -> str:
    """A link to the web page; any other scheme than that of the web stays text."""
    url = metadata.url or ""
    if url.startswith(("https://", "http://")):
        return " · " + tag("a", text_of(url), href=url, rel="noreferrer noopener")
    return f" · {text_of(url)}" if url else ""


def _toolbar(document: BilingualDocument, context: ExportContext) -> str:
    findings = _findings_in(document)
    counts = Counter(finding.severity for finding in findings)
    codes = Counter(finding.code for finding in findings)
    boxes = [
        f'<label><input type="checkbox" name="{severity}" checked> {name}'
        f"{tag('span', str(counts[severity]), class_=f'count {severity}')}</label>"
        for severity, name in _COUNTED.items()
    ]
    options = [tag("option", "all checks", value="")]
    for code, times in sorted(codes.items()):
        check = context.checks.get(code)
        options.append(tag("option", text_of(f"{code} {check.title if check else ''} ({times})"), value=code))
    keys = (
        "<kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>f</kbd> findings only · <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd>"
    )
    return (
        f'<form class="bar" hidden aria-label="What to show">{"".join(boxes)}'
        f"{tag('select', ''.join(options), aria_label='Check')}"
        '<label><input type="checkbox" name="only"> only with findings</label>'
        f'<output role="status"></output>{tag("span", keys, class_="keys")}</form>\n'
    )


def _index_head(context: ExportContext) -> str:
    return (
        f"{head(context.title, _INDEX_SCRIPT)}{tag('h1', text_of(context.title))}\n"
        '<form class="bar" hidden><label>Search <input type="search" aria-label="Words of titles and paths"></label>'
        '<label><input type="checkbox" name="only"> only with errors</label><output role="status"></output>'
        f"{tag('span', '<kbd>/</kbd> search', class_='keys')}</form>\n"
        '<main><ol class="articles">\n'
    )


def _entry(document: BilingualDocument, found: Counter[Severity]) -> str:
    units = _count(document)
    facts = [fact for fact in (document.document.metadata.date, document.document.path) if fact]
    link = tag("a", text_of(_title(document)), href=_path(document), lang=document.document.language, dir="auto")
    said = tag("span", text_of(" · ".join([*facts, _numbered(units, "unit")])), class_="said")
    return tag("li", f"{tag('div', link)}{said}{tag('div', _counts(found), class_='counts')}") + "\n"


def _counts(found: Counter[Severity]) -> str:
    return "".join(
        tag("span", _numbered(found[severity], name.removesuffix("s")), class_=f"count {severity}")
        for severity, name in _COUNTED.items()
        if found[severity]
    )


def _index_foot(seen: int, units: int, counts: Counter[Severity], context: ExportContext) -> str:
    # Known at the end alone; the style moves it under the title.
    totals = f"{_numbered(seen, 'article')}, {_numbered(units, 'unit')}{_counts(counts)}"
    return f"</ol></main>\n{tag('p', totals, class_='said totals')}\n{foot(_INDEX_SCRIPT, [_colophon(context)])}"


def _colophon(context: ExportContext) -> str:
    return f"Written by selaras {context.version}, {format_iso_date(context.date)[:10]}."


def _numbered(count: int, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def _count(document: BilingualDocument) -> int:
    return sum(unit.segment.translatable for unit in document.units)


def _findings_in(document: BilingualDocument) -> list[Finding]:
    tuids = {unit.tuid for unit in document.units}
    return [finding for finding in document.findings if finding.tuid in tuids]


def _title(document: BilingualDocument) -> str:
    return document.document.metadata.title or document.document.path


def _path(document: BilingualDocument) -> str:
    doc_id = document.document.doc_id
    return f"{shard(doc_id)}/{doc_id}.html"


def _with_neighbours(
    documents: Iterable[BilingualDocument],
) -> Iterator[tuple[BilingualDocument | None, BilingualDocument, BilingualDocument | None]]:
    padded: Iterable[BilingualDocument | None] = chain((None,), documents, (None,))
    for (before, document), (_, after) in pairwise(pairwise(padded)):
        assert document is not None
        yield before, document, after
