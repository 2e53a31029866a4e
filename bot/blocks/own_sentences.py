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
    menu = kit.select(options, name) | {"action_id": ActionId.CHOOSE_OWN}
    text = mrk("*Which sentence?*\nYours are in {language}, as the digest is.", language=language(words.language).name)
    return kit.section(text, accessory=menu, block_id="which_own")


def _built_in(ours: Tried) -> Block:
    if not ours.line:
        return kit.context(Mrk("Built in: nothing is said here."))
    return kit.context(mrk("Built in, of {of}: {line}", of=ours.of, line=ours.line))


def _tried(tried: Tried) -> list[Block]:
    if tried.problem:
        return [kit.section(mrk(":warning: *It cannot be used yet.* {problem}", problem=tried.problem))]
    if not tried.line:
        return [kit.section(mrk("*Preview:* nothing is said here."))]
    return [kit.section(mrk("*Preview, of {of}:*\n{line}", of=tried.of, line=tried.line))]


def _offered(name: str) -> Mrk:
    names = [*WORDABLE[name].names, *(one for one in NAMES if one not in LISTS)]
    return mrk(
        "What can be said: {names}. Lists, to loop over: {lists}. Also {functions}. Write `{{{{ accounts }}}}` for a "
        "value, `{{% if late %}}…{{% endif %}}` for a condition, `{{% for one in requests %}}{{{{ one.title }}}} "
        "{{% endfor %}}` for a list.",
        names=_code(names),
        lists=_code(list(LISTS)),
        functions=_code([f"{one}()" for one in FUNCTIONS]),
    )


def _code(names: list[str]) -> Mrk:
    return kit.joined([mrk("`{name}`", name=name) for name in names], ", ")


def _called(name: str) -> str:
    return _PHRASES.phrase("wordable", which=name)
