"""What `/field trends` answers: the digest's trends, and the weeks of themes as a line of marks with its figures."""

from collections.abc import Iterator, Sequence

from bot.blocks import kit, week_marks
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.usecases.trends import Place, ThemeTrend, TrendsAnswer
from digests.locales import ENGLISH
from digests.phrases import Words, slack, upper_first, would_be_normal
from digests.ranges import Normal, Side
from digests.report import DigestReport, Trend
from digests.trends.memory import SETTLED
from digests.wording import count

TYPED, REGION = 80, 60
TOLD = 5
_FEW_REPS = 2


def trends_message(answer: TrendsAnswer, *, prefix: str) -> Message:
    """The answer; `prefix` is the slash with what goes before our commands, for what to try next."""
    if answer.is_empty:
        return _only(Mrk("There is nothing to compare yet: no report was logged so far."))
    if answer.query.words:
        return _of_words(answer) if answer.themes else _no_such(answer, prefix)
    return _of_all(answer, prefix)


# --- with words ---


def _of_words(answer: TrendsAnswer) -> Message:
    lead = mrk(
        "Trends for “{words}”{region}",
        words=kit.cut_plain(kit.one_line(answer.query.words), TYPED),
        region=_where(answer),
    )
    blocks = [kit.section(mrk("*{lead}*\n{span}", lead=lead, span=_span(answer)))]
    for theme in answer.themes:
        blocks += _theme(theme, answer)
    if answer.more:
        more = "theme fits" if answer.more == 1 else "themes fit"
        blocks.append(
            kit.context(mrk("{number} more {more}. Add a word to narrow it down.", number=answer.more, more=more))
        )
    blocks.append(kit.context(_honestly(answer)))
    return Message(lead, blocks)


def _theme(theme: ThemeTrend, answer: TrendsAnswer) -> list[Block]:
    lines = [mrk("*{title}*", title=week_marks.title(theme.title)), *week_marks.line(theme.here.counts)]
    if answer.weeks and theme.heard_for:
        lines.append(_last_week(theme, answer))
    lines.append(_so_far(theme.here, answer))
    details = [week_marks.figures(theme)] if any(theme.here.counts) else []
    if theme.regions:
        details.append(_regions(theme.regions))
    return [kit.section(kit.joined(lines, "\n")), *([kit.context(*details)] if details else [])]


def _last_week(theme: ThemeTrend, answer: TrendsAnswer) -> Mrk:
    """The last closed week against what was to be expected, and who was heard."""
    number = theme.here.counts[-1]
    through = f" through {count(theme.last.reps, 'rep')}" if number and theme.last.reps else ""
    return mrk(
        "Week {week}: *{accounts}*{through}. {verdict}",
        week=answer.last.number,
        accounts=count(number, "account") if number else "nobody",
        through=through,
        verdict=_verdict(theme, answer),
    )


def _verdict(theme: ThemeTrend, answer: TrendsAnswer) -> Mrk:
    usual = theme.here.normal
    if usual is None:
        if answer.history <= SETTLED:
            return Mrk("Too early to say what is normal.")
        heard = "first heard that week" if theme.heard_for == 1 else f"heard for {theme.heard_for} weeks"
        return mrk("New ({heard}): too early to compare.", heard=heard)
    side = usual.side(theme.here.counts[-1])
    if side is Side.ABOVE and theme.last.reps < _FEW_REPS:
        return mrk("{would}: above it, but one rep alone heard it. No trend yet.", would=_would(usual))
    if side is Side.ABOVE and theme.doubt:
        return mrk("{would}: above it, but no trend. {why}", would=_would(usual), why=theme.doubt)
    return mrk("{would}: {side}.", would=_would(usual), side=_SIDES[side])


_SIDES = {
    Side.BELOW: Mrk("*below it*"),
    Side.NORMAL: Mrk("a normal week"),
    Side.FEW: Mrk("above it, but too few to be a trend"),
    Side.ABOVE: Mrk("*above it*"),
}


