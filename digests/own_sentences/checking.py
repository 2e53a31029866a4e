"""Try an own sentence before it is kept, on several sample reports: what can be said of one may fail of another."""

from digests.own_sentences.grammar import Unusable
from digests.own_sentences.samples import samples
from digests.own_sentences.saying import say
from digests.own_sentences.wordable import WORDABLE
from digests.phrases import PLAIN, Words


def check(name: str, source: str, *, language: str) -> str | None:
    """What is wrong with a sentence, in a sentence; None where nothing is. KeyError for a name that is not wordable."""
    wordable = WORDABLE[name]
    for report in filter(wordable.applies, samples(language)):
        try:
            say(wordable, source, report, Words(report, PLAIN))
        except Unusable as why:
            return str(why)
    return None
