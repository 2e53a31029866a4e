"""A million short texts about what customers want, for `tests.bench_likeness`, by a seeded recipe, and their vectors.

The texts: things of forty trades and departments, what is to be done with them, for whom; some are wanted far more
often than others, every eighth is one of a kind, and each is said in many ways. A report joins the request that stands
for its want; now and then that one has been decided and a new one opens, whose title is a text too.

The vectors: to read a million texts by the model takes half an hour or more. So the model reads BASE texts, and
DIFFERENCES second ways of saying a few of them. Each of the million is put where the text of its want stands, moved by
one of the differences that the model really made between two ways of saying one thing. So the distances within a want
and between wants are the model's own; the words of a single text may differ a little from its place. With `everything`
the model reads every text itself.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from rich.progress import track

from digests.similarity.embedder import Embedder, Vectors, unit

SEED = 2026
BASE, DIFFERENCES = 20_000, 4_000
_PORTION, _READ_AT_ONCE = 50_000, 256
_ONE_OF_A_KIND, _DECIDED = 1 / 8, 1 / 200

# Things, and what is done with them, by trade.
TRADES: tuple[tuple[str, str], ...] = (
    ("drone|roof|chimney|gutter|loft|flat roof|skylight|lead flashing", "surveys|repairs|cleaning|replacement"),
    ("solar panel|home battery|heat pump|boiler|underfloor heating|smart meter", "fitting|servicing|removal|advice"),
    ("car charger|rewiring|fuse box|garden lighting|alarm|doorbell camera", "installation|testing|upgrades|repairs"),
    ("padel court|tennis court|swimming pool|climbing wall|running track|golf simulator", "hire|building|lessons|care"),
    ("dog|cat|horse|rabbit|parrot|reptile", "grooming|boarding|training|insurance|ambulances"),
    ("lash extension|nail|eyebrow|skin peel|hair transplant|tattoo removal", "appointments|courses|supplies|at home"),
    ("wedding|birthday|funeral|conference|school prom|christening", "venues|catering|photographers|flowers|planners"),
    ("piano|violin|drum|singing|chess|maths|welsh language", "lessons|exams|summer camps|online courses|tutors"),
    ("garden|hedge|lawn|pond|tree stump|allotment|wildflower meadow", "design|clearing|maintenance|seeds|lighting"),
    ("single sign-on|password reset|two-step login|guest account|user group", "settings|reports|by api|on mobile"),
    ("invoice|credit note|direct debit|refund|purchase order|late fee", "export|reminders|approval|in euros|templates"),
    (
        "audit log|usage report|dashboard|pivot table|forecast|heat map",
        "export|sharing|by email|filters|on a big screen",
    ),
    ("delivery|parcel locker|returns label|customs form|cold chain|pallet", "tracking|insurance|pickup|on saturdays"),
    ("forklift|conveyor|packing line|label printer|barcode scanner|cobot", "leasing|spare parts|training|repairs"),
    ("hip|knee|back|shoulder|foot|jaw", "physiotherapy|injections|braces|second opinions|home exercises"),
    (
        "hearing aid|reading glasses|contact lens|denture|brace|wheelchair",
        "fitting|repairs|trial|home visits|batteries",
    ),
    ("care home|nursing|meals on wheels|night sitter|dementia group", "places|vouchers|inspection results|transport"),
    ("childcare|nursery|after-school club|breakfast club|babysitter", "places|weekend hours|subsidies|ratings"),
    ("mortgage|pension|life insurance|inheritance|company car", "advice|comparison|in plain words|for over sixties"),
    ("electric van|cargo bike|moped|minibus|motorhome|trailer", "rental|conversion|repairs|parking|charging"),
    ("vegan cheese|gluten free bread|oat milk|smoked fish|halal meat", "wholesale|subscriptions|tastings|delivery"),
    ("coffee machine|pizza oven|beer tap|ice cream van|food truck", "hire|cleaning|training|licences|spare parts"),
    ("office plant|standing desk|phone booth|meeting room|coworking desk", "rental|moving|cleaning|by the hour"),
    ("carpet|parquet|terrazzo|stone floor|staircase|rug", "sanding|cleaning|laying|samples|repairs"),
    ("sash window|front door|garage door|conservatory|awning|shutter", "replacement|painting|draught proofing|motors"),
    ("kitchen|bathroom|walk-in shower|sauna|hot tub|utility room", "design|fitting|tiling|finance|plumbing"),
    ("fence|driveway|patio|retaining wall|dropped kerb|gate", "building|repairs|planning permission|paving|lighting"),
    ("wasp nest|mouse|woodworm|bed bug|japanese knotweed|mould", "removal|surveys|guarantees|same-day visits"),
    ("laptop|phone screen|game console|e-reader|camera|smart watch", "repairs|trade-in|data rescue|rental|engraving"),
    ("probate|divorce|conveyancing|visa|trademark|tenancy", "solicitors|fixed fees|forms|first advice|appeals"),
    ("translation|sign language|braille|subtitle|easy-read text", "services|by video|certified copies|prices"),
    ("water softener|septic tank|borehole|rain barrel|well pump", "installation|emptying|testing|servicing"),
    ("scaffold|skip|portable toilet|generator|crane|digger", "hire|delivery|permits|long-term rates|operators"),
    ("church organ|stained glass|gravestone|war memorial|clock tower", "restoration|cleaning|surveys|grants"),
    ("escape room|laser tag|soft play|paintball|karaoke room", "group bookings|gift cards|birthday offers|for adults"),
    (
        "surfing|sailing|kayaking|wild swimming|paddle boarding|diving",
        "lessons|wetsuit hire|guides|clubs|weather alerts",
    ),
    ("hostel|campsite|glamping pod|holiday let|houseboat|farm stay", "listings|late checkout|dog friendly|reviews"),
    ("radio|podcast|billboard|bus shelter|local paper|newsletter", "adverts|sponsorship|discounts|audience figures"),
    ("charity shop|food bank|repair cafe|toy library|clothes swap", "opening hours|donations|volunteers|collection"),
    ("warehouse|shop window|market stall|pop-up store|kiosk", "rent|fit-out|insurance|signs|security"),
)
_FOR = (
    *("schools", "small firms", "landlords", "hotels", "farms", "the over sixties", "wheelchair users", "new parents"),
    *("listed buildings", "night shifts", "charities", "students", "franchises", "councils", "large families"),
)
_SAID = (
    *("If you had a heading for {want} I'd buy an ad tomorrow", "do you do {want}? nobody in {place} does"),
    *("We get {number} calls a week for {want} and none of them through you", "{want}, that's all I want"),
    *("customer asks for {want}", "needs {want} by {month}", "my people look for {want} and find a rival"),
    *("When are you going to offer {want}? I asked in {month} as well", "would pay extra for {want}"),
    *("{want} would save us {number} hours a month", "they can't find {want} anywhere near {place}"),
    *("is there any way to get {want}", "I'd sign for two years if {want} were part of it"),
    *("looking for {want}, ideally before {month}", "{number} of our branches asked for {want} since {month}"),
    *("please add {want}", "what we miss is {want}", "Half my work is {want} now and it says so nowhere"),
    *("the {place} office keeps asking about {want}", "can't believe you have no {want}"),
    *("their old supplier had {want}, why don't we", "no {want} no deal, they said in {place}"),
    *("interested in {want} for {month}", "{want} please, for the team in {place}", "why is there nothing for {want}"),
    *("told me twice that {want} decides it", "I want to be found under {want}"),
)
_MORE = (
    *("", "", "", ", said it twice", ". Would spend {number} hundred on it", ". {number} people at {place}"),
    *(", renewal in {month}", ". Ask again in {month}", ", {number} sites", ". They pay a rival for it in {place}"),
)
_PLACES = ("Leeds", "Cardiff", "Truro", "Perth", "Derby", "Hull", "Bath", "Ayr", "Luton", "Wells", "Ely", "Ripon")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "autumn", "Christmas", "next year")


@dataclass(frozen=True)
class Text:
    """One text: which base want it says, and which request it counts for, or is the title of, by its number."""

    base: int
    text: str
    request: int
    is_title: bool


def names() -> list[str]:
    """Everything that can be wanted without more words, the commonest first: also what the catalog may hold."""
    every = [f"{thing} {deed}" for things, deeds in TRADES for thing in things.split("|") for deed in deeds.split("|")]
    random.Random(SEED).shuffle(every)
    return every


def wants() -> list[str]:
    """The BASE wants, a common one many times."""
    rng, every = random.Random(SEED), names()
    weights = [1 / (rank + 20) for rank in range(len(every))]
    found = []
    for name in rng.choices(every, weights, k=BASE):
        own = f"{_rare(rng)} " if rng.random() < _ONE_OF_A_KIND else ""
        whom = f" for {rng.choice(_FOR)}" if rng.random() < 1 / 4 else ""
        found.append(f"{own}{name}{whom}")
    return found


def say(rng: random.Random, want: str) -> str:
    """A want in one of the ways in which people say it."""
    words = {"place": rng.choice(_PLACES), "month": rng.choice(_MONTHS), "number": rng.randint(2, 60)}
    return f"{rng.choice(_SAID)}{rng.choice(_MORE)}".format(want=want, **words)


def texts(rows: int) -> Iterator[Text]:
    """So many texts, in the order in which they came."""
    return islice(_endless(random.Random(SEED)), rows)


def _endless(rng: random.Random) -> Iterator[Text]:
    every = wants()
    stands_for: dict[str, int] = {}
    requests = 0
    while True:
        base = rng.randrange(BASE)
        text = say(rng, every[base])
        is_new = every[base] not in stands_for or rng.random() < _DECIDED
        if is_new:
            stands_for[every[base]] = requests
            yield Text(base, text, requests, is_title=True)
            requests += 1
        yield Text(base, text, stands_for[every[base]], is_title=False)


def questions(number: int) -> list[str]:
    """What reps send now: the same wants, in other words than any before, as far as chance has it."""
    rng, every = random.Random(SEED + 1), wants()
    return [say(rng, rng.choice(every)) for _ in range(number)]


def kept(folder: Path, what: str, embedder: Embedder) -> Path:
    """Where something that was made is kept: under another name once the recipe or the model is another."""
    made_by = [Path(__file__), Path(__file__).with_name("bench_likeness_store.py")]
    digest = hashlib.sha256(embedder.id.encode() + b"".join(one.read_bytes() for one in made_by)).hexdigest()[:8]
    return folder / f"likeness-{digest}-{what}"


def vectors(folder: Path, rows: int, embedder: Embedder, *, everything: bool) -> Vectors:
    """The vectors of all texts (rows, dimensions), mapped from a file that is made if it is not there yet."""
    path = kept(folder, f"{rows}-read.npy" if everything else f"{rows}-spread.npy", embedder)
    if not path.exists():
        half = path.with_suffix(".part")
        made = np.lib.format.open_memmap(half, "w+", np.float32, (rows, embedder.dimensions))
        for start, some in _read(rows, embedder) if everything else _moved(folder, rows, embedder):
            made[start : start + len(some)] = some
        made.flush()
        half.rename(path)
    mapped: Vectors = np.load(path, mmap_mode="r")
    return mapped


def _read(rows: int, embedder: Embedder) -> Iterator[tuple[int, Vectors]]:
    """Every text by the model."""
    every = [one.text for one in texts(rows)]
    return _in_turn(embedder, every, "Reading every text")


def _moved(folder: Path, rows: int, embedder: Embedder) -> Iterator[tuple[int, Vectors]]:
    """The base texts by the model, and every text near its own, as the module says."""
    path = kept(folder, "base.npz", embedder)
    if not path.exists():
        base, differences = _base(embedder)
        np.savez(path, base=base, differences=differences)
    with np.load(path) as read:
        base, differences = read["base"], read["differences"]
    of_row = np.fromiter((one.base for one in texts(rows)), np.int32, rows)
    moves = np.random.default_rng(SEED).integers(0, DIFFERENCES, rows)
    for start in track(range(0, rows, _PORTION), "Spreading them"):
        part = slice(start, start + _PORTION)
        yield start, unit(base[of_row[part]] + differences[moves[part]])


def _base(embedder: Embedder) -> tuple[Vectors, Vectors]:
    """The vectors of the base texts, and what saying it another way changed in some of them."""
    rng, every = random.Random(SEED), wants()
    first = [say(rng, want) for want in every]
    chosen = rng.sample(range(BASE), DIFFERENCES)
    second = [say(rng, every[base]) for base in chosen]
    read = np.concatenate([some for _, some in _in_turn(embedder, [*first, *second], "Reading base texts")])
    return read[:BASE], read[BASE:] - read[chosen]


def _in_turn(embedder: Embedder, every: Sequence[str], what: str) -> Iterator[tuple[int, Vectors]]:
    for start in track(range(0, len(every), _READ_AT_ONCE), what):
        yield start, embedder.embed(every[start : start + _READ_AT_ONCE])


def _rare(rng: random.Random) -> str:
    """A name that hardly anybody else has."""
    return "".join(rng.choice("bcdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)).title()
