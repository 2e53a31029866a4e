"""Rules for buttons, menus and inputs: choices that exist, lengths and limits that agree with each other."""

import re
from collections.abc import Iterator

from playground.checks.elements import STATEFUL, elements
from playground.checks.rules.blocks import is_url
from playground.checks.schema_checks import Problems, problem
from playground.shapes import Blocks, Json

_NEED_VALUES = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST_INPUT = 3000


def check_elements(blocks: Blocks, pointer: str, problems: Problems) -> None:
    """Every interactive element of the blocks."""
    focused = 0
    for found in elements(blocks, pointer):
        element, place = found.element, found.pointer
        focused += bool(element.get("focus_on_load"))
        if focused > 1 and element.get("focus_on_load"):
            problems.append(problem("only one element can have focus_on_load", f"{place}/focus_on_load"))
        if "url" in element and not is_url(element["url"]):
            problems.append(problem("invalid url", f"{place}/url"))
        _check_options(element, place, problems)
        _check_limits(element, place, problems)
        _check_dates(element, place, problems)


def _check_options(element: Json, pointer: str, problems: Problems) -> None:
    if element["type"] not in _NEED_VALUES:
        return
    if "options" in element and "option_groups" in element:
        problems.append(problem("options and option_groups cannot both be given", pointer))
    for options, place in _option_lists(element, pointer):
        if not options:
            problems.append(problem("no fewer than 1 items allowed", place))
        problems.extend(
            problem("missing required field: value", f"{place}/{index}")
            for index, option in enumerate(options)
            if "value" not in option
        )
    for index, group in enumerate(element.get("option_groups") or []):
        if len(group["label"]["text"]) > 75:
            problems.append(problem("must be less than 76 characters", f"{pointer}/option_groups/{index}/label/text"))
        if len(group["options"]) > 100:
            problems.append(problem("no more than 100 items allowed", f"{pointer}/option_groups/{index}/options"))
    if element["type"] == "overflow" and len(element["options"]) > 5:
        problems.append(problem("no more than 5 items allowed", f"{pointer}/options"))
    _check_initial(element, pointer, problems)


def _option_lists(element: Json, pointer: str) -> Iterator[tuple[list[Json], str]]:
    if "options" in element:
        yield element["options"], f"{pointer}/options"
    for index, group in enumerate(element.get("option_groups") or []):
        yield group["options"], f"{pointer}/option_groups/{index}/options"


def _check_initial(element: Json, pointer: str, problems: Problems) -> None:
    offered = [_identity(option) for options, _ in _option_lists(element, pointer) for option in options]
    if "initial_option" in element and _identity(element["initial_option"]) not in offered:
        problems.append(problem("must match one of the options", f"{pointer}/initial_option"))
    for index, option in enumerate(element.get("initial_options") or []):
        if _identity(option) not in offered:
            problems.append(problem("must match one of the options", f"{pointer}/initial_options/{index}"))


def _identity(option: Json) -> tuple[str, object]:
    return option["text"]["text"], option.get("value")


def _check_limits(element: Json, pointer: str, problems: Problems) -> None:
    if element["type"] == "plain_text_input":
        _check_lengths(element, pointer, problems)
    if element["type"] == "number_input":
        _check_numbers(element, pointer, problems)
    if element["type"].startswith("multi_") and "max_selected_items" in element:
        most = element["max_selected_items"]
        if most < 1:
            problems.append(problem("must be greater than 0", f"{pointer}/max_selected_items"))
        chosen = element.get(f"initial_{STATEFUL[element['type']].removeprefix('selected_')}") or []
        if len(chosen) > most:
            problems.append(problem(f"no more than {most:g} items may be selected", pointer))


def _check_lengths(element: Json, pointer: str, problems: Problems) -> None:
    least, most = element.get("min_length", 0), element.get("max_length", _LONGEST_INPUT)
    for name, value, floor in (("min_length", least, 0), ("max_length", most, 1)):
        if not floor <= value <= _LONGEST_INPUT:
            problems.append(problem(f"must be between {floor} and {_LONGEST_INPUT}", f"{pointer}/{name}"))
    if least > most:
        problems.append(problem("min_length must not be greater than max_length", f"{pointer}/min_length"))
    text = element.get("initial_value", "")
    if len(text) > most:
        problems.append(problem(f"must be less than {most + 1:g} characters", f"{pointer}/initial_value"))


def _check_numbers(element: Json, pointer: str, problems: Problems) -> None:
    numbers: dict[str, float] = {}
    for name in ("min_value", "max_value", "initial_value"):
        if name not in element:
            continue
        try:
            numbers[name] = float(element[name])
        except ValueError:
            problems.append(problem("must be a valid number", f"{pointer}/{name}"))
    least, most = numbers.get("min_value", float("-inf")), numbers.get("max_value", float("inf"))
    if least > most:
        problems.append(problem("min_value must not be greater than max_value", f"{pointer}/min_value"))
    elif not least <= numbers.get("initial_value", least if least > float("-inf") else most) <= most:
        problems.append(problem("must be between min_value and max_value", f"{pointer}/initial_value"))


def _check_dates(element: Json, pointer: str, problems: Problems) -> None:
    for name, pattern in (("initial_date", _DATE), ("initial_time", _TIME)):
        if name in element and not pattern.fullmatch(element[name]):
            problems.append(problem("must be a valid date or time", f"{pointer}/{name}"))
