"""Say an own sentence of a report, in plain text; whatever goes wrong in it is told and never raised further."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import UndefinedError

from digests.own_sentences.grammar import Unusable, read
from digests.own_sentences.wordable import WORDABLE, Speaks, Wordable, values
from digests.report import DigestReport

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Own:
    """The own sentences of a report: what each says, and why one cannot be said, by name."""

    said: dict[str, str] = field(default_factory=dict)
    unusable: dict[str, str] = field(default_factory=dict)


def own(report: DigestReport, words: Speaks) -> Own:
    """Those that a report carries and that are said of it."""
    told = Own()
    for wording in report.own:
        wordable = WORDABLE.get(wording.name)
        if wordable is None or not wordable.applies(report):
            continue
        try:
            told.said[wording.name] = say(wordable, wording.template, report, words)
        except Unusable as why:
            told.unusable[wording.name] = str(why)
    return told


def say(wordable: Wordable, source: str, report: DigestReport, words: Speaks) -> str:
    """What a sentence says of a report, on one line of plain text. Raises Unusable."""
    template = read(source, wordable.names)
    try:
        said = "".join(template.generate(values(wordable, report, words)))
    except UndefinedError as error:
        raise Unusable(f"Something is not there: {(error.message or '').rstrip('.')}.") from None
    except Unusable:
        raise
    except Exception as error:  # a template is foreign words: whatever it does, the digest goes out
        raise Unusable(f"It cannot be said: {_plainly(error)}.") from None
    line = "".join(_printable(_SPACES.sub(" ", said))).strip()
    if len(line) > wordable.longest:
        raise Unusable(f"It would say {len(line):,} characters; at most {wordable.longest} fit.")
    if not wordable.optional and not any(sign.isalnum() for sign in line):
        raise Unusable("It would say nothing.")
    return line


def _plainly(error: Exception) -> str:
    if isinstance(error, TypeError):
        return "a number stands where a text or a list is needed, or the other way round; lists are said by a loop"
    return "count() and form() need a number, then every form of the word"


def _printable(text: str) -> Iterator[str]:
    return (sign for sign in text if sign.isprintable())