def _would(usual: Normal) -> str:
    """ "4 to 12 would be normal", with a capital where it needs one."""
    return upper_first(would_be_normal(usual.least, usual.most)) if usual.most else "None would be normal"


def _so_far(here: Place, answer: TrendsAnswer) -> Mrk:
    where = _where(answer)
    if not any(here.counts) and not here.so_far:
        weeks = "this week" if not answer.weeks else f"in these {count(len(answer.weeks), 'week')}"
        return mrk("Nobody raised it{where} {weeks}.", where=where, weeks=weeks)
    return mrk("This week so far: {accounts}.", accounts=count(here.so_far, "account") if here.so_far else "nobody")


def _regions(places: Sequence[Place]) -> Mrk:
    """The regions where they are not alike, those that depart first."""
    told = []
    for place in places:
        if place.normal is None:
            continue
        number, side = place.counts[-1], place.normal.side(place.counts[-1])
        told.append(
            (
                side is Side.NORMAL,
                f"{kit.cut_plain(place.region, REGION)} {number:,} ({_IN_REGION[side]}, {_would(place.normal)})",
            )
        )
    lines = [line for _, line in sorted(told, key=lambda one: one[0])]
    more = len(lines) - TOLD
    shown = [*lines[:TOLD], *([f"{count(more, 'more region')}"] if more > 0 else [])]
    return mrk("The regions differ in that week: {regions}.", regions="; ".join(shown).replace("Up to", "up to"))


_IN_REGION = {
    Side.BELOW: "below normal",
    Side.NORMAL: "normal",
    Side.FEW: "above normal, too few for a trend",
    Side.ABOVE: "above normal",
}


def _no_such(answer: TrendsAnswer, prefix: str) -> Message:
    words = kit.cut_plain(kit.one_line(answer.query.words), TYPED)
    text = mrk("No theme has “{words}” in its name, and no request behind one does.", words=words)
    tries = [f"{prefix}field trends", f"{prefix}field find {words}"]
    if answer.also_region:
        name = answer.also_region
        tries.insert(
            0, f'{prefix}field trends region:"{name}"' if " " in name else f"{prefix}field trends region:{name}"
        )
    how = mrk("Try one word of it, or: {tries}", tries=kit.joined([_code(one) for one in tries], " · "))
    return Message(text, [kit.section(text), kit.context(how)])


# --- without ---


def _of_all(answer: TrendsAnswer, prefix: str) -> Message:
    where = _where(answer)
    lead = mrk("Trends{where} · week {week}, {days}", where=where, week=answer.last.number, days=answer.last.label)
    blocks = [kit.section(mrk("*{lead}*", lead=lead)), *_from_digest(answer, prefix), *_most(answer)]
    how = mrk(
        "One theme: `{prefix}field trends drone`. Narrow it: `region:wales`. More weeks: `26w`, up to `52w`.",
        prefix=prefix,
    )
    return Message(lead, [*blocks, kit.context(how)])


def _from_digest(answer: TrendsAnswer, prefix: str) -> list[Block]:
    """What the last digest told, and what it left open."""
    report = answer.report
    preview = _code(f"{prefix}field digest preview")
    if report is None:
        return [kit.section(mrk("No digest was posted yet; the first tells the trends. Before: {how}.", how=preview))]
    blocks = []
    if report.week != answer.last:
        week = mrk(
            "The digest of week {week} is not out yet ({how}). This is from week {before}:",
            week=answer.last.number,
            how=preview,
            before=report.week.number,
        )
        blocks.append(kit.context(week))
    words = Words(report, slack(kit.person), ENGLISH)
    lines = [*_told(words, report, answer), *_open(words, report, answer)]
    blocks += [kit.section(line) for line in lines] or [kit.section(_nothing(report, answer))]
    loud = [f"{week_marks.title(one.title)}. {one.why}" for one in report.trends.loud[:3]] if not answer.region else []
    if loud:
        blocks.append(kit.context(mrk("More than usual, but from few voices, so no trend: {all}", all=" ".join(loud))))
    if lines:
        blocks.append(kit.context(Mrk("Of ten lines like these, one or two turn out to be chance.")))
    return blocks


