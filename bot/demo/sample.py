"""The sample publisher, moved so that its last day is today: days ago become moments, weekends the Friday before."""

import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.workspace import Control, Json
from bot.payloads.tables import Cells, records

_SATURDAY = 5
_MORNING = time(9)
# Of the lost deals that have lain for two days, so many in ten were read; some of those have an owner.
_READ_AFTER, _READ, _OWNED = timedelta(days=2), 8, 2

Numbered = tuple[int, Cells]


@dataclass(frozen=True)
class Today:
    """The moment at which the sample is loaded, in the publisher's own zone."""

    now: datetime
    zone: ZoneInfo

    def day(self, days_ago: int) -> date:
        """So many days before today, or the Friday before if that is a weekend."""
        day = self.now.astimezone(self.zone).date() - timedelta(days=days_ago)
        return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1)) if days_ago >= 0 else day

    def moment(self, days_ago: int, at: time) -> datetime:
        """That day at a local time."""
        return datetime.combine(self.day(days_ago), at, self.zone)


class Sample:
    """The files of the sample, as rows for the imports and as what the local workspace is filled with."""

    def __init__(self, workspace: Control, now: datetime) -> None:
        self._workspace, self._texts = workspace, dict[str, str]()
        self.company: Json = json.loads(workspace.sample("workspace.json"))
        self.settings: Json = self.company["groundswell"]
        self.today = Today(now, ZoneInfo(self.settings["timezone"]))

    @property
    def tour(self) -> Json:
        """The steps that the local workspace's page shows to whoever opens it for the first time."""
        tour: Json = json.loads(self._workspace.sample("tour.json"))
        return tour

    @property
    def first_rep(self) -> Json:
        """The person to act as first, as the workspace's list of people has them."""
        user_id = self.settings["reps"][0]["user"]
        found: Json = next(user for user in self.company["users"] if user["id"] == user_id)
        return found

    @property
    def first_marketer(self) -> Json:
        """The person to act as next."""
        user_id = self.settings["roles"]["marketer"][0]
        found: Json = next(user for user in self.company["users"] if user["id"] == user_id)
        return found

    def customer_of(self, rep: Json) -> str:
        """A customer of a rep, with a value, as the rep would type them."""
        cells = next(cells for _, cells in self.accounts() if cells["owner"] == rep["id"])
        return f"{cells['name']} £{cells['yearly_value']}"

    def chatter(self) -> list[Json]:
        """What people wrote in their channels by now."""
        said = []
        for number, one in enumerate(self.company["messages"]):
            at = self.today.moment(one["days_ago"], time.fromisoformat(one["at"]))
            if at <= self.today.now:
                ts = f"{int(at.timestamp())}.{number:06d}"
                said.append({"channel": one["channel"], "user": one["user"], "text": one["text"], "ts": ts})
        return said

    def accounts(self) -> Iterator[Numbered]:
        """Rows of accounts."""
        return self._rows("accounts.csv")

    def competitors(self) -> Iterator[Numbered]:
        """Rows of competitors."""
        return self._rows("competitors.csv")

    def catalog(self) -> Iterator[Numbered]:
        """Rows of the catalog."""
        for line, cells in self._rows("catalog.csv"):
            yield line, {**cells, "on_sale_on": self._on_sale_on(cells)}

    def requests(self) -> Iterator[Numbered]:
        """Rows of the requests that were opened by now: each with its first report."""
        on_sale = {cells["name"]: self._on_sale_on(cells) for _, cells in self._rows("catalog.csv")}
        for line, cells in self._rows("requests.csv"):
            first = self._first.get(str(cells["key"]))
            if first is not None:
                yield line, {**cells, **self._request(cells, first, on_sale.get(cells["catalog_item"], ""))}

    def reports(self) -> Iterator[Numbered]:
        """Rows of the reports that were logged by now."""
        titles = {str(cells["key"]): cells for _, cells in self._rows("requests.csv")}
        for line, cells in self._reports:
            if self._logged_at(cells) <= self.today.now:
                yield line, {**cells, **self._report(cells, titles.get(str(cells["request_key"])))}

    @cached_property
    def _reports(self) -> list[Numbered]:
        return list(self._rows("reports.csv"))

    @cached_property
    def _first(self) -> dict[str, Cells]:
        """The first report behind each request; none where it is still to come today."""
        first: dict[str, Cells] = {}
        for _, cells in self._reports:
            key, at = str(cells["request_key"]), self._logged_at(cells)
            if key and at <= self.today.now and (key not in first or at < self._logged_at(first[key])):
                first[key] = cells
        return first

    def _rows(self, name: str) -> Iterator[Numbered]:
        if name not in self._texts:
            self._texts[name] = self._workspace.sample(name)
        return records(io.StringIO(self._texts[name], newline=""))

    def _logged_at(self, cells: Cells) -> datetime:
        return self.today.moment(int(cells["days_ago"] or 0), time.fromisoformat(str(cells["at"])))

    def _on_sale_on(self, cells: Cells) -> str:
        days = cells["on_sale_in_days"]
        return self.today.day(-int(days)).isoformat() if days else ""

    def _request(self, cells: Cells, first: Cells, on_sale_on: str) -> dict[str, str]:
        opened_at = self._logged_at(first)
        decided_at = self._decided_at(cells, opened_at)
        deferred = cells["defer_until_in_days"]
        return {
            "opened_at": opened_at.isoformat(),
            "opened_by": str(first["reporter"]),
            "decided_at": decided_at.isoformat() if decided_at else "",
            "deferred_until": self.today.day(-int(deferred)).isoformat() if deferred else "",
            "live_at": datetime.combine(date.fromisoformat(on_sale_on), _MORNING).isoformat() if on_sale_on else "",
        }

    def _decided_at(self, cells: Cells, opened_at: datetime) -> datetime | None:
        """In office hours of its day, and after it was opened whatever a weekend did to either."""
        if not cells["decided_days_ago"]:
            return None
        chance = _chance(str(cells["key"]))
        at = self.today.moment(int(cells["decided_days_ago"]), time(10 + chance % 6, chance // 8 % 60))
        return max(at, opened_at + timedelta(minutes=30))

    def _report(self, cells: Cells, request: Cells | None) -> dict[str, str]:
        logged_at = self._logged_at(cells)
        would = cells["would_have_bought"] == "yes" and request is not None
        is_gone = request is not None and request["status"] == "withdrawn"
        return {
            "logged_at": logged_at.isoformat(),
            "account": "",
            "account_id": str(cells["account"]),
            "request": str(cells["request_key"]),
            "would_have_bought": f"there was a {self.settings['item_noun']} for {request['title']}"
            if would and request
            else "",
            "withdrawn_at": self._withdrawn_at(request).isoformat() if is_gone and request else "",
            **(self._care(cells, logged_at) if cells["kind"] == "lost_deal" else {}),
        }

    def _withdrawn_at(self, request: Cells) -> datetime:
        first = self._first[str(request["key"])]
        found = self._decided_at(request, self._logged_at(first))
        return found or self.today.now

    def _care(self, cells: Cells, logged_at: datetime) -> dict[str, str]:
        """What marketing did with a lost deal by now: most were read, some have an owner."""
        chance = _chance(str(cells["external_id"]))
        if logged_at > self.today.now - _READ_AFTER or chance % 10 >= _READ:
            return {}
        roles = self.settings["roles"]
        coordinators: list[Any] = roles["coordinator"].get(cells["region"]) or roles["marketer"]
        readers: list[Any] = [*roles["marketer"], *coordinators]
        return {
            "read_at": (logged_at + timedelta(minutes=40 + chance % 1500)).isoformat(),
            "read_by": str(readers[chance // 10 % len(readers)]),
            "owner": str(coordinators[0]) if chance % 10 < _OWNED else "",
        }


def _chance(key: str) -> int:
    """A number that is the same for the same key each time."""
    return zlib.crc32(key.encode())
