"""Blocks that Slack has and its published types do not know yet, each with a check of its own."""

from playground.checks.schema_checks import Check, Problems, problem
from playground.shapes import Json

# The kinds of chart, and what each may have.
_CHARTS = {
    "pie": {"type", "segments"},
    "bar": {"type", "series", "axis_config"},
    "area": {"type", "series", "axis_config"},
    "line": {"type", "series", "axis_config"},
}
_AXES = {"categories", "x_label", "y_label"}
_MOST_SERIES = 6
_MOST_POINTS = 20
_LONGEST_AXIS = 50


def _data_visualization(value: object, pointer: str, problems: Problems) -> None:
    """A chart: a title of up to 50 characters and a pie, bar, area or line.

    See https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
    """
    block = value if isinstance(value, dict) else {}
    chart = block.get("chart")
    _known(block, {"type", "title", "chart", "block_id"}, pointer, problems)
    if not isinstance(block.get("title"), str) or not 0 < len(block["title"]) <= 50:
        problems.append(problem("must be between 1 and 50 characters", f"{pointer}/title"))
    if not isinstance(chart, dict) or not isinstance(chart.get("type"), str) or chart["type"] not in _CHARTS:
        problems.append(problem("must be a valid enum value", f"{pointer}/chart/type"))
        return
    _known(chart, _CHARTS[chart["type"]], f"{pointer}/chart", problems)
    if chart["type"] == "pie":
        _points(chart.get("segments"), f"{pointer}/chart/segments", _MOST_SERIES, problems, positive=True)
        return
    _series(chart, f"{pointer}/chart", problems)


def _series(chart: Json, pointer: str, problems: Problems) -> None:
    series = chart.get("series")
    if not isinstance(series, list) or not 0 < len(series) <= _MOST_SERIES:
        problems.append(problem(f"must have between 1 and {_MOST_SERIES} items", f"{pointer}/series"))
        return
    names = [one.get("name") for one in series if isinstance(one, dict)]
    if not _are_names(names) or len(names) < len(series):
        problems.append(problem("names must be unique and of 1 to 20 characters", f"{pointer}/series"))
    categories = _categories(chart.get("axis_config"), f"{pointer}/axis_config", problems)
    for index, one in enumerate(series):
        data = one.get("data") if isinstance(one, dict) else None
        _points(data, f"{pointer}/series/{index}/data", _MOST_POINTS, problems, positive=False)
        if isinstance(data, list) and [point.get("label") for point in data if isinstance(point, dict)] != categories:
            problems.append(problem("labels must equal the categories", f"{pointer}/series/{index}/data"))


def _categories(axes: object, pointer: str, problems: Problems) -> list[object]:
    """What stands along the axis; empty for what Slack would not take."""
    if not isinstance(axes, dict):
        problems.append(problem("must provide an object", pointer))
        return []
    _known(axes, _AXES, pointer, problems)
    for name in ("x_label", "y_label"):
        label = axes.get(name, "")
        if not isinstance(label, str) or len(label) > _LONGEST_AXIS:
            problems.append(problem(f"must be less than {_LONGEST_AXIS + 1} characters", f"{pointer}/{name}"))
    categories = axes.get("categories")
    if not isinstance(categories, list) or not 0 < len(categories) <= _MOST_POINTS or not _are_names(categories):
        words = f"must have between 1 and {_MOST_POINTS} unique items of 1 to 20 characters"
        problems.append(problem(words, f"{pointer}/categories"))
        return []
    return categories


def _are_names(names: list[object]) -> bool:
    """Whether these are words of 1 to 20 characters, none of them twice."""
    words = [name for name in names if isinstance(name, str) and 0 < len(name) <= 20]
    return len(words) == len(names) == len(set(words))


def _known(body: Json, names: set[str], pointer: str, problems: Problems) -> None:
    problems.extend(problem(f"invalid additional property: {name}", pointer) for name in body if name not in names)


def _points(points: object, pointer: str, most: int, problems: Problems, *, positive: bool) -> None:
    if not isinstance(points, list) or not 0 < len(points) <= most:
        problems.append(problem(f"must have between 1 and {most} items", pointer))
        return
    for index, point in enumerate(points):
        label = point.get("label") if isinstance(point, dict) else None
        value = point.get("value") if isinstance(point, dict) else None
        if not isinstance(label, str) or not 0 < len(label) <= 20:
            problems.append(problem("must be between 1 and 20 characters", f"{pointer}/{index}/label"))
        if isinstance(value, bool) or not isinstance(value, int | float) or (positive and value <= 0):
            problems.append(problem("must provide a number", f"{pointer}/{index}/value"))


NEWER_BLOCKS: dict[str, Check] = {"data_visualization": _data_visualization}
