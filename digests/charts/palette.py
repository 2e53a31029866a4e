"""The colours of the charts. One opaque white card serves light and dark: no ink reads well on both.

Orange is above and "look here", blue is below, grey is ordinary; who sees no difference has shape, place and number.
Contrast is measured in tests/digests/charts/test_palette.py (WCAG 2.2: 4.5 to 1 for text, 3 to 1 for marks).
"""

from collections.abc import Mapping
from types import MappingProxyType

from digests.charts.figures import Direction

PAPER = "#FFFFFF"
INK = "#1B1F24"
GREY = "#5B6470"
ABOVE = "#B84A00"
BELOW = "#00639C"
# Lines that part things and say nothing.
EDGE = "#D9DDE2"
RULE = "#E5E8EC"
# Where a number was expected; its ends stand beside it in figures.
RANGE = "#D8DDE4"
# The same over many weeks: a large area is lighter to look as light.
BAND = "#E6E9EE"
# Lines and bars that carry figures and are not the news.
LINE = "#76808F"
BAR = "#8A94A3"

OF: Mapping[Direction, str] = MappingProxyType(
    {Direction.ABOVE: ABOVE, Direction.INSIDE: GREY, Direction.BELOW: BELOW, Direction.UNKNOWN: GREY}
)

# From far below to far above the usual: the ground of a cell and the ink on it.
STEPS: tuple[tuple[str, str], ...] = (
    (BELOW, PAPER),
    ("#559FCD", INK),
    ("#BBDAED", INK),
    ("#F1F3F5", INK),
    ("#F9DABF", INK),
    ("#EC9C60", INK),
    (ABOVE, PAPER),
)
