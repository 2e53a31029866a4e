"""Who works at Beacon Local: forty reps, and the marketers, coordinators and committee who answer them."""

import unicodedata
from dataclasses import dataclass
from random import Random

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_COLOURS = (
    "#3b6fb6",
    "#b6563b",
    "#4f8f5b",
    "#8a5bb6",
    "#b68f3b",
    "#3b9fb6",
    "#b63b78",
    "#6b7a3b",
    "#7a4f3b",
    "#4b5bb6",
)

REP_NAMES: dict[str, tuple[str, ...]] = {
    "North West": (
        "Maya Okafor",
        "Danny Rothwell",
        "Kate Entwistle",
        "Imran Sheikh",
        "Leanne Duckworth",
        "Paul Critchley",
        "Zofia Kowalczyk",
        "Steve Birtwistle",
    ),
    "Midlands": (
        "Harpreet Sandhu",
        "Lauren Tolley",
        "Marcus Bailey",
        "Gemma Hadley",
        "Yusuf Karim",
        "Neil Stokes",
        "Chloe Fearn",
    ),
    "South East": (
        "Ben Ashdown",
        "Adaeze Eze",
        "Rosie Thorne",
        "Femi Adeyemi",
        "Charlotte Wickham",
        "Tariq Mahmood",
        "Georgia Papas",
        "Liam Fairbrother",
    ),
    "Scotland": (
        "Fraser Munro",
        "Isla Drummond",
        "Kirsty Galbraith",
        "Stuart Geddes",
        "Morag Sinclair",
        "Jamie Rennie",
    ),
    "Wales & West": ("Siân Bevan", "Owain Tudor", "Bethan Morse", "Jago Trevithick", "Carys Hopkin", "Luke Pascoe"),
    "Ireland": ("Conor Gallagher", "Niamh Keane", "Declan Rooney", "Sinéad Ní Bhriain", "Orla McKeever"),
}

COORDINATOR_NAMES = {
    "North West": "Joanne Hargreaves",
    "Midlands": "Balvinder Gill",
    "South East": "Oliver Penrose",
    "Scotland": "Eilidh MacLeod",
    "Wales & West": "Rhodri Llewellyn",
    "Ireland": "Aoife Brennan",
}

# name, title, role in Groundswell
HEAD_OFFICE = (
    ("Priya Nair", "Headings manager", "marketer"),
    ("Callum Reid", "Product marketing", "marketer"),
    ("Ffion Pritchard", "Market research", "marketer"),
    ("Dominic Achebe", "Campaigns and briefing", "marketer"),
    ("Helen Marsh", "Committee secretary", "secretary"),
    ("Margaret Doyle", "Publishing director", "committee"),
    ("Rajesh Iyer", "Head of print and digital", "committee"),
    ("Susan Whitlock", "Head of sales planning", "committee"),
    ("Gareth Bowen", "Sales manager, west", "sales_manager"),
    ("Nadia Rahman", "Sales manager, north and east", "sales_manager"),
    ("Tom Ashworth", "Sales systems", "admin"),
)


@dataclass(frozen=True)
class Person:
    """Somebody with a Slack account; `region` is empty at head office."""

    id: str
    name: str
    real_name: str
    title: str
    tz: str
    color: str
    role: str
    region: str


def slack_id(rng: Random, prefix: str) -> str:
    """An id of Slack's form: the prefix, then nine capitals or digits."""
    return prefix + "".join(rng.choice(_ALPHABET) for _ in range(9))


def _handle(real_name: str) -> str:
    plain = unicodedata.normalize("NFKD", real_name).encode("ascii", "ignore").decode()
    first, *_, last = plain.lower().split()
    return f"{first}.{last}"


def everybody(rng: Random) -> list[Person]:
    """All 57 people, head office first, then each region's coordinator and reps."""
    rows = [(name, title, role, "") for name, title, role in HEAD_OFFICE]
    for region, reps in REP_NAMES.items():
        rows.append((COORDINATOR_NAMES[region], f"Regional coordinator, {region}", "coordinator", region))
        rows.extend((name, f"Sales rep, {region}", "rep", region) for name in reps)
    return [
        Person(
            id=slack_id(rng, "U0"),
            name=_handle(name),
            real_name=name,
            title=title,
            tz="Europe/Dublin" if region == "Ireland" else "Europe/London",
            color=_COLOURS[place % len(_COLOURS)],
            role=role,
            region=region,
        )
        for place, (name, title, role, region) in enumerate(rows)
    ]
