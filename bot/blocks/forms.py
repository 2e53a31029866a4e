"""The forms in which a rep logs or edits a report; one field is one block, called alike in every kind of form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.blocks import kit, words
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.usecases.entry import FORM_LINE
from bot.usecases.snapshot import Choice
from storage.models import ReportKind

TITLES = {
    ReportKind.REQUEST: "Log a request",
    ReportKind.LOST_DEAL: "Log a lost deal",
    ReportKind.WON_DEAL: "Log a won deal",
}
UNASKED = {"yes": "They brought it up", "no": "I asked"}
NEW_ACCOUNT = "new:"
NEW_COMPETITOR = "new:"
# What Slack lets a menu's choice carry is 75 characters, the mark of a new name included.
NEW_NAME = kit.OPTION - len(NEW_ACCOUNT)


class Field(StrEnum):
    """The fields of the report forms."""

    SAID = "said"
    ACCOUNT = "account"
    REGION = "region"
    VALUE = "value"
    IMPORTANCE = "importance"
    UNASKED = "unasked"
    JOINS = "joins"
    STAGE = "stage"
    REASONS = "reasons"
    COMPETITORS = "competitors"
    EVIDENCE = "evidence"
    WOULD = "would"
    NOTE = "note"
    REPORTER = "reporter"


@dataclass(frozen=True)
class Prefill:
    """What a form opens with; every part may be empty."""

    said: str = ""
    note: str = ""
    account: kit.Element | None = None
    region: str = ""
    value: str = ""
    importance: str = ""
    unasked: str = ""
    stage: str = ""
    reasons: tuple[str, ...] = ()
    competitors: tuple[kit.Element, ...] = ()
    evidence: str = ""
    would: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class FormChoices:
    """What the menus of a form offer, and whether the person may log for others."""

    regions: Sequence[Choice]
    reasons: Sequence[Choice]
    item_noun: str
    currency: str
    may_log_for: str = ""


def report_form(
    kind: ReportKind,
    metadata: str,
    prefill: Prefill,
    choices: FormChoices,
    *,
    is_edit: bool = False,
    can_switch: bool = False,
) -> kit.View:
    """The form for one kind of report, filled with what is known."""
    blocks = _FORMS[kind](prefill, choices, is_edit)
    if prefill.is_cut:
        blocks.insert(
            0,
            kit.context(
                kit.Mrk("The message was long: you see its start here. All of it is kept if you leave it as it is.")
            ),
        )
    if can_switch:
        blocks.insert(0, _switch(kind))
    if choices.may_log_for and not is_edit:
        blocks.append(
            kit.input_block(
                Field.REPORTER,
                "Who heard it?",
                {"type": "users_select", "initial_user": choices.may_log_for},
                hint="You are a sales manager: pick the rep if you log this for somebody.",
            )
        )
    return kit.modal(
        FormId.REPORT,
        "Edit" if is_edit else TITLES[kind],
        blocks,
        submit="Save" if is_edit else "Submit",
        private_metadata=metadata,
    )


def account_option(account_id: object, name: str, region: str = "") -> kit.Element:
    """An account as a choice."""
    return kit.option(name, f"id:{account_id}", region)


def new_account_option(name: str) -> kit.Element:
    """The last choice: add what was typed."""
    return kit.option(f"Add “{name}”", f"{NEW_ACCOUNT}{name[:NEW_NAME]}")


def competitor_option(competitor_id: object, name: str) -> kit.Element:
    """A competitor as a choice."""
    return kit.option(name, f"id:{competitor_id}")


def _request(prefill: Prefill, choices: FormChoices, is_edit: bool) -> list[kit.Block]:
    blocks = [
        kit.input_block(
            Field.SAID,
            "What did they ask for?",
            kit.text_input(
                prefill.said,
                multiline=True,
                placeholder=f"If you had a {choices.item_noun} for …, I'd buy",
                is_heard=not is_edit,
            ),
            optional=False,
            hint="In the customer's own words if you can.",
            dispatch=not is_edit,
        ),
        _account(prefill),
        _region(prefill, choices),
        _value("What would it be worth?", prefill, choices),
        kit.input_block(
            Field.IMPORTANCE,
            "How much does it matter to them?",
            kit.select(_named(words.IMPORTANCE), prefill.importance),
        ),
        kit.input_block(Field.UNASKED, "How did it come up?", kit.radio(_named(UNASKED), prefill.unasked)),
        _note(prefill, "Your own view"),
    ]
    if not is_edit:
        blocks.insert(
            1,
            kit.input_block(
                Field.JOINS,
                "Same as an earlier request?",
                kit.typeahead("Type a word to look it up", min_query_length=2) | {"action_id": LookupId.JOINS},
                hint="Leave empty if you are not sure.",
            ),
        )
    return blocks


def _lost_deal(prefill: Prefill, choices: FormChoices, is_edit: bool) -> list[kit.Block]:
    return [
        _account(prefill),
        _value("What was it worth?", prefill, choices),
        kit.input_block(Field.STAGE, "How far were you?", kit.select(_named(words.STAGE), prefill.stage)),
        _reasons("Why was it lost?", prefill, choices),
        kit.input_block(
            Field.COMPETITORS,
            "Who did they go to?",
            kit.multi_typeahead("Type a name", prefill.competitors) | {"action_id": LookupId.COMPETITORS},
        ),
        kit.input_block(Field.SAID, "What did the customer say?", kit.text_input(prefill.said, multiline=True)),
        _note(prefill, "Your own view"),
        kit.input_block(Field.EVIDENCE, "How do you know?", kit.select(_named(words.EVIDENCE), prefill.evidence)),
        kit.input_block(
            Field.WOULD,
            "They would have bought if …",
            kit.text_input(
                prefill.would,
                placeholder=f"we had a {choices.item_noun} for …",
                max_length=FORM_LINE,
                is_heard=not is_edit,
            ),
            hint="" if is_edit and prefill.would else "This also goes to Marketing as a request.",
            dispatch=not is_edit,
        ),
        _region(prefill, choices),
    ]


def _won_deal(prefill: Prefill, choices: FormChoices, is_edit: bool) -> list[kit.Block]:  # noqa: ARG001 (one shape)
    return [
        _account(prefill),
        _value("What is it worth?", prefill, choices),
        kit.input_block(Field.STAGE, "Where did you start?", kit.select(_named(words.STAGE), prefill.stage)),
        _reasons("Why did they buy?", prefill, choices),
        kit.input_block(
            Field.COMPETITORS,
            "Who were you up against?",
            kit.multi_typeahead("Type a name", prefill.competitors) | {"action_id": LookupId.COMPETITORS},
        ),
        kit.input_block(Field.SAID, "What did the customer say?", kit.text_input(prefill.said, multiline=True)),
        _note(prefill, "Your own view"),
        _region(prefill, choices),
    ]


_FORMS = {ReportKind.REQUEST: _request, ReportKind.LOST_DEAL: _lost_deal, ReportKind.WON_DEAL: _won_deal}


def _switch(kind: ReportKind) -> kit.Block:
    others = [other for other in ReportKind if other is not kind]
    return kit.actions(
        *(
            kit.button(f"It is a {words.KIND[other].lower()}", f"{ActionId.SWITCH_KIND}:{other}", other)
            for other in others
        ),
        block_id="switch",
    )


def _account(prefill: Prefill) -> kit.Block:
    element = kit.typeahead("Type the customer's name", prefill.account) | {"action_id": LookupId.ACCOUNT}
    return kit.input_block(Field.ACCOUNT, "Customer", element, optional=True)


def _region(prefill: Prefill, choices: FormChoices) -> kit.Block:
    options = [kit.option(region.label, region.id) for region in choices.regions]
    if not options:
        return kit.context(kit.Mrk("There are no regions yet: an admin can name them in setup."))
    return kit.input_block(Field.REGION, "Region", kit.select(options, prefill.region))


def _value(label: str, prefill: Prefill, choices: FormChoices) -> kit.Block:
    return kit.input_block(
        Field.VALUE,
        label,
        kit.text_input(prefill.value, placeholder="4,800 or 4.8k", max_length=40),
        hint=f"A year, in {choices.currency} unless you write another currency.",
    )


def _reasons(label: str, prefill: Prefill, choices: FormChoices) -> kit.Block:
    options = [kit.option(reason.label, reason.id) for reason in choices.reasons]
    if not options:
        return kit.context(kit.Mrk("No reasons are set up yet: write yours under “Your own view”."))
    return kit.input_block(Field.REASONS, label, kit.multi_select(options, prefill.reasons))


def _note(prefill: Prefill, label: str) -> kit.Block:
    return kit.input_block(Field.NOTE, label, kit.text_input(prefill.note, multiline=True))


def _named(names: Mapping[Any, str]) -> list[kit.Element]:
    return [kit.option(label, value) for value, label in names.items()]
