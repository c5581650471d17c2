"""How many injected failures the checks find, and how often they are wrong about good human translations.

    python benchmarks/checks.py ../shared/data/parallel.tsv.xz [--half tune|report] [--pofilter PATH] [--hardrules PATH]

Pairs are dealt into two halves by a hash of the source: thresholds and word lists were tuned on
``tune`` (even), the figures to quote are those of ``report`` (odd). Every pair with a lexical score of at least
0.7 from the news sources counts as good, though some are not: human translators drop and mistake figures too.
"""

from __future__ import annotations

import argparse
import gc
import lzma
import os
import random
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from selaras.checks import CHECKS, CheckSettings, check, check_pair
from selaras.cli import seldom_collect
from selaras.model import Pair, Severity

SOURCES = ("panl_eco", "panl_int", "panl_sci", "panl_spo", "globalvoices", "bbc", "pud", "gunnxx_news_valid")
GOOD = 0.7
AT_MOST = 2500
PARITY = {"tune": 0, "report": 1}

Failure = Callable[[Pair, random.Random, Sequence[Pair]], str | None]


@dataclass(frozen=True)
class FailureClass:
    """A way to spoil a translation, the checks that name it, and the recall to reach."""

    name: str
    spoil: Failure
    codes: tuple[str, ...]
    goal: float | None = None


def good_pairs(path: Path, half: str) -> list[Pair]:
    """Up to ``AT_MOST`` pairs of each source, in a fixed random order."""
    found: dict[str, list[Pair]] = {source: [] for source in SOURCES}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, language, score, ours, theirs = line.rstrip("\n").split("\t")
            if (
                source in found
                and language == "id"
                and score
                and float(score) >= GOOD
                and half_of(ours) == PARITY[half]
            ):
                found[source].append(Pair(f"{source}.{len(found[source])}", ours, theirs))
    chosen = (pair for pairs in found.values() for pair in random.Random(1).sample(pairs, min(len(pairs), AT_MOST)))
    return [pair for pair in chosen if 4 <= len(pair.source.split()) <= 90]


def half_of(text: str) -> int:
    """0 or 1, by a hash."""
    return sha256(text.encode()).digest()[0] % 2


