"""What a text is about, without the sayings that it is wrapped in."""

import numpy as np

from digests.similarity.letters import Letters
from digests.themes.frames import toward_subjects, without_frames

THINGS = (
    "pond liners",
    "roof tiles",
    "garden gates",
    "oak beams",
    "wasp nests",
    "hot tubs",
    "ear wax",
    "dog walks",
    "stump grinding",
)
TOWNS = ("Leeds", "York", "Hull", "Ripon", "Selby", "Whitby", "Skipton", "Malton", "Thirsk")


def test_of_a_saying_that_many_use_only_what_they_want_is_left() -> None:
    texts = [f"I’d have signed for £{at}00 if you'd had {thing}." for at, thing in enumerate(THINGS)]
    assert without_frames(texts) == list(THINGS)


def test_what_many_say_and_mean_stays_whole_whatever_the_town_and_the_number() -> None:
    texts = [f"We fit panels on {at} roofs a year in {town}" for at, town in enumerate(TOWNS)]
    assert without_frames(texts) == texts
    alike = [f"Where do I look for garden gates {word}" for word in ("", "please", "then", "now", "again") * 3]
    assert without_frames(alike) == alike


def test_a_text_that_is_nothing_but_sayings_stays_whole() -> None:
    texts = [f"Where do I look for {thing} in yours" for thing in THINGS]
    assert without_frames([*texts, "Where do I look for it in yours"])[-1] == "Where do I look for it in yours"


def test_a_few_texts_have_no_sayings() -> None:
    texts = [f"I'd have signed if you'd had {thing}" for thing in THINGS[:7]]
    assert without_frames(texts) == texts
    assert without_frames([]) == []


def test_a_saying_no_longer_holds_together_what_is_wanted_apart() -> None:
    ways = ("I'd have signed long ago if you'd had {}", "There isn't a soul listed for {} near here")
    texts = [way.format(thing) for way in ways for thing in THINGS]
    embedder = Letters()
    plain = embedder.embed(texts)
    drawn = toward_subjects(plain, texts, embedder)
    same_want, same_saying = len(THINGS), 1
    assert drawn[0] @ drawn[same_want] > plain[0] @ plain[same_want]
    assert drawn[0] @ drawn[same_saying] < plain[0] @ plain[same_saying]
    assert np.allclose(np.linalg.norm(drawn, axis=1), 1, atol=1e-5)


def test_a_text_that_was_not_read_stays_like_nothing() -> None:
    texts = [f"I'd have signed if you'd had {thing}" for thing in THINGS]
    vectors = np.zeros((len(texts), Letters().dimensions), np.float32)
    assert not toward_subjects(vectors, texts, Letters()).any()
