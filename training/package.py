"""Step: the exported model as an ordinary Argos package; equal inputs give equal bytes.

``--begun PACKAGE`` names the one whose weights training began from: what that was made of is named as well.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from selaras.translation.adequacy import load_table
from selaras.translation.packages import ADEQUACY, LEXICON, VOCABULARY_MAP
from training.adequacy import adequacy_path
from training.config import ROOT, Config, parse_arguments, read_config
from training.dictionary import DICTIONARY, EXAMPLES, HELD_OUT
from training.export import exported_path
from training.lexicon import lexicon_path
from training.mixture import synthetic_folder
from training.packed import load_pairs
from training.pairs import read_pairs, read_sentences
from training.prepare import monolingual_path, pairs_path
from training.tell import TOLD
from training.vocabulary_map import vocabulary_map

_LANGUAGES = {"id": "Indonesian", "en": "English"}


def package(config: Config, folder: Path, begun: Path | None = None) -> None:
    """Write all that a package holds, replacing the folder there is.

    Args:
        config: The model.
        folder: Where the package goes.
        begun: Package that the first weights came from.
    """
    description = describe(config)
    if begun:
        description = with_past(description, json.loads((begun / "metadata.json").read_text(encoding="utf-8")))
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(exported_path(config), folder / "model")
    words = vocabulary_map(load_table(adequacy_path(config)))
    (folder / VOCABULARY_MAP).write_text(words, encoding="utf-8")
    shutil.copyfile(config.sentencepiece, folder / "sentencepiece.model")
    shutil.copyfile(adequacy_path(config), folder / ADEQUACY)
    shutil.copyfile(lexicon_path(config), folder / LEXICON)
    metadata = json.dumps(description, indent=1, ensure_ascii=False)
    (folder / "metadata.json").write_text(metadata + "\n", encoding="utf-8")


def packaged_path(config: Config) -> Path:
    """Where the package is made."""
    return config.data.state / "package" / config.name


def describe(config: Config) -> dict[str, Any]:
    """What Argos needs to know of a package, and what a user of the weights must."""
    package = config.package
    return {
        "package_version": package.version,
        "argos_version": package.argos_version,
        "from_code": config.source,
        "from_name": _LANGUAGES[config.source],
        "to_code": config.target,
        "to_name": _LANGUAGES[config.target],
        "name": package.name,
        "licence": package.licence,
        "date": package.date,
        "piece_tokens": package.piece_tokens,
        "training": _summary(config),
        "sources": _sources(config),
    }


def with_past(description: dict[str, Any], past: dict[str, Any]) -> dict[str, Any]:
    """A description that also says what an earlier package was made of, sources of both named once."""
    ours = {source["name"]: source for source in description["sources"]}
    theirs = {source["name"]: source for source in past["sources"]}
    begun = f"begun from {past['name']} {past['package_version']} ({past['training']})"
    return {
        **description,
        "training": f"{description['training']}; {begun}",
        "sources": [source for _, source in sorted({**theirs, **ours}.items())],
    }


def _summary(config: Config) -> str:
    varied = ["+" in pair.origin for pair in read_pairs(pairs_path(config))]
    synthetic, told = (
        sum(len(load_pairs(path)) for path in synthetic_folder(config).glob(name)) for name in ("[0-9]*.npz", TOLD)
    )
    translated = f"{varied.count(False):,} pairs, {varied.count(True) + told:,} variants of them"
    return f"{translated}, {synthetic:,} back-translated sentences" if synthetic else translated


def _sources(config: Config) -> list[dict[str, str | int]]:
    ours = {"repository": "selaras", "licence": config.package.licence}
    stated = {**_stated_licences(config.data.sources), DICTIONARY: ours, EXAMPLES: ours, HELD_OUT: ours}
    counts = Counter(pair.origin for pair in read_pairs(pairs_path(config)) if "+" not in pair.origin)
    sources: list[dict[str, str | int]] = [
        {"name": name, "pairs": count, **stated.get(name, {})} for name, count in sorted(counts.items())
    ]
    if any(synthetic_folder(config).glob("[0-9]*.npz")):
        sources += _monolingual_sources(config)
    return sources


def _monolingual_sources(config: Config) -> list[dict[str, str | int]]:
    lines = (ROOT / "training" / "knowledge" / "monolingual.tsv").read_text(encoding="utf-8").splitlines()
    stated = {name: {"title": title, "licence": licence} for name, title, licence in (row.split("\t") for row in lines)}
    shards = {int(path.stem) for path in synthetic_folder(config).glob("[0-9]*.npz")}
    sentences = enumerate(read_sentences(monolingual_path(config)))
    counts = Counter(origin for place, (origin, _) in sentences if place // config.synthesis.shard in shards)
    return [
        {"name": f"{name} (English alone)", "sentences": count, **stated.get(name, {})}
        for name, count in sorted(counts.items())
    ]


def _stated_licences(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["source"]: {"repository": row["repository"], "licence": row["licence_as_stated"]} for row in rows}


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(prog="training.package", description=__doc__)
    parser.add_argument("--begun", type=Path, help="package whose weights training began from")
    arguments = parse_arguments(parser)
    config = read_config(arguments.config)
    package(config, packaged_path(config), arguments.begun)
    print(packaged_path(config))


if __name__ == "__main__":
    main()
