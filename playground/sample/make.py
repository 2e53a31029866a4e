"""`python -m playground.sample.make` writes the sample publisher's data again, the same each time."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from random import Random

from playground.sample import shape
from playground.sample.cast import Cast, Report
from playground.sample.deals import Deals
from playground.sample.demand import Demand
from playground.sample.desk import requests
from playground.sample.fates import FATES
from playground.sample.headings import Heading, catalogue
from playground.sample.names import businesses
from playground.sample.people import everybody
from playground.sample.rivals import RIVALS
from playground.sample.tour import tour
from playground.sample.wants import Want, all_wants
from playground.sample.workspace import workspace

SEED = 1889
DATA = Path(__file__).parent / "data"
REQUEST_REPORTS, LOST_DEALS, WON_DEALS = 1440, 648, 312

Row = dict[str, object]


def _headings(wants: dict[str, Want]) -> list[Row]:
    """The catalogue, with each word that was agreed as a synonym on its heading."""
    headings = {heading.name: heading for heading in catalogue()}
    for fate in FATES:
        if fate.status == "approved_as_synonym":
            _learn(headings[fate.item], wants[fate.key])
    joined = ("synonyms", "see", "regions")
    return [
        {field: ";".join(value) if field in joined else value for field, value in asdict(heading).items()}
        for heading in headings.values()
    ]


def _learn(heading: Heading, want: Want) -> None:
    known = {word.lower() for word in (heading.name, *heading.synonyms)}
    heading.synonyms.extend(word for word in (want.title.lower(), *want.things) if word.lower() not in known)


def _numbered(reports: Iterable[Report]) -> list[Row]:
    """Reports in order of time, oldest first, each with its number."""
    in_order = sorted(reports, key=lambda report: (-report.days_ago, report.at))
    return [{"external_id": f"R-{number:04}", **asdict(report)} for number, report in enumerate(in_order, start=1)]


def _table(rows: list[Row]) -> str:
    """CSV text; None becomes an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def files() -> dict[str, str]:
    """Every data file by name, as text. The same seed gives the same text."""
    rng = Random(SEED)
    wants = all_wants()
    fates = {fate.key: fate for fate in FATES}
    people = everybody(rng)
    accounts = businesses(rng, people)
    cast = Cast(rng, people, accounts)
    demand = Demand(cast, fates, wants)
    demand.write(REQUEST_REPORTS)
    deals = Deals(cast, demand, fates, wants)
    deals.write(LOST_DEALS, WON_DEALS)
    columns = ("external_id", "name", "region", "segment", "owner", "yearly_value")
    in_company = workspace(rng, people, accounts)
    in_company["made_for"] = shape.MADE_FOR.isoformat()
    return {
        "workspace.json": json.dumps(in_company, ensure_ascii=False, indent=1) + "\n",
        "tour.json": json.dumps(tour(people, accounts, in_company), ensure_ascii=False, indent=1) + "\n",
        "accounts.csv": _table([{column: getattr(account, column) for column in columns} for account in accounts]),
        "catalog.csv": _table(_headings(wants)),
        "competitors.csv": _table([{"name": name, "aliases": ";".join(typed)} for name, typed in RIVALS.items()]),
        "requests.csv": _table([asdict(row) for row in requests(rng, FATES, wants, demand.home, people)]),
        "reports.csv": _table(_numbered([*demand.reports, *deals.reports])),
    }


def main() -> None:
    """Write the files into data/."""
    DATA.mkdir(exist_ok=True)
    for name, text in files().items():
        (DATA / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
