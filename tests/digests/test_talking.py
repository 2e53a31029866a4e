"""What somebody does by a message, and what is asked in a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.reading.reader import Reader
from digests.talking.asking import HERE, Ask, Question, is_question, question
from digests.talking.choosing import Every, chosen, kind_said
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
    "Thanks a lot": Saying.THANKS,
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
        ("delete my last one", Saying.DISCARD, Saying.DISCARD),
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
        # as people say them, without a mark at the end
        ("any news on solar?", Question(Ask.MINE, "solar")),
        ("did anyone ever do anything about the drone thing", Question(Ask.MINE, "drone")),
        ("where's my solar request", Question(Ask.MINE, "solar")),
        ("how's my solar one doing", Question(Ask.MINE, "solar")),
        ("did marketing ever answer me about drones", Question(Ask.MINE, "drones")),
        ("when do I hear back about drones?", Question(Ask.MINE, "drones")),
        ("why was my drone request declined", Question(Ask.MINE, "drone")),
        ("what did marketing say about drones?", Question(Ask.MINE, "drones")),
        ("is solar approved yet", Question(Ask.MINE, "solar")),
        ("any updates", Question(Ask.MINE)),
        ("did anything get approved?", Question(Ask.MINE)),
        ("how many of mine are open", Question(Ask.OPEN)),
        ("what have I got open", Question(Ask.OPEN)),
        ("my open requests", Question(Ask.OPEN)),
        ("show me my drafts", Question(Ask.DRAFTS)),
        ("what's waiting for me", Question(Ask.DRAFTS)),
        ("who else wants ev chargers", Question(Ask.WHO, "ev chargers")),
        ("anyone else asking for bees", Question(Ask.WHO, "bees")),
        ("is there anything for dog groomers", Question(Ask.CATALOG, "dog groomers")),
        ("when is beekeeping coming", Question(Ask.CATALOG, "beekeeping")),
        ("what's new round here", Question(Ask.NEW, place=HERE)),
        ("what's hot this week", Question(Ask.NEW)),
        ("whats coming soon", Question(Ask.NEW)),
        ("what are reps hearing in Wales", Question(Ask.NEW, place="Wales")),
        ("what should I tell Ace Roofing", Question(Ask.CUSTOMER, "Ace Roofing")),
        ("what did Ace Roofing ask for", Question(Ask.CUSTOMER, "Ace Roofing")),
        ("anything on bees", Question(Ask.ABOUT, "bees")),
        ("has anybody heard about heat pumps", Question(Ask.ABOUT, "heat pumps")),
        ("tell me about drone inspection", Question(Ask.ABOUT, "drone inspection")),
        ("what do we lose to Yelp on", Question(Ask.DIGEST)),
        ("is anyone else losing to Yelp", Question(Ask.DIGEST)),
        ("what's the top request", Question(Ask.DIGEST)),
        ("how many lost deals this month", Question(Ask.DIGEST)),
        ("who is losing us deals in wales?", Question(Ask.DIGEST)),
        ("how many requests are open", Question(Ask.DIGEST)),
        ("what's declined lately", Question(Ask.DIGEST)),
        ("what should I be selling", Question(Ask.NEW)),
        ("what can I sell round here", Question(Ask.NEW, place=HERE)),
        ("how do I log a lost deal", Question(Ask.HELP)),
        ("did that get anywhere", Question(Ask.MINE)),
        ("can I edit my last one?", Question(Ask.CHANGE)),
        ("why is the sky blue?", Question(Ask.OTHER, "why is the sky blue?")),
    ],
)
def test_a_question_says_what_is_asked_and_about_what(words: str, asked: Question) -> None:
    assert is_question(words)
    assert question(words) == asked
    assert saying(READER.read(words), waits=False) is Saying.QUESTION


@pytest.mark.parametrize(
    "words",
    [
        "“Do you have a heading for drones?” said Ace Roofing",
        "Ace Roofing wants a heading for bees",
        "What Ace Roofing wants is a heading for bees",
        "When they saw the price they went to Yelp",
        "How the phone never rings is beyond them",
        "Who they went to is Yelp",
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
        ("Been to see Ace Roofing. They want a heading for drones. Also lost Bell Plumbing, too dear.", 2),
        ("", 1),
        ("Ace Roofing wants a heading for drones. Bell Plumbing wants a heading for bees. " * 30, 1),
    ],
)
def test_several_wants_are_taken_apart_only_where_they_are_clearly_separate(words: str, parts: int) -> None:
    found = apart(words, READER.read)
    assert len(found) == parts
    assert "".join("".join(found).split()) == "".join(words.split())


@given(st.text(max_size=300), st.booleans())
def test_what_answers_no_question_of_a_card_is_none_of_its_answers(words: str, waits: bool) -> None:
    if waits:
        assert chosen(words, ["Baker's Dental Leeds", "Baker's Dental York"]) in (None, 0, 1, Every.NONE, Every.ALL)
    assert kind_said(words) in (None, Saying.REQUEST, Saying.LOST_DEAL, Saying.WON_DEAL)


@pytest.mark.parametrize(
    ("words", "picked"),
    [
        ("York", 1),
        ("the Leeds one", 0),
        ("it's York", 1),
        ("Baker's Dental York", 1),
        ("the first one", 0),
        ("2", 1),
        ("the last", 1),
        ("neither", Every.NONE),
        ("none of them", Every.NONE),
        ("no, someone else", Every.NONE),
        ("both", Every.ALL),
        ("actually both of those", Every.ALL),
        ("Baker's Dental", None),
        ("York, and it's 900", None),
        ("yes", None),
        ("the third one", None),
        ("Bell Plumbing", None),
    ],
)
def test_which_of_two_is_picked_in_words(words: str, picked: int | Every | None) -> None:
    assert chosen(words, ["Baker's Dental Leeds", "Baker's Dental York"]) == picked


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("lost", Saying.LOST_DEAL),
        ("it's a lost deal", Saying.LOST_DEAL),
        ("a request please", Saying.REQUEST),
        ("we won it", Saying.WON_DEAL),
        ("lost it to Yelp", None),
        ("yes", None),
    ],
)
def test_which_kind_it_is_is_said_in_words(words: str, kind: Saying | None) -> None:
    assert kind_said(words) is kind


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_something(words: str, waits: bool) -> None:
    assert saying(READER.read(words), waits=waits) in Saying
