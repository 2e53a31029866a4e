"""What admins do with the sentences of their digest, and how these look in Slack."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.blocks import digest as blocks
from bot.blocks import own_sentences as forms
from bot.errors import FormError, NotAllowed
from bot.usecases import own_sentences
from bot.usecases.actor import Actor
from bot.usecases.own_sentences import TEMPLATE
from digests.build import build
from digests.own_sentences import samples
from digests.own_sentences.wordable import WORDABLE
from digests.phrases import PAGE, Words
from digests.report import OwnWording
from digests.weeks import Week
from playground.checks.validation import check_view
from storage.database import Database
from storage.models import AuditEntry, OwnSentence, Role
from storage.queries import workspaces
from tests.bot.test_digest_blocks import assert_slack_takes, texts
from tests.digests.test_own_sentences import worded
from tests.factories import NOW, Factory

ANA, MAYA = Actor("T1", "UANA", "Ana"), Actor("T1", "UMAYA", "Maya")
FULL, _FIRST, QUIET = samples.typical("en")


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """A workspace whose admin is Ana."""
    with database.write() as session:
        make = Factory(session)
        for actor in (ANA, MAYA):
            workspaces.meet(session, workspace_id="T1", user_id=actor.user_id, name=actor.name, now=NOW)
        workspaces.set_holders(
            session, workspace_id="T1", role=Role.ADMIN, user_ids=[ANA.user_id], by_id=ANA.user_id, now=NOW
        )
        session.flush()
        yield make


def kept(make: Factory) -> dict[str, str]:
    make.session.flush()
    return {f"{one.name}:{one.language}": one.template for one in make.session.scalars(select(OwnSentence))}


def deeds(make: Factory) -> list[AuditEntry]:
    make.session.flush()
    return list(make.session.scalars(select(AuditEntry).where(AuditEntry.deed == "word the digest")))


def test_an_admins_sentence_is_kept_audited_and_told_from_the_next_digest_on(make: Factory) -> None:
    own_sentences.keep(make.session, ANA, "quiet", "Nothing much in week {{ week }}.", now=NOW)
    assert kept(make) == {"quiet:en": "Nothing much in week {{ week }}."}
    [deed] = deeds(make)
    assert (deed.by_id, deed.subject) == ("UANA", "quiet:en")
    assert (deed.before, deed.after) == ({"template": ""}, {"template": "Nothing much in week {{ week }}."})
    report = build(make.session, workspace_id="T1", week=Week.of_date(NOW.date()).previous(), now=NOW)
    assert report.own == (OwnWording("quiet", "Nothing much in week {{ week }}."),)


def test_it_is_worded_anew_and_emptied_to_get_ours_back(make: Factory) -> None:
    for template in ("One", "One", "Two", ""):
        own_sentences.keep(make.session, ANA, "closing", template, now=NOW)
    assert kept(make) == {}
    assert [deed.after["template"] for deed in deeds(make)] == ["One", "Two", ""]


def test_each_language_has_its_own(make: Factory) -> None:
    own_sentences.keep(make.session, ANA, "closing", "Bye", now=NOW)
    make.workspace.language = "pl"
    assert own_sentences.read(make.session, ANA).templates == {}
    own_sentences.keep(make.session, ANA, "closing", "Do usłyszenia", now=NOW)
    assert kept(make) == {"closing:en": "Bye", "closing:pl": "Do usłyszenia"}
    assert own_sentences.read(make.session, ANA).templates == {"closing": "Do usłyszenia"}


def test_what_cannot_be_said_is_refused_under_the_field(make: Factory) -> None:
    with pytest.raises(FormError) as refused:
        own_sentences.keep(make.session, ANA, "title", "{{ nobody }}", now=NOW)
    assert "there is no value called “nobody”" in refused.value.fields[TEMPLATE]
    assert kept(make) == {}


def test_only_an_admin_words_the_digest(make: Factory) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can word the digest"):
        own_sentences.keep(make.session, MAYA, "title", "Mine", now=NOW)
    with pytest.raises(NotAllowed):
        own_sentences.attempt(make.session, MAYA, "title", "Mine")
    with pytest.raises(NotAllowed):
        own_sentences.read(make.session, MAYA)


def test_a_try_shows_the_line_or_what_is_wrong_and_ours_where_nothing_is_written(make: Factory) -> None:
    tried = own_sentences.attempt(make.session, ANA, "title", "Heard in week {{ week }}")
    assert (tried.line, tried.problem, tried.of) == ("Heard in week 47", "", "a made-up digest")
    assert "cannot be read" in own_sentences.attempt(make.session, ANA, "title", "{{ week").problem
    assert own_sentences.attempt(make.session, ANA, "title", "").line == "Field digest · week 47"


@pytest.mark.parametrize("name", WORDABLE)
def test_slack_takes_the_form_for_every_sentence(name: str, make: Factory) -> None:
    own_sentences.keep(make.session, ANA, name, "Week {{ week }} & <more>", now=NOW)
    words = own_sentences.read(make.session, ANA)
    for template in (None, "", "x" * 1000, "{{ nobody }} <!channel>"):
        tried = None if template is None else own_sentences.attempt(make.session, ANA, name, template)
        view = forms.own_form(words, name, template=template, tried=tried)
        assert check_view(view, lambda _file: False, kind="modal")
        assert not any("<!channel>" in text for text in texts(view["blocks"]))


HOSTILE = "<!channel> <@U1> *x* & <script>alert(1)</script> {{ requests|length }} {{ q('<b>') }}"


def test_an_own_sentence_can_neither_ping_nor_mark_up() -> None:
    report = worded(FULL, title=HOSTILE, greeting=HOSTILE, closing=HOSTILE, trend_headline=HOSTILE)
    message = blocks.message(report)
    assert_slack_takes(message)
    header = message.blocks[0]["text"]
    assert header["type"] == "plain_text"
    assert header["text"].startswith("<!channel> <@U1> *x* & <script>")  # letters, where no markup is read
    shown = [text for text in texts(message.blocks[1:]) if "alert(1)" in text]
    assert shown
    assert all("<!channel>" not in text and "<@U1>" not in text for text in shown)
    said = Words(report, PAGE).say("greeting")
    assert "<script" not in said
    assert "&lt;script&gt;" in said


def test_a_quiet_week_tells_of_a_sentence_that_failed_too() -> None:
    report = worded(QUIET, quiet="{{ nobody }}")
    [line, note] = blocks.message(report).blocks
    assert "*Week 47 was quiet*" in line["text"]["text"]
    assert "the line of a quiet week" in next(texts(note))
    assert_slack_takes(blocks.message(report))
