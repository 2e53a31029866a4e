"""What became of each request: its status, when, by whom in kind, and the reason as a kind marketer wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Fate:
    """Where a request stands. Days count back from today; `item` is a heading's name, `into` another request's key."""

    key: str
    status: str
    opened: int
    decided: int | None = None
    reason: str = ""
    item: str = ""
    into: str = ""
    defer_until: int | None = None


# key | opened days ago
OPEN = {
    "new": """\
media-walls | 0
garage-floors | 0
quiet-haircuts | 1
bird-proofing | 1
hydrotherapy | 2
padel | 3
heat-pump-servicing | 6
axe-throwing | 16
""",
    "regional_review": """\
mould-removal | 8
mobile-bars | 10
ebikes | 13
holiday-changeovers | 15
robot-mowers | 17
dog-fields | 20
shepherd-huts | 24
""",
    "hq_review": """\
dementia-days | 22
smart-home | 28
digital-tax | 31
ev-garages | 36
menopause | 42
solar-battery | 48
""",
    "docketed": """\
gluten-free | 43
stove-servicing | 52
fire-doors | 58
adhd | 63
spray-foam | 70
mobile-dog-grooming | 73
""",
}

# key | opened | decided | reason
AGREED = {
    "approved": """\
home-adaptations | 104 | 31 | Ramps and rails are asked for in every region and nobody looks for them under builders. Yes, for the next book.
kitchen-respraying | 122 | 31 | Firms in every region want it and their customers use these very words. A clear yes.
hot-tub-servicing | 130 | 31 | The tubs are out there and somebody has to mend them. Yes, with a cross-reference from pools.
reformer | 111 | 38 | Keep-fit classes was the wrong home for this. The studios have waiting lists, so they will value the right callers.
probate-clearance | 101 | 31 | It is a different job from house clearance and families look for it in a hard week. Yes, and we word it gently.
dog-friendly-pubs | 138 | 31 | Our researcher checked searches: the dog comes before the food. Yes, as a heading beside Pubs.
campervans | 119 | 38 | Builders are not dealers, and the calls they get today are wrong for both. Yes.
""",
    "pilot": """\
lime-plaster | 150 | 66 | Real need where the houses are old. We try it in Wales & West first and look again in spring.
dry-stone | 141 | 66 | The wallers who asked are keen and the regions differ a lot. A pilot in the North West shows whether it carries a page.
declutterers | 205 | 122 | We like it and do not know yet how people will look for it. Two words on trial, in three towns.
natural-burials | 168 | 66 | A small but steady want. A pilot with four sites, then we decide with their numbers.
""",
    "declined": """\
boiler-plans | 301 | 262 | A care plan is a way of paying, not a trade, so people would not look for it by itself. Your line under Boiler Repairs can say it.
artificial-grass | 254 | 208 | Most of the firms that asked do well under Landscape Gardeners. Thank you for pressing it, we will count again in a year.
christmas-lights | 331 | 289 | Six weeks a year cannot fill a page for twelve months. We suggest a line under Electricians from September.
aesthetics | 236 | 171 | The rules do not let us print the names of prescription medicines, and without them the heading would mislead. Skin Clinics is open to qualified nurses.
weight-loss | 187 | 122 | Advertising these medicines to the public is not allowed, so we cannot sell it fairly. Chemists can offer a weight consultation.
first-time-buyers | 216 | 171 | Callers do not separate first-time from other mortgages: they ring the first broker who sounds kind. Say it in your first line.
vegan-takeaway | 312 | 262 | A handful of kitchens, nearly all in January. We have added vegan as a word in search, so they can be found by it today.
bubble-tea | 143 | 94 | Great fun, and few shops want to advertise. They get more from Cafés & Coffee Shops for now.
refill-shops | 289 | 245 | More shops have closed than opened this year, sadly. Health Foods carries the word refill in search.
silent-discos | 322 | 289 | A handful of firms in the whole country. DJs & Discos now finds them when people type headphones.
horse-livery | 198 | 150 | Owners find livery through the yards' own notice boards. We asked eleven of them and ten said they would not buy.
drone-photography | 163 | 94 | Buyers told us they look for a photographer who also flies. We will print the licence in the line instead.
""",
}

# key | opened | decided | heading | reason
LINKED = {
    "approved_as_synonym": """\
