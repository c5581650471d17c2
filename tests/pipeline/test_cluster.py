"""A cluster gives the bytes of a local run, whatever happens to its workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mortal import LoadMortal, Mortal
from selaras import api
from selaras.errors import SelarasError, UsageError
from selaras.pipeline import building, cluster, terminology
from selaras.pipeline.building import Summary, build
from selaras.pipeline.cluster import cluster_mapper
from selaras.pipeline.inputs import Inputs, Selection
from selaras.translation import DecodingOptions

pytest.importorskip("distributed", reason="needs Dask distributed (pip install 'selaras[cluster]')")

OPTIONS = DecodingOptions()


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", 9)


def built(folder: Path, load: LoadMortal | None = None, workers: int = 2) -> tuple[Summary, dict[str, bytes]]:
    """A build of twelve articles, in this process without ``load``."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number in range(12):
        sentences = " ".join(f"Kalimat {number} nomor {n} tentang harga." for n in range(number % 5 + 2))
        (seeds / f"artikel{number:02}.txt").write_text(f"Judul Artikel {number}\n\n{sentences}\n")
    translator = Mortal("", "", "fake-1")
    inputs = Inputs(Selection((seeds,)))
    if load is None:
        summary = build(inputs, folder / "corpus", folder / "output", translator)
    else:
        signature = translator.provenance.signature
        with cluster_mapper(f"local:{workers}", "fake", OPTIONS, signature, load=load) as mapper:
            summary = build(inputs, folder / "corpus", folder / "output", translator, mapper=mapper)
    return summary, files_in(folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", "index.sqlite")
    }


def test_a_worker_that_is_killed_costs_its_window_only(tmp_path: Path) -> None:
    summary, files = built(tmp_path / "cluster", LoadMortal("Kalimat 6 nomor", str(tmp_path / "grave")))
    assert (tmp_path / "grave").exists()
    local, expected = built(tmp_path / "local")
    assert files == expected
    assert summary == local


def test_a_worker_loads_the_model_once(tmp_path: Path) -> None:
    loads = tmp_path / "loads"
    loads.mkdir()
    built(tmp_path / "cluster", LoadMortal(loads=str(loads)), workers=1)
    assert len(list(loads.iterdir())) == 1


def test_a_window_that_kills_every_worker_ends_in_one_line(tmp_path: Path) -> None:
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        pytest.raises(SelarasError, match=r"window of \d+ segments from '.*' died") as raised,
    ):
        built(tmp_path, LoadMortal("Kalimat 6 nomor"), workers=1)
    assert "\n" not in str(raised.value)


def test_a_worker_with_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SelarasError, match=r"worker tcp://.*: fake fake-2 instead of fake-1"):
        built(tmp_path, LoadMortal(name="fake-2"), workers=1)
    assert not (tmp_path / "corpus").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "local:0", "gopher://host:1"])
def test_a_wrong_address_is_a_usage_error(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.2)
    with (
        pytest.raises(UsageError, match="no Dask scheduler at"),
        cluster_mapper(address, "bundled", OPTIONS, "signature", load=LoadMortal()),
    ):
        pass


def test_a_program_builds_on_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = tmp_path / "loads"
    loads.mkdir()
    _, expected = built(tmp_path / "local")
    monkeypatch.setattr(api, "_translator", lambda model, glossary: Mortal("", "", "fake-1"))
    monkeypatch.setattr(terminology, "TranslatorLoader", lambda glossary: LoadMortal(loads=str(loads)))
    folder = tmp_path / "cluster"
    shutil.copytree(tmp_path / "local" / "seeds", folder / "seeds")
    api.build(folder / "seeds", folder / "corpus", folder / "output", cluster="local:1")
    assert len(list(loads.iterdir())) == 1
    assert files_in(folder) == expected
