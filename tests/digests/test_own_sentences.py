"""Sentences that a workspace words itself: what they say, what is refused, and that a digest goes out all the same."""

import html
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.locales import LANGUAGES, POLISH
from digests.own_sentences import samples
from digests.own_sentences.checking import check
from digests.own_sentences.grammar import LONGEST_SOURCE
from digests.own_sentences.wordable import LONGEST, WORDABLE
from digests.phrases import PAGE, PLAIN, Medium, Words, slack
from digests.report import DigestReport, OwnWording, from_json, to_json
from digests.words import plain

FULL, FIRST, QUIET = samples.typical("en")


def worded(report: DigestReport, **templates: str) -> DigestReport:
    """The report of a workspace that words these sentences so."""
    return replace(report, own=tuple(OwnWording(name, template) for name, template in templates.items()))


def test_an_own_sentence_stands_in_place_of_ours() -> None:
    text = plain(
        worded(
            FULL,
            title="What customers told us in week {{ week }}",
            greeting="Good morning, {{ workspace }}!",
            trend_headline="{{ theme }} {{ place }}: {{ count(observed, 'customer') }}, where {{ normal }}",
            limits_closing="Few voices prove nothing.",
            closing="Questions? Ask in #field. {% if late %}{{ late }} of {{ waiting }} are late.{% endif %}",
        )
    )
    assert text.startswith("What customers told us in week 47\n16–22 Nov 2026")
    assert (
        "Good morning, Yellow Press!\n"
        "Solar & battery installers in South West: 10 customers, where up to 6 would be normal\n" in text
    )
    assert "What this week cannot tell\n  Few voices prove nothing.\n" in text
    assert text.endswith("\nQuestions? Ask in #field. 1 of 6 are late.\n")
    assert "could not be used" not in text


def test_a_loop_says_what_was_asked_for_and_a_quiet_week_its_line() -> None:
    loop = "{% for one in requests %}{{ q(one) }} {{ one.number }}{{ '' if loop.last else ', ' }}{% endfor %}"
    assert "“Solar & battery installers” 6, “EV charger fitting” 2\n" in plain(worded(FULL, greeting=loop))
    assert plain(worded(QUIET, quiet="Week {{ week }}: {{ accounts }} spoke up.")) == "Week 47: 2 spoke up.\n"


def test_a_sentence_is_said_only_where_it_has_its_place() -> None:
    own = {"trend_headline": "{{ theme }} moves", "quiet": "All quiet."}
    assert "3 accounts asked for" in Words(worded(FIRST, **own), PLAIN).say("headline")
    assert Words(worded(FULL, **own), PLAIN).say("headline") == "Solar & battery installers moves"
    assert "All quiet" not in plain(worded(FULL, **own))


def test_own_words_are_kept_with_the_report_and_said_again_the_same() -> None:
    report = worded(FULL, title="Ours")
    assert plain(from_json(to_json(report))) == plain(report)


def test_told_in_another_language_it_has_our_words() -> None:
    assert Words(worded(FULL, title="Ours"), PLAIN, POLISH).say("title") == "Głos z terenu · tydzień 47"


def test_in_polish_there_are_polish_words_to_say() -> None:
    report = worded(samples.typical("pl")[0], greeting="{{ count(accounts, 'klient') }}, {{ normal }}{{ days }}")
    assert "normal" in Words(report, PLAIN).unusable["greeting"]
    report = worded(samples.typical("pl")[0], greeting="{{ count(accounts, 'klient') }}, {{ days }}")
    assert "22 klientów, 16–22 lis 2026\n" in plain(report)


# --- what is refused ---

REFUSED = {
    "{{ x }}": "Line 1: there is no value called “x”.",
    "Hello\n{{ observed }}": "Line 2: there is no value called “observed”.",
    "{{ 'a' * 10**9 }}": "Line 1: “*” cannot be used here.",
    "{{ 10**10**10 }}": "Line 1: “**” cannot be used here.",
    "{{ 1 + 1 }}": "Line 1: “+” cannot be used here.",
    "{% for a in requests %}{% for b in requests %}x{% endfor %}{% endfor %}": "Line 1: a loop cannot stand in a loop.",
    "{% for a in requests %}{% if a %}{% for b in regions %}x{% endfor %}{% endif %}{% endfor %}": "stand in a loop",
    "{% for a in (1, 2) %}x{% endfor %}": "Line 1: a loop runs over requests, reasons or regions.",
    "{% for a in requests recursive %}{{ loop(a) }}{% endfor %}": "Line 1: a loop has one name",
    "{% for week in requests %}{{ week }}{% endfor %}": "“week” means something already",
    "{{ [].__class__.__mro__ }}": "is not there",
    "{{ workspace.__class__ }}": "“.__class__” is not there",
    "{{ week.real }}": "“.real” is not there; there are .title and .number.",
    "{{ ''.join(regions) }}": "only count, form, q and all_of can be called.",
    "{{ count(**requests) }}": "count() takes plain values alone.",
    "{{ count }}": "count needs its values in brackets",
    "{{ regions|join(',') }}": "after “|” there can be",
    "{{ requests[0] }}": "[ ] cannot be used here.",
    "{{ week is odd }}": "“is” cannot be used here.",
    "{% set a = 1 %}": "{% set %} cannot be used here.",
    "{% macro a() %}{% endmacro %}": "{% macro %} cannot be used here.",
    "{% include 'page.css' %}": "{% include %} cannot be used here.",
    "{% import 'page.css' as p %}": "{% import %} cannot be used here.",
    "{% block a %}{% endblock %}": "{% block %} cannot be used here.",
    "{% extends 'page.css' %}": "cannot be used here.",
    "{% filter upper %}x{% endfilter %}": "cannot be used here.",
    "{{ week": "Line 1 cannot be read. Is each {{ closed by }}",
    "{% if week %}x": "Line 1 cannot be read.",
    "{% nonsense %}": "Line 1 cannot be read.",
    "{{ " + "(" * 480 + "1" + ")" * 480 + " }}": "it goes too deep",
    "x" * (LONGEST_SOURCE + 1): "It is 1,001 characters long; at most 1,000 are read.",
    "x" * (LONGEST + 1): "It would say 601 characters; at most 600 fit.",
    "{{ requests }}": "lists are said by a loop",
    "{{ week|length }}": "a number stands where a text or a list is needed",
    "{{ week > 'a' }}": "a number stands where a text or a list is needed",
    "{{ count('a', 'b', 'c') }}": "count() and form() need a number",
    "{{ form(week, 'was') }}": "count() and form() need a number, then every form of the word",
    "{{ loop.index }}": "Something is not there: 'loop' is undefined.",
    "{{ none }}": "lists are said by a loop",
}


