"""What people decided is used again, wherever the same sentence comes, and never over what people decided."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from making import FakeTranslator
from selaras.corpus import Corpus
from selaras.corpus.index import NAME, decided_entries
from selaras.formats import ForeignUnit
from selaras.formats.validate import validate
from selaras.model import Origin, Status, TranslationUnit
from selaras.pipeline import building
from selaras.pipeline.analysing import analyse
from selaras.pipeline.building import Summary, build
from selaras.pipeline.inputs import Inputs, Selection
from selaras.pipeline.memories import Useless, foreign_entry
from selaras.pipeline.windows import Retranslate
from selaras.terminology.glossary import Conformity, Glossary, Term
from selaras.translation import Translator
from selaras.translation.memory import NO_MEMORY, Entry
from selaras.translation.obedience import ObedientTranslator

FIRST = "Harga beras turun pekan ini.\n\nPedagang di pasar mengeluh keras.\n\nStok masih cukup.\n"
SECOND = "Warga datang pagi hari.\n\nPedagang di pasar mengeluh keras.\n\nPasar lalu ditutup.\n"
COMPLAINT = "Pedagang di pasar mengeluh keras."


class Project:
    """A folder with seeds, and builds of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seeds, self.corpus, self.output = folder / "seeds", folder / "corpus", folder / "output"
        self.seeds.mkdir(parents=True)
        self.translator: Translator = FakeTranslator()
        self.write("a.txt", FIRST)
        self.write("b.txt", SECOND)

    def write(self, name: str, text: str) -> None:
        (self.seeds / name).write_text(text)

    def build(
        self,
        *memories: Path,
        retranslate: str = "none",
        formats: tuple[str, ...] = ("tmx",),
        glossary: Glossary | None = None,
    ) -> Summary:
        return build(
            Inputs(Selection((self.seeds,))),
            self.corpus,
            self.output,
            self.translator,
            memories=memories,
            retranslate=Retranslate(retranslate),
            formats=formats,
            glossary=glossary,
        )

    def units(self, name: str) -> dict[str, TranslationUnit]:
        with Corpus(self.corpus) as store:
            stored = [store.load(doc_id) for doc_id in store.doc_ids()]
        (units,) = [one.units for one in stored if one and one.document.path == name]
        return {unit.source: unit for unit in units}

    def edit(self, name: str, source: str, target: str, *, approve: bool = False) -> None:
        tuid = self.units(name)[source].tuid
        with Corpus(self.corpus) as store:
            store.edit(tuid, target, approve=approve)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for root in (self.corpus / "documents", self.output)
            for path in root.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.build()
    return made


def tmx(path: Path, *pairs: tuple[str, str], props: str = "", languages: tuple[str, str] = ("id-ID", "en-US")) -> Path:
    """A small memory of somebody else's."""
    units = "".join(
        f'<tu>{props}<tuv xml:lang="{languages[0]}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{languages[1]}"><seg>{target}</seg></tuv></tu>'
        for source, target in pairs
    )
    path.write_text(f'<tmx version="1.4"><header srclang="{languages[0]}"/><body>{units}</body></tmx>')
    return path


