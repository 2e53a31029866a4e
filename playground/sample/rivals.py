"""Who else takes the customers' money, what reps call them, and which trades go where."""

from random import Random

# name -> what reps type
RIVALS: dict[str, tuple[str, ...]] = {
    "Yell": ("yell.com", "yell com", "yells"),
    "Checkatrade": ("check a trade", "checkatrade.com", "chekatrade"),
    "Google Ads": ("google", "adwords", "google ppc", "ggl ads"),
    "Facebook": ("fb", "facebook ads", "meta", "face book"),
    "Instagram": ("insta", "ig"),
    "Bark": ("bark.com", "bark leads"),
    "MyBuilder": ("my builder", "mybuilder.com"),
    "Rated People": ("ratedpeople", "rated ppl"),
    "Thomson Local": ("thomson", "thompson local", "thomsonlocal"),
    "Trustatrader": ("trust a trader", "trustatrader.com", "TaT"),
    "Which? Trusted Traders": ("which trusted", "which? traders"),
    "Nextdoor": ("next door app", "nextdoor ads"),
    "Golden Pages": ("goldenpages", "golden pages ie"),
    "FreeIndex": ("free index",),
    "Hitched": ("hitched.co.uk", "hitched site"),
    "Tripadvisor": ("trip advisor",),
    "Just Eat": ("justeat", "just-eat"),
    "Local paper": ("the paper", "local rag", "the gazette"),
}

_GENERAL = {"Yell": 9, "Google Ads": 9, "Facebook": 7, "Thomson Local": 3, "Local paper": 2, "FreeIndex": 1, "Bark": 1}
_TRADES = {
    "Checkatrade": 11,
    "MyBuilder": 6,
    "Rated People": 3,
    "Trustatrader": 5,
    "Bark": 4,
    "Which? Trusted Traders": 2,
}
_BY_SEGMENT: dict[str, dict[str, int]] = {
    "Building trades": _TRADES,
    "Home & garden": _TRADES | {"Nextdoor": 4},
    "Food & drink": {"Tripadvisor": 5, "Just Eat": 7, "Instagram": 4},
    "Weddings & leisure": {"Hitched": 8, "Instagram": 6, "Tripadvisor": 1},
    "Health & beauty": {"Instagram": 6, "Nextdoor": 2},
    "Pets & animals": {"Nextdoor": 4, "Instagram": 4},
}


def rival(rng: Random, segment: str, region: str) -> str:
    """One rival that a customer of this segment and region is likely to name."""
    weights = _GENERAL | _BY_SEGMENT.get(segment, {})
    if region == "Ireland":
        weights = {name: weight for name, weight in weights.items() if name not in {"Yell", "Thomson Local"}}
        weights["Golden Pages"] = 11
    return rng.choices(list(weights), weights=list(weights.values()))[0]
