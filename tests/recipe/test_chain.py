"""Every step of the recipe in its order, on a few hundred invented pairs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch, which the program does not")
# Two threads that wait for each other take longer than one, at this size.
torch.set_num_threads(1)

from selaras.translation.adequacy import Adequacy, load_table  # noqa: E402
from training.adequacy import adequacy_path, write_table  # noqa: E402
from training.average import average, averaged_path, newest_snapshots  # noqa: E402
from training.backtranslate import BackTranslator, backtranslate, is_plausible  # noqa: E402
from training.checkpoint import Weights, load_checkpoint, load_weights, save_weights  # noqa: E402
from training.config import ROOT, Config, read_config  # noqa: E402
from training.decoding import CTranslate2Decoder, Decoding, TorchDecoder  # noqa: E402
from training.dictionary import DICTIONARY, EXAMPLES, HELD_OUT, Entry  # noqa: E402
from training.distil import distil  # noqa: E402
from training.english_lexicon import EnglishLexicon, Met  # noqa: E402
from training.evaluate import score, translate_development  # noqa: E402
from training.export import export, exported_path  # noqa: E402
from training.learner import Learner  # noqa: E402
from training.lexicon import write_lexicon  # noqa: E402
from training.mixture import synthetic_folder  # noqa: E402
from training.pack import load_development, load_real  # noqa: E402
from training.package import package  # noqa: E402
from training.packed import collate, load_pairs  # noqa: E402
from training.pairs import read_pairs  # noqa: E402
from training.prepare import monolingual_path, pairs_path  # noqa: E402
from training.restore import restore  # noqa: E402
from training.tell import write_telling  # noqa: E402
from training.train import Run  # noqa: E402
from training.vocabulary import BACK_TRANSLATED, load_vocabulary  # noqa: E402


def train_and_export(config: Config) -> None:
    Run(config).train()
    Run(config, cooldown=True).train()
    save_weights(average(newest_snapshots(config, 2)), averaged_path(config))
    export(config, averaged_path(config), exported_path(config))
    write_table(config)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def reverse(world: Path, prepared: Config) -> Config:
    config = read_config(world / "en_id.toml")
    train_and_export(config)
    return config


@pytest.fixture(scope="module")
def forward(prepared: Config, reverse: Config) -> Config:
    decoder = CTranslate2Decoder(exported_path(reverse), load_vocabulary(reverse), Decoding(top_k=4))
    shards = sorted((reverse.prepared / "monolingual").glob("*.npz"))
    lexicon = EnglishLexicon([Entry("bumerang", "boomerang")], Met({}, {}), seed=1)
    translator = BackTranslator(decoder, load_vocabulary(reverse), lexicon)
    backtranslate(shards, translator, synthetic_folder(prepared), minutes=9)
    write_lexicon(prepared)
    assert write_telling(prepared) > 0
    train_and_export(prepared)
    return prepared


def test_test_sentences_are_held_out_of_pairs_and_sentences(prepared: Config, world: Path) -> None:
    held_out = (world / "sets" / "dev.en").read_text(encoding="utf-8").splitlines()
    report = json.loads((world / "prepare.json").read_text(encoding="utf-8"))
    assert report["test_sentences"] == 40
    assert report["dropped"]["test-set:invented"] >= 1
    assert not {pair.english for pair in read_pairs(pairs_path(prepared))} & set(held_out)
    assert monolingual_path(prepared).exists()


def test_directions_exchange_the_sides(prepared: Config, world: Path) -> None:
    there, back = load_real(prepared), load_real(read_config(world / "en_id.toml"))
    assert there.source.segment(0) == back.target.segment(0)
    assert load_vocabulary(prepared).decode(there.target.segment(0)).isascii()


def test_training_lowers_the_loss_and_logs_it(reverse: Config) -> None:
    lines = [json.loads(line) for line in (reverse.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    losses = [line["development_loss"] for line in lines if "development_loss" in line]
    assert losses[-1] < losses[0]


def test_a_processor_that_would_emulate_16_bits_learns_the_same_in_32(
    prepared: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = []
    for has_short in (False, True):
        monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda answer=has_short: answer)
        learner = Learner(prepared, load_vocabulary(prepared).vocab_size())
        assert learner.worker.bias.dtype == (torch.bfloat16 if has_short else torch.float32)
        pairs = load_development(prepared)
        batch = collate(pairs, np.arange(8))
        losses.append([float(learner.learn(batch, 1e-2, smoothing=0.1)) for _ in range(5)])
    assert losses[0][-1] < losses[0][0]
    assert losses[0] == pytest.approx(losses[1], rel=0.02)


def test_cooldown_leaves_the_main_phase_as_it_is(reverse: Config) -> None:
    main = load_checkpoint(reverse.folder / "checkpoint.pt").progress
    branch = load_checkpoint(reverse.folder / "cooldown" / "checkpoint.pt").progress
    assert (main.step, main.cooldown_from) == (40, None)
    assert (branch.step, branch.cooldown_from) == (60, 40)


def test_an_interrupted_run_equals_one_that_was_not(world: Path, prepared: Config) -> None:
    def run(name: str, stops: int) -> Weights:
        text = (world / "en_id.toml").read_text(encoding="utf-8").replace('"en_id"', f'"{name}"')
        (world / f"{name}.toml").write_text(text.replace("steps = 40", "steps = 12"), encoding="utf-8")
        for _ in range(stops):
            Run(read_config(world / f"{name}.toml")).train(minutes=1e-9)
        config = read_config(world / f"{name}.toml")
        Run(config).train()
        assert load_checkpoint(config.folder / "checkpoint.pt").progress.step == 12
        return load_weights(config.folder / "checkpoint.pt")

    whole, broken = run("whole", 0), run("broken", 3)
    assert all(torch.allclose(whole[name], broken[name], atol=1e-4) for name in whole)


def test_the_exported_model_writes_what_the_network_writes(reverse: Config) -> None:
    folder = reverse.folder / "exact"
    export(reverse, averaged_path(reverse), folder, quantization="float32")
    source = load_development(reverse).source
    exported = CTranslate2Decoder(folder, load_vocabulary(reverse), Decoding(), threads=1).translate(source)
    written = TorchDecoder(reverse, averaged_path(reverse), Decoding()).translate(source)
    # A model this small loops until it is stopped, and each engine stops at a length of its own.
    assert [pieces[:20] for pieces in exported] == [pieces[:20] for pieces in written]


def test_words_that_go_together_explain_each_other(forward: Config) -> None:
    adequacy = Adequacy(load_table(adequacy_path(forward)))
    vocabulary = load_vocabulary(forward)
    source, whole, part = (
        vocabulary.encode(text, out_type=str)
        for text in (
            "Guru membeli beras di pasar.",
            "The teacher bought rice at the market.",
            "The teacher bought rice.",
        )
    )
    left_open = adequacy.unexplained(source, [whole, part])
    assert left_open[0] < left_open[1]


def test_back_translations_are_tagged_and_resumed(forward: Config) -> None:
    shards = sorted(synthetic_folder(forward).glob("[0-9]*.npz"))
    tag = load_vocabulary(forward).piece_to_id(BACK_TRANSLATED)
    assert shards
    for pairs in map(load_pairs, shards):
        assert all(pairs.source.segment(index)[0] == tag for index in range(len(pairs)))
    before = [path.stat().st_mtime_ns for path in shards]
    backtranslate(shards, None, synthetic_folder(forward), minutes=9)  # type: ignore[arg-type]
    assert [path.stat().st_mtime_ns for path in shards] == before


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([5, 6, 7], [8, 9, 10], True),
        ([5, 6, 7], [5, 6, 7], False),
        ([], [8], False),
        ([5] * 60, list(range(8, 12)), False),
        ([5, 6] * 10, list(range(8, 28)), False),
    ],
)
def test_copies_loops_and_fragments_are_not_plausible(source: list[int], target: list[int], expected: bool) -> None:
    assert is_plausible(source, target) is expected


def test_a_teacher_writes_for_a_student(forward: Config, tmp_path: Path) -> None:
    decoder = CTranslate2Decoder(exported_path(forward), load_vocabulary(forward), Decoding(beam=2))
    distil(forward, decoder, tmp_path, shard=10_000, minutes=1)
    (shard,) = tmp_path.glob("distilled-*.npz")
    assert len(load_pairs(shard)) <= len(load_real(forward)) + 100


def test_the_development_set_is_scored_with_signatures(forward: Config) -> None:
    decoder = CTranslate2Decoder(exported_path(forward), load_vocabulary(forward), Decoding(beam=2))
    hypotheses = translate_development(forward, decoder)
    scores = score(forward, hypotheses)
    assert len(hypotheses) == 20
    assert scores["chrF2"] > 5
    assert len(scores["signatures"]) == 3


def test_the_package_is_an_argos_package_with_equal_bytes_every_time(forward: Config, tmp_path: Path) -> None:
    for name in ("one", "two"):
        package(forward, tmp_path / name)
    one, two = (contents(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert {str(path) for path in one} >= {
        "adequacy.npz",
        "lexicon.tsv",
        "metadata.json",
        "sentencepiece.model",
        "model/model.bin",
        "model/vmap.txt",
    }
    metadata = json.loads(one[Path("metadata.json")])
    assert (metadata["from_code"], metadata["to_code"], metadata["licence"]) == ("id", "en", "CC-BY-SA-4.0")
    source, dictionary, examples, held_out, essays = metadata["sources"]
    assert source == {"name": "invented", "pairs": source["pairs"], "repository": "our own", "licence": "CC0"}
    assert essays["name"] == "essays (English alone)"
    counts = Counter(pair.origin for pair in read_pairs(pairs_path(forward)))
    assert counts[DICTIONARY] == 1
    for own, name in ((dictionary, DICTIONARY), (examples, EXAMPLES), (held_out, HELD_OUT)):
        assert own == {"name": name, "pairs": counts[name], "repository": "selaras", "licence": "CC-BY-SA-4.0"}
    pairs = sum(each["pairs"] for each in (source, dictionary, examples, held_out))
    assert metadata["training"].startswith(f"{pairs} pairs, ")


def test_a_package_names_what_its_first_weights_were_made_of(forward: Config, tmp_path: Path) -> None:
    package(forward, tmp_path / "first")
    stated = json.loads((tmp_path / "first" / "metadata.json").read_text(encoding="utf-8"))
    stated["sources"] = [{"name": "forgotten", "pairs": 7}, {"name": "invented", "pairs": 1}]
    (tmp_path / "first" / "metadata.json").write_text(json.dumps(stated), encoding="utf-8")
    package(forward, tmp_path / "second", begun=tmp_path / "first")
    metadata = json.loads((tmp_path / "second" / "metadata.json").read_text(encoding="utf-8"))
    pairs = {source["name"]: source.get("pairs") for source in metadata["sources"]}
    assert pairs["forgotten"] == 7
    assert pairs["invented"] > 1
    begun = f"selaras-id_en {stated['package_version']} ({stated['training']})"
    assert metadata["training"].endswith(f"; begun from {begun}")


def test_the_learning_curve_is_drawn(forward: Config, world: Path) -> None:
    pytest.importorskip("matplotlib", reason="the plot needs matplotlib")
    from training.plot import plot

    first = plot(forward, world / "logs").read_bytes()
    assert first.startswith(b"<?xml")
    assert plot(forward, world / "logs").read_bytes() == first
    assert (world / "logs" / "id_en.jsonl").exists()


def test_steps_run_from_the_command_line(prepared: Config, world: Path) -> None:
    command = [sys.executable, "-m", "training.pack", str(world / "id_en.toml")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_files_of_weights_are_averaged_from_the_command_line(forward: Config, world: Path, tmp_path: Path) -> None:
    before = averaged_path(forward).read_bytes()
    exact = load_weights(averaged_path(forward))
    save_weights({name: 3 * value for name, value in exact.items()}, tmp_path / "thrice.pt")
    files = ["--of", str(averaged_path(forward)), "--of", str(tmp_path / "thrice.pt")]
    command = [sys.executable, "-m", "training.average", *files, str(world / "id_en.toml")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    mean = load_weights(averaged_path(forward))
    averaged_path(forward).write_bytes(before)
    assert all(torch.allclose(mean[name], 2 * exact[name], atol=1e-2) for name in exact)


def test_weights_come_back_from_a_package_within_half_a_step(forward: Config, tmp_path: Path) -> None:
    package(forward, tmp_path / "package")
    exact, restored = load_weights(averaged_path(forward)), restore(forward, tmp_path / "package")
    assert restored.keys() == exact.keys()
    for name, value in exact.items():
        assert float((restored[name] - value).abs().max()) <= float(value.abs().max()) / 127
