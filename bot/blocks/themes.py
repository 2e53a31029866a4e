"""Marketing's desk of themes: the list, and the forms to name, merge, split and move."""

from bot.blocks import kit
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Message, Mrk, mrk
from bot.usecases.theme_desk import DEED, NAME, TARGET, WHICH, ThemeFacts, ThemeLine, ThemePage
from digests.wording import count
from storage.models import Theme
from storage.queries.reports import ReportFacts

PAGE = 8
# What a menu of choices holds, by Slack.
CHOICES = 100
_QUOTED = 160
_READ = 6
_NAME_LENGTH = 150

MOVE, SPLIT, KEEP_OUT = "move", "split", "keep_out"
DEEDS = {
    MOVE: "Move to another theme",
    SPLIT: "Split off as a theme of its own",
    KEEP_OUT: "Not this theme",
}
VERBS = {"name": "Name it …", "confirm": "Confirm it", "merge": "Merge into …", "reports": "Its reports …"}


def themes_message(page: ThemePage, *, said: Mrk | None = None) -> Message:
    """A page of themes, each with its menu; `said` is what was done a moment ago."""
    if not page.total:
        return _nothing(page)
    lead = f"{count(page.total, 'theme')} in what customers ask for"
    blocks = [kit.context(said)] if said else []
    accessory = kit.button("Back to the first", ActionId.MORE_THEMES, "0") if page.begins else None
    blocks.append(kit.section(mrk("*{lead}*", lead=lead), accessory))
    if not page.begins:
        blocks.append(
            kit.context(
                Mrk(
                    "Found by the machine from the customers' own words, those heard most in four weeks first. "
                    "What you name, confirm or move stays as you said."
                )
            )
        )
    for line in page.lines:
        blocks += _line(line)
    if page.next is not None:
        blocks.append(
            kit.actions(kit.button("Show more", ActionId.MORE_THEMES, str(page.next)), block_id="more_themes")
        )
    if page.unsorted:
        blocks.append(kit.context(mrk("{reports} in no theme.", reports=_are(page.unsorted))))
    return Message(kit.esc(lead), blocks)


def name_form(facts: ThemeFacts, metadata: str) -> kit.View:
    """A name that stays."""
    blocks = [
        *_about(facts),
        kit.input_block(
            NAME,
            "What do these customers want?",
            kit.text_input(facts.theme.title, max_length=_NAME_LENGTH),
            optional=False,
            hint="The name stays, and so do the reports that are in the theme now.",
        ),
    ]
    return kit.modal(FormId.NAME_THEME, "Name the theme", blocks, submit="Save", private_metadata=metadata)


def merge_form(facts: ThemeFacts, metadata: str) -> kit.View:
    """Which other theme it is the same as."""
    blocks = [
        *_about(facts),
        _target("It is the same as", optional=False),
        kit.context(Mrk("All its reports move there, and stay. This one is gone then; it cannot be taken back.")),
    ]
    return kit.modal(FormId.MERGE_THEMES, "Merge themes", blocks, submit="Merge", private_metadata=metadata)


def reports_form(facts: ThemeFacts, metadata: str) -> kit.View:
    """Its reports, and what to do with some of them."""
    options = [kit.option(_choice(one), one.report.report_id) for one in facts.reports[:CHOICES]]
    more = facts.size.reports - len(options)
    blocks = [
        *_about(facts),
        kit.input_block(WHICH, "Which reports?", kit.multi_select(options), optional=False),
        kit.input_block(
            DEED,
            "What about them?",
            kit.radio([kit.option(label, deed) for deed, label in DEEDS.items()], MOVE),
            optional=False,
        ),
        _target("Move them to", optional=True),
        kit.input_block(NAME, "Name of the new theme", kit.text_input(max_length=_NAME_LENGTH), hint="To split off."),
    ]
    if more > 0:
        blocks.append(
            kit.context(mrk("The newest {shown} are here, of {all}.", shown=len(options), all=facts.size.reports))
        )
    return kit.modal(FormId.THEME_REPORTS, "Reports of a theme", blocks, submit="Save", private_metadata=metadata)


def named(theme: Theme) -> Mrk:
    """What was done."""
    return mrk("✓ It is called *{title}* now, and stays.", title=theme.title)


def confirmed(theme: Theme) -> Mrk:
    """What was done."""
    return mrk("✓ *{title}* is confirmed: what is in it stays in it.", title=theme.title)


def merged(target: Theme) -> Mrk:
    """What was done."""
    return mrk("✓ Merged into *{title}*.", title=target.title)


def moved(deed: str, theme: Theme, reports: int) -> Mrk:
    """What was done with some reports."""
    some = count(reports, "report")
    if deed == SPLIT:
        return mrk("✓ *{title}* is a theme of its own now, with {some}.", title=theme.title, some=some)
    if deed == MOVE:
        return mrk("✓ {some} moved to *{title}*, and stay there.", title=theme.title, some=some)
    return mrk("✓ {some} will not come back to *{title}*.", title=theme.title, some=some)


def _nothing(page: ThemePage) -> Message:
    if page.unsorted:
        text = mrk(
            "No themes yet: of {reports} no five want the same. They are found each Monday anew.",
            reports=count(page.unsorted, "report"),
        )
    else:
        text = Mrk("No themes yet. They are found once there are reports to compare, and each Monday anew.")
    return Message(text, [kit.section(text)])


def _line(line: ThemeLine) -> list[kit.Block]:
    theme, size = line.theme, line.size
    mark = "✓ " if theme.is_confirmed else ""
    recent = f"{size.recent} in four weeks" if size.recent else "none in four weeks"
    text = mrk(
        "{mark}*{title}*\n{accounts}, {recent} · {last}",
        mark=mark,
        title=theme.title,
        accounts=count(size.accounts, "account"),
        recent=recent,
        last=kit.on_day(size.last_heard, "last heard"),
    )
    verbs = [verb for verb in VERBS if verb != "confirm" or not theme.is_confirmed]
    menu = kit.overflow(ActionId.THEME_MORE, [kit.option(VERBS[verb], f"{verb}:{theme.theme_id}") for verb in verbs])
    blocks = [kit.section(text, menu)]
    if theme.example:
        blocks.append(kit.quote(kit.one_line(theme.example), limit=_QUOTED))
    return blocks


def _about(facts: ThemeFacts) -> list[kit.Block]:
    theme, size = facts.theme, facts.size
    lead = mrk(
        "*{title}*\n{accounts}, {reports}",
        title=theme.title,
        accounts=count(size.accounts, "account"),
        reports=count(size.reports, "report"),
    )
    return [
        kit.section(lead),
        *(kit.quote(kit.one_line(one.report.want), _who(one), _QUOTED) for one in facts.reports[:_READ]),
    ]


def _who(facts: ReportFacts) -> str:
    return " · ".join(part for part in (facts.account or "no customer named", facts.region) if part)


def _choice(facts: ReportFacts) -> str:
    return kit.one_line(facts.report.want)


def _target(label: str, *, optional: bool) -> kit.Block:
    element = kit.typeahead("Type a word of its name") | {"action_id": LookupId.THEME}
    return kit.input_block(TARGET, label, element, optional=optional)


def _are(reports: int) -> str:
    return "1 report is" if reports == 1 else f"{reports:,} reports are"
