"""The forms behind a card's buttons."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import kit, words
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Mrk, mrk
from bot.usecases.answers import ABOUT, WORDS
from bot.usecases.pairs import Pair
from bot.usecases.triage import ITEM, PERSON, REASON, STEP, TARGET, TITLE, UNTIL, Seen
from storage.models import CatalogItem, CatalogStatus, Question, Request, RequestStatus
from storage.queries.reports import ReportFacts

OUTCOME, WHICH = "outcome", "which"
RADIOS = 10  # Slack draws no more; a longer list becomes a menu
OUTCOMES = {
    RequestStatus.APPROVED: "Approve",
    RequestStatus.APPROVED_AS_SYNONYM: "Approve as another name of …",
    RequestStatus.PILOT: "Try it in a pilot",
    RequestStatus.ANSWERED: "It is already for sale",
    RequestStatus.DEFERRED: "Defer until …",
    RequestStatus.DECLINED: "Decline",
}
_NEEDS_ITEM = (RequestStatus.ANSWERED, RequestStatus.APPROVED_AS_SYNONYM)


def decide_form(request: Request, accounts: str, outcome: str = "") -> kit.View:
    """Decide; what else is asked depends on the outcome, so the form is redrawn when one is chosen."""
    options = [kit.option(label, status) for status, label in OUTCOMES.items()]
    blocks = [
        kit.section(mrk("*{title}*\n{accounts}", title=request.title, accounts=accounts)),
        kit.input_block(
            OUTCOME,
            "What is decided?",
            kit.radio(options, outcome) | {"action_id": ActionId.OUTCOME},
            optional=False,
            dispatch=True,
        ),
    ]
    if outcome in _NEEDS_ITEM:
        blocks.append(_item("Which one is it?"))
    if outcome == RequestStatus.DEFERRED:
        blocks.append(kit.input_block(UNTIL, "Until when?", kit.datepicker(), optional=False))
    blocks.append(_reason("Why? The reps who asked read this.", optional=outcome == RequestStatus.ANSWERED))
    return _form(FormId.DECIDE, "Decide", blocks, "Decide", request)


def already_for_sale_form(request: Request, noun: str, chosen: CatalogItem | None = None) -> kit.View:
    """Pick what it is in the catalog, or see what was picked on the card: the reps can sell it today."""
    initial = item_option(chosen, noun) if chosen else None
    blocks = [
        _about(request),
        _item(f"Which {noun} is it?", initial=initial),
        _reason("Anything to add for the reps?", optional=True),
    ]
    return _form(FormId.ALREADY_FOR_SALE, "Already for sale", blocks, "Tell the reps", request)


def item_option(item: CatalogItem, noun: str) -> kit.Element:
    """A catalog item to choose as the answer: on sale, or from which day on."""
    if item.status is CatalogStatus.LIVE:
        return kit.option(item.name, item.item_id, f"{noun} on sale")
    day = f"on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else "planned, no day yet"
    return kit.option(item.name, item.item_id, day)


def merge_form(request: Request) -> kit.View:
    """Pick the request this one is the same as."""
    target = kit.typeahead("Type a word to look it up", min_query_length=1) | {"action_id": LookupId.TARGET}
    blocks = [
        _about(request),
        kit.input_block(
            TARGET,
            "Which request is it the same as?",
            target,
            optional=False,
            hint="Its customers then count there, and its reps hear which one it became.",
        ),
    ]
    return _form(FormId.MERGE, "Merge", blocks, "Merge", request)


def separate_form(request: Request, merged: Sequence[Request]) -> kit.View:
    """Pick which of the requests merged into this one stands for itself again."""
    options = [
        kit.option(one.title, str(Pair(one.request_id, one.merged_into_id)), f"merged on {kit.day(one.decided_at)}")
        for one in merged
        if one.merged_into_id is not None and one.decided_at is not None
    ]
    initial = options[0]["value"] if len(options) == 1 else None
    blocks = [
        _about(request),
        kit.input_block(
            WHICH,
            "Which one is not the same after all?",
            kit.radio(options, initial) if len(options) <= RADIOS else kit.select(options, initial),
            optional=False,
            hint="It stands where it stood before, its customers count for it again, and its reps hear of it.",
        ),
    ]
    if len(options) > kit.MENU:
        more = mrk("These are {shown} of {all}, those merged here directly first.", shown=kit.MENU, all=len(options))
        blocks.append(kit.context(more))
    return _form(FormId.SEPARATE, "Separate", blocks, "Separate", request)


def ask_form(metadata: str, title: str, behind: Sequence[ReportFacts], names: dict[str, str]) -> kit.View:
    """Ask the rep behind a request, or one of them."""
    options = [
        kit.option(
            " · ".join(part for part in (names.get(one.report.reporter_id, ""), one.account, one.region) if part)
            or "The rep",
            one.report.report_id,
        )
        for one in behind[:100]
    ]
    return kit.modal(
        FormId.ASK,
        "Ask the rep",
        [
            kit.section(mrk("*{title}*", title=title)),
            kit.input_block(ABOUT, "Whom?", kit.select(options, options[0]["value"]), optional=False),
            kit.input_block(
                WORDS,
                "What would you like to know?",
                kit.text_input(multiline=True),
                optional=False,
                hint="It goes to the rep as a direct message; the answer comes into this card's thread.",
            ),
        ],
        submit="Ask",
        private_metadata=metadata,
    )


def answer_form(question: Question) -> kit.View:
    """Answer a question from triage."""
    return kit.modal(
        FormId.ANSWER,
        "Answer",
        [
            kit.section(mrk("{who} asks:", who=kit.person(question.asked_by_id))),
            kit.quote(question.words, limit=2000),
            kit.input_block(WORDS, "Your answer", kit.text_input(multiline=True), optional=False),
        ],
        submit="Send",
        private_metadata=str(question.question_id),
    )


def assign_form(metadata: str, title: str, owner_id: str | None) -> kit.View:
    """Pick who looks after it."""
    element: kit.Element = {"type": "users_select", "placeholder": kit.plain("Pick somebody", kit.PLACEHOLDER)}
    if owner_id:
        element["initial_user"] = owner_id
    blocks = [
        kit.section(mrk("*{title}*", title=title)),
        kit.input_block(PERSON, "Who looks after it?", element, optional=False),
    ]
    return kit.modal(FormId.ASSIGN, "Assign", blocks, submit="Assign", private_metadata=metadata)


def edit_title_form(request: Request) -> kit.View:
    """Call it by a better name."""
    title = kit.text_input(request.title, max_length=150)
    hint = "Only the name on the card changes; what customers said stays as it is."
    return _form(
        FormId.EDIT_REQUEST,
        "Edit the title",
        [kit.input_block(TITLE, "What do they want, in a few words?", title, optional=False, hint=hint)],
        "Save",
        request,
    )


def snooze_form(request: Request, tomorrow: date) -> kit.View:
    """Leave it in peace for a while."""
    hint = "It is not listed as late until then. Its clock goes on."
    blocks = [
        _about(request),
        kit.input_block(UNTIL, "Until when?", kit.datepicker(tomorrow), optional=False, hint=hint),
    ]
    return _form(FormId.SNOOZE, "Snooze", blocks, "Snooze", request)


def reopen_form(request: Request, told: int) -> kit.View:
    """Take a decision back."""
    who = (
        "Nobody was told yet."
        if not told
        else f"{told} {'rep was' if told == 1 else 'reps were'} told, and will hear of it."
    )
    standing = mrk("It stands as *{status}*. {who}", status=words.STATUS[request.status], who=who)
    blocks = [_about(request), kit.section(standing), _reason("Why is it looked at again?", optional=False)]
    return _form(FormId.REOPEN, "Reopen", blocks, "Reopen", request)


def not_a_request_form(request: Request) -> kit.View:
    """It is something else: a complaint, a question, a test."""
    blocks = [_about(request), _reason("What is it then? The reps who logged it read this.", optional=False)]
    return _form(FormId.NOT_A_REQUEST, "Not a request", blocks, "Close it", request)


def move_on_form(request: Request, steps: Sequence[RequestStatus], noun: str) -> kit.View:
    """Take it to a later stage."""
    options = [kit.option(words.STATUS[step], step) for step in steps]
    blocks = [
        _about(request),
        kit.input_block(STEP, "Where does it go?", kit.radio(options, steps[0]), optional=False),
    ]
    if RequestStatus.LIVE in steps:
        blocks.append(_item(f"Which {noun} did it become?", optional=True))
        blocks.append(kit.context(Mrk("When it goes live, every rep behind it is told.")))
    return _form(FormId.MOVE_ON, "Move on", blocks, "Move on", request)


def link_form(report_id: object, account: str) -> kit.View:
    """Pick the request that would have saved a lost deal."""
    target = kit.typeahead("Type a word to look it up", min_query_length=1) | {"action_id": LookupId.TARGET}
    return kit.modal(
        FormId.LINK,
        "Link to a request",
        [
            kit.section(mrk("Lost: *{account}*", account=account or "a customer without a name")),
            kit.input_block(TARGET, "Which request would have saved it?", target, optional=False),
        ],
        submit="Link",
        private_metadata=str(report_id),
    )


def _form(form: FormId, title: str, blocks: list[kit.Block], submit: str, request: Request) -> kit.View:
    metadata = str(Seen(request.request_id, request.status))
    return kit.modal(form, title, blocks, submit=submit, private_metadata=metadata)


def _about(request: Request) -> kit.Block:
    return kit.section(mrk("*{title}*", title=request.title))


def _item(label: str, *, optional: bool = False, initial: kit.Element | None = None) -> kit.Block:
    element = kit.typeahead("Type a word of its name", initial) | {"action_id": LookupId.ITEM}
    return kit.input_block(ITEM, label, element, optional=optional)


def _reason(label: str, *, optional: bool) -> kit.Block:
    return kit.input_block(REASON, label, kit.text_input(multiline=True, max_length=1000), optional=optional)
