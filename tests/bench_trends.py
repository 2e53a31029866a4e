"""How good trends are: `python -m tests.bench_trends [COPIES]`, on made-up companies whose true changes are known.

Each figure stands beside what it must reach and what is aimed at. The seeds are not those that the method was chosen
on. `COPIES` companies of each profile and history; two if none is given.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from rich.console import Console
from rich.table import Table

from digests.trends.finding import Sensitivity, digest
from digests.trends.forecast import LONGEST, forecast
from digests.trends.levels import Levels, Series
from digests.trends.memory import Memory, fresh, learned
from digests.trends.replay import replay
from digests.trends.telling import News, Story, telling
from tests.digests import trend_scores as scores
from tests.digests.trend_scores import Alerts, Score
from tests.digests.trend_worlds import HISTORIES, PROFILES, Kind, World, quiet, world

FIRST_SEED = 70_000
COPIES = 2
OF_ORACLE = 0.5
Column = tuple[str, Callable[[Score], float]]
COLUMNS: tuple[Column, ...] = (
    ("false a digest", lambda score: score.false_each),
    ("right", lambda score: score.share_right),
    ("burst", lambda score: score.share_found(Kind.SPIKE)),
    ("shift", lambda score: score.share_found(Kind.SHIFT)),
    ("theme", lambda score: score.share_found(Kind.THEME)),
    ("all", lambda score: score.share_found()),
    ("weeks", lambda score: score.delay),
)


def worlds(copies: int, *, is_quiet: bool = False) -> list[World]:
    """So many companies of each profile and history, or the same in which nothing changes."""
    made = []
    for number, profile in enumerate(PROFILES.values()):
        for history in HISTORIES:
            for copy in range(copies):
                seed = FIRST_SEED + 1_000 * number + copy + (500 if is_quiet else 0)
                made.append(world(seed, history=history, profile=quiet(profile) if is_quiet else profile))
    return made


def at(given: Sequence[World], *, false_each: float) -> float:
    """The share that we find with so many false lines in a digest, between the sensitivities."""
    found = [scores.score(given, [scores.ours(one, how) for one in given]) for how in Sensitivity]
    return float(np.interp(false_each, [one.false_each for one in found], [one.share_found() for one in found]))


def loud(given: World) -> bool:
    """Whether ten times the messages from one rep on one account change a line."""
    louder = replace(given, logs=given.logs * 10)
    return scores.ours(louder) != scores.ours(given)


def told(given: Sequence[World]) -> tuple[float, float]:
    """Lines in a digest, and those of them that are told: new ones, worse ones, and those that last."""
    lines = said = digests = 0
    for one in given:
        before: tuple[Story, ...] = ()
        for made in replay(scores.series(one), since=one.scored_from):
            tells = telling(made.lines, before, week=made.week)
            before = tells.open
            digests += 1
            lines += len(made.lines)
            said += sum(some.news is not News.OVER for some in tells.told)
    return lines / digests, said / digests


def many(themes: int, weeks: int) -> Series:
    """A company with a hundred series for each theme."""
    random = np.random.default_rng(FIRST_SEED)
    theme, region, segment = (part.ravel() for part in np.indices((themes, 20, 5)))
    counts = random.poisson(random.gamma(1, 1, len(theme)), (weeks, len(theme))).astype(float)
    return Series(theme, region, segment, np.zeros(len(theme), np.intp), counts)


def one_digest(given: Series) -> tuple[float, float]:
    """Seconds and megabytes of one digest from what was learned before."""
    levels = Levels(given)
    memory = fresh(levels)
    before: list[Memory] = []
    for week, counts in enumerate(given.counts):
        before.append(memory)
        memory = learned(memory, levels, counts=counts, week=week)
    last = given.weeks - 1
    recent = list(given.counts[-LONGEST:])

    def made() -> None:
        digest(forecast(before[-LONGEST], levels, recent=recent, week=last), levels, q=Sensitivity.BALANCED.q)

    begin = time.process_time()
    made()
    seconds = time.process_time() - begin
    tracemalloc.start()
    made()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, peak / 1e6


def full_replay(given: Series) -> float:
    """Seconds for the digests of all weeks."""
    begin = time.process_time()
    list(replay(given))
    return time.process_time() - begin


def compared(given: Sequence[World]) -> Table:
    """Ours and naive rules on the same companies."""
    rows: dict[str, Score] = {
        f"ours, {how}": scores.score(given, [scores.ours(one, how) for one in given]) for how in Sensitivity
    }
    rules: dict[str, Callable[[World], Alerts]] = {
        "+50% on the week before, on logs": scores.half_more,
        "two deviations, eight weeks": scores.two_deviations,
        "Poisson, eight weeks, p < .001": scores.poisson,
    }
    rows |= {name: scores.score(given, [rule(one) for one in given]) for name, rule in rules.items()}
    rows |= {f"oracle at {each} false": scores.oracle(given, false_each=each) for each in (OF_ORACLE, 1.0)}
    shown = Table(title=f"{len(given)} companies, {len(given) * 26:,} digests", title_justify="left")
    shown.add_column("method")
    for name, _ in COLUMNS:
        shown.add_column(name, justify="right")
    for name, score in rows.items():
        shown.add_row(name, *(f"{figure(score):.3f}" for _, figure in COLUMNS))
    return shown


def goals(given: Sequence[World], still: Sequence[World]) -> Table:
    """What must be reached, what is aimed at, and what is."""
    found = scores.score(given, [scores.ours(one) for one in given])
    nothing = scores.score(still, [scores.ours(one) for one in still])
    best = scores.oracle(given, false_each=OF_ORACLE).share_found()
    seconds, megabytes = one_digest(many(500, 20))
    lines_each, told_each = told(given)
    lines = [
        ("false lines a digest", found.false_each, "≤ .7", "≤ .4"),
        ("share of lines right", found.share_right, "≥ .75", "≥ .85"),
        ("found: theme-wide rises", found.share_found(Kind.THEME), "≥ .82", ".95"),
        ("found: lasting shifts", found.share_found(Kind.SHIFT), "≥ .50", ".65"),
        ("found: short bursts", found.share_found(Kind.SPIKE), "≥ .20", ".33"),
        ("found: all", found.share_found(), "≥ .40", "≥ .50"),
        ("weeks until found", found.delay, "≤ 1.6", "≤ 1.1"),
        ("lines a digest where nothing changes", nothing.false_each, "≤ .25", "≤ .10"),
        ("found / oracle, both at 0.5 false", at(given, false_each=OF_ORACLE) / best, "≥ .85", "≥ 1.0"),
        ("companies where ten times the logs change a line", sum(map(loud, given[:8])), "0", "0"),
        ("lines a digest, falls among them", lines_each, "", ""),
        ("  told, once a story and when it is worse or lasts", told_each, "", ""),
        ("50,000 series, one digest: CPU seconds", seconds, "≤ 5", "≤ .5"),
        ("  and megabytes", megabytes, "≤ 500", ""),
        ("5,000 series, replay of 104 weeks: CPU seconds", full_replay(many(50, 104)), "≤ 10", "≤ 1"),
        ("50,000 series, replay of 104 weeks: CPU seconds", full_replay(many(500, 104)), "", ""),
    ]
    shown = Table(title="Trends, balanced", title_justify="left")
    for column in ("measure", "is", "must", "aim"):
        shown.add_column(column, justify="left" if column == "measure" else "right")
    for name, figure, must, aim in lines:
        shown.add_row(name, f"{figure:.3f}", must, aim)
    return shown


def main() -> None:
    """Print the tables."""
    console = Console()
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    given = worlds(copies)
    console.print(compared(given))
    for history in HISTORIES:
        some = [one for one in given if one.scored_from == history]
        found = scores.score(some, [scores.ours(one) for one in some])
        console.print(f"{history} weeks of history: {found.false_each:.2f} false, {found.share_found():.2f} found")
    console.print(goals(given, worlds(copies, is_quiet=True)))


if __name__ == "__main__":
    main()
