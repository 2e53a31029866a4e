"""Whether texts are in English, as far as plain signs tell: other letters, and the small words of other languages.

Source of the method: common function words, as in Grefenstette 1995, "Comparing two language identification schemes".
No library: the question is only whether a text model that knows English is the right one.
"""

from collections.abc import Sequence

from storage.keys import words_of

# Folded as `words_of` folds. Left out is what English has too ("is", "in", "was", "van", "pour").
_ENGLISH_WORDS = (
    "the and that you they with would are this our their what if it my your from there how when which could should "
    "need want wants has had will not but us who where she her his more"
)
_OTHER_WORDS = (
    # German, Dutch, Danish, Norwegian, Swedish
    "der das und ist nicht ein eine wir ich mit dem auf sie auch wenn haben kann keine fur "
    "het een niet voor zijn wij naar ook maar og det ikke jeg som har til och att inte jag pa "
    # French, Spanish, Italian, Portuguese
    "le la les des une pas nous vous avec dans que qui sur je il "
    "el los las una para con por como pero gli che sono della di nao uma os em voce "
    # Polish, Turkish
    "nie jest sie dla czy bir ve icin cok var"
)
_ENGLISH, _OTHERS = frozenset(_ENGLISH_WORDS.split()), frozenset(_OTHER_WORDS.split())
_BEYOND_LATIN = "\u0370"
_VIETNAMESE = ("\u1e00", "\u1eff")


def is_foreign(text: str) -> bool:
    """Whether a text is plainly in another language than English; one that nothing tells of counts as English."""
    letters = [char for char in text if char.isalpha()]
    other = sum(char >= _BEYOND_LATIN and not _VIETNAMESE[0] <= char <= _VIETNAMESE[1] for char in letters)
    if 2 * other > len(letters):
        return True
    words = set(words_of(text))
    return len(words & _OTHERS) > len(words & _ENGLISH)


def foreign_share(texts: Sequence[str]) -> float:
    """Which part of some texts is plainly in other languages, 0 to 1; 0 of none."""
    return sum(map(is_foreign, texts)) / len(texts) if texts else 0.0