def loop(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Two to four words again and again, then the end."""
    words = pair.target.split()
    length = rng.randint(2, 4)
    if len(words) <= length:
        return None
    start = rng.randrange(len(words) - length)
    return " ".join(words[: start + length] + words[start : start + length] * rng.randint(3, 8))


def under_translation(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The first 40 % of the words."""
    words = pair.target.split()
    return " ".join(words[: int(0.4 * len(words))]) if len(words) >= 10 else None


def over_translation(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Another translation behind the right one."""
    return f"{pair.target} {rng.choice(pairs).target}"


def copied(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The source itself."""
    return pair.source


def half_copied(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """One half translated, the other copied."""
    ours, theirs = pair.source.split(), pair.target.split()
    if len(ours) < 10:
        return None
    if rng.random() < 0.5:
        return " ".join(theirs[: len(theirs) // 2] + ours[len(ours) // 2 :])
    return " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])


def digit_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """One digit replaced by another."""
    places = [match.start() for match in re.finditer(r"\d", pair.target)]
    if not places:
        return None
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != pair.target[place]])
    return pair.target[:place] + digit + pair.target[place + 1 :]


def decimal_lost(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """5.5 becomes 55."""
    return _replaced(pair.target, r"(?<![\d.,])(\d+)\.(\d{1,2})(?![\d.,])", lambda m: m[1] + m[2], rng)


def number_dropped(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """A number is left out."""
    return _replaced(pair.target, r"(?<!\S)\d[\d.,]* ", lambda m: "", rng)


_SCALES = ("thousand", "million", "billion", "trillion")
_UNITS = [
    "kilometers",
    "kilometres",
    "meters",
    "metres",
    "centimeters",
    "kilograms",
    "kilogram",
    "kg",
    "km",
    "tons",
    "tonnes",
    "hectares",
    "hours",
    "minutes",
    "days",
    "weeks",
    "months",
    "years",
    "percent",
    "degrees",
    "liters",
    "litres",
    "barrels",
]
_CURRENCIES = {
    "$": "€",
    "Rp": "$",
    "dollars": "euros",
    "dollar": "euro",
    "euros": "pounds",
    "rupiah": "yen",
    "yen": "rupees",
}


def scale_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Million for billion and the like."""

    def another(match: re.Match[str]) -> str:
        return rng.choice([scale for scale in _SCALES if scale != match[1]]) + match[2]

    return _replaced(pair.target, rf"\b({'|'.join(_SCALES)})(s?)\b", another, rng)


def unit_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Metres for kilometres and the like, behind a number."""

    def another(match: re.Match[str]) -> str:
        return match[1] + rng.choice([unit for unit in _UNITS if unit[:2] != match[2][:2]])

    return _replaced(pair.target, rf"(\d[\s-])({'|'.join(_UNITS)})\b", another, rng)


def currency_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Euros for dollars and the like."""
    names = "|".join(map(re.escape, _CURRENCIES))
    return _replaced(pair.target, rf"(?<![a-z])({names})(?![a-z])", lambda match: _CURRENCIES[match[1]], rng)


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def month_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Another month."""
    return _another_of(_MONTHS, pair.target, rng)


def weekday_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Another day of the week."""
    return _another_of(_DAYS, pair.target, rng)


def _another_of(names: Sequence[str], text: str, rng: random.Random) -> str | None:
    def another(match: re.Match[str]) -> str:
        return rng.choice([name for name in names if name != match[0]])

    return _replaced(text, rf"\b(?:{'|'.join(names)})\b", another, rng)


_NEGATOR = re.compile(r"\b(?:not|never|cannot|without|no)\b|n't\b|n’t\b")


def negation_dropped(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The only negator left out."""
    if not re.search(r"\b(?:tidak|tak|bukan|belum|jangan|tanpa)\b", pair.source, re.IGNORECASE):
        return None
    if len(_NEGATOR.findall(pair.target)) != 1:
        return None
    replacement = {"cannot": "can", "without": "with", "n't": "", "n’t": "", "no": "a"}
    spoiled = _NEGATOR.sub(lambda match: replacement.get(match[0], ""), pair.target)
    return re.sub(r"\bca\b", "can", re.sub(r"\bwo\b", "will", spoiled)).replace("  ", " ")


def negation_added(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Not behind an auxiliary."""
    if _NEGATOR.search(pair.target):
        return None
    auxiliaries = r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|must|may)\b"
    return _replaced(pair.target, auxiliaries, lambda match: f"{match[0]} not", rng)


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*")


def name_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Another name for one that stands in the source as well."""
    names = [match for match in _NAME.finditer(pair.target) if match[0] in pair.source]
    others: list[str] = [name for name in _NAME.findall(rng.choice(pairs).target) if name not in pair.target]
    if not names or not others:
        return None
    match = rng.choice(names)
    return pair.target[: match.start()] + others[0] + pair.target[match.end() :]


def swapped(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The translation of any other sentence."""
    return rng.choice(pairs).target


def swapped_alike(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The translation of another sentence of nearly the same length."""
    length = len(pair.target)
    alike = [p.target for p in rng.sample(pairs, 400) if p.target != pair.target and 0.9 < len(p.target) / length < 1.1]
    return alike[0] if alike else None


def end_mark_changed(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Another mark for the final stop, or none."""
    if not pair.target.endswith(".") or not pair.source.endswith("."):
        return None
    return pair.target[:-1] + rng.choice(["?", "!", ":", ""])


def question_lost(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """A stop for the question mark."""
    return pair.target[:-1] + "." if pair.target.endswith("?") and pair.source.endswith("?") else None


def brackets_dropped(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Without round brackets."""
    return re.sub("[()]", "", pair.target) if "(" in pair.target and "(" in pair.source else None


def quotes_dropped(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Without quotation marks."""
    spoiled = re.sub('["“”]', "", pair.target)
    return spoiled if spoiled != pair.target and re.search('["“”]', pair.source) else None


def mojibake(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """UTF-8 read as windows-1252."""
    curly = pair.target.replace("'", "’").replace('"', "“")
    return None if curly.isascii() else curly.encode().decode("cp1252", errors="ignore")


def indonesian_target(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """The Indonesian of another sentence."""
    return rng.choice(pairs).source


def doubled_word(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """A small word twice."""
    return _replaced(pair.target, r"\b[a-z]{2,}\b", lambda match: f"{match[0]} {match[0]}", rng)


def control_character(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """A control character anywhere."""
    place = rng.randrange(len(pair.target))
    return pair.target[:place] + rng.choice("\x00\x07\x0b\x1b") + pair.target[place:]


def address_altered(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Without underscores and the last letter."""
    return _replaced(pair.target, r"(?<!\S)[@#]\w+|https?://\S+\w", lambda match: match[0].replace("_", " ")[:-1], rng)


def glued_words(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """Without the space behind a comma or stop."""
    return _replaced(pair.target, r"(?<=[a-z]{3})([.,]) (?=[A-Za-z])", lambda match: match[1], rng)


def lower_cased(pair: Pair, rng: random.Random, pairs: Sequence[Pair]) -> str | None:
    """In small letters."""
    return pair.target.lower() if pair.source[0].isupper() and pair.target[0].isupper() else None


def _replaced(text: str, pattern: str, replacement: Callable[[re.Match[str]], str], rng: random.Random) -> str | None:
    matches = list(re.finditer(pattern, text))
    if not matches:
        return None
    match = rng.choice(matches)
    return text[: match.start()] + replacement(match) + text[match.end() :]


FAILURES = (
    FailureClass("loop", loop, ("H101",), 0.99),
    FailureClass("under-translation", under_translation, ("C103",), 0.95),
    FailureClass("over-translation", over_translation, ("C104", "C106")),
    FailureClass("copied", copied, ("U101",), 0.98),
    FailureClass("half-copied", half_copied, ("U",)),
    FailureClass("digit changed", digit_changed, ("A1", "A4"), 0.99),
    FailureClass("decimal mark lost", decimal_lost, ("A1",)),
    FailureClass("number dropped", number_dropped, ("A1",)),
    FailureClass("scale word changed", scale_changed, ("A1",), 0.97),
    FailureClass("unit changed", unit_changed, ("A1",)),
    FailureClass("currency changed", currency_changed, ("A1",)),
    FailureClass("month changed", month_changed, ("A1",)),
    FailureClass("weekday changed", weekday_changed, ("A1",)),
    FailureClass("negation dropped", negation_dropped, ("A2",), 0.90),
    FailureClass("negation added", negation_added, ("A2",), 0.90),
    FailureClass("name changed", name_changed, ("A3",)),
    FailureClass("sentence swapped", swapped, ("H103", "C", "A"), 0.85),
    FailureClass("swapped, equal length", swapped_alike, ("H103", "A")),
    FailureClass("end mark changed", end_mark_changed, ("T101", "T104", "A203")),
    FailureClass("question lost", question_lost, ("A203",)),
    FailureClass("brackets dropped", brackets_dropped, ("T102",)),
    FailureClass("quotes dropped", quotes_dropped, ("T103",)),
    FailureClass("mojibake", mojibake, ("E102",)),
    FailureClass("Indonesian target", indonesian_target, ("L101",)),
    FailureClass("doubled word", doubled_word, ("H102",)),
    FailureClass("control character", control_character, ("E101",)),
    FailureClass("address altered", address_altered, ("A4",)),
    FailureClass("glued words", glued_words, ("N102",)),
    FailureClass("lower-cased", lower_cased, ("T105", "T106")),
)


def spoiled_pairs(failure: FailureClass, pairs: Sequence[Pair], at_most: int) -> Iterator[Pair]:
    """Pairs with the failure in them, named ``failure-tuid``."""
    rng = random.Random(failure.name)
    made = 0
    for pair in rng.sample(pairs, len(pairs)):
        target = failure.spoil(pair, rng, pairs)
        if target is not None and target != pair.target and target.strip():
            yield replace(pair, tuid=f"{re.sub('[^a-zA-Z]', '_', failure.name)}-{pair.tuid}", target=target)
            made += 1
            if made == at_most:
                return


def flagged(pairs: Sequence[Pair], settings: CheckSettings) -> dict[str, list[tuple[str, Severity]]]:
    """tuid -> code and severity of every finding."""
    return {pair.tuid: [(f.code, f.severity) for f in check_pair(pair, settings)] for pair in pairs}


def share(part: int, whole: int) -> str:
    """A fraction with three digits."""
    return f"{part / whole:6.3f}" if whole else "     –"


def report_recall(spoiled: dict[str, list[Pair]], peers: dict[str, set[str]]) -> None:
    """Print what share of the injected failures is found."""
    heading = f"{'injected failure':24} {'n':>5} {'named':>6} {'error':>6} {'any':>6}  goal"
    print(heading + "".join(f" {name:>10}" for name in peers))
    for failure in FAILURES:
        pairs = spoiled[failure.name]
        found = flagged(pairs, CheckSettings())
        named = sum(any(code.startswith(failure.codes) for code, _ in codes) for codes in found.values())
        errors = sum(any(severity is Severity.ERROR for _, severity in codes) for codes in found.values())
        anything = sum(any(severity > Severity.INFO for _, severity in codes) for codes in found.values())
        counts = " ".join(share(count, len(pairs)) for count in (named, errors, anything))
        goal = f"{failure.goal:5.2f}" if failure.goal else "     "
        others = "".join(f" {share(sum(p.tuid in ids for p in pairs), len(pairs)):>10}" for ids in peers.values())
        print(f"{failure.name:24} {len(pairs):5} {counts} {goal}{others}")


def report_false_alarms(good: dict[str, list[tuple[str, Severity]]], peers: dict[str, set[str]]) -> None:
    """Print what share of the good pairs is flagged."""
    total = len(good)
    by_code: Counter[str] = Counter(code for codes in good.values() for code in {code for code, _ in codes})
    severities = {code: severity for codes in good.values() for code, severity in codes}
    print(f"\nfalse alarms on {total} good pairs")
    for code, count in sorted(by_code.items()):
        print(f"  {code} {severities[code]!s:8} {share(count, total)}")
    for least in (Severity.ERROR, Severity.WARNING):
        count = sum(any(severity >= least for _, severity in codes) for codes in good.values())
        print(f"  union, {least!s:8} {share(count, total)}")
    for name, ids in peers.items():
        print(f"  {name:14} {share(sum(tuid in ids for tuid in good), total)}")


def figures(
    spoiled: dict[str, list[Pair]], good: dict[str, list[tuple[str, Severity]]], peers: dict[str, set[str]]
) -> str:
    """The measurements as ``measured.tsv`` has them."""
    lines = ["# what, name, share, of how many, found by; written by benchmarks/checks.py on the half not tuned on"]
    for failure in FAILURES:
        pairs = spoiled[failure.name]
        found = flagged(pairs, CheckSettings())
        shares = {"selaras": sum(any(s > Severity.INFO for _, s in codes) for codes in found.values()) / len(pairs)}
        shares |= {name: sum(pair.tuid in ids for pair in pairs) / len(pairs) for name, ids in peers.items()}
        lines += [f"found\t{failure.name}\t{part:.3f}\t{len(pairs)}\t{name}" for name, part in shares.items()]
    for least in (Severity.ERROR, Severity.WARNING):
        part = sum(any(severity >= least for _, severity in codes) for codes in good.values()) / len(good)
        lines.append(f"false alarms\tany {least}\t{part:.4f}\t{len(good)}\tselaras")
    for name, ids in peers.items():
        lines.append(f"false alarms\tany\t{sum(tuid in ids for tuid in good) / len(good):.4f}\t{len(good)}\t{name}")
    by_code = Counter(code for codes in good.values() for code in {code for code, _ in codes})
    lines += [f"flags\t{code}\t{by_code[code] / len(good):.4f}\t{len(good)}\tselaras" for code in sorted(CHECKS)]
    return "\n".join(lines) + "\n"


def pofilter_flags(command: Path, pairs: Sequence[Pair]) -> set[str]:
    """The tuids that translate-toolkit's pofilter reports, all of its tests switched on."""
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.po", Path(folder) / "told.po"
        heading = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        asked.write_text(heading + "".join(map(_entry, pairs)), encoding="utf-8")
        subprocess.run([command, "--language=en", "--nonotes", asked, told], check=True, capture_output=True)
        text = told.read_text(encoding="utf-8") if told.exists() else ""
    return set(re.findall(r'^msgctxt "(.+)"$', text, re.MULTILINE))


def _entry(pair: Pair) -> str:
    def quoted(text: str) -> str:
        text = re.sub("[\x00-\x1f]", " ", text)
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    return f"msgctxt {quoted(pair.tuid)}\nmsgid {quoted(pair.source)}\nmsgstr {quoted(pair.target)}\n\n"


def hardrules_flags(command: Path, pairs: Sequence[Pair]) -> set[str]:
    """The tuids that bicleaner-hardrules discards, without its language identification and model."""
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.tsv", Path(folder) / "told.tsv"
        asked.write_text("".join(f"{_cell(p.source)}\t{_cell(p.target)}\n" for p in pairs), encoding="utf-8")
        options = ["-s", "id", "-t", "en", "--scol", "1", "--tcol", "2", "--score_only", "--disable_lang_ident"]
        options += ["--disable_lm_filter", "--disable_porn_removal", "-q"]
        subprocess.run([command, *options, asked, told], check=True, capture_output=True)
        scores = told.read_text(encoding="utf-8").splitlines()
    return {pair.tuid for pair, score in zip(pairs, scores, strict=True) if float(score.split("\t")[0]) == 0}


def _cell(text: str) -> str:
    return re.sub("[\x00-\x1f\x85\u2028\u2029]", " ", text)


SPEEDS = {
    "without identification": CheckSettings(identify_language=False),
    "with identification": CheckSettings(),
    "of single pairs alone": CheckSettings(identify_language=False, ignore=("K", "S101")),
    "warnings and errors alone": CheckSettings(identify_language=False, ignore=("A3", "T104", "T105", "T106", "T107")),
}


def report_speed(path: Path, pairs: Sequence[Pair], pofilter: Path | None) -> None:
    """Print units a second of processor time, by which a busy machine disturbs least.

    Findings are made as ``selaras check`` makes them: the pairs stream by. What was worked out about words is kept,
    so each line has a process of its own, which meets the words for the first time, and then again.
    """
    spent = {name: in_a_fresh_process(seconds_first_and_again, pairs, name) for name in SPEEDS}
    peer = cpu_seconds(lambda: pofilter_flags(pofilter, pairs)) if pofilter else None
    print(f"\nunits a second, one core: {len(pairs)} pairs, {'first':>14} {'again':>16}")
    for name, seconds in spent.items():
        print(f"  {name:30}" + "".join(f" {_speed(len(pairs), part, peer)}" for part in seconds))
    if peer:
        print(f"  {'pofilter':30} {len(pairs) / peer:8.0f}")
    count, seconds_of_all = in_a_fresh_process(seconds_of_file, path, "without identification")
    print(f"  {f'a file of {count} pairs':30} {count / seconds_of_all:8.0f}")


def _speed(count: int, seconds: float, peer: float | None) -> str:
    return f"{count / seconds:8.0f}" + (f" ({peer / seconds:4.1f} ×)" if peer else "")


def in_a_fresh_process(task: Callable[..., tuple[float, float]], *arguments: object) -> tuple[float, float]:
    """What a function of this module gives in a process set up as ``selaras check``, where nothing was worked out."""
    with ProcessPoolExecutor(1, get_context("spawn"), seldom_collect) as pool:
        return pool.submit(task, *arguments).result()


def seconds_first_and_again(pairs: Sequence[Pair], name: str) -> tuple[float, float]:
    """How long the checks take over pairs, and how long once more."""
    # Tables are read when they are imported, and the language identifier once.
    list(check([Pair("", "Hujan turun.", "Desde la mañana llueve sin parar en toda la ciudad.")], SPEEDS[name]))
    first, again = (cpu_seconds(lambda: list(check(pairs, SPEEDS[name]))) for _ in range(2))
    return first, again


def seconds_of_file(path: Path, name: str) -> tuple[float, float]:
    """How many Indonesian pairs a file has, and how long the checks take over them."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        pairs = [Pair(f"{row[0]}.{number}", *row[3:]) for number, row in enumerate(rows) if row[1] == "id"]
    # A reader would not hold them, so the garbage collector need not look at them.
    gc.freeze()
    return len(pairs), cpu_seconds(lambda: sum(1 for _ in check(pairs, SPEEDS[name])))


def cpu_seconds(task: Callable[[], object]) -> float:
    """Of this process and those that it starts."""
    before = os.times()
    task()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def main() -> None:
    """Read the arguments and print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--half", choices=PARITY, default="report")
    parser.add_argument("--each", type=int, default=600, help="injections of each class")
    parser.add_argument("--pofilter", type=Path, help="the program, from an environment of its own")
    parser.add_argument("--hardrules", type=Path, help="the program bicleaner-hardrules, likewise")
    parser.add_argument("--write", type=Path, help="where to write the figures that docs/checks.md shows")
    parser.add_argument("--speed", action="store_true", help="only how fast they are")
    options = parser.parse_args()
    pairs = good_pairs(options.pairs, options.half)
    if options.speed:
        report_speed(options.pairs, pairs, options.pofilter)
        return
    spoiled = {failure.name: list(spoiled_pairs(failure, pairs, options.each)) for failure in FAILURES}
    everything = [*pairs, *(pair for each in spoiled.values() for pair in each)]
    peers = {}
    if options.pofilter:
        peers["pofilter"] = pofilter_flags(options.pofilter, everything)
    if options.hardrules:
        peers["hardrules"] = hardrules_flags(options.hardrules, everything)
    good = flagged(pairs, CheckSettings())
    report_recall(spoiled, peers)
    report_false_alarms(good, peers)
    report_speed(options.pairs, pairs, options.pofilter)
    if options.write:
        options.write.write_text(figures(spoiled, good, peers), encoding="utf-8")


if __name__ == "__main__":
    main()
