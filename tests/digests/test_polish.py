"""A digest in a language with three plural forms: every sentence there, every form right, no English left over."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, PackageLoader, nodes

from digests import pictures
from digests.charts import heat, pareto, trend
from digests.charts.cells import Cell, Row
from digests.charts.pareto import Loss
from digests.charts.words import Words as ChartWords
from digests.locales import ENGLISH, LANGUAGES, POLISH, Language, language
from digests.page import page
from digests.phrases import PLAIN, VERDICTS, Words
from digests.report import DigestReport, NoTrend, from_dict, to_dict
from digests.trends.voices import Why
from digests.words import plain
from storage.models import new_id
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.golden import assert_golden
from tests.digests.market import Market
from tests.digests.test_words import WEEKS

ACCEPTED = Path(__file__).parent / "accepted" / "pl"
# Small words that English cannot do without, and which Polish does not have.
SMALL_WORDS = (
    "the an and or of for with without was were is are be been has have had not no nobody none nothing in on at from "
    "this that these those it its as than they their who what which more most week weeks before after"
)
ENGLISH_WORDS = frozenset(SMALL_WORDS.split())
WORD = re.compile(r"[^\W\d_]+")


def in_polish(report: DigestReport) -> DigestReport:
    return replace(report, language="pl")


@pytest.fixture(params=WEEKS)
def week(request: pytest.FixtureRequest, digest: Digest) -> tuple[str, DigestReport]:
    return request.param, in_polish(digest(WEEKS[request.param]))


def test_the_polish_words_are_those_that_were_accepted(week: tuple[str, DigestReport]) -> None:
    name, report = week
    assert_golden(ACCEPTED / f"{name}.txt", plain(report))


def test_the_page_says_in_which_language_it_is(digest: Digest) -> None:
    report = digest(publisher.full_week)
    assert '<html lang="en"' in page(report)
    assert '<html lang="pl"' in page(in_polish(report))


def test_a_polish_picture_has_polish_words(digest: Digest) -> None:
    report = in_polish(digest(publisher.moving_weeks))
    [rise] = report.trends.told
    weeks = (9, 9, 8, 10, 9, 8, 9, 9, 2, 1, 0, 1)
    fall = replace(
        rise, title="psy", region="", direction="down", window=4, observed=4, by_week=weeks, usual_least=22,
        usual_most=51,
    )  # fmt: skip
    both = replace(report, trends=replace(report.trends, told=(rise, fall)))
    four = replace(report, trends=replace(report.trends, told=(fall,)))
    said = [pictures.movers(one).alt for one in (report, both, four)]
    assert_golden(ACCEPTED / "pictures.txt", "\n".join(said) + "\n")


def test_the_charts_say_nothing_in_english() -> None:
    """Each of their words and sentences has its own."""
    english, polish = ChartWords(), POLISH.charts(1)
    same = {one.name for one in fields(english) if getattr(english, one.name) == getattr(polish, one.name)}
    assert same == {"trend"}
    sentences = {name for name in vars(ChartWords) if callable(getattr(ChartWords, name)) and not name.startswith("_")}
    assert sentences - set(vars(type(polish))) == set()


def test_pictures_of_deals_and_regions_are_drawn_in_polish() -> None:
    words = POLISH.charts(1)
    losses = [
        Loss("Cena", 5, {"GBP": 480_000}),
        Loss("Konkurencja", 2, {"GBP": 90_000}),
        Loss("Brak czasu", 1, {}, unvalued=1),
    ]
    seven = [Loss(f"Powód {number}", 2, {"EUR": 1_000_00, "GBP": 50_00}) for number in range(12)]
    cells = (Cell(9, 1.6), Cell(0, 3.0), Cell(3, None))
    counts = (4, 5, 3, 22)
    said = [
        pareto.draw(pareto.Pareto(tuple(losses)), words).alt,
        pareto.draw(pareto.Pareto(tuple(seven)), words).alt,
        heat.draw(heat.Heat(("Północ", "Południe", "Zachód"), (Row("Panele", cells),)), words).alt,
        trend.draw(trend.Trend("Panele", tuple(trend.Point(one) for one in counts), date(2026, 11, 16)), words).alt,
    ]
    assert_golden(ACCEPTED / "charts.txt", "\n".join(said) + "\n")


# --- the same in every language ---


def loaded(one: Language) -> str:
    loader = PackageLoader("digests")
    return loader.get_source(Environment(loader=loader, autoescape=True), one.template)[0]


def tree(one: Language) -> nodes.Template:
    return Environment(autoescape=True).parse(loaded(one))


def blocks(one: Language) -> set[str]:
    return {block.name for block in tree(one).find_all(nodes.Block)}


@pytest.mark.parametrize("one", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_every_language_has_every_sentence_and_no_other(one: Language) -> None:
    assert sorted(blocks(ENGLISH) - blocks(one)) == []
    assert sorted(blocks(one) - blocks(ENGLISH)) == []


@pytest.mark.parametrize("one", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_every_language_has_every_verdict_and_standing(one: Language) -> None:
    assert set(one.verdicts) == VERDICTS
    assert set(one.standing) == set(ENGLISH.standing)
    assert set(one.spans) == set(ENGLISH.spans)
    assert all(len(forms) == len(one.categories) for forms in one.nouns.values())


@pytest.mark.parametrize("one", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_every_count_in_a_template_has_a_known_noun_or_all_its_forms(one: Language) -> None:
    """English makes a plural of one word; elsewhere one word must be a noun of the language."""
    for call in tree(one).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name not in ("count", "form", "figure") or call.dyn_args is not None:
            continue
        forms = [arg.value for arg in call.args[1:] if isinstance(arg, nodes.Const)]
        assert len(forms) in (0, 1, len(one.categories)), f"line {call.lineno}"
        if len(forms) == 1 and one is not ENGLISH:
            assert forms[0] in one.nouns, f"line {call.lineno}"


def test_an_unknown_language_is_told_in_english() -> None:
    assert language("tlh") is ENGLISH
    assert language("pl") is POLISH


def test_a_report_from_before_languages_is_told_in_english(digest: Digest) -> None:
    values = to_dict(digest(publisher.quiet_week))
    del values["language"]
    assert from_dict(values).language == "en"


def test_the_language_of_the_workspace_is_that_of_its_digest(digest: Digest, market: Market) -> None:
    market.workspace.language = "pl"
    assert plain(digest(publisher.quiet_week)).startswith("Tydzień 47")


# --- forms ---


def gettext_form(number: int) -> int:
    """The rule of Polish as gettext writes it, which is not where ours comes from."""
    if number == 1:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2


@given(st.integers(0, 200), st.sampled_from(sorted(POLISH.nouns)))
def test_every_number_takes_the_right_form(number: int, noun: str) -> None:
    assert POLISH.count(number, noun) == f"{number} {POLISH.nouns[noun][gettext_form(number)]}"


@given(st.integers(0, 200))
def test_english_has_one_and_many(number: int) -> None:
    assert ENGLISH.form(number, "was", "were") == ("was" if number == 1 else "were")
    assert ENGLISH.count(number, "account") == f"{number} {'account' if number == 1 else 'accounts'}"


@given(st.integers(10_000, 10**12), st.sampled_from(sorted(POLISH.nouns)))
def test_large_numbers_keep_together_and_take_the_right_form_too(number: int, noun: str) -> None:
    figures, word = POLISH.count(number, noun).split(" ", 1)
    assert int(figures.replace("\u00a0", "")) == number
    assert word == POLISH.nouns[noun][gettext_form(number)]


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (480_000, "GBP", "4800 GBP"),
        (1_240_050, "PLN", "12 400,50 zł"),
        (-90_000, "EUR", "−900 €"),
        (5_000, "JPY", "5000 JPY"),
        (0, "USD", "0 USD"),
    ],
)
def test_money_is_written_as_poles_do(minor: int, currency: str, words: str) -> None:
    assert POLISH.money(minor, currency).replace("\u00a0", " ") == words


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (0.01, "poniżej 0,1"), (0.33, "0,3"), (2.0, "2"), (12.4, "12")])
def test_a_mean_has_a_comma(value: float, words: str) -> None:
    assert POLISH.mean(value) == words


@pytest.mark.parametrize(
    ("minor", "words"),
    [(48_000, "480 GBP"), (480_000, "4,8 tys. GBP"), (18_640_000, "186 tys. GBP"), (300_000_000, "3 mln GBP")],
)
def test_money_in_a_picture_is_short(minor: int, words: str) -> None:
    assert POLISH.charts(1).worth(minor, "GBP").replace("\u00a0", " ") == words


@pytest.mark.parametrize("why", Why)
def test_every_doubt_has_a_polish_sentence(why: Why, digest: Digest) -> None:
    words = Words(in_polish(digest(publisher.quiet_week)), PLAIN)
    doubt = NoTrend(new_id(), "Panele", "Only 1 customer asked.", why.value, 1, 3)
    said = words.say("loud_one", item=doubt)
    assert said.startswith("Panele. ")
    assert len(said) > len("Panele. ")
    assert "Only" not in said


# --- no English left over ---


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def words_of(texts: Iterator[str]) -> set[str]:
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def fixed(one: Language) -> Iterator[str]:
    """What a template says by itself: its texts and those in its expressions, but no codes."""
    whole = tree(one)
    for text in whole.find_all(nodes.TemplateData):
        yield text.data
    asking = [*whole.find_all(nodes.Compare), *whole.find_all(nodes.Filter)]
    code = {id(const) for asks in asking for const in asks.find_all(nodes.Const)}
    code |= {id(pair.key) for pair in whole.find_all(nodes.Pair)}
    for const in whole.find_all(nodes.Const):
        if isinstance(const.value, str) and id(const) not in code:
            yield const.value


def on_charts() -> list[str]:
    """The standing words of the Polish charts."""
    charts = POLISH.charts(1)
    return [str(getattr(charts, one.name)) for one in fields(charts) if isinstance(getattr(charts, one.name), str)]


def test_no_english_word_is_in_the_polish_sentences() -> None:
    tables = [*POLISH.verdicts.values(), *POLISH.standing.values(), *POLISH.spans.values(), *POLISH.stand_ins.values()]
    assert words_of(iter([*fixed(POLISH), *on_charts(), *tables])) & ENGLISH_WORDS == set()


def test_no_english_word_is_left_in_a_polish_digest(week: tuple[str, DigestReport]) -> None:
    """Names and customers' words apart, none that the English sentences have and the Polish ones do not."""
    _, report = week
    theirs = words_of(strings(to_dict(report)))
    shown = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page(report), flags=re.DOTALL)
    for text in (plain(report), shown):
        said = words_of(iter([text])) - theirs
        assert said & (words_of(fixed(ENGLISH)) - words_of(iter([*fixed(POLISH), *on_charts()]))) == set()
        assert said & ENGLISH_WORDS == set()