def _told(words: Words, report: DigestReport, answer: TrendsAnswer) -> Iterator[Mrk]:
    for trend in [one for one in report.trends.told if _is_asked(one, answer)][:TOLD]:
        parts = [Mrk(words.say("moved_title", item=trend)), Mrk(words.say("moved_facts", item=trend))]
        yield kit.joined(parts, "\n")


def _open(words: Words, report: DigestReport, answer: TrendsAnswer) -> Iterator[Mrk]:
    """What was told before and goes on, without news."""
    told = {_key(one) for one in report.trends.told}
    still = [one for one in report.trends.open if _key(one.trend) not in told and _is_asked(one.trend, answer)]
    for story in still[:TOLD]:
        since = mrk(
            "Told in week {week}; it goes on since then.", week=story.trend.period.rpartition("W")[2].lstrip("0")
        )
        yield kit.joined([Mrk(words.say("moved_title", item=story.trend)), since], "\n")


def _key(trend: Trend) -> tuple[object, ...]:
    return trend.theme_id, trend.region_id, trend.segment, trend.direction


def _is_asked(trend: Trend, answer: TrendsAnswer) -> bool:
    return answer.region_id is None or trend.region_id == answer.region_id


def _nothing(report: DigestReport, answer: TrendsAnswer) -> Mrk:
    trends = report.trends
    if trends.why_none or not trends.checked:
        return mrk("No trends yet. {why}", why=trends.why_none or f"There are {SETTLED} weeks needed to compare with.")
    if answer.region:
        return mrk("Nothing stands out in {region} alone.", region=kit.cut_plain(answer.region, REGION))
    compared = count(trends.checked, "combination")
    if trends.loud:
        return mrk("No trend: {all} of theme, region and segment were compared.", all=compared)
    return mrk("Nothing stands out: {all} of theme, region and segment are in their normal range.", all=compared)


def _most(answer: TrendsAnswer) -> list[Block]:
    """The themes that most accounts raised, whether that is usual or not."""
    if not answer.weeks:
        return [kit.section(Mrk("No week is over yet: there is nothing to compare with."))]
    head = mrk("*Heard from most* · {span}", span=_span(answer))
    if not answer.themes:
        where = _where(answer)
        none = mrk("No theme was raised{where} in these weeks.", where=where)
        return [kit.divider(), kit.section(kit.joined([head, none], "\n"))]
    blocks = [kit.divider(), kit.section(head)]
    for theme in answer.themes:
        lines = [mrk("*{title}*", title=week_marks.title(theme.title)), *week_marks.line(theme.here.counts)]
        blocks += [kit.section(kit.joined(lines, "\n")), kit.context(week_marks.figures(theme))]
    return blocks


# --- both ---


def _span(answer: TrendsAnswer) -> str:
    """Which weeks are shown, and why fewer than were asked for."""
    if not answer.weeks:
        return "No week is over yet."
    shown = len(answer.weeks)
    weeks = "the last closed week" if shown == 1 else f"the last {shown} closed weeks"
    last = answer.last.last_day
    until = f", up to {last.day} {last:%b %Y}"
    known = f" (there are no more than {shown} so far)" if answer.history < answer.query.weeks else ""
    return f"{weeks[:1].upper()}{weeks[1:]}{until}{known}"


def _honestly(answer: TrendsAnswer) -> Mrk:
    if answer.history <= SETTLED:
        return mrk(
            "What is normal can be said once there are {needed} weeks to compare with; {there} over so far.",
            needed=SETTLED,
            there="1 week is" if answer.history == 1 else f"{answer.history} weeks are",
        )
    return Mrk(
        "About one week in ten is outside its normal range by chance alone; the weekly digest tells what is more than "
        "that. A week that still runs is not compared."
    )


def _where(answer: TrendsAnswer) -> str:
    return f" in {kit.cut_plain(answer.region, REGION)}" if answer.region else ""


def _code(command: str) -> Mrk:
    return mrk("`{command}`", command=command.replace("`", "'"))


def _only(text: Mrk) -> Message:
    return Message(text, [kit.section(text)])
