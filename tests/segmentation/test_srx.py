"""The rules as SRX: valid, and cutting as the package itself does, in a re-enactment and in OmegaT."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from selaras.segmentation import AbbreviationClass, SegmentationOptions, sentence_spans
from selaras.segmentation.srx import LANGUAGE_PATTERN, SrxRule, omegat_conf_bytes, srx_bytes, srx_rules

from .test_cases import CASES, cut

# Paragraphs that a regular expression cannot cut as the package does; docs/segmentation.md says why.
OUT_OF_REACH = 6


def positions(text: str, rule: SrxRule) -> list[int]:
    """Where a rule applies in a tool that searches from left to right, as OmegaT's Segmenter does."""
    found = []
    behind = re.finditer(rule.after, text)
    after = next(behind, None)
    for before in re.finditer(rule.before, text):
        while after and after.start() < before.end():
            after = next(behind, None)
        if after and after.start() == before.end():
            found.append(before.end())
    return found


def cut_by_srx(text: str, rules: tuple[SrxRule, ...]) -> list[str]:
    boundaries: set[int] = set()
    for rule in reversed(rules):
        found = positions(text, rule)
        boundaries = boundaries | set(found) if rule.is_break else boundaries - set(found)
    offsets = [0, *sorted(boundaries), len(text)]
    pieces = (text[start:end].strip() for start, end in pairwise(offsets))
    return [piece for piece in pieces if piece]


def test_srx_is_valid(shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "srx20.xsd"))
    schema.assertValid(etree.fromstring(srx_bytes()))


def test_srx_is_the_same_every_time() -> None:
    assert srx_bytes() == srx_bytes()
    assert omegat_conf_bytes() == omegat_conf_bytes()


def test_every_pattern_compiles_and_every_rule_is_written() -> None:
    root = etree.fromstring(srx_bytes())
    written = [(rule.get("break"), rule[0].text, rule[1].text) for rule in root.iter("{*}rule")]
    assert written == [("yes" if rule.is_break else "no", rule.before, rule.after) for rule in srx_rules()]
    assert all(re.compile(rule.before) and re.compile(rule.after) for rule in srx_rules())


def test_omegat_bean_holds_the_rules() -> None:
    root = etree.fromstring(omegat_conf_bytes())
    strings = [element.text for element in root.iter("string")]
    assert strings[:2] == ["Indonesian", LANGUAGE_PATTERN]
    assert strings[2:-1] == [pattern for rule in srx_rules() for pattern in (rule.before, rule.after)]
    assert [element.text for element in root.iter("boolean")] == [str(rule.is_break).lower() for rule in srx_rules()]


@pytest.mark.parametrize(
    ("code", "matches"), [("id", True), ("ID-ID", True), ("in", True), ("ms-MY", True), ("en", False)]
)
def test_language_pattern(code: str, matches: bool) -> None:
    assert bool(re.fullmatch(LANGUAGE_PATTERN, code)) is matches


def test_srx_cuts_the_cases_as_the_package_does() -> None:
    rules = srx_rules()
    paragraphs = [case.text for case in CASES if "\n" not in case.text]
    different = [text for text in paragraphs if cut_by_srx(text, rules) != cut(text)]
    assert len(different) <= OUT_OF_REACH, different


def test_own_abbreviations_reach_the_srx() -> None:
    text = "Rapat dipimpin Kadusn. Marto di balai."
    options = SegmentationOptions(abbreviations=(("Kadusn", AbbreviationClass.NEVER),))
    assert len(cut_by_srx(text, srx_rules())) == len(sentence_spans(text)) == 2
    assert cut_by_srx(text, srx_rules(options)) == [text]


@pytest.mark.client
@pytest.mark.skipif(not shutil.which("omegat"), reason="OmegaT is not installed")
def test_omegat_cuts_as_the_package_does(shared: Path, tmp_path: Path) -> None:
    rules = srx_rules()
    paragraphs = [
        case.text for case in CASES if "\n" not in case.text and cut_by_srx(case.text, rules) == case.sentences
    ]
    sources = dict.fromkeys(sentence for text in paragraphs for sentence in cut(text))
    units = "".join(
        f'<tu><tuv xml:lang="id"><seg>{escape(source)}</seg></tuv><tuv xml:lang="en"><seg>T{n}EN.</seg></tuv></tu>'
        for n, source in enumerate(sources)
    )
    header = (
        'creationtool="test" creationtoolversion="1" segtype="sentence" o-tmf="test" adminlang="en" srclang="id" '
        'datatype="plaintext"'
    )
    memory = f'<?xml version="1.0"?><tmx version="1.4"><header {header}/><body>{units}</body></tmx>'
    (tmp_path / "memory.tmx").write_text(memory, "utf-8")
    (tmp_path / "source.txt").write_text("\n".join(paragraphs) + "\n", "utf-8")
    rules_folder = tmp_path / "rules"
    rules_folder.mkdir()
    (rules_folder / "segmentation.conf").write_bytes(omegat_conf_bytes())
    result = subprocess.run(
        ["bash", shared / "clients" / "omegat_accept.sh", tmp_path / "memory.tmx", tmp_path / "source.txt"],
        env={"PATH": "/usr/bin:/bin", "SEG_DIR": str(rules_folder), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
