"""What `/field` answers by itself: help, what was found, and a kind word for what it does not know."""

from bot.blocks import kit, ledger
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import a_or_an


def help_message(*, noun: str, prefix: str, may_set_up: bool, is_marketer: bool = False) -> Message:
    """What works today, and three examples to copy. `prefix` is the slash with what goes before our commands."""
    edit = f"; without words, also to add {a_or_an(noun)}" if is_marketer else ""
    commands = [
        ("request", "log what a customer asked for"),
        ("lost", "log a deal that was lost"),
        ("won", "log a deal that was won"),
        ("field mine", "what you logged and where it stands; edit or withdraw it"),
        ("field find WORDS", "is it for sale, was it asked for before? Narrow it: `find drone region:wales since:90d`"),
        ("field catalog WORDS", f"what is for sale, planned or retired{edit}"),
        ("field trends WORDS", "is it asked for more than usual? `trends drone region:wales 26w`; without words, all"),
        (
            "field digest",
            "the latest weekly digest; `preview` shows the next one, `now` posts it, `mine` sets your own",
        ),
        *(
            [
                ("field themes", "what customers ask for, in themes; name them, merge them, move reports"),
                ("field pages", "links to the digest for people outside Slack; end one"),
            ]
            if is_marketer
            else []
        ),
        *(
            [
                ("field setup", "channels, times, regions, roles"),
                ("field mail", "who gets the weekly digest by e-mail"),
                ("field words", "sentences of the digest in your own words"),
            ]
            if may_set_up
            else []
        ),
    ]
    lines = [mrk("`{prefix}{name}` {what}", prefix=prefix, name=name, what=what) for name, what in commands]
    text = Mrk("*What Groundswell can do for you*")
    return Message(
        text,
        [
            kit.section(text),
            kit.section(kit.joined(lines, "\n")),
            kit.section(Mrk("*Copy one of these and make it yours:*")),
            ledger.examples(noun, prefix),
            kit.context(
                Mrk(
                    "Or simply tell it to this app in its *Messages* tab, in your own words. "
                    "On a message somebody wrote: its … menu, *Log as field feedback*. From anywhere: among Slack's "
                    "shortcuts, *Log a request* and *Log a lost deal*. What you logged is also on "
                    "the Home tab of this app."
                )
            ),
        ],
    )


def unknown(word: str, prefix: str) -> Message:
    """To a word after `/field` that means nothing to us."""
    text = mrk(
        "I don't know “{word}”. Try `{prefix}field help`.",
        word=kit.cut_plain(word, 60).replace("`", "'"),
        prefix=prefix,
    )
    return Message(text, [kit.section(text)])


def preview(digest: Message, *, period: str = "") -> Message:
    """A digest that is not posted yet, marked as such; with its week as `period`, it can be posted from here."""
    blocks = [kit.context(Mrk("A preview of the next digest; only you see it.")), *digest.blocks]
    if period:
        post = kit.button("Post it now", ActionId.POST_DIGEST, period, style="primary")
        blocks.append(kit.actions(post, block_id="post_digest"))
    return Message(digest.text, blocks)


def on_its_way(week: int, channel_id: str) -> Message:
    """After a digest was asked for by hand."""
    text = mrk("The digest of week {week} is on its way to {channel}.", week=week, channel=kit.channel(channel_id))
    return Message(text, [kit.section(text)])
