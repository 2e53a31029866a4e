"""The catalogue: about 400 headings, most of them live, with synonyms, cross-references and talk tracks."""

from dataclasses import dataclass

from playground.sample.texts import rows, words

# On sale since so many days: the headings that grew out of requests in the past year, one campaign after the other.
_FIRST_CAMPAIGN, _LAST_CAMPAIGN = 199, 45
ON_SALE_SINCE = dict.fromkeys(
    (
        "EV Charger Installers",
        "Resin Driveways",
        "Soft Play Hire",
        "Patio & Driveway Cleaning",
        "Clear Aligners",
        "Halal Restaurants",
        "Dog Day Care",
        "Wheelchair Taxis",
        "Travel Vaccinations",
    ),
    _FIRST_CAMPAIGN,
) | dict.fromkeys(
    (
        "Loft Boarding",
        "Wet Rooms & Walk-in Showers",
        "Landlord Safety Certificates",
        "Dessert Parlours",
        "End of Tenancy Cleaning",
        "Ear Wax Removal",
        "Lash & Brow Artists",
        "Street Food & Food Trucks",
        "Driving Lessons, Automatic",
        "Pet Cremation",
        "Wedding Celebrants",
    ),
    _LAST_CAMPAIGN,
)


@dataclass
class Heading:
    """One catalogue row; `on_sale_in_days` is below zero for what went on sale in the past year."""

    name: str
    synonyms: list[str]
    see: list[str]
    regions: list[str]
    status: str
    on_sale_in_days: int | None
    successor: str
    talk_track: str


def catalogue() -> list[Heading]:
    """Every heading, in alphabetical order."""
    tracks = {name: words for _, (name, words) in rows("talk_tracks")}
    headings = [_heading(status, cells, tracks) for status, cells in rows("headings")]
    return sorted(headings, key=lambda heading: heading.name)


def _heading(status: str, cells: list[str], tracks: dict[str, str]) -> Heading:
    name, synonyms, see, last = [*cells, ""][:4]
    since = ON_SALE_SINCE.get(name)
    on_sale = int(last) if status == "planned" else -since if since is not None else None
    return Heading(
        name=name,
        synonyms=list(words(synonyms)),
        see=list(words(see)),
        regions=list(words(last)) if status == "live" else [],
        status=status,
        on_sale_in_days=on_sale,
        successor=last if status == "retired" else "",
        talk_track=tracks.get(name, ""),
    )
