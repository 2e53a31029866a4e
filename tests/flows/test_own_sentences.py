"""`/field words`: an admin words a sentence of the digest, sees it, keeps it; the digest says it so."""

from datetime import timedelta
from typing import Any

from storage.models import OwnSentence
from tests.flows.conftest import ANA, DIGEST, MAYA, PRIYA, TEAM, Field
from tests.flows.steps import errors, log, quiet, words_of
from tests.flows.test_field_command import ask

Json = dict[str, Any]


def written(field: Field, name: str, template: str) -> dict[str, str]:
    """What is typed into the form on a sentence."""
    return {f"own_template:{name}": template}


def chosen(field: Field, name: str) -> Json:
    """The form, opened and put to another sentence."""
    field.command(ANA, "/field words")
    field.control("click", user=ANA, action_id="choose_own_sentence", choose=name)
    return field.views(ANA)[-1]


def preview(field: Field, name: str, template: str) -> str:
    """What the form says of a sentence that is tried."""
    values = written(field, name, template)
    field.control("click", user=ANA, action_id="preview_own_sentence", values=values)
    return words_of(field.views(ANA)[-1])


def test_an_admin_words_a_sentence_tries_it_and_the_next_digest_says_it(field: Field) -> None:
    log(field, MAYA, "a heading for drone surveys", "Ace Roofing")
    form = chosen(field, "quiet")
    assert form["title"]["text"] == "Words of the digest"
    assert "Built in, of a made-up digest: Week 47 was quiet" in words_of(form)
    shown = preview(field, "quiet", "All quiet in week {{ week }}, <!channel>: {{ accounts }} spoke up.")
    assert "All quiet in week 47, &lt;!channel&gt;: 2 spoke up." in shown
    answer = field.submit(ANA, **written(field, "quiet", "All quiet, {{ workspace }}: {{ accounts }} spoke up."))
    assert answer["ok"]
    assert field.views(ANA) == []
    field.clock.offset = timedelta(days=7)
    said = words_of(ask(field, ANA, "/field digest preview"))
    assert "All quiet, Test Publisher: 1 spoke up." in said


def test_a_sentence_that_fails_is_shown_why_and_not_kept(field: Field) -> None:
    chosen(field, "greeting")
    shown = preview(field, "greeting", "{% for a in requests %}{% for b in requests %}x{% endfor %}{% endfor %}")
    assert "It cannot be used yet." in shown
    assert "a loop cannot stand in a loop" in shown
    answer = field.submit(ANA, **written(field, "greeting", "Hello {{ everybody }}"))
    assert "there is no value called “everybody”" in errors(answer)["own_template:greeting"]
    with field.session() as session:
        assert session.query(OwnSentence).all() == []


def test_a_digest_goes_out_with_our_own_words_where_a_sentence_fails(field: Field) -> None:
    with field.bot.database.write() as session:
        key = {"workspace_id": TEAM["id"], "language": "en", "set_at": field.clock(), "set_by_id": ANA}
        session.add(OwnSentence(**key, name="quiet", template="{{ 'a' * 10**9 }}"))
    field.clock.offset = timedelta(days=7)
    ask(field, PRIYA, "/field digest now")
    said = words_of(field.eventually(lambda: field.messages(DIGEST))[0])
    assert "was quiet" in said
    assert "An own sentence could not be used: the line of a quiet week." in said
    quiet(field)


def test_another_sentence_begins_with_what_is_kept_of_it(field: Field) -> None:
    chosen(field, "closing")
    assert field.submit(ANA, **written(field, "closing", "Ask in #field."))["ok"]
    form = chosen(field, "closing")
    [typed] = [block["element"] for block in form["blocks"] if block["type"] == "input"]
    assert typed["initial_value"] == "Ask in #field."
    field.control("click", user=ANA, action_id="choose_own_sentence", choose="greeting")
    [typed] = [block["element"] for block in field.views(ANA)[-1]["blocks"] if block["type"] == "input"]
    assert "initial_value" not in typed


def test_only_admins_are_told_of_it_and_let_in(field: Field) -> None:
    assert "`/field words`" in words_of(ask(field, ANA, "/field help"))
    assert "`/field words`" not in words_of(ask(field, MAYA, "/field help"))
    assert "Only an admin can word the digest." in words_of(ask(field, MAYA, "/field words"))
    assert field.views(MAYA) == []
