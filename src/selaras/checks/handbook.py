"""The pages of ``docs/checks.md``, made from the table of checks so that they cannot disagree with it."""

from __future__ import annotations

from collections.abc import Iterator

from .catalogue import AREAS, CHECKS
from .knowledge import table
from .rule import Rule
from .settings import PROFILES

_INTRODUCTION = """\
# Checks

`selaras check` asks these questions of every pair of a corpus, or of anyone's TMX, XLIFF, TSV or Moses files; `-`
is standard input.
A finding names the unit, the side, the place in the text, what was measured and the threshold it was compared with.
Findings are derived, never stored: fix the text, and they are gone. What a check counts is never less than one; a
question of yes or no (T105: does one side alone begin with a small letter?) measures 1 whatever its threshold.

- `--select A,C103` and `--ignore T1` take codes or beginnings of codes. An unknown one is an error.
- `--severity A102=warning` and `--threshold C103=0.5` change one check. In `selaras.toml`:

  ```toml
  [check]
  profile = "default"
  ignore = ["T104"]

  [check.severity]
  A102 = "warning"

  [check.thresholds]
  C103 = 0.5
  ```
- A suppression list silences a finding that people have looked at. It is a text file with tuid, code (or the
  beginning of one) and reason on each line, separated by tabs; `#` starts a comment. Tuids are stable, so it
  survives rebuilds. In anyone's file a pair without an id is called by its line, `line-7` (the second that begins
  there `line-7.pair-2`), the second segment of an XLIFF unit is `ID.pair-2`, and an id that an earlier `file` of an
  XLIFF had is `file-2.ID`.
- The source is Indonesian and the target English, in these pages, in titles and in a checklist. A file from English to
  Indonesian is checked turned round; its findings name and point at the sides as the file has them, and a remark says
  which side titles call the source.
- `--glossary FILE` has the terms of a [glossary](glossary.md) checked, `--checklist FILE` patterns of your own.
- The language identifier is loaded only where function words do not decide.
- 280,000 pairs took 18 seconds of one core (`benchmarks/checks.py`).

Texts that correspond, such as names that English spells differently, acronyms, number words and negations, are
data files under `src/selaras/checks/data`.

## Checks of your own

`--checklist FILE`, or `checklist = "FILE"` under `[check]`, adds checks to those below: a UTF-8 table, one pattern a
line, cells separated by tabs, `#` for comments. A first line may name the columns, in any order; else they stand in
this one.

| column | meaning |
|---|---|
| `code` | your name for the check, such as `ACME-1`: letters, digits, `-` and `_`; not of the form of `A101` |
| `side` | `source`, `target` or `both` |
| `demand` | `must` or `must not` |
| `pattern` | a regular expression that is looked for in the text, in Python's syntax; `(?i)` ignores case |
| `message` | what people are told |
| `severity` | `error`, `warning` (if empty) or `info` |
| `when` | a regular expression: the line holds only where the source matches it; empty for always |

```
code	side	demand	pattern	message	severity	when
ACME-1	target	must not	(?i)\\bper cent\\b	write percent	info
ACME-1	target	must not	(?i)\\bpct\\b	write percent	info
ACME-2	target	must	\\bLtd\\b	PT is Ltd in this project	error	\\bPT\\s[A-Z]
ACME-3	both	must not	[“”]	straight quotation marks only
```

Lines of one code are one check. Its findings are selected, ignored, suppressed, counted and exported like all others,
under your code and the ITS type `pattern-problem`. Codes are matched by their beginnings, so `--ignore T` silences
`TONE-1` too.

A line that cannot be used ends the run before it starts, with its number. So does a pattern that goes back and forth
for ever (`(a|aa)+$`): it is tried on long runs of letters, digits and blanks. One that gets through and then needs
more than a second of processor time on one text ends the run with the line of the pattern and the unit, since findings
that depend on the speed of a machine are worth nothing. The corpus is written by then and keeps everything.
"""


def handbook() -> str:
    """The whole of ``docs/checks.md``."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Profiles"
    yield ""
    for name, profile in PROFILES.items():
        yield f"- `{name}`: {profile.description}"
    yield ""
    yield "## All checks"
    yield ""
    yield "| code | title | severity | scope | ITS type |"
    yield "|---|---|---|---|---|"
    for code, rule in CHECKS.items():
        check = rule.check
        yield f"| [{code}](#{code.lower()}) | {check.title} | {check.severity} | {check.scope} | {check.its_type} |"
    yield from _measured()
    for letter, area in AREAS.items():
        yield ""
        yield f"## {letter}: {area}"
        for rule in CHECKS.values():
            if rule.check.code.startswith(letter):
                yield from _section(rule)
    yield ""


def _measured() -> Iterator[str]:
    """What ``benchmarks/checks.py`` last measured."""
    rows = table("measured")
    found = [row for row in rows if row[0] == "found"]
    programs = list(dict.fromkeys(row[4] for row in found))
    alarms = {(name, program): share for what, name, share, _, program in rows if what == "false alarms"}
    yield ""
    yield "## How well they find"
    yield ""
    yield "Failures were injected into good human translations of news, and every program was asked about each pair."
    yield "Found means a warning or an error of any check; word lists and thresholds were tuned on other pairs."
    yield "Good pairs hold real mistakes too, so not every false alarm is one."
    yield ""
    yield "| injected failure | " + " | ".join(programs) + " |"
    yield "|---|" + "---|" * len(programs)
    for name in dict.fromkeys(row[1] for row in found):
        shares = {row[4]: row[2] for row in found if row[1] == name}
        yield f"| {name} | " + " | ".join(shares[program] for program in programs) + " |"
    for name in dict.fromkeys(name for name, _ in alarms):
        cells = (f"{float(alarms[name, program]):.3f}" if (name, program) in alarms else "" for program in programs)
        yield f"| *none: good pairs with {name} finding* | " + " | ".join(cells) + " |"


def _flags(code: str) -> str:
    """How many good pairs a check flags."""
    measured = [(share, pairs) for what, name, share, pairs, _ in table("measured") if (what, name) == ("flags", code)]
    return "".join(f"\n- Flags {float(share):.2%} of {int(pairs):,} good human pairs" for share, pairs in measured)


def _section(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"### {rule.check.code}"
    yield ""
    title = rule.check.title
    yield f"**{title[0].upper()}{title[1:]}.** {rule.means}"
    yield ""
    yield f"- Usual false alarms: {rule.false_alarms}"
    yield f"- To silence it: {rule.silence}"
    yield f"- Threshold: {rule.threshold:g}{_flags(rule.check.code) if rule.measure else ''}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(handbook())
