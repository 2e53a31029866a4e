"""What was learned from people's edits: one sentence under a confirmation, and the list for admins."""

import unicodedata
from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk, View, mrk
from bot.usecases.learned import LearnedPage, LessonKey
from digests.wording import count
from storage.models import AccountAlias
from storage.queries.aliases import Alias, Lesson

PAGE = 10
TITLE = "What I learned"
_WORDS, _NAME = 71, 120  # characters


def way_to_the_list() -> Block:
    """A line in the setup form, from which the list opens on top."""
    return kit.section(
        Mrk("*Other names* of customers and competitors, learned from what people put right."),
        kit.button(TITLE, ActionId.LEARNED),
    )


def told(lessons: Sequence[Lesson]) -> list[Block]:
    """Under a confirmation: what is read otherwise from now on, each with the way to undo it."""
    return [
        kit.section(_told(one), kit.button("Don’t learn it", ActionId.DO_NOT_LEARN, str(LessonKey.of(one.alias))))
        for one in lessons
    ]


def undone(alias: Alias) -> Message:
    """To whoever undid one under a confirmation."""
    return Message(mrk("Good: I forget what “{words}” was to mean.", words=_clean(alias.alias, _WORDS)))


def learned_view(page: LearnedPage) -> View:
    """The list, newest first; each with Undo, or with Redo."""
    if not page.total:
        text = Mrk(
            "Nothing yet. When somebody puts the customer or the competitor of a report right, and their words were "
            "another name for it, I remember that, and it is listed here."
        )
        return kit.modal("notice", TITLE, [kit.section(text)], close="Close")
    lead = mrk("*{names}*, newest first. An undo counts from the next message on.", names=_how_many(page))
    blocks = [kit.section(lead), *(_line(one) for one in page.lessons)]
    turns = [
        kit.button(label, action_id, str(begins))
        for label, action_id, begins in (
            ("Newer", ActionId.LEARNED_NEWER, page.newer),
            ("Older", ActionId.LEARNED_OLDER, page.older),
        )
        if begins is not None
    ]
    if turns:
        blocks.append(kit.actions(*turns, block_id="learned_turns"))
    return kit.modal("notice", TITLE, blocks, close="Close", private_metadata=str(page.begins))


def _how_many(page: LearnedPage) -> str:
    names = count(page.total, "name")
    if page.total <= page.limit:
        return names
    return f"{page.begins + 1}–{page.begins + len(page.lessons)} of {names}"


def _line(one: Lesson) -> Block:
    alias = one.alias
    what = mrk("“{words}” is *{name}*", words=_clean(alias.alias, _WORDS), name=_clean(one.name, _NAME))
    kind = "Customer" if isinstance(alias, AccountAlias) else "Competitor"
    when = kit.on_day(alias.learned_at, f"{kind},") if alias.learned_at else Mrk(kind)
    lines = [what, mrk("{when} from {who}", when=when, who=kit.person(alias.learned_by_id)), _standing(one)]
    key = str(LessonKey.of(alias))
    if alias.undone_at is None:
        button = kit.button("Undo", ActionId.UNDO_LEARNED, key)
    else:
        button = kit.button("Redo", ActionId.LEARN_AGAIN, key)
    return kit.section(kit.joined(lines, "\n"), button)


def _standing(one: Lesson) -> Mrk:
    """What keeps it from being applied, if anything does."""
    alias = one.alias
    if alias.undone_at is not None:
        if alias.undone_by_id is None:
            return kit.on_day(alias.undone_at, "Not used: somebody meant another by it")
        return mrk("{when} by {who}", when=kit.on_day(alias.undone_at, "Undone"), who=kit.person(alias.undone_by_id))
    return Mrk("Others mean another customer by it, so I ask which") if one.is_disputed else Mrk("")


def _told(one: Lesson) -> Mrk:
    words, name = _clean(one.alias.alias, _WORDS), _clean(one.name, _NAME)
    if one.is_disputed:
        return mrk(
            "“{words}” is *{name}* to you and another customer to others: from now on I ask which.",
            words=words,
            name=name,
        )
    return mrk("From now on I read “{words}” as *{name}*.", words=words, name=name)


def _clean(words: str, limit: int) -> str:
    """Words in one line, without signs that nobody sees and without what would end bold print."""
    seen = "".join(char for char in words if unicodedata.category(char) not in ("Cc", "Cf") or char.isspace())
    return kit.cut_plain(kit.one_line(seen.replace("*", "")), limit)
