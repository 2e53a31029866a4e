"""Marketing's desk of themes: the list, and the forms to name, merge, split and move."""

from bot.blocks import kit
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Message, Mrk, mrk
from bot.usecases.catalog import Place
from bot.usecases.theme_desk import DEED, NAME, TARGET, WHICH, ThemeFacts
from bot.usecases.theme_pages import ThemeLine, ThemePage
from digests.wording import count
from storage.keys import name_key
from storage.models import Theme
from storage.queries.reports import ReportFacts

PAGE = 8
# What a menu of choices holds, by Slack.
CHOICES = 100
# Of what is looked for: a block that carries it has room for 255 characters, with a theme's id and a page.
LONGEST_SEARCH = 80
REPORTS_TITLE = "Reports of a theme"
_QUOTED = 160
# Reports to read above a form: before one is named more than before one is merged.
_READ, _GLANCE = 6, 3
_NAME_LENGTH = 150

MOVE, SPLIT, KEEP_OUT = "move", "split", "keep_out"
DEEDS = {
    MOVE: ("Move to another theme", "They stay there"),
    SPLIT: ("Split off", "They become a theme of their own"),
    KEEP_OUT: ("Not this theme", "They never come back to this one"),
}
VERBS = {"name": "Name it …", "confirm": "Confirm it", "merge": "Merge into …", "reports": "Its reports …"}


def themes_message(page: ThemePage, *, prefix: str, said: Mrk | None = None) -> Message:
    """A page of themes, each with its menu; `said` is what was done a moment ago."""
    if not page.total:
        return _no_such(page, said) if page.words else _nothing(page, said)
    lead = _lead(page)
    back = kit.button("Back to the first", ActionId.MORE_THEMES, str(Place(page.words, 0))) if page.begins else None
    blocks = [*_said(said), kit.section(mrk("*{lead}*", lead=lead), back or _see_all(page))]
    if not page.begins and not page.words:
        blocks.append(kit.context(_how(page, prefix)))
    for line in page.lines:
        blocks += _line(line, page.place)
    if page.next is not None:
        following = str(Place(page.words, page.next))
        blocks.append(kit.actions(kit.button("Show more", ActionId.MORE_THEMES, following), block_id="more_themes"))
    if page.unsorted and not page.words:
        blocks.append(kit.context(mrk("{reports} in no theme.", reports=_are(page.unsorted))))
    return Message(said or lead, blocks)


def name_form(facts: ThemeFacts, metadata: str) -> kit.View:
    """A name that stays."""
    blocks = [
        *_about(facts, _READ),
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
        *_about(facts, _GLANCE),
        _target("It is the same as"),
        kit.context(Mrk("All its reports move there and stay. This theme is then gone: it cannot be taken back.")),
    ]
    return kit.modal(FormId.MERGE_THEMES, "Merge themes", blocks, submit="Merge", private_metadata=metadata)


def reports_form(facts: ThemeFacts, metadata: str, deed: str = MOVE) -> kit.View:
    """Its reports, and what to do with some of them; what else is asked depends on that."""
    options = [kit.option(kit.one_line(one.report.want), one.report.report_id, _who(one)) for one in facts.reports]
    deeds = [kit.option(label, one, what) for one, (label, what) in DEEDS.items()]
    blocks = [
        *_about(facts, _GLANCE),
        kit.input_block(
            WHICH, "Which reports?", kit.multi_select(options), optional=False, hint=_shown(len(options), facts)
        ),
        kit.input_block(
            DEED,
            "What about them?",
            kit.radio(deeds, deed) | {"action_id": ActionId.THEME_DEED},
            optional=False,
            dispatch=True,
        ),
    ]
    if deed == MOVE:
        blocks.append(_target("Move them to"))
    if deed == SPLIT:
        name = kit.text_input(max_length=_NAME_LENGTH)
        blocks.append(kit.input_block(NAME, "Name of the new theme", name, optional=False))
    return kit.modal(FormId.THEME_REPORTS, REPORTS_TITLE, blocks, submit="Save", private_metadata=metadata)


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
        stay = "stays" if reports == 1 else "stay"
        return mrk("✓ {some} moved to *{title}*, and {stay} there.", title=theme.title, some=some, stay=stay)
    return mrk("✓ {some} will not come back to *{title}*.", title=theme.title, some=some)


