"""The weeks of a theme as a line of marks, and once more in figures."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Mrk, mrk
from bot.usecases.trends import ThemeTrend
from digests.phrases import upper_first
from digests.wording import count

TITLE = 150
# So many marks fit on one line of a phone.
MARKS = 26
# The first is for none at all.
_MARK = "▁▂▃▄▅▆▇█"


def title(title: str) -> str:
    """A theme's title on one line, cut."""
    return upper_first(kit.cut_plain(kit.one_line(title), TITLE))


def marks(counts: Sequence[int]) -> str:
    """A line of marks as high as the counts, the highest for the largest; the lowest is none."""
    top = max(counts, default=0)
    return "".join(_MARK[-(-one * (len(_MARK) - 1) // top) if top else 0] for one in counts)


def line(counts: Sequence[int]) -> list[Mrk]:
    """The marks as a line of code, whose letters are all as wide; none where nobody was heard."""
    return [mrk("`{marks}`", marks=marks(_together(counts)))] if any(counts) else []


def figures(theme: ThemeTrend) -> Mrk:
    """The line once more, in figures, and whose voices it is."""
    together = _together(theme.here.counts)
    step = _step(theme.here.counts)
    each = "Accounts a week" if step == 1 else f"Accounts in {step} weeks each"
    listed = ", ".join(f"{one:,}" for one in together)
    return mrk(
        "{each}, oldest first: {figures}. In all {accounts}, heard by {reps}.",
        each=each,
        figures=listed,
        accounts=count(theme.behind.accounts, "different account"),
        reps=count(theme.behind.reps, "rep"),
    )


def _step(counts: Sequence[int]) -> int:
    """How many weeks one mark stands for."""
    return -(-len(counts) // MARKS)


def _together(counts: Sequence[int]) -> list[int]:
    """The counts of so many weeks each, ending with the last; the first may be of fewer."""
    step = _step(counts) or 1
    return [sum(counts[max(0, end - step) : end]) for end in range(len(counts), 0, -step)][::-1]
