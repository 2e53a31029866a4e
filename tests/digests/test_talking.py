"""What somebody does by a message, and what is asked in a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.reading.reader import Reader
from digests.talking.asking import Ask, Question, is_question, question
from digests.talking.saying import Saying, saying
from digests.talking.wants import apart

READER = Reader(
    accounts=["Ace Roofing", "Bell Plumbing", "Baker's Dental Leeds", "Baker's Dental York"],
    competitors={"Yelp": ("yelp ads",)},
    regions=["Leeds", "North West", "Wales"],
)

SAID = {
    "Ace Roofing want a heading for drone surveys, about 1,200 a year": Saying.REQUEST,
    "just lost Ace Roofing, 4.8k, price, they went to Yelp": Saying.LOST_DEAL,
    "No joy at Ace Roofing, they went with Yelp": Saying.LOST_DEAL,
    "won Ace Roofing, 3k, they liked the reach": Saying.WON_DEAL,
    "they signed! Ace Roofing 3k": Saying.WON_DEAL,
    "any chance of a heading for bees? Ace Roofing would pay 900": Saying.REQUEST,
    "Dentists keep moaning about the layout of the page": Saying.UNSORTED,
    "what happened to my solar request?": Saying.QUESTION,
    "Is it going to rain?": Saying.QUESTION,
    "who else lost to Yelp?": Saying.QUESTION,
    "Can you believe that Ace Roofing asked for a heading for bees?": Saying.UNSORTED,
    "hi there!": Saying.GREETING,
    "Thanks a lot": Saying.GREETING,
    "asdf": Saying.OTHER,
}


@pytest.mark.parametrize("words", SAID)
def test_a_message_by_itself_is_what_its_words_say(words: str) -> None:
    assert saying(READER.read(words), waits=False) is SAID[words]


@pytest.mark.parametrize(
    ("words", "waiting", "alone"),
    [
        ("no, 5200, and it was Yelp", Saying.CORRECTION, Saying.CORRECTION),
        ("£300/mo", Saying.CORRECTION, Saying.UNSORTED),
        ("it's a lost deal", Saying.CORRECTION, Saying.LOST_DEAL),
        ("yes", Saying.SAVE, Saying.SAVE),
        ("never mind", Saying.DISCARD, Saying.DISCARD),
        ("Actually Ace Roofing want a heading for bees too, 900", Saying.REQUEST, Saying.REQUEST),
    ],
)
def test_some_messages_mean_something_else_while_a_draft_waits(words: str, waiting: Saying, alone: Saying) -> None:
    read = READER.read(words)
    assert (saying(read, waits=True), saying(read, waits=False)) == (waiting, alone)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("what happened to my solar request?", Question(Ask.MINE, "solar")),
        ("What’s happening with the drone thing", Question(Ask.MINE, "drone")),
        ("any news on bees?", Question(Ask.MINE, "bees")),
        ("what happened to my request?", Question(Ask.MINE)),
        ("what did I log?", Question(Ask.MINE)),
        ("have they decided on the solar heading?", Question(Ask.MINE, "solar")),
        ("is drone inspection a heading yet?", Question(Ask.CATALOG, "drone inspection")),
        ("Is there a heading for drones?", Question(Ask.CATALOG, "drones")),
        ("can I sell bees already?", Question(Ask.CATALOG, "bees")),
        ("when does drone inspection go live?", Question(Ask.CATALOG, "drone inspection")),
        ("who else asked for this?", Question(Ask.WHO)),
        ("how many asked for solar panels", Question(Ask.WHO, "solar panels")),
        ("did anyone else want beekeeping?", Question(Ask.WHO, "beekeeping")),
        ("what is new in Leeds?", Question(Ask.NEW, place="Leeds")),
        ("what's new in the North West this week", Question(Ask.NEW, place="North West")),
        ("anything new?", Question(Ask.NEW)),
        ("what are customers asking for in Wales?", Question(Ask.NEW, place="Wales")),
        ("why is the sky blue?", Question(Ask.OTHER, "why is the sky blue?")),
    ],
)
def test_a_question_says_what_is_asked_and_about_what(words: str, asked: Question) -> None:
    assert is_question(words)
    assert question(words) == asked


@pytest.mark.parametrize(
    "words",
    [
        "“Do you have a heading for drones?” said Ace Roofing",
        "Ace Roofing wants a heading for bees",
        "Are they mad? They cancelled. Lost 4.8k.",
        "",
        "?" * 400,
    ],
)
def test_what_tells_something_is_no_question(words: str) -> None:
    assert not is_question(words)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Ace Roofing wants a heading for drones, 900. Bell Plumbing wants a heading for heat pumps.", 2),
        ("Ace Roofing wants a heading for drones. They would pay 900. Bell Plumbing wants one for heat pumps.", 2),
        ("Lost Ace Roofing to Yelp, 4.8k.\nBell Plumbing wants a heading for heat pumps", 2),
        ("Ace Roofing wants a heading for drones. They also want bees.", 1),
        ("Ace Roofing wants a heading for drones. I met Bell Plumbing too.", 1),
        ("Good day. Ace Roofing wants drones and Bell Plumbing wants heat pumps.", 1),
        ("", 1),
        ("Ace Roofing wants a heading for drones. Bell Plumbing wants a heading for bees. " * 30, 1),
    ],
)
def test_several_wants_are_taken_apart_only_where_they_are_clearly_separate(words: str, parts: int) -> None:
    found = apart(words, READER.read)
    assert len(found) == parts
    assert "".join("".join(found).split()) == "".join(words.split())


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_something(words: str, waits: bool) -> None:
    assert saying(READER.read(words), waits=waits) in Saying
