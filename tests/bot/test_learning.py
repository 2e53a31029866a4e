"""What is kept of a reading when its report is saved, and which names may be learned from it."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from bot.errors import Gone, NotAllowed
from bot.usecases import learned, learning, noting
from bot.usecases.actor import Actor
from bot.usecases.importing.competitors import CompetitorRow, import_competitors
from bot.usecases.learned import LessonKey
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from bot.usecases.understanding import understand
from storage.database import Database, Session
from storage.keys import name_key
from storage.models import Account, AccountAlias, CompetitorAlias, Draft, Reading, Report, ReportKind, Role, Source
from storage.queries import aliases, market, readings
from tests.factories import NOW, Factory

BAKERS = "Baker & Sons, Leeds"
WANT = "Fresco Bakehouse want a heading for wedding cakes"
LOSS = "Lost Ace Roofing, too dear, they went with Yelow Bks"


@dataclass
class Shop:
    """A workspace whose messages are read, and saved as somebody puts them right."""

    database: Database
    session: Session
    workspace_id: str = "T1"

    def __post_init__(self) -> None:
        self.make = Factory(self.session, self.workspace_id)

    def account(self, name: str) -> Account:
        known = market.accounts_named(self.session, workspace_id=self.workspace_id, name=name)
        return known[0] if known else self.make.account(name)

    def drafted(self, words: str, kind: ReportKind = ReportKind.REQUEST, **columns: Any) -> Draft:
        """A draft, read by a reader that knows all names as they are."""
        self.session.commit()
        snapshots = Snapshots(self.database)
        snapshots.refresh(self.workspace_id)
        snapshot = snapshots.of(self.workspace_id)
        readers = Readers(snapshots.of, patience=8)
        assert readers.wait(self.workspace_id)
        read = readers.read(self.workspace_id, words)
        understood = understand(read, words, kind, snapshot, "U1")
        given = {"kind": kind, "source": Source.CHAT, "source_text": words, **columns}
        return self.make.draft("U1", reading=noting.noted(read, understood, words, told=None), **given)

    def saved(self, words: str, account: str = "", rival: str = "", **columns: Any) -> Report:
        """A message that was saved with this customer, or with this competitor."""
        kind = ReportKind.LOST_DEAL if rival else ReportKind.REQUEST
        draft = self.drafted(words, kind, **columns)
        about = self.account(account) if account else None
        competitors = tuple(
            one for one in market.competitors(self.session, workspace_id=self.workspace_id) if one.name == rival
        )
        report = self.make.report(words, kind=kind, account=about, competitors=competitors, draft_id=draft.draft_id)
        learning.keep(self.session, report, draft)
        self.session.flush()
        return report

    def names(self) -> list[tuple[str, str]]:
        """What is learned and holds, with whom it means."""
        lessons = aliases.newest(self.session, workspace_id=self.workspace_id, limit=50)
        return [(one.alias.alias, one.name) for one in lessons if one.alias.undone_at is None]


@pytest.fixture
def shop(database: Database) -> Any:
    with Session(database.engine, expire_on_commit=False) as session:
        yield Shop(database, session)


def test_a_new_name_that_was_a_known_customer_is_learned(shop: Shop) -> None:
    shop.account(BAKERS)
    report = shop.saved(WANT, BAKERS)
    assert shop.names() == [("Fresco Bakehouse", BAKERS)]
    [lesson] = aliases.learned_from(shop.session, workspace_id="T1", report_id=report.report_id)
    assert (lesson.alias.learned_by_id, lesson.alias.learned_at) == ("U1", NOW)


def test_a_new_name_that_was_spelt_otherwise_is_learned(shop: Shop) -> None:
    shop.saved(WANT, "Fresko Bakehouse Ltd")
    assert shop.names() == [("Fresco Bakehouse", "Fresko Bakehouse Ltd")]


@pytest.mark.parametrize(
    ("words", "known", "account"),
    [
        ("a heading for wedding cakes would be good", (), BAKERS),  # no name was read
        (WANT, ("Fresco Bakehouse",), BAKERS),  # it is exactly another customer's
        (WANT, (), "Fresco Bakehouse"),  # it was right
        ("The City want a heading for wedding cakes", (), BAKERS),  # everyday words
        # A choice between two of one name.
        ("Zapotek Dental want a heading for implants", ("Zapotek Dental Leeds",), "Zapotek Dental York"),
        ("Zapotek Dental want a heading", ("Zapotek Dental Leeds", "Zapotek Dental York"), "Zapotek Dental York"),
        (WANT, (), "Fresco Bakehouse Ltd"),  # the name goes on: it is read as it is
        # The words did name somebody; whoever means another one altogether misspoke.
        ("Zapotek want a heading for implants", ("Zapotek Dental Leeds",), "Quixo Motors"),
    ],
)
def test_what_teaches_no_name(shop: Shop, words: str, known: tuple[str, ...], account: str) -> None:
    for name in known:
        shop.account(name)
    shop.saved(words, account)
    assert shop.names() == []
    assert readings.count(shop.session, workspace_id="T1") == 1


def test_whoever_corrects_their_own_words_may_have_meant_another_customer(shop: Shop) -> None:
    shop.account("Quixo Motors")
    shop.saved(WANT, "Quixo Motors", source_text=f"{WANT}\nno, it was Quixo Motors")
    assert shop.names() == []
    shop.saved(WANT, "Frescobaldi", source_text=f"{WANT}\nsorry, Frescobaldi")
    assert shop.names() == [("Fresco Bakehouse", "Frescobaldi")]


@pytest.mark.parametrize("taken", ["region", "item", "competitor"])
def test_a_name_of_something_else_is_not_learned(shop: Shop, taken: str) -> None:
    getattr(shop.make, taken)("Fresco Bakehouse")
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    assert shop.names() == []


def test_two_who_mean_two_customers_leave_it_open(shop: Shop) -> None:
    for name in (BAKERS, "Fresh Foods"):
        shop.account(name)
    shop.saved(WANT, BAKERS)
    shop.saved(WANT, "Fresh Foods")
    assert sorted(shop.names()) == [("Fresco Bakehouse", BAKERS), ("Fresco Bakehouse", "Fresh Foods")]
    lessons = aliases.newest(shop.session, workspace_id="T1", limit=9)
    assert [one.is_disputed for one in lessons] == [True, True]
    draft = shop.drafted(WANT)
    assert draft.reading is not None
    assert draft.reading["found"]["account"] is None


def test_the_same_lesson_twice_is_one(shop: Shop) -> None:
    shop.account(BAKERS)
    first = shop.saved(WANT, BAKERS)
    learning.forget(shop.session, shop.saved(WANT, BAKERS))
    assert shop.names() == [("Fresco Bakehouse", BAKERS)]
    learning.forget(shop.session, first)
    assert shop.names() == []


def test_a_competitor_is_learned_where_the_words_look_like_it(shop: Shop) -> None:
    shop.account("Ace Roofing")
    for name in ("Yellow Book", "Thomson"):
        shop.make.competitor(name)
    shop.saved(LOSS, "Ace Roofing", "Thomson")
    assert shop.names() == []
    shop.saved(LOSS, "Ace Roofing", "Yellow Book")
    assert shop.names() == [("Yelow Bks", "Yellow Book")]
    assert market.find_competitor_named(shop.session, workspace_id="T1", name="yelow bks") is not None


def test_what_somebody_wrote_into_the_list_of_competitors_holds(shop: Shop) -> None:
    shop.account("Ace Roofing")
    listed = shop.make.competitor("Yelowstone", alias="Yelow Bks")
    shop.make.competitor("Yellow Book")
    shop.saved(LOSS, "Ace Roofing", "Yellow Book")
    assert shop.names() == []
    found = market.find_competitor_named(shop.session, workspace_id="T1", name="Yelow Bks")
    assert found is not None
    assert found.competitor_id == listed.competitor_id


def test_two_who_mean_two_competitors_leave_it_to_neither_and_a_list_decides(shop: Shop) -> None:
    shop.account("Ace Roofing")
    for name in ("Yellow Book", "Yelow Pages"):
        shop.make.competitor(name)
    shop.saved(LOSS, "Ace Roofing", "Yellow Book")
    shop.saved(LOSS, "Ace Roofing", "Yelow Pages")
    assert shop.names() == []
    assert market.find_competitor_named(shop.session, workspace_id="T1", name="Yelow Bks") is None
    import_competitors(shop.session, "T1", [CompetitorRow(1, "Yelow Books", ("Yelow Bks",))], now=NOW)
    found = market.find_competitor_named(shop.session, workspace_id="T1", name="Yelow Bks")
    assert found is not None
    assert found.name == "Yelow Books"


def test_the_aliases_of_a_competitor_are_learned_and_listed_in_one_place(shop: Shop) -> None:
    shop.account("Ace Roofing")
    shop.make.competitor("Yellow Book", alias="yb")
    shop.saved(LOSS, "Ace Roofing", "Yellow Book")
    [(_, spellings)] = market.competitor_aliases(shop.session, workspace_id="T1").items()
    assert spellings == ["yb", "Yelow Bks"]
    assert aliases.count(shop.session, workspace_id="T1") == 1


def test_a_customer_that_is_renamed_keeps_its_other_names(shop: Shop) -> None:
    account = shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    account.name, account.name_key = "Baker Group", name_key("Baker Group")
    draft = shop.drafted(WANT)
    assert draft.reading is not None
    assert draft.reading["found"]["account"] == ["Baker Group", str(account.account_id)]


def test_a_customer_that_comes_to_be_called_so_is_the_one_that_is_meant(shop: Shop) -> None:
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    later = shop.account("Fresco Bakehouse")
    draft = shop.drafted(WANT)
    assert draft.reading is not None
    assert draft.reading["found"]["account"] == ["Fresco Bakehouse", str(later.account_id)]


def test_of_two_customers_of_one_name_the_one_that_was_put_right_is_meant(shop: Shop) -> None:
    meant, _ = shop.make.account(BAKERS), shop.make.account(BAKERS)
    draft = shop.drafted(WANT)
    report = shop.make.report(WANT, account=meant, draft_id=draft.draft_id)
    learning.keep(shop.session, report, draft)
    found = shop.drafted(WANT).reading
    assert found is not None
    assert found["found"]["account"] == [BAKERS, str(meant.account_id)]


@pytest.mark.parametrize(
    "words", ["x" * 20_000, f"{WANT} {'and more ' * 2_500}", "£5 " * 300, "", "\u202e🐝<!channel>"]
)
def test_any_words_are_kept_as_far_as_they_were_read(shop: Shop, words: str) -> None:
    shop.saved(words)
    [one] = readings.page(shop.session, workspace_id="T1", behind=None, limit=9)
    assert one.words == words[:4_000]
    assert len(one.found["said"]) <= 3_000


def test_a_draft_is_kept_once(shop: Shop) -> None:
    draft = shop.drafted(WANT)
    noted = draft.reading
    report = shop.make.report(WANT, draft_id=draft.draft_id)
    learning.keep(shop.session, report, draft)
    draft.reading = noted
    learning.keep(shop.session, report, draft)
    assert readings.count(shop.session, workspace_id="T1") == 1


def test_a_note_in_the_form_of_another_version_is_let_go(shop: Shop) -> None:
    draft = shop.drafted(WANT)
    draft.reading = {**(draft.reading or {}), "form": noting.FORM + 1}
    assert not learning.keep(shop.session, shop.make.report(WANT), draft)
    assert readings.count(shop.session, workspace_id="T1") == 0


def test_where_the_save_fails_nothing_is_kept_or_learned(database: Database, shop: Shop) -> None:
    shop.account(BAKERS)
    draft = shop.drafted(WANT)
    report = shop.make.report(WANT, account=shop.account(BAKERS), draft_id=draft.draft_id)
    shop.session.commit()

    def save_and_fail() -> None:
        with database.write() as session:
            kept = session.get_one(Draft, ("T1", draft.draft_id))
            assert learning.keep(session, session.get_one(Report, ("T1", report.report_id)), kept)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    with database.read() as session:
        assert readings.count(session, workspace_id="T1") == aliases.count(session, workspace_id="T1") == 0
        assert session.get_one(Draft, ("T1", draft.draft_id)).reading


def test_undo_twice_is_once_and_learn_again_brings_it_back(shop: Shop) -> None:
    shop.make.grant(Role.ADMIN, "U2")
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    ana, [lesson] = Actor("T1", "U2"), aliases.newest(shop.session, workspace_id="T1", limit=9)
    key = LessonKey.parse(str(LessonKey.of(lesson.alias)))
    first = learned.undo(shop.session, ana, key, now=NOW).undone_at
    assert learned.undo(shop.session, ana, key, now=NOW.replace(year=2027)).undone_at == first
    assert shop.names() == []
    learned.again(shop.session, ana, key, now=NOW)
    assert shop.names() == [("Fresco Bakehouse", BAKERS)]


def test_others_neither_see_nor_undo_what_was_learned(shop: Shop) -> None:
    shop.make.grant(Role.MARKETER, "U3")
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    tom, [lesson] = Actor("T1", "U3"), aliases.newest(shop.session, workspace_id="T1", limit=9)
    with pytest.raises(NotAllowed):
        learned.page(shop.session, tom, begins=0, limit=9)
    with pytest.raises(NotAllowed):
        learned.undo(shop.session, tom, LessonKey.of(lesson.alias), now=NOW)


@pytest.mark.parametrize(
    "key", [LessonKey("nobody", uuid.UUID(int=5)), LessonKey("nobody", None), LessonKey("yb", None)]
)
def test_what_was_never_learned_is_gone(shop: Shop, key: LessonKey) -> None:
    shop.make.grant(Role.ADMIN, "U2")
    shop.make.competitor("Yellow Book", alias="yb")
    with pytest.raises(Gone):
        learned.undo(shop.session, Actor("T1", "U2"), key, now=NOW)


def test_a_page_that_is_gone_meanwhile_is_the_first(shop: Shop) -> None:
    shop.make.grant(Role.ADMIN, "U2")
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    for begins in (0, 1, 50, -3):
        page = learned.page(shop.session, Actor("T1", "U2"), begins=begins, limit=10)
        assert (page.begins, len(page.lessons), page.older, page.newer) == (0, 1, None, None)


def test_what_one_workspace_learned_no_other_one_knows(database: Database, shop: Shop) -> None:
    shop.account(BAKERS)
    shop.saved(WANT, BAKERS)
    other = Shop(database, shop.session, "T2")
    other.account(BAKERS)
    draft = other.drafted(WANT)
    assert draft.reading is not None
    assert draft.reading["found"]["account"] == ["Fresco Bakehouse", ""]
    assert other.names() == []


def test_every_row_of_it_is_the_workspaces() -> None:
    for model in (Reading, AccountAlias, CompetitorAlias):
        assert next(iter(model.__table__.primary_key)).name == "workspace_id"
