"""The catalogue: about 400 headings, most of them live, with synonyms, cross-references and talk tracks."""

from dataclasses import dataclass

from playground.sample.headings_home import HEADINGS as HOME
from playground.sample.headings_life import HEADINGS as LIFE
from playground.sample.headings_people import HEADINGS as PEOPLE
from playground.sample.headings_trades import HEADINGS as TRADES
from playground.sample.talk_tracks import TALK_TRACKS

# On sale since so many days: the headings that grew out of requests in the past year.
ON_SALE_SINCE = {
    "EV Charger Installers": 199,
    "Resin Driveways": 199,
    "Soft Play Hire": 199,
    "Patio & Driveway Cleaning": 199,
    "Clear Aligners": 199,
    "Halal Restaurants": 199,
    "Dog Day Care": 199,
    "Wheelchair Taxis": 199,
    "Travel Vaccinations": 199,
    "Loft Boarding": 45,
    "Wet Rooms & Walk-in Showers": 45,
    "Landlord Safety Certificates": 45,
    "Dessert Parlours": 45,
    "End of Tenancy Cleaning": 45,
    "Ear Wax Removal": 45,
    "Lash & Brow Artists": 45,
    "Street Food & Food Trucks": 45,
    "Driving Lessons, Automatic": 45,
    "Pet Cremation": 45,
    "Wedding Celebrants": 45,
}

# Agreed and not on sale yet: name | synonyms | see | days until it goes on sale.
PLANNED = """\
Heat Pump Installers | heat pumps; air source heat pumps; ground source heat pumps | Heating Engineers | 46
Garden Rooms & Garden Offices | garden offices; garden studios; home office pods | Sheds & Summerhouses | 46
Afro & Textured Hair | afro hair; braids; curly hair; locs | Hairdressers | 46
Foot Care at Home | home visits for feet; mobile foot care | Chiropodists & Podiatrists | 46
Direct Cremation | unattended funerals; cremation without a service | Funeral Directors | 46
Gutter Cleaning | gutter clearing; gutters cleared; gutter vacuuming | Guttering & Fascias; Window Cleaners | 46
Air Conditioning for Homes | home air con; bedroom air con; split units | Air Conditioning | 46
Allergy Testing | food intolerance; hay fever tests | Private Doctors | 137
"""

# No longer sold: name | synonyms | see | what took its place (may be empty).
RETIRED = """\
Video Rental | film hire; dvd rental | |
Fax Machines | fax repairs; fax rolls | Office Equipment | Office Equipment
Typewriter Repairs | ribbons; typewriters | Office Equipment | Office Equipment
Film Processing | photo developing; one-hour photos | Photo Printing | Photo Printing
Internet Cafés | cyber cafés | Cafés & Coffee Shops | Cafés & Coffee Shops
CD & DVD Shops | music shops; cds | Record Shops | Record Shops
Tanning Salons | sunbeds; tanning | Beauty Salons | Beauty Salons
Telephone Answering | message taking; paging | |
"""


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


def _cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _live(cells: list[str]) -> Heading:
    name, synonyms, see, *regions = cells
    since = ON_SALE_SINCE.get(name)
    return Heading(
        name,
        _list(synonyms),
        _list(see),
        _list(regions[0]) if regions else [],
        "live",
        None if since is None else -since,
        "",
        TALK_TRACKS.get(name, ""),
    )


def catalogue() -> list[Heading]:
    """Every heading, in alphabetical order."""
    headings = [_live(cells) for text in (TRADES, HOME, PEOPLE, LIFE) for cells in _cells(text)]
    for name, synonyms, see, days in _cells(PLANNED):
        track = TALK_TRACKS.get(name, "")
        headings.append(Heading(name, _list(synonyms), _list(see), [], "planned", int(days), "", track))
    for name, synonyms, see, successor in _cells(RETIRED):
        headings.append(Heading(name, _list(synonyms), _list(see), [], "retired", None, successor, ""))
    return sorted(headings, key=lambda heading: heading.name)