flat-roof | 274 | 240 | Flat Roofing | Flat Roofing is on sale already and now answers to every word you gave us.
drain-surveys | 244 | 208 | Drain Clearance | Firms that film drains mostly clear them too. Surveys now lead to Drain Clearance, with a line of their own.
bifold | 262 | 226 | Patio & Bifold Doors | You were right about the word. It is in the name of the heading now.
garden-clearance | 211 | 178 | Garden Maintenance | Callers mix the two up, so both words now lead to the same page.
sofa-cleaning | 233 | 199 | Upholstery Cleaning | Nobody says upholstery at home. Sofa and mattress now bring people here.
mobile-hair | 296 | 259 | Hairdressers | Home visits can be said in the first line, and search now knows the words.
sports-massage | 192 | 157 | Massage Therapists | The same therapists would buy both, so we made it one page with two ways in.
power-of-attorney | 179 | 136 | Wills & Probate | It is the same desk in every firm we asked. The words now lead there.
mobile-tyres | 282 | 247 | Tyre Dealers | Fitting at home is a service of tyre dealers, so it is a way in and not a page.
cat-sitters | 222 | 185 | Pet Sitting | Cat people now find Pet Sitting by typing what they want.
balloon-arches | 173 | 129 | Balloon Decorations | Arch is the word that people use, so we added it to the heading we have.
stump-grinding | 207 | 164 | Tree Surgeons | Two thirds of stump work comes with the tree. One page serves both, and stumps lead to it.
dpf-cleaning | 158 | 115 | Exhausts & Diesel Specialists | The three letters now bring van owners to the right page.
""",
    "scheduled": """\
gutter-clearing | 352 | 115 | Gutter Cleaning | Clearing is not fitting, and every autumn you told us so. On sale for everybody with the next campaign.
home-aircon | 181 | 115 | Air Conditioning for Homes | Homes and offices are different callers, as June showed. It comes with the next campaign, well before the heat.
heat-pumps | 227 | 122 | Heat Pump Installers | Asked for in all six regions and by name. On sale for everybody on the same day with the next campaign.
garden-rooms | 218 | 122 | Garden Rooms & Garden Offices | Sheds was the wrong word and it cost people sales. It comes with the next campaign.
afro-hair | 203 | 115 | Afro & Textured Hair | Clients drive forty minutes because they cannot find you. We are sorry it took us this long to see it.
foot-care-home | 195 | 122 | Foot Care at Home | Home visits are a different customer from a clinic. It comes with the next campaign.
direct-cremation | 231 | 115 | Direct Cremation | Families look for it by name and find a call centre. Local firms should have the chance.
""",
    "live": """\
dessert-parlours | 313 | 234 | Dessert Parlours | There are parlours in nearly every town of ours and had no page. On sale now.
loft-boarding | 318 | 234 | Loft Boarding | It is a day's work and not a conversion. On sale now.
wet-rooms | 327 | 241 | Wet Rooms & Walk-in Showers | The need is urgent when it comes and the old heading hid it. On sale now.
landlord-certs | 306 | 234 | Landlord Safety Certificates | The rules changed and small landlords do not know whom to ring. On sale now.
end-of-tenancy | 309 | 234 | End of Tenancy Cleaning | Agents and tenants both look for these words. On sale now.
ear-wax | 341 | 241 | Ear Wax Removal | Surgeries have stopped and people need somewhere to turn. On sale now.
lashes | 333 | 234 | Lash & Brow Artists | A trade of its own, with its own customers. On sale now.
street-food | 325 | 241 | Street Food & Food Trucks | Weddings asked for it louder than anybody. On sale now.
automatic-lessons | 299 | 234 | Driving Lessons, Automatic | Learners ask for automatic before they ask the price. On sale now.
pet-cremation | 293 | 241 | Pet Cremation | People want to choose for themselves at such a time. On sale now.
wedding-celebrants | 337 | 234 | Wedding Celebrants | Barns send couples to look for one and there was nowhere to look. On sale now.
""",
    "measured": """\
soft-play-hire | 345 | 297 | Soft Play Hire | Hire at home is not the same as a play centre, and the calls prove it. On sale now.
ev-chargers | 360 | 297 | EV Charger Installers | Every new electric car brings a call, and electricians told us so in all six regions.
resin-driveways | 358 | 297 | Resin Driveways | People ask for resin by name and pass over paving. A page of its own.
pressure-washing | 351 | 304 | Patio & Driveway Cleaning | It is neither window cleaning nor paving, and the calls prove it.
clear-aligners | 354 | 304 | Clear Aligners | Adults do not look for an orthodontist. The practices that asked will value the right patients.
halal | 348 | 304 | Halal Restaurants | Guests want to know before they walk in, whatever the kitchen. A page across all of them.
dog-daycare | 356 | 297 | Dog Day Care | Kennels are for holidays and this is for working days. Owners know the difference.
wheelchair-taxis | 339 | 304 | Wheelchair Taxis | A small page that will spare people a missed hospital visit. Yes, gladly.
travel-vaccines | 343 | 297 | Travel Vaccinations | Surgeries have handed it over and nobody told the travellers. Yes, before the holidays.
""",
    "answered": """\
