"""Blocks and modals that Slack refuses, each with its complaint; and blocks that it takes."""

from typing import Any

from tests.playground.support import TEXT, Json, button, modal, option, plain, question, section

ALL = "failed to match all allowed schemas"
CHART: Json = {
    "type": "data_visualization",
    "title": "Wants",
    "chart": {
        "type": "bar",
        "series": [{"name": "logs", "data": [{"label": "a", "value": 1}]}],
        "axis_config": {"categories": ["a"]},
    },
}


def chart(**more: Any) -> list[Json]:
    return [{**CHART, "chart": {**CHART["chart"], **more}}]


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")], **more}


def menu(**more: Any) -> Json:
    return {"type": "actions", "elements": [select(**more)]}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def cells(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


BAD_BLOCKS: list[tuple[str, list[Any], str]] = [
    ("unknown block", [{"type": "sektion"}], "unsupported type: sektion [json-pointer:/blocks/0/type]"),
    ("no type", [{"text": plain("x")}], "missing required field: type [json-pointer:/blocks/0]"),
    ("not an object", ["section"], "must provide an object [json-pointer:/blocks/0]"),
    ("too many blocks", [{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    (
        "unknown key",
        [{"type": "divider", "text": "x"}],
        "invalid additional property: text [json-pointer:/blocks/0]",
    ),
    ("bare section", [{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    ("text as string", [{"type": "section", "text": "hi"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ("long section", [section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ("long section, whole", [section("x" * 3001)], f"{ALL} [json-pointer:/blocks/0/text]"),
    ("empty section", [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (
        "long field",
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "eleven fields",
        [{"type": "section", "fields": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "no fields",
        [{"type": "section", "fields": []}],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "long header",
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "mrkdwn header",
        [{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}],
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
    ),
    (
        "emoji flag in mrkdwn",
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (
        "text of an unknown type",
        [{"type": "section", "text": {"type": "markdown", "text": "x"}}],
        "unsupported type: markdown [json-pointer:/blocks/0/text/type]",
    ),
    (
        "eleven context elements",
        [{"type": "context", "elements": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "no actions",
        [{"type": "actions", "elements": []}],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "twenty-six buttons",
        [{"type": "actions", "elements": [button(f"b{n}")["elements"][0] for n in range(26)]}],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "long button",
        [button("go", text=plain("x" * 76))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "long button value",
        [button("go", value="x" * 2001)],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "numeric button value",
        [button("go", value=7)],
        "must provide a string [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "button style",
        [button("go", style="warning")],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    ("button address", [button("go", url="not a url")], "invalid url [json-pointer:/blocks/0/elements/0/url]"),
    (
        "long action id",
        [button("x" * 256) | {"block_id": "b"}],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        "confirm without text",
        [button("go", confirm={"title": plain("Sure?")})],
        "missing required field: text [json-pointer:/blocks/0/elements/0/confirm]",
    ),
    (
        "long option value",
        [menu(options=[option("x" * 76)])],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        "long option text",
        [menu(options=[{"text": plain("x" * 76), "value": "a"}])],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "option without value",
        [menu(options=[{"text": plain("A")}])],
        "missing required field: value [json-pointer:/blocks/0/elements/0/options/0]",
    ),
    (
        "no options",
        [menu(options=[])],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "101 options",
        [menu(options=[option(f"o{n}") for n in range(101)])],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "select without options",
        [{"type": "actions", "elements": [{"type": "static_select", "action_id": "pick"}]}],
        "missing required field: options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "initial option that is not offered",
        [menu(initial_option=option("z"))],
        "must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        "six overflow options",
        [
            {
                "type": "actions",
                "elements": [{"type": "overflow", "action_id": "o", "options": [option(c) for c in "abcdef"]}],
            }
        ],
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "eleven radio buttons",
        [
            {
                "type": "actions",
                "elements": [
                    {"type": "radio_buttons", "action_id": "r", "options": [option(c) for c in "abcdefghijk"]}
                ],
            }
        ],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "bad date",
        [{"type": "actions", "elements": [{"type": "datepicker", "action_id": "d", "initial_date": "21.11.2026"}]}],
        "must be a valid date or time [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "same block id twice",
        [button("go"), button("go")],
        "duplicate block_id: go_block [json-pointer:/blocks/1/block_id]",
    ),
    (
        "same action id twice",
        [{"type": "actions", "elements": [button("go")["elements"][0], button("go")["elements"][0]]}],
        "duplicate action_id: go [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        "element of another place",
        [{"type": "actions", "elements": [{"type": "plain_text_input", "action_id": "t"}]}],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        "picture without alt text",
        [{"type": "image", "image_url": "https://example.com/a.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "picture without address",
        [{"type": "image", "image_url": "a.png", "alt_text": "a"}],
        "invalid url [json-pointer:/blocks/0/image_url]",
    ),
    (
        "picture that nobody uploaded",
        [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}],
        "invalid slack file [json-pointer:/blocks/0/slack_file]",
    ),
    ("empty rich text", [rich({"type": "text", "text": ""})], "must be more than 0 characters"),
    ("rich text link", [rich({"type": "link", "url": "nowhere"})], "invalid url"),
    ("rich text of unknown parts", [rich({"type": "tekst", "text": "x"})], "unsupported type: tekst"),
    (
        "uneven table",
        [{"type": "table", "rows": [cells("a", "b"), cells("c")]}],
        "rows must all have the same number of cells [json-pointer:/blocks/0/rows]",
    ),
    (
        "two tables",
        [{"type": "table", "rows": [cells("a")]}, {"type": "table", "rows": [cells("b")]}],
        "no more than 1 table blocks allowed [json-pointer:/blocks/1]",
    ),
    (
        "markdown in pieces",
        [{"type": "markdown", "text": "x" * 6001}, {"type": "markdown", "text": "x" * 6001}],
        "markdown blocks must total less than 12001 characters [json-pointer:/blocks]",
    ),
    ("alert in a message", [{"type": "alert", "text": plain("x")}], "unsupported type: alert"),
    ("chart of an unknown kind", chart(type="radar"), "must be a valid enum value [json-pointer:/blocks/0/chart/type]"),
    (
        "chart with colours",
        chart(colors=["#f00"]),
        "invalid additional property: colors [json-pointer:/blocks/0/chart]",
    ),
    (
        "chart without axes",
        chart(axis_config=None),
        "must provide an object [json-pointer:/blocks/0/chart/axis_config]",
    ),
    (
        "chart with a long name of an axis",
        chart(axis_config={"categories": ["a"], "y_label": "x" * 51}),
        "must be less than 51 characters [json-pointer:/blocks/0/chart/axis_config/y_label]",
    ),
    (
        "chart with a category twice",
        chart(
            axis_config={"categories": ["a", "a"]},
            series=[{"name": "logs", "data": [{"label": "a", "value": 1}, {"label": "a", "value": 2}]}],
        ),
        "must have between 1 and 20 unique items of 1 to 20 characters"
        " [json-pointer:/blocks/0/chart/axis_config/categories]",
    ),
    (
        "chart with other labels than categories",
        chart(axis_config={"categories": ["b"]}),
        "labels must equal the categories [json-pointer:/blocks/0/chart/series/0/data]",
    ),
    (
        "chart with a long label",
        chart(
            axis_config={"categories": ["x" * 21]},
            series=[{"name": "logs", "data": [{"label": "x" * 21, "value": 1}]}],
        ),
        "must be between 1 and 20 characters [json-pointer:/blocks/0/chart/series/0/data/0/label]",
    ),
    (
        "chart with a long name of a series",
        chart(series=[{"name": "x" * 21, "data": [{"label": "a", "value": 1}]}]),
        "names must be unique and of 1 to 20 characters [json-pointer:/blocks/0/chart/series]",
    ),
    ("three charts", [CHART] * 3, "no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]"),
    (
        "chart with a long title",
        [{**CHART, "title": "x" * 51}],
        "must be between 1 and 50 characters [json-pointer:/blocks/0/title]",
    ),
    (
        "chart of seven series",
        [
            {
                **CHART,
                "chart": {
                    **CHART["chart"],
                    "series": [{"name": f"s{n}", "data": [{"label": "a", "value": 1}]} for n in range(7)],
                },
            }
        ],
        "must have between 1 and 6 items [json-pointer:/blocks/0/chart/series]",
    ),
]

BAD_VIEWS: list[tuple[str, Any, str]] = [
    ("no view", ["modal"], "must provide an object [json-pointer:/view]"),
    ("a home tab", {"type": "home", "blocks": []}, "unsupported type: home [json-pointer:/view/type]"),
    ("no title", {"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    ("long title", modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    ("long submit", modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (
        "mrkdwn title",
        modal(title={"type": "mrkdwn", "text": "x"}),
        "must be a valid enum value [json-pointer:/view/title/type]",
    ),
    (
        "much metadata",
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (
        "long callback id",
        modal(callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    (
        "unknown key",
        modal(submit_disabled=True),
        "invalid additional property: submit_disabled [json-pointer:/view]",
    ),
    (
        "101 blocks",
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    (
        "input without submit",
        {"type": "modal", "title": plain("Form"), "blocks": [question("q", TEXT)]},
        "missing required field: submit [json-pointer:/view]",
    ),
    (
        "label without text",
        modal({**question("q", TEXT), "label": plain("")}),
        "must be more than 0 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    (
        "button in an input",
        modal(question("q", {"type": "button", "text": plain("x")})),
        "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
    ),
    (
        "lengths that cross",
        modal(question("q", {**TEXT, "min_length": 9, "max_length": 3})),
        "min_length must not be greater than max_length [json-pointer:/view/blocks/0/element/min_length]",
    ),
    (
        "too long a text",
        modal(question("q", {**TEXT, "max_length": 3001})),
        "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        "initial text too long",
        modal(question("q", {**TEXT, "max_length": 3, "initial_value": "four"})),
        "must be less than 4 characters [json-pointer:/view/blocks/0/element/initial_value]",
    ),
    (
        "numbers that cross",
        modal(question("q", {"type": "number_input", "is_decimal_allowed": False, "min_value": "5", "max_value": "1"})),
        "min_value must not be greater than max_value [json-pointer:/view/blocks/0/element/min_value]",
    ),
    (
        "number that is none",
        modal(question("q", {"type": "number_input", "is_decimal_allowed": False, "min_value": "five"})),
        "must be a valid number [json-pointer:/view/blocks/0/element/min_value]",
    ),
    (
        "initial options beyond the most",
        modal(
            question(
                "q",
                {
                    "type": "multi_static_select",
                    "options": [option("a"), option("b")],
                    "initial_options": [option("a"), option("b")],
                    "max_selected_items": 1,
                },
            )
        ),
        "no more than 1 items may be selected [json-pointer:/view/blocks/0/element]",
    ),
    (
        "eleven checkboxes",
        modal(question("q", {"type": "checkboxes", "options": [option(c) for c in "abcdefghijk"]})),
        "no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]",
    ),
    (
        "long placeholder",
        modal(question("q", {**TEXT, "placeholder": plain("x" * 151)})),
        "must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]",
    ),
    (
        "two focused inputs",
        modal(question("q", {**TEXT, "focus_on_load": True}), question("r", {**TEXT, "focus_on_load": True})),
        "only one element can have focus_on_load [json-pointer:/view/blocks/1/element/focus_on_load]",
    ),
    (
        "a chart in a modal",
        modal(CHART),
        "unsupported type: data_visualization [json-pointer:/view/blocks/0/type]",
    ),
    (
        "a table in a modal",
        modal({"type": "table", "rows": [cells("a")]}),
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    (
        "a long alert",
        modal({"type": "alert", "text": plain("x" * 201)}),
        "must be less than 201 characters [json-pointer:/view/blocks/0/text/text]",
    ),
]

GOOD_BLOCKS: list[Json] = [
    section("*Hello* <@U1>"),
    {"type": "section", "fields": [plain("a"), {"type": "mrkdwn", "text": "b", "verbatim": True}]},
    {**section("with a menu"), "accessory": select(initial_option=option("a"))},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
    {"type": "divider"},
    button("go", style="primary", confirm={"title": plain("Sure?"), "text": plain("Really?")}),
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a picture"},
    rich({"type": "text", "text": "said", "style": {"italic": True}}, {"type": "user", "user_id": "U1"}),
    {"type": "table", "rows": [cells("a", "b"), cells("c", "d")]},
    {"type": "markdown", "text": "**bold**"},
    CHART,
]
