"""Which checks run, how strictly, and what is to be left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType, UnionType
from typing import Any

from ..errors import UsageError
from ..model import Severity
from ..terminology.glossary import Glossary
from . import checklist, terminology
from .catalogue import AREAS, CHECKS
from .checklist import ChecklistItem
from .features import Gate, Gated
from .rule import LinkMeasure, Measure, Record, Report, Rule, Screen
from .suppressions import Suppression

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Profile:
    """A named set of choices to start from; the user's own win over it.

    Attributes:
        description: What it is for, one line.
        ignore: Code prefixes that it leaves out.
        severities: Code prefix -> severity.
        thresholds: Code -> threshold.
    """

    description: str
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: _EMPTY)
    thresholds: Mapping[str, float] = field(default_factory=lambda: _EMPTY)


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "default": Profile("every check at its own severity and threshold"),
        "strict": Profile(
            "for text that is to be published: warnings of accuracy and terminology are errors, thresholds are tighter",
            severities={
                "G": Severity.ERROR,
                "A": Severity.ERROR,
                "A3": Severity.WARNING,
                "U": Severity.ERROR,
                "H": Severity.ERROR,
                "T104": Severity.WARNING,
            },
            thresholds={"C103": 0.65, "C104": 1.6},
        ),
        "draft": Profile(
            "for raw machine output: only what makes a translation unusable",
            ignore=("T", "E104", "E105", "L103", "A104", "H102"),
            severities={"A2": Severity.INFO},
        ),
        "tmx-for-cat": Profile(
            "for memories that CAT tools will load: characters are errors, so are lost marks",
            severities={"E": Severity.ERROR, "A4": Severity.ERROR},
        ),
    }
)


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """A check as it runs under some settings."""

    code: str
    severity: Severity
    threshold: float
    measure: Measure | None
    gate: Gate | None
    screen: Screen | None
    record: Record | None
    report: Report | None
    links: LinkMeasure | None


Question = tuple[Measure, float, PlannedCheck]
"""What is asked of a pair: a measure, the threshold and the check that it is about."""


@dataclass(frozen=True)
class CheckSettings:
    """What to ask of the pairs.

    Args:
        select: Code prefixes (``("A", "C103")``) that run; empty means all.
        ignore: Code prefixes that do not run; wins over ``select``.
        severities: Code prefix -> severity in place of the default; the longest prefix wins.
        thresholds: Code -> threshold in place of the default.
        profile: Name of the profile to start from.
        suppressions: Findings that people have looked at and want to see no more.
        identify_language: Whether the language identifier may be loaded where function words do not decide.
        glossary: What the checks of terminology ask for; they do not run without.
        checklist: Checks of the user's own.

    Attributes:
        rules: All checks by code, those of the user's last.

    Raises:
        UsageError: For an unknown code or prefix, or an unknown profile, with those that look alike; for a threshold
            that is no count where things are counted.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: _EMPTY)
    thresholds: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    profile: str = "default"
    suppressions: tuple[Suppression, ...] = ()
    identify_language: bool = True
    glossary: Glossary | None = None
    checklist: tuple[ChecklistItem, ...] = ()
    rules: Mapping[str, Rule] = field(init=False, repr=False, compare=False)
    unit_plan: tuple[PlannedCheck, ...] = field(init=False, repr=False, compare=False)
    corpus_plan: tuple[PlannedCheck, ...] = field(init=False, repr=False, compare=False)
    document_plan: tuple[PlannedCheck, ...] = field(init=False, repr=False, compare=False)
    suppressed: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rules = self._rules()
        object.__setattr__(self, "rules", rules)
        for prefix in (*self.select, *self.ignore, *self.severities):
            _require(prefix, any(code.startswith(prefix) for code in rules if prefix), (*rules, *AREAS), "check")
        for code in self.thresholds:
            _require(code, code in rules, rules, "check")
            _require_count(code, self.thresholds[code], rules[code])
        _require(self.profile, self.profile in PROFILES, PROFILES, "profile")
        plan = tuple(self._planned())
        object.__setattr__(self, "unit_plan", tuple(planned for planned in plan if planned.measure))
        object.__setattr__(self, "corpus_plan", tuple(planned for planned in plan if planned.report))
        object.__setattr__(self, "document_plan", tuple(planned for planned in plan if planned.links))
        object.__setattr__(self, "suppressed", _by_tuid(self.suppressions))

    @cached_property
    def gated(self) -> Gated[Question]:
        """The unit checks behind their gates."""
        return Gated(
            (planned.gate, (planned.measure, planned.threshold, planned))
            for planned in self.unit_plan
            if planned.measure
        )

    def is_suppressed(self, tuid: str, code: str) -> bool:
        """Whether people have silenced a check for a unit."""
        return code.startswith(self.suppressed.get(tuid, ("-",)))

    def _rules(self) -> Mapping[str, Rule]:
        terms = terminology.rules_of(self.glossary) if self.glossary else ()
        asked = {rule.check.code: rule for rule in terms}
        return MappingProxyType({**CHECKS, **asked, **checklist.rules_of(self.checklist)})

    def _planned(self) -> Iterable[PlannedCheck]:
        profile = PROFILES[self.profile]
        ignored = self.ignore + tuple(prefix for prefix in profile.ignore if not self._asks_for(prefix))
        for code, rule in self.rules.items():
            if self.glossary is None and code in terminology.CODES:
                continue
            if (self.select and not code.startswith(self.select)) or code.startswith(ignored or ("-",)):
                continue
            if rule.identifies_language and not self.identify_language:
                continue
            severity = _longest(code, self.severities) or _longest(code, profile.severities) or rule.check.severity
            threshold = self.thresholds.get(code, profile.thresholds.get(code, rule.threshold))
            ways = rule.measure, rule.gate, rule.screen, rule.record, rule.report, rule.links
            yield PlannedCheck(code, severity, threshold, *ways)

    def _asks_for(self, prefix: str) -> bool:
        """Whether the user selects what a profile leaves out."""
        return any(chosen.startswith(prefix) for chosen in self.select)


