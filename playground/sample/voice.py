"""Turns a sentence pattern into something one person said once: gaps filled, sometimes hasty, never said too often."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from playground.sample import fill

MOST_USES = 3
_TRIES = 40


@dataclass(frozen=True)
class Scene:
    """What the gaps are filled from: place, money, month (0 = January), what is talked about, and the rival.

    `competitor` is the rival's name in the list, `rival` what people call it.
    """

    towns: tuple[str, ...]
    sums: tuple[str, ...]
    month: int
    thing: str
    competitor: str
    rival: str


def sentences(text: str) -> list[str]:
    """The sentences of a text in a form that can be compared: lower case, letters, digits and signs only."""
    parts = (re.sub(r"[^\w£€%]+", " ", part).strip().lower() for part in re.split(r"[.?](?:\s|$)", text))
    return [part for part in parts if part]


class Voice:
    """Speaks the patterns it is given and remembers what was said, so that nothing is heard more than three times."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._said: Counter[str] = Counter()
        self._spoken: Counter[str] = Counter()

    def customer(self, patterns: Sequence[str], scene: Scene, tails: Sequence[str] = ()) -> str:
        """What a customer says, with a second sentence now and then; empty when all has been said too often."""
        for _ in range(_TRIES):
            text = self._fill(self._pick(patterns), scene, fill.PEOPLE)
            if tails and self._rng.random() < 0.3:
                text = self._join(text, self._fill(self._pick(tails), scene, fill.PEOPLE))
            text = self._roughen(text)
            if self._is_fresh(text):
                return text
        return ""

    def rep(self, patterns: Sequence[str], scene: Scene) -> str:
        """What a rep notes down; empty when all has been noted too often."""
        for _ in range(_TRIES):
            text = self._fill(self._pick(patterns), scene, fill.REP_SPEAKS_OF)
            if self._is_fresh(text):
                return text
        return ""

    def _pick(self, patterns: Sequence[str]) -> str:
        """One of the patterns; of three drawn, the one that was heard least."""
        drawn = [self._rng.choice(patterns) for _ in range(3)]
        pattern = min(drawn, key=lambda one: self._spoken[one])
        self._spoken[pattern] += 1
        return pattern

    def _fill(self, pattern: str, scene: Scene, people: Sequence[str]) -> str:
        rng = self._rng
        who = rng.choice(people)
        if not pattern.startswith("{who}") and who != "Mum":
            who = who[0].lower() + who[1:]
        text = pattern.format(
            town=rng.choice(scene.towns),
            day=rng.choice(fill.DAYS),
            since=fill.MONTHS[scene.month - rng.randint(1, 5)],
            now=fill.MONTHS[scene.month],
            until=fill.MONTHS[(scene.month + rng.randint(1, 5)) % 12],
            n=rng.choice(fill.NUMBERS),
            num=rng.randint(6, 48),
            who=who,
            ad=rng.choice(fill.ADVERTS),
            amount=rng.choice(scene.sums),
            thing=scene.thing,
            rival=scene.rival,
            year=rng.randint(2018, 2023),
        )
        return text[0].upper() + text[1:] if pattern.startswith("{") else text

    def _join(self, text: str, tail: str) -> str:
        return f"{text} {tail}" if text.endswith(("?", ".")) else f"{text}. {tail}"

    def _roughen(self, text: str) -> str:
        rng = self._rng
        chance = rng.random()
        if chance < 0.07:
            return text[0].lower() + text[1:]
        if chance < 0.13:
            return self._mistype(text)
        if chance < 0.18 and text.isascii():
            return f"{text} {rng.choice(fill.EMOJI)}"
        return text if text.endswith("?") or chance < 0.6 else f"{text}."

    def _mistype(self, text: str) -> str:
        words = text.split(" ")
        places = [place for place, word in enumerate(words) if word in fill.TYPOS]
        if places:
            place = self._rng.choice(places)
            words[place] = fill.TYPOS[words[place]]
        return " ".join(words).lower()

    def _is_fresh(self, text: str) -> bool:
        said = sentences(text)
        if any(self._said[sentence] >= MOST_USES for sentence in said):
            return False
        self._said.update(said)
        return True
