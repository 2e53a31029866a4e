"""The customers, rivals and regions that the sentences of these tests are read against."""

from functools import cache

from digests.reading.found import Read
from digests.reading.reader import Reader

ACCOUNTS = (
    "The Copper Kettle",
    "Marlow & Sons Joinery",
    "Brightwater Dental Care",
    "Brightwater Orthodontics",
    "Pellegrino's Pizza",
    "Northgate Veterinary Centre",
    "Tillman County Water District",
    "R & J Fencing Ltd",
    "Sullivan Roofing",
    "Sullivan Roofing & Gutters",
    "Halloran Management Services",
    "Zephyr Kites",
    "Ostrava Stahlbau GmbH",
    "O'Dell Plumbing",
    "Café Lumière",
    "Dr. Amara Osei Chiropractic",
    "Pacific Coast Towing",
    "Fernhill Nursery, Ripon",
    "Fernhill Nursery, Truro",
)
RIVALS = {
    "Yelp": ("yelp.com",),
    "Google Ads": ("google", "adwords"),
    "Thumbtack": ("thumb tack",),
    "Checkatrade": ("check a trade",),
    "Square": (),
    "Bark": ("bark.com",),
}
REGIONS = ("North West", "Great Plains", "Pacific Coast", "Wales", "Île-de-France")


@cache
def reader() -> Reader:
    """A reader for these lists."""
    return Reader(accounts=ACCOUNTS, competitors=RIVALS, regions=REGIONS)


def read(text: str) -> Read:
    """What a message says."""
    return reader().read(text)
