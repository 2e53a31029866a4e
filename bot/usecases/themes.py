"""Themes week by week: group what was said, carry last week's themes over, keep to what people said.

Grouping takes seconds and runs outside of any transaction; what people do meanwhile is kept when the result is written.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.usecases.counting import title_of
from digests.similarity.embedder import Embedder, Vectors
from digests.themes.finding import WINDOW, Themes, find
from digests.themes.frames import toward_subjects
from digests.themes.labels import label
from storage.database import Database, Session
from storage.models import DigestRun, Theme, new_id
from storage.queries import digest_runs, theme_wants, themes, workspaces
from storage.queries.theme_wants import Want
from storage.queries.themes import Row

EDITION = "themes"
# So many of the newest reports that people placed are looked at, however long ago they were logged.
_PINS = 2_000
_LABEL = 150
# What is longer is a sentence.
_WORDS_OF_A_TITLE = 8
_EXAMPLE = 500


@dataclass(frozen=True)
class Material:
    """What is grouped: rows from the oldest on, where they were, where people put them, and what people called it.

    `wants` are the requests that rows count for; `unsaid` is what a label never says: customers, and what is sold.
    """

    rows: list[Row]
    vectors: Vectors
    previous: dict[int, uuid.UUID | None]
    pinned: dict[int, uuid.UUID | None]
    refused: dict[int, set[uuid.UUID]]
    wants: dict[int, Want]
    unsaid: set[str]
    names: dict[uuid.UUID, str]
    labels: dict[uuid.UUID, str]


@dataclass(frozen=True)
class Grouped:
    """How it came out: themes with reports, new ones among them, and reports in none."""

    themes: int
    new: int
    reports: int
    unsorted: int


def regroup(
    database: Database, embedder: Embedder, workspace_id: str, *, now: datetime, period: str = ""
) -> Grouped | None:
    """Group a workspace's reports anew; None when somebody else did so for this `period`, or there is nothing."""
    with database.read() as session:
        material = gather(session, workspace_id, embedder)
    found = find(
        toward_subjects(material.vectors, [row.want for row in material.rows], embedder),
        new_id=new_id,
        previous=material.previous,
        pinned=material.pinned,
        refused=material.refused,
        together={number: want.request_id for number, want in material.wants.items()},
    )
    with database.write() as session:
        if period and not _claim(session, workspace_id, period, now):
            return None
        _keep(session, workspace_id, material, found, now)
    return Grouped(
        themes=len(found.themes),
        new=sum(theme.is_new for theme in found.themes),
        reports=len(material.rows),
        unsorted=found.of_row.count(None),
    )


def is_due(session: Session, workspace_id: str, period: str) -> bool:
    """Whether a workspace's themes were not found yet since this week closed."""
    return period not in digest_runs.claimed(session, workspace_id=workspace_id, edition=EDITION, since=period)


def gather(session: Session, workspace_id: str, embedder: Embedder) -> Material:
    """Everything that themes are found from."""
    newest = themes.rows(session, workspace_id=workspace_id, model_id=embedder.id, limit=WINDOW)
    here = {row.report_id for row in newest}
    older = [
        row
        for row in themes.pinned_rows(session, workspace_id=workspace_id, model_id=embedder.id, limit=_PINS)
        if row.report_id not in here
    ]
    rows = [*older, *newest]
    number = {row.report_id: place for place, row in enumerate(rows)}
    known = themes.themes(session, workspace_id=workspace_id)
    placed = themes.placements(session, workspace_id=workspace_id, report_ids=number)
    return Material(
        rows=rows,
        vectors=_vectors(rows, embedder.dimensions),
        previous={number[one]: placed[one].theme_id for one in number if one in placed},
        pinned={number[one]: placed[one].theme_id for one in number if one in placed and placed[one].is_pinned},
        refused={
            number[one]: refused
            for one, refused in themes.refusals(session, workspace_id=workspace_id).items()
            if one in number
        },
        wants={
            number[one]: want
            for one, want in theme_wants.wants(session, workspace_id=workspace_id, report_ids=number).items()
        },
        unsaid=_unsaid(session, workspace_id, number),
        names={theme.theme_id: theme.name for theme in known.values() if theme.name},
        labels={theme.theme_id: theme.label for theme in known.values() if theme.label},
    )