# What the options of [check] are: type, the same in words, an example.
_OPTIONS: Mapping[str, tuple[type | UnionType, str, str]] = {
    "select": (list | tuple, "a list of codes", 'select = ["A101", "T"]'),
    "ignore": (list | tuple, "a list of codes", 'ignore = ["A101", "T"]'),
    "severity": (Mapping, "a table", 'severity = {A101 = "warning"}'),
    "thresholds": (Mapping, "a table", "thresholds = {C103 = 0.5}"),
    "profile": (str, "a text in quotation marks", 'profile = "strict"'),
    "identify_language": (bool, "true or false", "identify_language = false"),
}


def settings_from(
    options: Mapping[str, Any],
    *,
    path: str | None = None,
    glossary: Glossary | None = None,
    checklist: tuple[ChecklistItem, ...] = (),
) -> CheckSettings:
    """Settings from the ``[check]`` table of ``selaras.toml``.

    Args:
        options: ``select``, ``ignore``, ``profile``, ``identify_language``, the tables ``severity``, ``thresholds``.
        path: The file it came from, for messages.
        glossary: For the checks of terminology.
        checklist: Checks of the user's own, which the options may name.

    Raises:
        UsageError: For an unknown option, code, severity or profile.
    """
    for name, value in options.items():
        _require(name, name in _OPTIONS, _OPTIONS, "option of [check]", path)
        type_, expected, example = _OPTIONS[name]
        if not isinstance(value, type_):
            raise UsageError(f"{name} is not {expected}", path=path, remedy=f"write {example}")
    return CheckSettings(
        select=_codes(options, "select", path),
        ignore=_codes(options, "ignore", path),
        severities={code: severity_named(str(name), path) for code, name in options.get("severity", {}).items()},
        thresholds={code: _number(code, value, path) for code, value in options.get("thresholds", {}).items()},
        profile=options.get("profile", "default"),
        identify_language=options.get("identify_language", True),
        glossary=glossary,
        checklist=checklist,
    )


def _codes(options: Mapping[str, Any], name: str, path: str | None) -> tuple[str, ...]:
    codes = options.get(name, ())
    if not all(isinstance(code, str) for code in codes):
        raise UsageError(f"{name} is not a list of codes", path=path, remedy=f'write {name} = ["A101", "T"]')
    return tuple(codes)


def _number(code: str, value: object, path: str | None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(
            f"the threshold of {code} is not a number", path=path, remedy="write it without quotation marks"
        )
    return float(value)


def severity_named(name: str, path: str | None = None) -> Severity:
    """The severity that people call ``info``, ``warning`` or ``error``.

    Raises:
        UsageError: For any other name.
    """
    names = {str(severity): severity for severity in Severity}
    _require(name, name in names, names, "severity", path)
    return names[name]


def _require(name: str, is_known: bool, known: Iterable[str], what: str, path: str | None = None) -> None:
    if is_known:
        return
    known = tuple(known)
    near = get_close_matches(name.upper() if what == "check" else name, known, n=3, cutoff=0.5) or known[:5]
    raise UsageError(f"no {what} is called “{name}”", path=path, remedy=f"did you mean {', '.join(near)}?")


def _require_count(code: str, threshold: float, rule: Rule) -> None:
    """What counts things from one up cannot find none of them."""
    if rule.threshold >= 1 and threshold <= 0:
        raise UsageError(f"the threshold of {code} is {threshold:g}", remedy=f"give a number above 0, or ignore {code}")


def _longest(code: str, severities: Mapping[str, Severity]) -> Severity | None:
    prefixes = [prefix for prefix in severities if code.startswith(prefix)]
    return severities[max(prefixes, key=len)] if prefixes else None


def _by_tuid(suppressions: Iterable[Suppression]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for suppression in suppressions:
        found[suppression.tuid] = (*found.get(suppression.tuid, ()), suppression.code)
    return MappingProxyType(found)


DEFAULT = CheckSettings()