def test_an_edit_is_used_for_the_same_sentence_elsewhere(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    summary = project.build()
    unit = project.units("b.txt")[COMPLAINT]
    assert (unit.target, unit.mt) == ("Market traders grumble.",) * 2
    assert (unit.origin, unit.status, unit.signature) == (Origin.MEMORY, Status.DRAFT, "tm:corpus")
    assert (summary.reused, summary.translated, summary.outdated) == (1, 0, 0)


def test_text_of_a_memory_is_no_hand_edit_and_needs_no_machine(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.build()
    before = project.files()
    for retranslate in ("none", "outdated", "all"):
        project.build(retranslate=retranslate)
        assert project.units("b.txt")[COMPLAINT].origin is Origin.MEMORY
        assert project.files() == before
    assert not list(project.corpus.glob(f"edits/*/{project.units('b.txt')[COMPLAINT].tuid.partition('.')[0]}.jsonl"))


def test_a_memory_that_changes_its_mind_changes_its_units(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.build()
    project.edit("a.txt", COMPLAINT, "Traders at the market grumble.")
    project.build()
    assert project.units("b.txt")[COMPLAINT].target == "Traders at the market grumble."
    project.edit("a.txt", COMPLAINT, "")
    path = next(project.corpus.glob(f"edits/*/{project.units('a.txt')[COMPLAINT].tuid.partition('.')[0]}.jsonl"))
    records = [json.loads(line) for line in path.read_text().splitlines()]
    records[-1]["action"] = "reject"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert project.build().translated == 1
    assert project.units("b.txt")[COMPLAINT].origin is Origin.MACHINE


def test_people_win_over_memories(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.build()
    project.edit("b.txt", COMPLAINT, "They grumbled.")
    project.edit("a.txt", COMPLAINT, "Something else.")
    summary = project.build(retranslate="all")
    assert project.units("b.txt")[COMPLAINT].target == "They grumbled."
    assert project.units("a.txt")[COMPLAINT].target == "Something else."
    assert (summary.reused, summary.outdated) == (0, 0)


def test_two_translations_of_one_sentence_decide_only_in_context(project: Project) -> None:
    project.write("c.txt", "Cuaca cerah.\n\n" + COMPLAINT + "\n\nHujan turun.\n")
    project.write("d.txt", FIRST)
    project.build()
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.edit("b.txt", COMPLAINT, "The traders complained loudly.")
    summary = project.build()
    assert project.units("c.txt")[COMPLAINT].origin is Origin.MACHINE
    in_context = project.units("d.txt")[COMPLAINT]
    assert (in_context.origin, in_context.target) == (Origin.MEMORY, "Market traders grumble.")
    assert summary.leverage is not None
    assert summary.leverage.segments["context"] == 1
    table = (project.output / "suggestions.tsv").read_text()
    assert "Market traders grumble." in table
    assert "The traders complained loudly." in table


def test_similar_sentences_are_suggestions_in_a_table_and_in_xliff(project: Project) -> None:
    project.write("c.txt", "Pedagang di pasar mengeluh lagi.\n")
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    summary = project.build(formats=("tmx", "xliff12", "xliff21"))
    (row,) = (project.output / "suggestions.tsv").read_text().splitlines()[1:]
    tuid, score, kind, memory, source, match, target = row.split("\t")
    assert (kind, memory, source) == ("fuzzy", "corpus", "Pedagang di pasar mengeluh lagi.")
    assert (match, target) == (COMPLAINT, "Market traders grumble.")
    assert 75 <= int(score) < 100
    assert tuid == project.units("c.txt")["Pedagang di pasar mengeluh lagi."].tuid
    assert project.units("c.txt")["Pedagang di pasar mengeluh lagi."].origin is Origin.MACHINE
    xliff = (project.output / "corpus.xlf").read_text()
    assert f'<alt-trans match-quality="{score}%" origin="corpus">' in xliff
    xliff = (project.output / "corpus.xliff").read_text()
    assert f'<mtc:match ref="#s" matchQuality="{score}" origin="corpus" type="tm">' in xliff
    assert "suggestions.tsv" in summary.files
    assert not [problem for name in ("corpus.xlf", "corpus.xliff") for problem in validate(project.output / name)]


def test_results_do_not_depend_on_the_order_of_work(tmp_path: Path) -> None:
    results = []
    for seed in range(4):
        project = Project(tmp_path / str(seed))
        names = ["a.txt", "b.txt", "c.txt", "d.txt"]
        texts = dict(zip(names, (FIRST, SECOND, FIRST + "\nTambahan baru.\n", COMPLAINT + "\n"), strict=True))
        for name in names:
            project.write(name, texts[name])
        project.build()
        edits = [("a.txt", COMPLAINT, "Traders grumble."), ("b.txt", "Pasar lalu ditutup.", "The market then closed.")]
        random.Random(seed).shuffle(edits)
        for edit in edits:
            project.edit(*edit)
        if seed % 2:
            (project.corpus / NAME).unlink()
        parts = [project.seeds / name for name in names]
        random.Random(seed).shuffle(parts)
        for part in parts:
            build(Inputs(Selection((part,))), project.corpus, project.output, project.translator)
        project.build()
        results.append({name: {u.source: (u.target, u.origin) for u in project.units(name).values()} for name in names})
    assert all(result == results[0] for result in results)
    assert sum(origin is Origin.MEMORY for units in results[0].values() for _, origin in units.values()) == 3


class Killed(BaseException):
    """Stands for a process that dies."""


@pytest.mark.parametrize("survives", [0, 1, 2])
def test_a_killed_build_goes_on_with_the_same_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    monkeypatch.setattr(building, "WINDOW_SEGMENTS", 2)
    results = []
    for name in ("whole", "killed"):
        project = Project(tmp_path / name)
        project.build()
        project.edit("a.txt", COMPLAINT, "Market traders grumble.")
        # The article of the edit is changed and comes first: its text loses its place while others still need it.
        project.write("a.txt", "Stok sudah habis.\n")
        project.write("c.txt", "Beras langka.\n\n" + COMPLAINT + "\n")
        project.write("d.txt", "Gula langka.\n")
        if name == "killed":
            left = iter(range(survives))

            def mortal(text: str, left: Iterator[int] = left) -> str:
                if next(left, None) is None:
                    raise Killed
                return f"EN {text}"

            project.translator = FakeTranslator(mortal)
            with pytest.raises(Killed):
                project.build()
            project.translator = FakeTranslator()
        project.build()
        assert project.units("c.txt")[COMPLAINT].origin is Origin.MEMORY
        results.append({name: data for name, data in project.files().items() if name.startswith("corpus/documents")})
    assert results[0] == results[1]


def test_a_file_of_the_users_is_a_memory(project: Project) -> None:
    memory = tmx(project.folder / "client.tmx", (COMPLAINT, "Traders protest."))
    summary = project.build(memory)
    assert summary.reused == 2
    assert project.units("a.txt")[COMPLAINT].signature == "tm:client.tmx"
    # A memory that is not at hand keeps what it gave, until somebody asks for machine text.
    assert project.build().translated == 0
    assert project.units("a.txt")[COMPLAINT].target == "Traders protest."
    assert project.build(retranslate="outdated").translated == 2
    assert project.units("a.txt")[COMPLAINT].origin is Origin.MACHINE


def test_people_of_the_corpus_are_preferred_to_files(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.build(tmx(project.folder / "client.tmx", (COMPLAINT, "Traders protest.")))
    assert project.units("b.txt")[COMPLAINT].target == "Market traders grumble."


def test_a_memory_in_the_other_direction_is_turned_round(project: Project) -> None:
    memory = tmx(project.folder / "client.tmx", ("Traders protest.", COMPLAINT), languages=("en", "id"))
    assert project.build(memory).reused == 2


@pytest.mark.parametrize(
    "memory",
    [
        lambda path: tmx(path, ("Guten Tag.", "Bonjour."), languages=("de", "fr")),
        lambda path: tmx(path, (COMPLAINT, "EN"), props='<prop type="x-origin">mt</prop>'),
        lambda path: path,
    ],
)
def test_a_file_that_is_no_memory_is_one_error_and_the_others_are_used(project: Project, memory: object) -> None:
    path = memory(project.folder / "odd.tmx")  # type: ignore[operator]
    good = tmx(project.folder / "good.tmx", (COMPLAINT, "Market traders grumble."))
    summary = project.build(path, good)
    (failure,) = summary.failures
    assert failure.path == str(path)
    assert summary.reused == 2


def test_a_memory_that_is_damaged_takes_back_nothing_that_it_gave(project: Project) -> None:
    path = tmx(project.folder / "m.tmx", ("Guten Tag.", "Hello."), (COMPLAINT, "Market traders grumble."))
    project.build(path)
    before = project.files()
    path.write_text(path.read_text()[:-40])
    (failure,) = project.build(path).failures
    assert "not well-formed XML" in failure.what
    assert project.files() == before | {"output/quarantine.tsv": project.files()["output/quarantine.tsv"]}


@pytest.mark.parametrize(
    ("unit", "why"),
    [
        (ForeignUnit("", "Hujan.", "Pluie.", "id", "fr"), Useless.LANGUAGES),
        (ForeignUnit("", "Hujan.", "Rain.", "id", "en", origin=Origin.MACHINE), Useless.MACHINE),
        (ForeignUnit("", "Hujan.", "Rain.", "id", "en", Status.DRAFT, Origin.MACHINE), Useless.MACHINE),
        (ForeignUnit("", "Hujan.", "Rain.", "id", "en", status=Status.REJECTED), Useless.STATUS),
        (ForeignUnit("", "Hujan.", "Hujan.", "id", "en", status=Status.UNTRANSLATED), Useless.STATUS),
        (ForeignUnit("", "Hujan.", "", "id", "en", status=Status.UNTRANSLATED), Useless.EMPTY),
        (ForeignUnit("", "Hujan.", " ", "id", "en"), Useless.EMPTY),
    ],
)
def test_a_pair_that_is_no_entry_says_why(unit: ForeignUnit, why: Useless) -> None:
    assert foreign_entry(unit) is why


DRAFT_12 = 'state="needs-review-translation" state-qualifier="leveraged-mt"'
DRAFT_21 = 'state="initial" subState="selaras:draft"'
# An export, and what stands in a unit of it before and after a person confirmed it.
CONFIRMATIONS = {
    "XLIFF 1.2, approved": ("corpus.xlf", ' restype="x-sentence"', ' approved="yes" restype="x-sentence"'),
    "XLIFF 1.2, translated": ("corpus.xlf", DRAFT_12, 'state="translated"'),
    "XLIFF 1.2, signed off": ("corpus.xlf", DRAFT_12, 'state="signed-off"'),
    "XLIFF 2.1, translated": ("corpus.xliff", DRAFT_21, 'state="translated"'),
    "XLIFF 2.1, reviewed": ("corpus.xliff", DRAFT_21, 'state="reviewed"'),
    "TMX, status": ("corpus.tmx", ">draft<", ">approved<"),
    "TMX, changed": ("corpus.tmx", ' creationid="MT">', ' creationid="MT" changedate="20260301T080000Z">'),
    "table, edited": ("corpus.tsv", "\tdraft\tmt\t", "\tEdited\tmt\t"),
    "table, reviewed": ("corpus.tsv", "\tdraft\tmt\t", "\treviewed\tmt\t"),
}


@pytest.mark.parametrize(("name", "was", "becomes"), CONFIRMATIONS.values(), ids=CONFIRMATIONS)
def test_what_a_person_confirmed_in_an_export_is_used_and_what_the_machine_said_is_not(
    project: Project, tmp_path: Path, name: str, was: str, becomes: str
) -> None:
    project.build(formats=("tmx", "xliff12", "xliff21", "tsv"))
    memory = project.output / name
    other = Project(tmp_path / "other")
    assert other.build(memory).reused == 0
    units = re.split(r"(?=<tu |<trans-unit |<unit )" if name != "corpus.tsv" else r"(?<=\n)", memory.read_text())
    place = next(place for place, unit in enumerate(units) if COMPLAINT in re.sub("<prop.*</prop>", "", unit))
    assert was in units[place]
    units[place] = units[place].replace(f"EN {COMPLAINT}", "Market traders grumble.").replace(was, becomes)
    memory.write_text("".join(units))
    assert other.build(memory).reused == 2
    assert other.units("b.txt")[COMPLAINT].target == "Market traders grumble."


def test_neighbours_in_a_file_are_context() -> None:
    props = (("x-context-pre", "Satu."), ("x-context-post", "Tiga."))
    unit = ForeignUnit("", "Dua.", "Two.", "id", "en", props=props)
    assert foreign_entry(unit) == Entry("Dua.", "Two.", "Satu.", "Tiga.")


def test_leverage_is_counted_before_translating(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.write("c.txt", "Pedagang di pasar mengeluh lagi.\n\nWarga datang pagi hari.\n")
    leverage = analyse(Inputs(Selection((project.seeds,))), project.corpus)
    assert leverage.segments["100"] == 1
    assert leverage.segments["repetitions"] == 1
    assert leverage.segments.total() == 7
    assert leverage.words["100"] == 5
    assert sum(leverage.segments[name] for name in ("75-84", "85-94")) == 1
    assert project.units("b.txt")[COMPLAINT].origin is not Origin.MEMORY


def test_leverage_of_a_corpus_that_is_not_there_makes_none(project: Project) -> None:
    leverage = analyse(Inputs(Selection((project.seeds,))), project.folder / "none")
    assert leverage.segments == {"no match": 5, "repetitions": 1}
    assert not (project.folder / "none").exists()


def test_a_build_without_memory_and_glossary_gives_the_bytes_of_one_that_knows_of_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_memory = Project(tmp_path / "one")
    with_memory.build(formats=("tmx", "tei", "xliff12", "xliff21", "tsv"))
    monkeypatch.setattr(building, "open_memory", lambda *_: NO_MEMORY)
    monkeypatch.setattr(building, "reused_units", lambda units, _: units)
    monkeypatch.setattr(building, "is_settled", lambda *_: False)
    without = Project(tmp_path / "two")
    without.build(formats=("tmx", "tei", "xliff12", "xliff21", "tsv"))
    assert with_memory.files() == without.files()


def test_a_glossary_that_changes_makes_machine_text_outdated(project: Project) -> None:
    assert project.build().outdated == 0
    glossary = Glossary((Term("pedagang", ("trader",)), Term("warga", ("resident",), ("EN Warga",))))
    project.translator = ObedientTranslator(project.translator, glossary)
    summary = project.build(glossary=glossary)
    assert (summary.outdated, summary.terms) == (6, Conformity(found=3, obeyed=0, forbidden=1))
    summary = project.build(glossary=glossary, retranslate="outdated")
    assert (summary.outdated, summary.terms) == (0, Conformity(found=3, obeyed=1, forbidden=0))
    unit = project.units("b.txt")["Warga datang pagi hari."]
    assert (unit.target, unit.measurements.steps) == ("Resident datang pagi hari.", ("glossary",))
    assert project.build().terms is None


def test_without_human_text_there_is_no_trace_of_a_memory(project: Project) -> None:
    summary = project.build()
    assert (summary.reused, summary.leverage) == (0, None)
    assert not (project.output / "suggestions.tsv").exists()


def entries(project: Project) -> set[Entry]:
    with Corpus(project.corpus) as store:
        return set(decided_entries(store))


def test_the_index_sees_every_change_and_can_be_lost(project: Project) -> None:
    assert entries(project) == set()
    project.edit("a.txt", COMPLAINT, "Market traders grumble.", approve=True)
    expected = Entry(COMPLAINT, "Market traders grumble.", "Harga beras turun pekan ini.", "Stok masih cukup.", True)
    assert entries(project) == {expected}
    for damage in (b"", b"not a database at all" * 50):
        (project.corpus / NAME).write_bytes(damage)
        assert entries(project) == {expected}
    (path,) = [
        path
        for path in project.corpus.glob("documents/*/*.jsonl")
        if '"path": "a.txt"' in path.read_text().split("\n")[0]
    ]
    path.write_text(path.read_text().replace('"target": "EN Stok masih cukup."', '"target": "There is enough."'))
    assert {entry.target for entry in entries(project)} >= {"Market traders grumble.", "There is enough."}


def test_the_memory_keeps_human_text_that_lost_its_place(project: Project) -> None:
    project.edit("a.txt", COMPLAINT, "Market traders grumble.")
    project.write("a.txt", "Stok masih cukup.\n")
    project.build()
    project.build()
    assert project.units("b.txt")[COMPLAINT].target == "Market traders grumble."
