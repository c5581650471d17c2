"""Commands take from the cache what was translated before, unless they are told not to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Selaras = Callable[..., tuple[int, str, str]]


@pytest.fixture
def built(selaras: Selaras, articles: Path) -> Selaras:
    code, out, _ = selaras("build", "seeds")
    assert code == 0
    assert "cached" not in out
    return selaras


def cached(out: str) -> int:
    count = json.loads(out)["cached"]
    assert isinstance(count, int)
    return count


def test_another_corpus_of_the_same_articles_is_taken_from_the_cache(built: Selaras) -> None:
    code, out, _ = built("build", "seeds", "-c", "other")
    assert code == 0
    assert "cached      5 of them, translated before\n" in out


@pytest.mark.parametrize("option", ["--no-cache", "--retranslate=all"])
def test_the_cache_is_not_asked(built: Selaras, option: str) -> None:
    _, out, _ = built("build", "seeds", "-c", "other", option, "--json")
    assert cached(out) == 0


def test_a_project_may_do_without(built: Selaras) -> None:
    Path("selaras.toml").write_text("cache = false\n")
    _, out, _ = built("build", "seeds", "-c", "other", "--json")
    assert cached(out) == 0
    _, out, _ = built("build", "seeds", "-c", "third", "--cache", "--json")
    assert cached(out) == 5


def test_a_home_that_cannot_be_written_to_is_no_reason_to_fail(
    selaras: Selaras, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path("file").absolute()))
    for name in ("one", "two"):
        code, out, err = selaras("build", "seeds", "-c", name, "--json", "--quiet")
        assert (code, cached(out), err) == (0, 0, "")
