"""`groundswell read --report`: how well people's words were read, as tables, as JSON, and reading by reading."""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.errors import BotError
from bot.files import output
from bot.usecases.accuracy import Accuracy, Judged, Measured, Progress, Tally, measure
from digests.reading.judged import FIELDS, Ending
from digests.wording import count, minor_units
from storage.database import Database, Session
from storage.queries import market, workspaces

NOTHING = (
    "Nothing that was read has been saved yet. Tell the bot what a customer said, or log a request in a few words, "
    "and save it: from then on it counts here."
)
FEW = 30  # readings: a share of fewer says little
_WRONG = (Ending.WRONG, Ending.UNCALLED)
LABELS = {"account": "customer", "competitors": "rivals", "said": "words"}
LATEST = 12  # periods that the tables show; the JSON has all


@dataclass(frozen=True)
class Table:
    """A table for the terminal: the heads of its columns, then its rows; the first column is words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def report(
    database: Database, workspace_id: str, *, json_to: Path | None, each_to: Path | None, progress: Progress
) -> Measured:
    """Measure, and write what is asked for: the figures, and one JSON object a line for each reading.

    Raises BotError where there is nothing to measure, and where a file cannot be written; then none is.
    """
    with ExitStack() as files:
        figures = files.enter_context(output.whole(json_to)) if json_to is not None else None
        lines = files.enter_context(output.whole(each_to)) if each_to is not None else None
        done = measure(database, workspace_id, progress, _writer(database, workspace_id, lines))
        if not done.all.readings and not done.left_out:
            raise BotError(NOTHING)
        if figures is not None:
            figures.write(json.dumps(as_json(done), ensure_ascii=False, indent=2) + "\n")
    return done


def tables(done: Measured) -> list[Table]:
    """All of it by field; then how much was right by field over time, as it was read then, and by today's rules."""
    whole = done.all
    rows = [_row(LABELS.get(one, one), whole.then[one], whole.now[one]) for one in FIELDS]
    rows.append(_row("all of them", _sum(whole.then), _sum(whole.now)))
    heads = ("", "read", "right", "missed", "wrong")
    return [
        Table(f"{count(whole.readings, 'reading')}: then → by today’s rules", heads, tuple(rows)),
        _over_time("Right, as it was read then", done, lambda one: one.then),
        _over_time("Right, by today’s rules and names", done, lambda one: one.now),
    ]


def notes(done: Measured) -> list[str]:
    """What the figures do not say by themselves."""
    said = [
        "Missed was left open, and a person filled it in. Wrong was changed, or emptied. What nobody changed is right.",
        "Today’s names are in today’s figures: some were learned from these very texts.",
    ]
    if done.all.readings < FEW:
        said.insert(0, f"These are few: from about {FEW} readings on, a share says something.")
    if done.left_out:
        said.append(f"{count(done.left_out, 'reading')} of an older version could not be held against today’s.")
    return said


def as_json(done: Measured) -> dict[str, Any]:
    """All figures as plain values; a share of nothing is null."""
    return {
        "workspace": done.workspace_id,
        "left_out": done.left_out,
        **_plain(done.all),
        "periods": [{"period": name, **_plain(one)} for name, one in sorted(done.periods.items())],
    }


def _plain(one: Accuracy) -> dict[str, Any]:
    fields = {name: {"then": _figures(one.then[name]), "now": _figures(one.now[name])} for name in FIELDS}
    return {"readings": one.readings, "fields": fields}


def _figures(tally: Tally) -> dict[str, Any]:
    shares = {str(ending): tally.share(ending) for ending in Ending}
    return {
        "readings": tally.readings,
        **{name: None if one is None else round(one, 4) for name, one in shares.items()},
    }


def _row(label: str, then: Tally, now: Tally) -> tuple[str, ...]:
    pairs = [(then.share(*which), now.share(*which)) for which in ((Ending.RIGHT,), (Ending.MISSED,), _WRONG)]
    return (label, f"{then.readings:,}", *(f"{_percent(one)} → {_percent(other)}" for one, other in pairs))


def _sum(tallies: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for one in tallies.values():
        whole.endings.update(one.endings)
    return whole


def _over_time(title: str, done: Measured, side: Callable[[Accuracy], Mapping[str, Tally]]) -> Table:
    rows = [
        (name, f"{one.readings:,}", *(_percent(side(one)[field].share(Ending.RIGHT)) for field in FIELDS))
        for name, one in sorted(done.periods.items())[-LATEST:]
    ]
    return Table(title, ("", "read", *(LABELS.get(one, one) for one in FIELDS)), tuple(rows))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _writer(database: Database, workspace_id: str, to: TextIO | None) -> Callable[[Judged], None]:
    """What writes each reading in words, if anybody wants them."""
    if to is None:
        return lambda _: None
    with database.read() as session:
        named = _named(session, workspace_id)

    def write(one: Judged) -> None:
        reading = one.reading
        line = {
            "id": str(reading.report_id),
            "saved_at": reading.saved_at.isoformat(),
            "rules": reading.rules,
            "text": reading.words,
            "read": _in_words(reading.found, named),
            "saved": _in_words(reading.saved, named),
            "now": _in_words(one.now, named),
            "edits": {name: str(how) for name, how in one.then_endings.items() if how is not Ending.RIGHT},
        }
        to.write(json.dumps(line, ensure_ascii=True) + "\n")

    return write


def _named(session: Session, workspace_id: str) -> dict[str, str]:
    """The regions and reasons of a workspace by their ids."""
    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    reasons = market.reasons(session, workspace_id=workspace_id, with_retired=True)
    return {str(one.region_id): one.name for one in regions} | {str(one.reason_id): one.label for one in reasons}


def _in_words(values: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    value, currency = values["value"], values["currency"]
    return {
        "kind": values["kind"],
        "account": values["account"][0] if values["account"] else None,
        "value": _major(value, currency) if value is not None and currency else None,
        "currency": currency,
        "reasons": [named.get(one, one) for one in values["reasons"]],
        "competitors": [name for name, _ in values["competitors"]],
        "said": values["said"] or None,
        "region": named.get(values["region"], values["region"]) if values["region"] else None,
    }


def _major(minor: int, currency: str) -> int | float:
    whole, rest = divmod(minor, minor_units(currency))
    return minor / minor_units(currency) if rest else whole
