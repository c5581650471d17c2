"""A whole small world for the recipe: invented pairs, sentences, test sets and a configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from training.config import Config

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

WHO = [("Petani", "The farmer"), ("Guru", "The teacher"), ("Nelayan", "The fisherman"), ("Wartawan", "The reporter")]
DID = [("membeli", "bought"), ("menjual", "sold"), ("membawa", "carried"), ("melihat", "saw"), ("menulis", "described")]
WHAT = [("beras", "rice"), ("ikan", "fish"), ("buku", "a book"), ("perahu", "a boat"), ("sepeda", "a bicycle")]
WHERE = [("di pasar", "at the market"), ("di sekolah", "at school"), ("di pelabuhan", "at the harbor")]
WHEN = [("kemarin", "yesterday"), ("pagi ini", "this morning"), ("pada 2019", "in 2019"), ("hari Senin", "on Monday")]

CONFIG = """
base = "{base}"
name = "{name}"
source = "{source}"
target = "{target}"

[data]
state = "{state}"
parallel = "{parallel}"
monolingual = "{monolingual}"
sources = "{sources}"
test_sets = "{test_sets}"
development = "{development}"
dictionary = "{dictionary}"
examples = "{examples}"

[vocabulary]
size = 400
monolingual_lines = 100
lines = 1000

[network]
width = 32
feed_forward = 64
heads = 2
encoder_layers = 2
decoder_layers = 1

[training]
batch_tokens = 1024
learning_rate = 1e-2
warmup_steps = 10
steps = 40
cooldown_steps = 20
snapshot_steps = 10
snapshots = 3
synthetic_share = 0.5
cooldown_synthetic_share = 0.25

[synthesis]
sentences = 100
shard = 40
"""


def invent(count: int, seed: int) -> list[tuple[str, str]]:
    """Distinct Indonesian sentences of our own with their translations."""
    random = Random(seed)
    found: dict[str, str] = {}
    while len(found) < count:
        parts = [random.choice(words) for words in (WHO, DID, WHAT, WHERE, WHEN)]
        found[" ".join(part[0] for part in parts) + "."] = " ".join(part[1] for part in parts) + "."
    return list(found.items())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the configurations ``id_en.toml`` and ``en_id.toml`` in it name."""
    folder = tmp_path_factory.mktemp("recipe")
    pairs = invent(300, seed=1)
    held_out, learnt = pairs[:20], pairs[20:]
    rows = [f"invented\tid\t\t{left}\t{right}" for left, right in [*learnt, held_out[0]]]
    (folder / "parallel.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    sentences = [f"essays\t{right}" for _, right in [*invent(100, seed=2), held_out[1]]]
    (folder / "mono.tsv").write_text("\n".join(sentences) + "\n", encoding="utf-8")
    columns = "source\tpairs_kept\trepository\tlicence_as_stated\tdomain\toriginal_and_translation\tremarks"
    (folder / "sources.tsv").write_text(f"{columns}\ninvented\t280\tour own\tCC0\ttests\t\t\n", encoding="utf-8")
    (folder / "dictionary.tsv").write_text("bumerang\tboomerang\tthrowing stick\n", encoding="utf-8")
    examples = [("Petani membawa bumerang.", "The farmer carried a boomerang."), *invent(200, seed=3)]
    (folder / "examples.tsv").write_text("".join(f"{left}\t{right}\n" for left, right in examples), encoding="utf-8")
    (folder / "sets").mkdir()
    for side, suffix in enumerate(("id", "en")):
        (folder / "sets" / f"dev.{suffix}").write_text(
            "".join(f"{pair[side]}\n" for pair in held_out), encoding="utf-8"
        )
    for name, source, target in (("id_en", "id", "en"), ("en_id", "en", "id")):
        (folder / f"{name}.toml").write_text(_config(folder, name, source, target), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def prepared(world: Path) -> Config:
    """The configuration ``id_en.toml``, its text prepared and packed."""
    from training.config import read_config
    from training.pack import pack_all
    from training.prepare import prepare
    from training.vocabulary import learn_vocabulary

    config = read_config(world / "id_en.toml")
    prepare(config, world / "prepare.json")
    learn_vocabulary(config)
    pack_all(config)
    return config


def _config(folder: Path, name: str, source: str, target: str) -> str:
    return CONFIG.format(
        base=ROOT / "training" / "configs" / "base.toml",
        name=name,
        source=source,
        target=target,
        state=folder / "state",
        parallel=folder / "parallel.tsv",
        monolingual=folder / "mono.tsv",
        sources=folder / "sources.tsv",
        test_sets=folder / "sets",
        development=folder / "sets" / "dev",
        dictionary=folder / "dictionary.tsv",
        examples=folder / "examples.tsv",
    )
