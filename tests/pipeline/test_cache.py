"""Work that was done before is not paid for again, and no result depends on what is in the cache."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from failing_disk import company_of, prepare
from making import FakeTranslator
from selaras.model import Measurements, Translation
from selaras.pipeline import building
from selaras.pipeline.building import Summary, build
from selaras.pipeline.cache import NAME, WindowCache, open_cache, remembering
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.mapping import Done, Job
from selaras.pipeline.translating import translate_documents, translate_lines
from selaras.pipeline.windows import Retranslate
from selaras.reading import read
from selaras.translation import DEFAULT

ONE = [Translation("Satu.", Measurements(-0.25, 0.5, 1, ("split", "reranked"))), Translation("", Measurements())]


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", 9)


def translator() -> FakeTranslator:
    """Shows in what company a segment was translated."""
    fake = FakeTranslator()

    def translate(sources: list[str], progress: Callable[[int], None] | None = None) -> list[Translation]:
        fake.asked.append(list(sources))
        return company_of(sources)

    fake.translate = translate  # type: ignore[method-assign,assignment]
    return fake


def built(
    folder: Path, name: str, cache: WindowCache | None, fake: FakeTranslator, policy: Retranslate = Retranslate.NONE
) -> Summary:
    inputs = Inputs(Selection((folder / "seeds",)))
    return build(
        inputs, folder / name / "corpus", folder / name / "output", fake, retranslate=policy, cache=cache, person="ani"
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", "index.sqlite")
    }


def test_a_second_corpus_of_the_same_articles_is_free_and_equal(tmp_path: Path) -> None:
    prepare(tmp_path)
    cache = WindowCache(tmp_path / NAME)
    first = built(tmp_path, "first", cache, translator())
    again = translator()
    cache = WindowCache(tmp_path / NAME)
    second = built(tmp_path, "second", cache, again)
    assert not again.asked
    assert (first.cached, second.cached) == (0, first.translated)
    assert second.translated == first.translated
    built(tmp_path, "third", None, translator())
    assert files(tmp_path / "first") == files(tmp_path / "second") == files(tmp_path / "third")


def test_what_is_in_the_cache_changes_no_byte(tmp_path: Path) -> None:
    """Windows of other articles are known, and some of these; whole windows only are taken."""
    prepare(tmp_path)
    cache = WindowCache(tmp_path / NAME)
    built(tmp_path, "first", cache, translator())
    changed = tmp_path / "seeds" / "artikel05.txt"
    changed.write_text(changed.read_text() + "\nSatu kalimat lagi.\n")
    some = translator()
    built(tmp_path, "cached", WindowCache(tmp_path / NAME), some)
    built(tmp_path, "uncached", None, translator())
    assert some.asked
    assert files(tmp_path / "cached") == files(tmp_path / "uncached")


def test_to_retranslate_all_does_not_ask_the_cache(tmp_path: Path) -> None:
    prepare(tmp_path)
    cache = WindowCache(tmp_path / NAME)
    built(tmp_path, "first", cache, translator())
    better = FakeTranslator(lambda text: f"BETTER {text}")
    summary = built(tmp_path, "first", cache, better, Retranslate.ALL)
    assert better.asked
    assert summary.cached == 0
    assert b"BETTER" in files(tmp_path / "first" / "output")["corpus.tmx"]
    built(tmp_path, "second", cache, translator())
    assert b"BETTER" in files(tmp_path / "second" / "output")["corpus.tmx"]


def test_another_translator_or_other_options_find_nothing(tmp_path: Path) -> None:
    cache = WindowCache(tmp_path / NAME, "beam 2")
    cache.put("a:1", ["Satu.", ""], ONE)
    assert cache.get("a:1", ["Satu.", ""]) == ONE
    assert cache.get("a:2", ["Satu.", ""]) is None
    assert cache.get("a:1", ["", "Satu."]) is None
    assert cache.get("a:1", ["Satu."]) is None
    assert WindowCache(tmp_path / NAME, "beam 4").get("a:1", ["Satu.", ""]) is None
    assert cache.hits == 2


def test_files_and_lines_are_translated_through_the_same_cache(tmp_path: Path) -> None:
    prepare(tmp_path)
    cache = WindowCache(tmp_path / NAME)
    documents = [one for path in sorted((tmp_path / "seeds").iterdir()) for one in read(path)]
    asked = [translator(), translator(), translator(), translator()]
    once, twice = (list(translate_documents(documents, fake, [], cache=cache)) for fake in asked[:2])
    assert [text for _, text in once] == [text for _, text in twice]
    lines = [translate_lines("Satu.\n\nDua.", fake, cache=cache) for fake in asked[2:]]
    assert lines[0] == lines[1]
    assert [len(fake.asked) for fake in asked] == [1, 0, 1, 0]


def test_the_longest_unused_makes_room(tmp_path: Path) -> None:
    noise = random.Random(1)
    cache = WindowCache(tmp_path / NAME, limit=40_000)

    def window(number: int) -> list[Translation]:
        noise.seed(number)
        return [Translation("".join(noise.choices("abcdefghijklmnopqrstuvwxyz", k=3000)))]

    for number in range(60):
        cache.put("a", [str(number)], window(number))
        assert cache.get("a", ["0"]) == window(0)
    assert cache.get("a", ["59"]) == window(59)
    assert cache.get("a", ["1"]) is None
    assert (tmp_path / NAME).stat().st_size < 100_000


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be taken for one" * 50])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / NAME
    path.write_bytes(damage)
    cache = WindowCache(path)
    assert cache.get("a", ["Satu."]) is None
    cache.put("a", ["Satu.", ""], ONE)
    cache.put("a", ["Satu.", ""], ONE)
    assert cache.get("a", ["Satu.", ""]) == ONE


def test_damaged_content_is_no_translation(tmp_path: Path) -> None:
    cache = WindowCache(tmp_path / NAME)
    cache.put("a", ["Satu.", ""], ONE)
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("UPDATE window SET content = x'00'")
    database.close()
    assert cache.get("a", ["Satu.", ""]) is None


def test_without_a_home_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_cache(DEFAULT) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    cache = WindowCache(tmp_path / "missing" / NAME)
    cache.put("a", ["Satu.", ""], ONE)
    assert cache.get("a", ["Satu.", ""]) is None


def test_only_the_user_may_read_it(cache_home: Path) -> None:
    cache = open_cache(DEFAULT)
    assert cache is not None
    cache.put("a", ["Satu.", ""], ONE)
    (path,) = cache_home.rglob(NAME)
    assert path.stat().st_mode & 0o077 == 0


def test_several_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        for number in range(20):
            WindowCache(tmp_path / NAME).put("a", [f"{writer} {number}"], [Translation(f"{writer} {number}")])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cache = WindowCache(tmp_path / NAME)
    kept = [cache.get("a", [f"{writer} {number}"]) for writer in range(4) for number in range(20)]
    assert all(kept)


def test_a_mapper_that_looks_ahead_gets_what_is_unknown_in_order(tmp_path: Path) -> None:
    cache = WindowCache(tmp_path / NAME)
    for known in ("b", "d"):
        cache.put("a", [known], [Translation(f"known {known}")])
    sent: list[tuple[str, ...]] = []

    def ahead(jobs: Iterable[Job[str]]) -> Iterator[Done[str]]:
        waiting: deque[Job[str]] = deque()
        for job in jobs:
            sent.append(job.sources)
            waiting.append(job)
            if len(waiting) > 2:
                yield (one := waiting.popleft()), [Translation(f"new {text}") for text in one.sources]
        yield from ((one, [Translation(f"new {text}") for text in one.sources]) for one in waiting)

    jobs = [Job(name, (name,)) for name in "abcde"] + [Job("none", ())]
    done = [(job.window, [one.text for one in texts]) for job, texts in remembering(ahead, cache, "a")(jobs)]
    assert done == [
        ("a", ["new a"]),
        ("b", ["known b"]),
        ("c", ["new c"]),
        ("d", ["known d"]),
        ("e", ["new e"]),
        ("none", []),
    ]
    assert sent == [("a",), (), ("c",), (), ("e",), ()]
    assert cache.get("a", ["e"]) == [Translation("new e")]
