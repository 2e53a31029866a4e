"""Every block and element of Block Kit in one message, one form and one Home tab."""

from tests.playground.support import Json, option, plain, question, section

EVERY_WORD = (
    "*bold* _italic_ ~struck~ `code` <https://example.org|a link> <@U2> <#C1> <!here> :tada: "
    "<!date^1790000000^{date_short} at {time}|later>\n> a quote\n• a bullet\n• another\n```a box of code```"
)
OPTIONS = [option("red"), {**option("green"), "description": plain("The colour of grass")}, option("blue")]
SURE = {"title": plain("Sure?"), "text": plain("It cannot be undone."), "confirm": plain("Do it"), "deny": plain("No")}

MENUS: list[Json] = [
    {"type": "static_select", "options": OPTIONS, "placeholder": plain("A colour")},
    {"type": "external_select", "placeholder": plain("Type a town")},
    {"type": "users_select", "placeholder": plain("A person")},
    {"type": "conversations_select", "placeholder": plain("A conversation")},
    {"type": "channels_select", "placeholder": plain("A channel")},
]
MANY: list[Json] = [
    {"type": "multi_static_select", "option_groups": [{"label": plain("Colours"), "options": OPTIONS}]},
    {"type": "multi_external_select", "min_query_length": 1},
    {"type": "multi_users_select", "initial_users": ["U2", "U3"]},
    {"type": "multi_conversations_select"},
    {"type": "multi_channels_select", "initial_channels": ["C1"]},
]
CHOICES: list[Json] = [
    {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[1]},
    {"type": "checkboxes", "options": OPTIONS, "initial_options": [OPTIONS[0], OPTIONS[2]]},
]
DATES: list[Json] = [
    {"type": "datepicker", "initial_date": "2026-11-23"},
    {"type": "timepicker", "initial_time": "09:05"},
    {"type": "datetimepicker", "initial_date_time": 1790000000},
]
TYPED: list[Json] = [
    {"type": "plain_text_input", "placeholder": plain("One line"), "max_length": 80},
    {"type": "plain_text_input", "multiline": True, "initial_value": "Two\nlines", "max_length": 200},
    {"type": "number_input", "is_decimal_allowed": True, "initial_value": "12.5"},
    {"type": "email_text_input", "placeholder": plain("ada@example.org")},
    {"type": "url_text_input", "placeholder": plain("https://example.org")},
]
INPUTS = [*TYPED, *MENUS, *MANY, *CHOICES, *DATES]
UNDRAWN_INPUTS: list[Json] = [{"type": "rich_text_input"}, {"type": "file_input"}]


def _text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def _lines(kind: str, *lines: str, **more: int) -> Json:
    sections = [{"type": "rich_text_section", "elements": [_text(line)]} for line in lines]
    return {"type": "rich_text_list", "style": kind, "elements": sections, **more}


RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                _text("plain "),
                _text("bold", bold=True),
                _text(" "),
                _text("italic", italic=True),
                _text(" "),
                _text("struck", strike=True),
                _text(" "),
                _text("code", code=True),
                _text(" "),
                {"type": "link", "url": "https://example.org", "text": "a link"},
                _text(" "),
                {"type": "user", "user_id": "U1"},
                {"type": "channel", "channel_id": "C1"},
                {"type": "broadcast", "range": "here"},
                {"type": "usergroup", "usergroup_id": "S1"},
                {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                {"type": "color", "value": "#0a6e6a"},
                {"type": "date", "timestamp": 1790000000, "format": "{date_long}", "fallback": "then"},
            ],
        },
        _lines("bullet", "first", "second"),
        _lines("bullet", "further in", indent=1),
        _lines("ordered", "one", "two"),
        {"type": "rich_text_quote", "elements": [_text("What a customer said.")]},
        {"type": "rich_text_preformatted", "elements": [_text("make demo\nmake check")]},
    ],
}


def picture(url: str) -> Json:
    """An image element or, with a title, an image block."""
    return {"type": "image", "image_url": f"{url}/static/icon.svg", "alt_text": "The wave of the app"}


def _actions(block_id: str, *elements: Json) -> Json:
    named = [{"action_id": f"{block_id}_{index}", **element} for index, element in enumerate(elements)]
    return {"type": "actions", "block_id": block_id, "elements": named}


def _cell(words: str) -> Json:
    return {"type": "raw_text", "text": words}


TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
    "rows": [
        [_cell("Heading"), _cell("Worth a year"), _cell("Region")],
        [_cell("Drone inspection of roofs and chimneys"), _cell("£1,200"), _cell("Wales")],
        [
            {"type": "rich_text", "elements": RICH["elements"][:1]},
            {"type": "raw_number", "value": 7, "text": "7"},
            _cell("North West"),
        ],
    ],
}
CHART: Json = {
    "type": "data_visualization",
    "title": "What moved",
    "chart": {
        "type": "bar",
        "series": [
            {"name": "This week", "data": [{"label": "Solar panels", "value": 10}, {"label": "Video", "value": 0}]},
            {"name": "At most", "data": [{"label": "Solar panels", "value": 6}, {"label": "Video", "value": 9.5}]},
        ],
        "axis_config": {"categories": ["Solar panels", "Video"], "y_label": "Accounts"},
    },
}
PIE: Json = {
    "type": "data_visualization",
    "title": "Why deals were lost",
    "chart": {"type": "pie", "segments": [{"label": "Price", "value": 1200}, {"label": "Timing", "value": 3}]},
}
MARKDOWN: Json = {
    "type": "markdown",
    "text": "# Heading\nSome **bold** and *italic*, [a link](https://example.org), `code`\n\n- one\n- two\n\n1. first\n"
    "2. second\n\n> quoted\n\n```\na box\n```\n---\nThe end.",
}


def everywhere(url: str) -> list[Json]:
    """The blocks that stand in messages, forms and on the Home tab alike."""
    return [
        {"type": "header", "text": plain("A header")},
        section(EVERY_WORD),
        {"type": "section", "fields": [{"type": "mrkdwn", "text": f"*Field {name}*\nits value"} for name in "1234"]},
        {
            **section("A section with a picture beside it, and enough words to fill more than one line of it."),
            "accessory": picture(url),
        },
        {
            **section("A section with a button"),
            "block_id": "beside",
            "accessory": {"type": "button", "action_id": "beside", "text": plain("Open")},
        },
        {**section("A section with a menu"), "block_id": "menu", "accessory": {**MENUS[0], "action_id": "menu"}},
        {**section("A section with choices"), "block_id": "boxes", "accessory": {**CHOICES[1], "action_id": "boxes"}},
        {"type": "context", "elements": [picture(url), {"type": "mrkdwn", "text": "Small print, *at most ten* of it"}]},
        {"type": "divider"},
        {**picture(url), "title": plain("A picture with a title")},
        {**picture(url), "image_url": f"{url}/nothing.png", "alt_text": "A picture that is not there"},
        RICH,
        _actions(
            "buttons",
            {"type": "button", "text": plain("Plain")},
            {"type": "button", "text": plain("Primary"), "style": "primary"},
            {"type": "button", "text": plain("Danger"), "style": "danger", "confirm": SURE},
            {"type": "button", "text": plain("A link"), "url": "https://example.org"},
            {"type": "overflow", "options": OPTIONS},
        ),
        _actions("menus", *MENUS),
        _actions("many", *MANY),
        _actions("choices", *CHOICES),
        _actions("dates", *DATES),
    ]


def undrawn(url: str) -> list[Json]:
    """Blocks of a message that the page shows as a box with their name."""
    card = {"type": "card", "title": {"type": "mrkdwn", "text": "A card"}, "hero_image": picture(url)}
    task = {"type": "task_card", "task_id": "t1", "title": "A task", "status": "complete"}
    video = {"type": "video", "title": plain("A film"), "alt_text": "A film", "thumbnail_url": f"{url}/static/icon.svg"}
    thumb = {"text": plain("Good"), "value": "good"}
    return [
        {**video, "video_url": "https://example.org/film"},
        card,
        {"type": "carousel", "elements": [card]},
        {"type": "container", "title": plain("A container"), "child_blocks": [{"type": "divider"}]},
        {
            "type": "context_actions",
            "elements": [
                {"type": "feedback_buttons", "positive_button": thumb, "negative_button": {**thumb, "value": "bad"}}
            ],
        },
        {"type": "data_table", "caption": "A data table", "rows": TABLE["rows"][:2]},
        {"type": "file", "external_id": "F1", "source": "remote"},
        task,
        {"type": "plan", "title": "A plan", "tasks": [{**task, "task_id": "t2"}]},
        _actions(
            "workflow",
            {
                "type": "workflow_button",
                "text": plain("Start"),
                "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}},
            },
        ),
    ]


def inputs() -> list[Json]:
    """Every input, required and with a hint; one of them is optional."""
    return [
        question(
            f"in{index}_{element['type']}", element, hint=plain(f"This is a {element['type']}"), optional=index == 1
        )
        for index, element in enumerate(INPUTS)
    ]


def undrawn_inputs() -> list[Json]:
    """Inputs that the page shows as a box with their name; optional, for nobody can fill them."""
    return [question(f"in_{element['type']}", element, optional=True) for element in UNDRAWN_INPUTS]
