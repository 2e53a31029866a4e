"""Closing the loop: every rep behind a request hears of it, questions go out and answers come back."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import outbox
from bot.usecases.actor import Actor
from bot.usecases.history import record
from storage.database import Session
from storage.models import (
    ChangeKind,
    Lane,
    MessageKind,
    Question,
    Report,
    Request,
    RequestChange,
    Told,
    new_id,
)
from storage.queries import reports, requests, told, workspaces

WORDS, ABOUT = "words", "about"
# The changes of which reps are told.
TELLING = (
    ChangeKind.DECIDED,
    ChangeKind.MOVED,
    ChangeKind.MERGED,
    ChangeKind.SEPARATED,
    ChangeKind.REOPENED,
)

# A question to a rep, and the answer.
ASKING = (ChangeKind.ASKED, ChangeKind.ANSWER)


def tell(session: Session, change: RequestChange, behind: Sequence[Report]) -> None:
    """Tell each rep behind a request of a change, once, and mark their reports."""
    mark_told(session, change, behind, now=change.at)
    for reporter_id in dict.fromkeys(report.reporter_id for report in behind):
        _say_told(session, change, reporter_id)


def mark_told(session: Session, change: RequestChange, behind: Sequence[Report], *, now: datetime) -> None:
    """Mark reports whose reps read of a change now; who was told of it before keeps the earlier mark."""
    before = requests.told_marks(session, workspace_id=change.workspace_id, change_id=change.change_id)
    marked = {mark.report_id for mark in before}
    marks = [
        Told(
            workspace_id=change.workspace_id,
            report_id=report.report_id,
            change_id=change.change_id,
            told_at=now,
        )
        for report in behind
        if report.report_id not in marked
    ]
    told.add(session, workspace_id=change.workspace_id, marks=marks)


def told_reps(session: Session, request: Request) -> int:
    """How many reps were told of the decision that stands."""
    decided = requests.last_change(
        session, workspace_id=request.workspace_id, request_id=request.request_id, kinds=TELLING
    )
    if decided is None:
        return 0
    marks = requests.told_marks(session, workspace_id=request.workspace_id, change_id=decided.change_id)
    marked = {mark.report_id for mark in marks}
    behind = requests.reports_behind(session, workspace_id=request.workspace_id, request_id=request.request_id)
    return len({report.reporter_id for report in behind if report.report_id in marked})


def pass_on(session: Session, actor: Actor, change_id: uuid.UUID, *, now: datetime) -> RequestChange:
    """Note that the rep told the customers; pressing twice changes nothing.

    Raises Gone when the rep was never told of this.
    """
    marks = requests.told_marks(
        session, workspace_id=actor.workspace_id, change_id=change_id, reporter_id=actor.user_id
    )
    change = requests.find_change(session, workspace_id=actor.workspace_id, change_id=change_id)
    if change is None or not marks:
        raise Gone("That answer is not here any more.")
    told.pass_on(session, workspace_id=actor.workspace_id, marks=[(mark, now) for mark in marks])
    _say_told(session, change, actor.user_id)
    return change


def ask(
    session: Session, actor: Actor, *, report_id: uuid.UUID | None, request: Request | None, words: str, now: datetime
) -> Question:
    """Ask the rep behind a report; the rep gets it as a direct message, the card's thread sees it.

    Raises FormError without words or without a rep to ask. Whether the actor may is checked before.
    """
    if not words:
        raise FormError({WORDS: "Write what you would like to know."})
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id) if report_id else None
    if report is None or not report.is_live:
        raise FormError({ABOUT: "Pick whom to ask; that report was withdrawn."})
    question = Question(
        workspace_id=actor.workspace_id,
        question_id=new_id(),
        request_id=request.request_id if request else None,
        report_id=report.report_id,
        asked_at=now,
        asked_by_id=actor.user_id,
        asked_of_id=report.reporter_id,
        words=words,
    )
    session.add(question)
    session.flush()
    if request is not None:
        request.first_answered_at = request.first_answered_at or now
        # Whoever asks has begun to work on it: the answer must not come back to nobody.
        request.owner_id = request.owner_id or actor.user_id
        record(
            session,
            request,
            ChangeKind.ASKED,
            actor.user_id,
            now=now,
            report_id=report.report_id,
            person_id=report.reporter_id,
            words=words,
        )
        outbox.redraw_request(session, request)
    _note(session, question, "asked")
    _say_question(session, question)
    return question


def question_for(session: Session, actor: Actor, question_id: uuid.UUID) -> Question:
    """The question, for the person it was put to, while it is unanswered. Raises Gone, NotAllowed or TooLate."""
    question = reports.find_question(session, workspace_id=actor.workspace_id, question_id=question_id)
    if question is None:
        raise Gone("That question is not here any more.")
    if question.asked_of_id != actor.user_id:
        raise NotAllowed("This question was put to somebody else.")
    if question.answered_at is not None:
        raise TooLate("You answered this already. Thank you.")
    return question


def answer(session: Session, actor: Actor, question_id: uuid.UUID, *, words: str, now: datetime) -> Question:
    """Answer a question; the card's thread sees it. Raises FormError without words, TooLate for a second answer."""
    question = question_for(session, actor, question_id)
    if not words:
        raise FormError({WORDS: "Write your answer; a few words are enough."})
    question.answer, question.answered_at = words, now
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=actor.user_id, name=actor.name, now=now)
    request = (
        requests.standing_for(session, workspace_id=actor.workspace_id, request_id=question.request_id)
        if question.request_id
        else None
    )
    if request is not None:
        record(
            session,
            request,
            ChangeKind.ANSWER,
            actor.user_id,
            now=now,
            report_id=question.report_id,
            person_id=question.asked_by_id,
            words=words,
        )
        outbox.redraw_request(session, request)
    _note(session, question, "answered")
    _say_question(session, question)
    return question


def _say_told(session: Session, change: RequestChange, reporter_id: str) -> None:
    """The answer to a rep; asked for again it is redrawn in place."""
    outbox.say(
        session,
        workspace_id=change.workspace_id,
        kind=MessageKind.TOLD,
        lane=Lane.of(reporter_id),
        ids={"change_id": str(change.change_id), "reporter_id": reporter_id},
        dedupe=f"told:{change.change_id}:{reporter_id}",
    )


def _say_question(session: Session, question: Question) -> None:
    """The question to the rep; asked for again it is redrawn in place, without its button once it is answered."""
    outbox.say(
        session,
        workspace_id=question.workspace_id,
        kind=MessageKind.QUESTION,
        lane=Lane.of(question.asked_of_id),
        ids={"question_id": str(question.question_id)},
        dedupe=f"question:{question.question_id}",
    )


def _note(session: Session, question: Question, part: str) -> None:
    outbox.queue(
        session,
        workspace_id=question.workspace_id,
        kind=MessageKind.QUESTION_NOTE,
        lane=Lane.TRIAGE,
        ids={"question_id": str(question.question_id), "part": part},
        dedupe=f"question:{question.question_id}:{part}",
    )
