"""What options take, and whose fault it is when they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Selaras


@pytest.mark.parametrize("codes", ["id-ID,en-US", "id-ID, en-US", "id_ID , en_US"])
def test_language_codes_are_written_as_standards_want_them(selaras: Selaras, articles: Path, codes: str) -> None:
    assert selaras("build", "--locale", codes)[0] == 0
    assert 'xml:lang="en-US"' in Path("output/corpus.tmx").read_text()
    assert 'srclang="id-ID"' in Path("output/corpus.tmx").read_text()


@pytest.mark.parametrize("codes", ["en,id", "id", "id,en,fr", "id,", 'foo bar,"x"', "id-ID,en US", "id,en-", "ms,en"])
def test_what_is_no_code_of_indonesian_and_one_of_english_is_refused(
    selaras: Selaras, articles: Path, codes: str
) -> None:
    assert selaras("build", "--locale", codes)[0] == 2
    Path("selaras.toml").write_text(f"locale = '{codes}'\n")
    code, _, err = selaras("build")
    assert (code, "Traceback" in err) == (2, False)
    assert not Path("corpus").exists()


def test_a_wrong_flag_is_not_blamed_on_the_settings_file(selaras: Selaras, articles: Path) -> None:
    selaras("build", "--to", "none")
    Path("selaras.toml").write_text('[check]\nprofile = "strict"\n')
    for flag in ("--select=ZZZ", "--threshold=ZZZ=1", "--threshold=C103=low", "--severity=C103=fatal", "--profile=x"):
        code, _, err = selaras("check", flag)
        assert code == 2, flag
        assert "selaras.toml" not in err, flag
    Path("selaras.toml").write_text('[check]\nprofile = "x"\n')
    assert "selaras.toml: " in selaras("check", "--select=C")[2]


@pytest.mark.parametrize("style", ["sarif", "junit"])
def test_a_report_in_a_form_of_findings_is_refused(selaras: Selaras, articles: Path, style: str) -> None:
    selaras("build", "--to", "none")
    code, out, err = selaras("check", "--report", "--as", style)
    assert (code, out, err.count("\n")) == (2, "", 1)
