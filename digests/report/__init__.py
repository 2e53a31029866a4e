"""A digest as plain data: everything its words need, frozen, so that what was said once can be said again the same.

A field that is added later needs a default, because reports frozen before it are still read. What they hold besides is
passed over.
"""

from digests.report.asked import AnsweredAtOnce, Asked, Seller, ThemeHeard, Themes
from digests.report.counts import Figure, Limits, Numbers, Unasked
from digests.report.deals import Lost, Won
from digests.report.decisions import Decided, ToldBack, Urgency, Waiting, Waitlist
from digests.report.digest import DigestReport, OwnWording, from_dict, from_json, to_dict, to_json
from digests.report.regions import RegionCount, RegionDiffers, Regions, ThemeByRegion
from digests.report.trends import NO_REGION, NO_SEGMENT, NewTheme, NoTrend, OpenStory, Trend, Trends
from digests.report.voices import Quote, Who

__all__ = [
    "NO_REGION",
    "NO_SEGMENT",
    "AnsweredAtOnce",
    "Asked",
    "Decided",
    "DigestReport",
    "Figure",
    "Limits",
    "Lost",
    "NewTheme",
    "NoTrend",
    "Numbers",
    "OpenStory",
    "OwnWording",
    "Quote",
    "RegionCount",
    "RegionDiffers",
    "Regions",
    "Seller",
    "ThemeByRegion",
    "ThemeHeard",
    "Themes",
    "ToldBack",
    "Trend",
    "Trends",
    "Unasked",
    "Urgency",
    "Waiting",
    "Waitlist",
    "Who",
    "Won",
    "from_dict",
    "from_json",
    "to_dict",
    "to_json",
]
