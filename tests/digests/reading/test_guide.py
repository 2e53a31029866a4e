"""What the guide for reps shows is what is read."""

from pathlib import Path

from bot.files.messages import as_json
from tests.digests.reading.desk import read

GUIDE = (Path(__file__).parents[3] / "docs/reading.md").read_text(encoding="utf-8")


def examples() -> list[dict[str, object]]:
    return [as_json(read(line.removeprefix("> "))) for line in GUIDE.splitlines() if line.startswith("> ")]


def test_the_examples_of_the_guide_are_read_as_it_says() -> None:
    loss, want, neither = examples()
    del loss["note"], want["note"], neither["note"]
    assert loss == {
        "kind": "lost_deal",
        "account": "Marlow & Sons Joinery",
        "value": 540,
        "currency": "GBP",
        "reasons": ["competitor", "results_doubted"],
        "competitors": ["Yelp"],
        "said": "My customers don't look in a book.",
        "region": "Wales",
    }
    nothing: dict[str, object] = {"reasons": [], "competitors": [], "said": None, "region": None}
    assert want == {"kind": "request", "account": "The Copper Kettle", "value": 1200, "currency": "GBP", **nothing}
    assert neither == {"kind": "unclear", "account": "Zephyr Kites", "value": None, "currency": None, **nothing}