def _lead(page: ThemePage) -> Mrk:
    """How many there are, and which of them are here."""
    themes = count(page.total, "theme")
    if page.begins:
        themes = f"{page.begins + 1}–{page.begins + len(page.lines)} of {themes}"
    about = f" with “{kit.one_line(page.words)}”" if page.words else "" if page.begins else " in what customers ask for"
    return mrk("{themes}{about}", themes=themes, about=about)


def _how(page: ThemePage, prefix: str) -> Mrk:
    """What one needs to know of the list; how to look for one only where there is more than a page."""
    said = [word for word in name_key(page.lines[0].theme.title).split() if word.isalnum()]
    look = Mrk("")
    if page.next and said:
        look = mrk(" Look for one: `{prefix}field themes {word}`.", prefix=prefix, word=max(said, key=len))
    return mrk(
        "Found in customers' own words, those heard most in the last four weeks first. What you name, confirm or move "
        "stays as you said; ✓ marks what somebody named or confirmed.{look}",
        look=look,
    )


def _said(said: Mrk | None) -> list[kit.Block]:
    return [kit.section(said), kit.divider()] if said else []


def _see_all(page: ThemePage) -> kit.Element | None:
    return kit.button("See all", ActionId.MORE_THEMES, str(Place("", 0))) if page.words else None


def _nothing(page: ThemePage, said: Mrk | None) -> Message:
    if page.unsorted:
        text = mrk(
            "No themes yet: no five of the {reports} ask for the same thing. Groundswell looks again every Monday.",
            reports=count(page.unsorted, "report"),
        )
    else:
        text = Mrk("No themes yet. Groundswell looks for them every Monday, once there are reports to compare.")
    return Message(said or text, [*_said(said), kit.section(text)])


def _no_such(page: ThemePage, said: Mrk | None) -> Message:
    text = mrk(
        "No theme has “{words}” in its name or example. Try one word of it, or what customers call it.",
        words=kit.one_line(page.words),
    )
    return Message(said or text, [*_said(said), kit.section(text, _see_all(page))])


def _line(line: ThemeLine, place: Place) -> list[kit.Block]:
    theme, size = line.theme, line.size
    mark = "✓ " if theme.is_confirmed else ""
    text = mrk(
        "{mark}*{title}*\n{accounts}, {recent} in the last four weeks · {last}",
        mark=mark,
        title=theme.title,
        accounts=count(size.accounts, "account"),
        recent=_of_them(size.recent, size.accounts),
        last=kit.on_day(size.last_heard, "last heard"),
    )
    verbs = [verb for verb in VERBS if verb != "confirm" or not theme.is_confirmed]
    menu = kit.overflow(ActionId.THEME_MORE, [kit.option(VERBS[verb], f"{verb}:{theme.theme_id}") for verb in verbs])
    # A choice of the menu says which block it is in, and by that, which page is to be drawn anew.
    blocks = [kit.section(text, menu, block_id=f"{theme.theme_id}:{place}")]
    if theme.example:
        blocks.append(kit.quote(kit.one_line(theme.example), limit=_QUOTED))
    return blocks


def _of_them(recent: int, accounts: int) -> str:
    if recent == accounts:
        return "heard" if accounts == 1 else "all of them heard"
    return f"{recent:,} of them heard" if recent else "none heard"


def _about(facts: ThemeFacts, read: int) -> list[kit.Block]:
    theme, size = facts.theme, facts.size
    lead = mrk(
        "*{title}*\n{accounts}, {reports}",
        title=theme.title,
        accounts=count(size.accounts, "account"),
        reports=count(size.reports, "report"),
    )
    return [
        kit.section(lead),
        *(kit.quote(kit.one_line(one.report.want), _who(one), _QUOTED) for one in facts.reports[:read]),
    ]


def _who(facts: ReportFacts) -> str:
    return " · ".join(part for part in (facts.account or "no customer named", facts.region) if part)


def _shown(options: int, facts: ThemeFacts) -> str:
    """Which reports can be chosen, where that is not all of them."""
    return f"The newest {options:,} of {facts.size.reports:,}." if options < facts.size.reports else ""


def _target(label: str) -> kit.Block:
    element = kit.typeahead("Type a word of its name") | {"action_id": LookupId.THEME}
    return kit.input_block(TARGET, label, element, optional=False)


def _are(reports: int) -> str:
    return "1 report is" if reports == 1 else f"{reports:,} reports are"
