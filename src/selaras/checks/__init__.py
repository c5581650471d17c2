"""Checks of translated pairs: pure functions that measure, thresholds that decide.

``CHECKS`` is the table of all of them; ``docs/checks.md`` says what each means.
"""

from .catalogue import AREAS, CHECKS
from .checklist import ChecklistItem, parse_checklist
from .effect import CheckEffect, Effect, effect
from .rule import Hit, Record, Rule
from .run import check, check_links, check_pair, hard_failures
from .settings import DEFAULT, PROFILES, CheckSettings, Profile, settings_from, severity_named
from .suppressions import Suppression, format_suppressions, parse_suppressions
from .turning import turned

__all__ = [
    "AREAS",
    "CHECKS",
    "DEFAULT",
    "PROFILES",
    "CheckEffect",
    "CheckSettings",
    "ChecklistItem",
    "Effect",
    "Hit",
    "Profile",
    "Record",
    "Rule",
    "Suppression",
    "check",
    "check_links",
    "check_pair",
    "effect",
    "format_suppressions",
    "hard_failures",
    "parse_checklist",
    "parse_suppressions",
    "settings_from",
    "severity_named",
    "turned",
]