@pytest.mark.parametrize("template", REFUSED)
def test_what_is_not_offered_is_refused_and_the_digest_says_our_own(template: str) -> None:
    problem = check("greeting", template, language="en")
    assert problem is not None
    assert REFUSED[template] in problem
    assert " object at 0x" not in problem
    text = plain(worded(FULL, greeting=template))
    assert "An own sentence could not be used: the greeting. The built-in text stands there; an admin can" in text
    assert text.replace(text[text.index("\nAn own sentence") :], "") == plain(FULL)


def test_what_fails_for_one_week_is_refused_for_all() -> None:
    shown = "{% for one in requests %}{% if loop.first %}{{ one.title }}{% endif %}{% endfor %}"
    assert check("title", shown, language="en") is None
    assert check("title", shown.replace("loop.first", "one.number > 5"), language="en") == "It would say nothing."
    every = check("title", "{% for one in requests %}{{ one.title }}{% endfor %}", language="en")
    assert every == "It would say 960 characters; at most 150 fit."
    assert check("greeting", "{% if requests %}{{ week }}{% endif %}", language="en") is None
    assert check("quiet", "{% if requests %}{{ week }}{% endif %}", language="en") == "It would say nothing."
    assert check("title", "x" * 151, language="en") == "It would say 151 characters; at most 150 fit."


def test_a_sentence_that_may_say_nothing_may() -> None:
    assert check("closing", "", language="en") is None
    assert check("title", " \n ", language="en") == "It would say nothing."


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", WORDABLE)
def test_every_wordable_sentence_can_be_worded_in_every_language(name: str, code: str) -> None:
    assert check(name, "Week {{ week }}", language=code) is None
    report = next(filter(WORDABLE[name].applies, samples.typical(code)))
    assert "Week 47" in plain(worded(report, **{name: "Week {{ week }}"}))
    assert Words(report, PLAIN).phrase("wordable", which=name)


def test_a_name_that_is_worded_no_more_is_passed_over() -> None:
    assert plain(worded(FULL, gone="Hello")) == plain(FULL)


# --- whatever is written ---

PIECES = st.sampled_from(
    [
        "{{", "}}", "{%", "%}", "{#", "#}", " if ", " for ", " in ", " endfor ", " endif ", " else ", " set ",
        " macro ", " raw ", " endraw ", "week", "requests", "one", "loop", ".title", ".first", "count", "form", "q",
        "all_of",
        "(", ")", "[", "]", "'", '"', "|", "upper", "length", "~", "*", "**", "9", "10**9", ",", ".", "=", "==", ">",
        " not ", " is ", " and ", "__class__", "<!channel>", "&", "<b>", "\n", "\x00", "\u202e", "-", "%",
        " recursive ", "none",
    ]
)  # fmt: skip
SOURCES = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=12).map(lambda parts: "{{ " + "".join(parts) + " }}"),
    st.lists(PIECES, max_size=12).map(
        lambda parts: "{% for one in requests %}{{ " + "".join(parts) + " }}{% endfor %}"
    ),
)
MEDIA: tuple[Medium, ...] = (PLAIN, PAGE, slack(lambda user_id: f"<@{user_id}>"))


@settings(max_examples=300, deadline=None)
@given(SOURCES, st.sampled_from(["title", "greeting", "trend_headline", "closing"]), st.sampled_from(MEDIA))
def test_no_template_keeps_a_digest_from_going_out_or_gets_past_the_escaping(
    source: str, name: str, medium: Medium
) -> None:
    words = Words(worded(FULL, **{name: source}), medium)
    said = words.say("headline" if name == "trend_headline" else name)
    if name in words.unusable:
        assert said == Words(FULL, medium).say("headline" if name == "trend_headline" else name)
        return
    assert len(html.unescape(said)) <= WORDABLE[name].longest
    assert "\n" not in said
    if medium is not PLAIN:
        assert "<" not in said
        assert ">" not in said
    assert " object at 0x" not in said


@settings(max_examples=150, deadline=None)
@given(SOURCES, st.sampled_from(sorted(WORDABLE)))
def test_whatever_passes_the_check_is_said_of_every_sample(source: str, name: str) -> None:
    if check(name, source, language="en") is None:
        for report in filter(WORDABLE[name].applies, samples.samples("en")):
            assert Words(worded(report, **{name: source}), PLAIN).unusable == {}
