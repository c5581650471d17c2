"""The architecture that the tree promises: directions of imports, a light start, one importer of the engine."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "selaras"

# Each layer may import those before it; siblings in one layer do not know each other.
LAYERS = [
    {"_version", "errors", "languages", "normalise", "separators", "words"},
    {"model", "saving", "scratch"},
    {"ids", "terminology"},
    {"reading", "segmentation", "checks", "formats", "translation"},
    {"corpus", "evaluate", "report"},
    {"pipeline"},
    {"api"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
HEAVY = {
    "argostranslate",
    "charset_normalizer",
    "ctranslate2",
    "ftfy",
    "lxml",
    "numpy",
    "py3langid",
    "regex",
    "rich",
    "sacrebleu",
    "sentencepiece",
    "torch",
    "stanza",
    "spacy",
    "trafilatura",
    "xlsxwriter",
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The sub-package or module directly under selaras that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[str]:
    """The parts of selaras that a file imports."""
    depth = len(path.relative_to(SOURCE).parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            yield from [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "selaras":
            yield (node.module or "").removeprefix("selaras").lstrip(".").split(".")[0] or "__init__"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    part = part_of(path)
    (level,) = [number for number, layer in enumerate(LAYERS) if part in layer]
    allowed = set().union(*LAYERS[:level], {part})
    assert set(imported_parts(path)) <= allowed


def test_every_part_has_its_layer() -> None:
    assert {part_of(path) for path in modules()} <= set().union(*LAYERS)


@pytest.mark.parametrize("library", ["argostranslate", "ctranslate2", "sentencepiece"])
def test_the_engine_is_known_to_translation_alone(library: str) -> None:
    for path in modules():
        names = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text()))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
        }
        if library in names:
            assert part_of(path) == "translation"


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running ``code``."""
    script = f"import sys; sys.argv = ['selaras']\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split("\n")}


@pytest.mark.parametrize(
    "code",
    [
        "import selaras",
        "from selaras.cli import run; run(['--help'])",
        "from selaras.cli import run; run(['build', '--help'])",
        "import selaras.reading, selaras.segmentation, selaras.checks, selaras.formats, selaras.translation",
    ],
)
def test_start_up_is_light(code: str) -> None:
    assert not loaded_by(code) & HEAVY


@pytest.mark.model
def test_translating_loads_no_other_sentence_splitter() -> None:
    loaded = loaded_by("import selaras; selaras.translate(['Selamat pagi.'])")
    assert "ctranslate2" in loaded
    assert not loaded & {"torch", "stanza", "spacy", "minisbd"}


def test_argos_own_translate_module_is_never_loaded() -> None:
    code = "import selaras; selaras.translate(['Selamat pagi.'])\nassert 'argostranslate.translate' not in sys.modules"
    loaded_by(code)
