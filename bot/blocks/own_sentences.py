"""The form in which an admin words a sentence of the digest: choose it, write it, see it, keep it."""

from bot.blocks import kit
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Block, Mrk, View, mrk
from bot.usecases.own_sentences import TEMPLATE, OwnWords, Tried
from digests.locales import ENGLISH, language
from digests.own_sentences.grammar import LONGEST_SOURCE
from digests.own_sentences.wordable import FUNCTIONS, LISTS, NAMES, WORDABLE
from digests.phrases import Phrases
from digests.wording import upper_first

TITLE = "Words of the digest"
_PHRASES = Phrases(ENGLISH)


def own_form(words: OwnWords, name: str, *, template: str | None = None, tried: Tried | None = None) -> View:
    """The form on one sentence; `template` is what is written by now (None: what is kept), `tried` how that reads."""
    written = words.templates.get(name, "") if template is None else template
    return kit.modal(
        FormId.OWN_SENTENCE,
        TITLE,
        [
            _which(words, name),
            _built_in(words.built_in[name]),
            kit.input_block(
                field(name),
                "In your words",
                kit.text_input(written, multiline=True, max_length=LONGEST_SOURCE),
                hint="Left empty, the built-in text is told.",
            ),
            kit.actions(kit.button("Preview", ActionId.PREVIEW_OWN, name), block_id="preview_own"),
            *(_tried(tried) if tried else []),
            kit.context(_offered(name)),
        ],
        submit="Save",
        private_metadata=name,
    )


def field(name: str) -> str:
    """The block id of the field in which a sentence is written: another for each, so that Slack keeps them apart."""
    return f"{TEMPLATE}:{name}"


def _which(words: OwnWords, name: str) -> Block:
    options = [
        kit.option(f"{upper_first(_called(one))}{' · yours' if one in words.templates else ''}", one)
        for one in WORDABLE
    ]
    spoken = language(words.language).locale.english_name
    menu = kit.select(options, name) | {"action_id": ActionId.CHOOSE_OWN}
    text = mrk("*Which sentence?*\nThe digest is in {language}, and so are these.", language=spoken)
    return kit.section(text, accessory=menu, block_id="which_own")


def _built_in(ours: Tried) -> Block:
    if not ours.line:
        return kit.context(Mrk("Built in: nothing is said here."))
    return kit.context(mrk("Built in, of {of}: {line}", of=ours.of, line=ours.line))


def _tried(tried: Tried) -> list[Block]:
    if tried.problem:
        return [kit.section(mrk("*It cannot be used yet.* {problem}", problem=tried.problem))]
    if not tried.line:
        return [kit.section(mrk("*Preview:* nothing is said here."))]
    return [kit.section(mrk("*Preview, of {of}:*\n{line}", of=tried.of, line=tried.line))]


def _offered(name: str) -> Mrk:
    names = [*WORDABLE[name].names, *(one for one in NAMES if one not in LISTS)]
    lines = [
        mrk("*Values:* {names}", names=_code(names)),
        mrk("*Lists:* {lists}", lists=_code(list(LISTS))),
        mrk("*To shape them:* {functions}", functions=_code([f"{one}()" for one in FUNCTIONS])),
        mrk("A value is written {example}", example=_code(["{{ accounts }}"])),
        mrk("A condition: {example}", example=_code(["{% if late %} … {% endif %}"])),
        mrk("A list: {example}", example=_code(["{% for one in requests %} {{ one.title }} {% endfor %}"])),
    ]
    return kit.joined(lines, "\n")


def _code(names: list[str]) -> Mrk:
    return kit.joined([mrk("`{name}`", name=name) for name in names], ", ")


def _called(name: str) -> str:
    return _PHRASES.phrase("wordable", which=name)