def _keep(session: Session, workspace_id: str, material: Material, found: Themes[uuid.UUID], now: datetime) -> None:
    """Write what was found, unless a person said otherwise meanwhile."""
    workspaces.hold(session, workspace_id=workspace_id)
    labels = label(
        found.themes,
        [row.want for row in material.rows],
        named=material.names,
        previous=material.labels,
        titles=_titles(material, found),
        unsaid=material.unsaid,
    )
    known = themes.themes(session, workspace_id=workspace_id)
    for theme in found.themes:
        if theme.id not in known:
            known[theme.id] = Theme(workspace_id=workspace_id, theme_id=theme.id, found_at=now)
            session.add(known[theme.id])
        row = known[theme.id]
        if not row.name:
            row.label = labels[theme.id][:_LABEL]
        row.example = material.rows[theme.medoid].want[:_EXAMPLE]
    session.flush()
    refused = themes.refusals(session, workspace_id=workspace_id)
    theme_of = {}
    for row_, theme_id in zip(material.rows, found.of_row, strict=True):
        target = _standing(theme_id, known)
        theme_of[row_.report_id] = None if target in refused.get(row_.report_id, ()) else target
    now_placed = themes.placements(session, workspace_id=workspace_id, report_ids=theme_of)
    free = {
        report_id: theme_id
        for report_id, theme_id in theme_of.items()
        if report_id not in now_placed or not now_placed[report_id].is_pinned
    }
    themes.place(session, workspace_id=workspace_id, theme_of=free, now=now)


def _titles(material: Material, found: Themes[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What people called the request that most of a theme counts for; a customer's own sentence is no title."""
    titles = {}
    for theme in found.themes:
        wants = Counter(material.wants[row] for row in theme.rows if row in material.wants)
        for want, reports in wants.most_common(1):
            said = {title_of(material.rows[row].want) for row in theme.rows}
            is_short = len(want.title.split()) <= _WORDS_OF_A_TITLE
            if 2 * reports > len(theme.rows) and is_short and want.title not in said:
                titles[theme.id] = want.title
    return titles


def _unsaid(session: Session, workspace_id: str, report_ids: Collection[uuid.UUID]) -> set[str]:
    """The names of customers, and the company's word for what it sells: every customer says it."""
    noun = workspaces.get_workspace(session, workspace_id=workspace_id).item_noun
    return {noun, f"{noun}s", *theme_wants.customers(session, workspace_id=workspace_id, report_ids=report_ids)}


def _standing(theme_id: uuid.UUID | None, known: Mapping[uuid.UUID, Theme]) -> uuid.UUID | None:
    """What a theme is part of by now."""
    while theme_id is not None and (into := known[theme_id].merged_into_id) is not None:
        theme_id = into
    return theme_id


def _claim(session: Session, workspace_id: str, period: str, now: datetime) -> bool:
    """Whether this period's themes are ours to write."""
    if not is_due(session, workspace_id, period):
        return False
    session.add(
        DigestRun(workspace_id=workspace_id, edition=EDITION, period=period, due_at=now, claimed_at=now, is_late=False)
    )
    session.flush()
    return True


def _vectors(rows: list[Row], dimensions: int) -> Vectors:
    """The rows' vectors, (rows, dimensions); a damaged one is like nothing."""
    vectors = np.zeros((len(rows), dimensions), np.float32)
    for number, row in enumerate(rows):
        if len(row.vector) == dimensions:
            vectors[number] = np.frombuffer(row.vector, np.int8)
    return vectors
