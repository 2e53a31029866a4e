"""What people put right: kept with what was read, and learned from where a name was meant by other words.

All of it happens in the transaction that saves or changes the report, and goes when the report is withdrawn.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.usecases.noting import FORM
from digests.reading.judged import SAID, Ending, judged
from digests.reading.learning import is_akin, may_be_learned
from storage.database import Session
from storage.keys import name_key
from storage.models import AccountAlias, CompetitorAlias, Draft, Reading, Report
from storage.queries import aliases, readings, reports

# So long an edit of what was saved puts right what was read; what comes later is news of the customer.
AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class _Lesson:
    """Some words, whom somebody meant by them, and from which report that is known."""

    words: str
    id: uuid.UUID
    report: Report
    by_id: str
    at: datetime

    @property
    def key(self) -> str:
        """The words as names are compared."""
        return name_key(self.words)

    @property
    def columns(self) -> dict[str, Any]:
        """What a name is kept with that was learned, whomever it means."""
        return {
            "workspace_id": self.report.workspace_id,
            "alias_key": self.key,
            "alias": self.words,
            "learned_from_id": self.report.report_id,
            "learned_at": self.at,
            "learned_by_id": self.by_id,
        }


def keep(session: Session, report: Report, draft: Draft | None) -> bool:
    """Keep what was read of a report that is saved now, with what it says; whether names were learned.

    Nothing where no words were read, or where they were read for another kind of form. Once for each report.
    """
    noted = draft.reading if draft is not None else None
    if draft is None or not noted:
        return False
    draft.reading = None
    is_known = readings.find_reading(session, workspace_id=report.workspace_id, report_id=report.report_id) is not None
    if is_known or noted["form"] != FORM or noted["told"] not in ("", report.kind):
        return False
    reading = Reading(
        workspace_id=report.workspace_id,
        report_id=report.report_id,
        words=noted["words"],
        told_kind=noted["told"],
        rules=noted["rules"],
        form=noted["form"],
        found=noted["found"],
        saved=_saved(session, report),
        by_id=report.logged_by_id,
        saved_at=report.logged_at,
    )
    session.add(reading)
    # Whoever corrected their own words may have meant somebody else all along.
    has_spoken_again = len(draft.source_text) > len(noted["words"]) and draft.source_text.startswith(noted["words"])
    return _learn(session, reading, report, by_id=report.logged_by_id, at=report.logged_at, again=has_spoken_again)


def edited(session: Session, report: Report, *, by_id: str, now: datetime, in_words: bool = False) -> bool:
    """A report says something else now; soon after it was saved, that puts right what was read of it.

    `in_words`: somebody corrected their own words, and may have meant somebody else all along. Whether the names
    that were learned are others now.
    """
    reading = readings.find_reading(session, workspace_id=report.workspace_id, report_id=report.report_id)
    if reading is None or reading.form != FORM or now > reading.saved_at + AGAIN:
        return False
    reading.saved = _saved(session, report)
    gone = aliases.forget(session, workspace_id=report.workspace_id, report_id=report.report_id)
    return _learn(session, reading, report, by_id=by_id, at=now, again=in_words) or bool(gone)


def forget(session: Session, report: Report) -> None:
    """A report was withdrawn: what was read of it, and what was learned from it, goes too."""
    aliases.forget(session, workspace_id=report.workspace_id, report_id=report.report_id)
    readings.forget(session, workspace_id=report.workspace_id, report_id=report.report_id)


def _saved(session: Session, report: Report) -> dict[str, Any]:
    """What a report says, by field."""
    session.flush()
    facts = reports.facts_of(session, workspace_id=report.workspace_id, reports=[report])[0]
    has_value = report.value_minor is not None
    return {
        "kind": str(report.kind),
        "account": [facts.account, str(report.account_id)] if report.account_id else None,
        "value": report.value_minor,
        "currency": report.currency if has_value else None,
        "reasons": [str(one.reason_id) for one in facts.reasons],
        "competitors": [[one.name, str(one.competitor_id)] for one in facts.competitors],
        "said": report.said[:SAID],
        "region": str(report.region_id) if report.region_id else None,
    }


def _learn(session: Session, reading: Reading, report: Report, *, by_id: str, at: datetime, again: bool) -> bool:
    """Learn what other names there are in what was put right; whether there were any."""
    endings = judged(reading.found, reading.saved, kind_told=bool(reading.told_kind))
    has_learned = False
    if endings["account"] is Ending.WRONG:
        words, named = reading.found["spoken"], reading.saved["account"]
        lesson = _Lesson(words, uuid.UUID(named[1]), report, by_id, at)
        if _is_of_account(session, lesson, reading.found["account"], named[0], again=again):
            has_learned = _add_of_account(session, lesson)
    if endings.get("competitors", Ending.RIGHT) is not Ending.RIGHT:
        for words, id, name in _of_competitors(reading.found, reading.saved):
            lesson = _Lesson(words, uuid.UUID(id), report, by_id, at)
            if _is_new_name(session, lesson) and is_akin(words, name):
                has_learned = _add_of_competitor(session, lesson) or has_learned
    return has_learned


def _is_new_name(session: Session, lesson: _Lesson) -> bool:
    return may_be_learned(lesson.words) and not aliases.is_a_name(
        session, workspace_id=lesson.report.workspace_id, name_key=lesson.key
    )


def _is_of_account(session: Session, lesson: _Lesson, was: list[str], name: str, *, again: bool) -> bool:
    """Whether words are another name of the customer that was put in another's place.

    Words that are in both names are short for either: that was a choice. The beginning of a name is read as it anyway.
    Where the words did name a customer, or where somebody corrected themselves in words, the two must look alike,
    unless it is known that people mean several by it.
    """
    words, key, is_known = set(lesson.key.split()), name_key(name), bool(was[1])
    if not _is_new_name(session, lesson) or words <= set(name_key(was[0]).split()) & set(key.split()):
        return False
    if not is_known and key.startswith(f"{lesson.key} "):
        return False
    others = aliases.in_force_of(session, workspace_id=lesson.report.workspace_id, alias_key=lesson.key)
    return bool(others) or is_akin(lesson.words, name) or not (is_known or again)


def _add_of_account(session: Session, lesson: _Lesson) -> bool:
    """Learn it, unless it is known, or was undone, which holds."""
    workspace_id = lesson.report.workspace_id
    if aliases.of_account(session, workspace_id=workspace_id, alias_key=lesson.key, account_id=lesson.id) is not None:
        return False
    session.add(AccountAlias(**lesson.columns, account_id=lesson.id))
    return True


def _of_competitors(found: Mapping[str, Any], saved: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Words and the competitor that was meant by them: one put in another's place, or one that nobody read."""
    was, is_now = ({one[1] for one in values["competitors"]} for values in (found, saved))
    added = [one for one in saved["competitors"] if one[1] not in was]
    gone = [words for id, words in found["rivals"] if id not in is_now]
    if len(added) != 1:
        return []
    [(name, id)] = added
    spoken = gone if len(gone) == 1 else [words for words in found["sellers"] if is_akin(words, name)]
    return [(spoken[0], id, name)] if len(spoken) == 1 else []


def _add_of_competitor(session: Session, lesson: _Lesson) -> bool:
    """Learn it. Where two people mean two by it, it stands for neither; what somebody wrote into the list holds."""
    workspace_id = lesson.report.workspace_id
    known = aliases.of_competitor(session, workspace_id=workspace_id, alias_key=lesson.key)
    if known is None:
        session.add(CompetitorAlias(**lesson.columns, competitor_id=lesson.id))
        return True
    if known.learned_at is None or known.undone_at is not None or known.competitor_id == lesson.id:
        return False
    known.undone_at = lesson.at
    return True
