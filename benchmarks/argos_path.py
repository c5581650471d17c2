"""Argos Translate's own translation path, for an environment that has the full argostranslate.

Reads a JSON list of paragraphs, each a list of sentences, on stdin; writes JSON {"wall", "cpu", "texts"}.
The sentences are handed over ready, so that no splitter's time is counted.

    python benchmarks/argos_path.py PACKAGE_FOLDER < paragraphs.json
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import ctranslate2
from argostranslate import package, settings, translate


class ReadySentences:
    """A sentence splitter that knows the answer."""

    def __init__(self, paragraphs: list[list[str]]) -> None:
        self._sentences = {" ".join(sentences): sentences for sentences in paragraphs}

    def split_sentences(self, text: str) -> list[str]:
        """The sentences that a paragraph was made of."""
        return self._sentences[text]


def main(folder: str) -> None:
    """Translate paragraph by paragraph, as Argos Translate does with a text."""
    paragraphs = json.load(sys.stdin)
    model = package.Package(Path(folder))
    translator = ctranslate2.Translator(
        str(model.package_path / "model"),
        device=settings.device,
        inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads,
        compute_type=settings.compute_type,
    )
    splitter = ReadySentences(paragraphs)
    model.tokenizer.encode("siap")
    wall, cpu = time.perf_counter(), time.process_time()
    texts = [
        translate.apply_packaged_translation(model, " ".join(sentences), translator, splitter, 1)[0].value
        for sentences in paragraphs
    ]
    done = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "texts": texts}
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