emergency-roofers | 355 | 353 | Roof Repairs | Good news, you can sell this today: Roof Repairs takes a line for emergencies and storm damage.
asbestos | 266 | 264 | Asbestos Removal & Surveys | It is on sale as Asbestos Removal & Surveys and there is space in every region.
locksmith-24 | 315 | 312 | Locksmiths, 24 Hour | There is a heading for exactly this, and it is half empty.
chimney-sweeps | 362 | 360 | Chimney Sweeps | We never dropped it. Chimney Sweeps is live, please sell it before the first frost.
oven-cleaning | 347 | 344 | Oven Cleaning | It has a heading of its own. Tell them about the weeks before Christmas.
wasp-nests | 171 | 169 | Pest Control | Pest Control answers to wasps, and we print wasps in the line for free.
man-and-van | 257 | 255 | Removals, Light | Removals, Light is the one, and it says man and van in the first line.
emergency-dentist | 335 | 331 | Dentists, Emergency | Dentists, Emergency is live everywhere. Same-day is in its synonyms now.
live-in-care | 251 | 248 | Live-in & Home Care | Live-in & Home Care was made for this. A call this week would be welcome.
afternoon-tea | 277 | 275 | Afternoon Tea & Tea Rooms | Afternoon Tea & Tea Rooms is open, and Mother's Day is the moment to say so.
mobile-mechanics | 304 | 302 | Mechanics, Mobile | It sits under M: Mechanics, Mobile. We have added your words to search.
van-signs | 185 | 183 | Signwriters | Signwriters has vans among its words. Ask for the line that says it.
groomers-who-visit | 336 | 333 | Dog Grooming | Dog Grooming takes a line that says you visit. Let us know if that does not bring the calls.
""",
}

# key | opened | closed | reason
SET_ASIDE = {
    "not_a_request": """\
invoice-email | 224 | 223 | This is one for Accounts. We passed it on, and bills go out by email from next month.
wrong-number | 156 | 155 | A mistake of ours and not a want. It is corrected and we rang to say sorry.
advert-colour | 118 | 116 | The printer has the right green now and a proof is in the post. Thank you for telling us.
paper-copy | 68 | 66 | The depot can send a box. We asked them to, and closed it here because it is no heading.
""",
    "withdrawn": """\
virtual-receptionists | 247 | 243 | The customer found a place that suits and asked us to drop it.
piano-movers | 215 | 210 | Logged twice by mistake and taken back by the rep.
door-phone-repairs | 134 | 129 | The customer has rented a shop since and no longer needs it.
landlord-advice | 99 | 92 | The firm decided to stay under Solicitors after a chat about wording.
""",
}

# key | opened | merged | into
MERGED = """\
solar-panels | 338 | 46 | solar-battery
home-office-pods | 167 | 160 | garden-rooms
gutter-vac | 330 | 323 | gutter-clearing
jet-washing | 326 | 319 | pressure-washing
adhd-coaches | 57 | 50 | adhd
lash-lifts | 302 | 295 | lashes
horsebox-bars | 9 | 4 | mobile-bars
dog-wash-vans | 65 | 59 | mobile-dog-grooming
"""

# key | opened | decided | comes back in days | reason
DEFERRED = """\
retrofit | 202 | 143 | 60 | The scheme that pays for it is not settled. We look again when it is, and you need not ask twice.
wildflower | 236 | 185 | 74 | Gardeners want it and customers do not search for it yet. We count again after the winter.
home-hearing | 190 | 136 | 46 | Two of our regions have nobody who visits. We come back to it with the next campaign.
divorce-mediation | 269 | 213 | 25 | The courts are changing how they send people. In January we will know what to call it.
meal-prep | 278 | 220 | 130 | A young trade: half of the firms that asked have closed since. We watch it until spring.
vape-shops | 364 | 66 | 18 | The new rules may empty these shelves. We wait for them and then decide, so please keep telling us.
exotic-vets | 181 | 122 | 88 | Four surgeries in the country. Worth another look when the new hospital opens.
tiny-weddings | 265 | 206 | 11 | A lovely idea and few sellers so far. It is back on the list before the wedding fairs.
sewing-machines | 153 | 108 | 53 | A handful of menders, most near retiring. We look again with their sons and daughters in mind.
"""


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        yield [cell.strip() for cell in line.split("|")]


def _fates() -> Iterator[Fate]:
    for status, text in OPEN.items():
        for key, opened in _rows(text):
            yield Fate(key, status, int(opened))
    for status, text in (AGREED | SET_ASIDE).items():
        for key, opened, decided, reason in _rows(text):
            yield Fate(key, status, int(opened), int(decided), reason)
    for status, text in LINKED.items():
        for key, opened, decided, item, reason in _rows(text):
            yield Fate(key, status, int(opened), int(decided), reason, item=item)
    for key, opened, decided, into in _rows(MERGED):
        yield Fate(
            key, "merged", int(opened), int(decided), "The same want in other words: yours counts there now.", into=into
        )
    for key, opened, decided, until, reason in _rows(DEFERRED):
        yield Fate(key, "deferred", int(opened), int(decided), reason, defer_until=int(until))


FATES: tuple[Fate, ...] = tuple(_fates())
