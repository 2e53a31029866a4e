"""The trades that advertise with Beacon Local, and the words their business names are made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """One trade: its segment, its share of the accounts, its name words, and what it typically spends in a year."""

    key: str
    segment: str
    share: float
    nouns: tuple[str, ...]
    own_names: tuple[str, ...]
    spend: int
    is_partnership: bool


def _trade(key: str, segment: str, share: float, nouns: str, own: str, spend: int, *, firm: bool = False) -> Trade:
    def split(text: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in text.split(",") if word.strip())

    return Trade(key, segment, share, split(nouns), split(own), spend, firm)


BUILD, HOME, HEALTH, LAW = "Building trades", "Home & garden", "Health & beauty", "Law & money"
FOOD, SHOPS, PETS, EVENTS = "Food & drink", "Shops & motor", "Pets & animals", "Weddings & leisure"

TRADES: tuple[Trade, ...] = (
    _trade(
        "roofer", BUILD, 3.6, "Roofing, Roofing & Guttering, Roof Care, Slating & Tiling", "Top Slate Roofing", 1300
    ),
    _trade("electrician", BUILD, 3.6, "Electrical, Electrical Services, Electrics", "Bright Spark Electrical", 950),
    _trade(
        "heating", BUILD, 4.0, "Plumbing & Heating, Heating, Gas Services", "The Boiler Room, Warm Front Heating", 1400
    ),
    _trade("builder", BUILD, 3.4, "Builders, Building & Extensions, Construction", "Fourwalls Construction", 1500),
    _trade("joiner", BUILD, 1.8, "Joinery, Carpentry & Joinery, Fitted Furniture", "Knot & Grain, Plane Wood", 700),
    _trade("decorator", BUILD, 1.8, "Decorators, Painting & Plastering, Plastering", "Second Coat, Skim & Shine", 520),
    _trade(
        "windows",
        BUILD,
        1.6,
        "Windows & Doors, Glazing, Conservatories",
        "Clearview Windows, A Pane in the Glass",
        2600,
    ),
    _trade("driveways", BUILD, 1.6, "Driveways, Paving & Patios, Surfacing", "Kerb Appeal Driveways", 1700),
    _trade("scaffolder", BUILD, 0.8, "Scaffolding, Access Scaffolding", "Up & Over Scaffolding", 600),
    _trade("locksmith", BUILD, 1.2, "Locksmiths, Lock & Key, Security Locks", "Castle Locksmiths, Key Moments", 1900),
    _trade("drains", BUILD, 1.2, "Drainage, Drain Services", "Free Flow Drains, The Drain Doctors' Mate", 2100),
    _trade("kitchens", BUILD, 1.4, "Kitchens, Kitchens & Bedrooms", "The Kitchen Loft, Larder & Hob", 2400),
    _trade("bathrooms", BUILD, 1.2, "Bathrooms, Bathrooms & Tiling", "Splash Bathrooms, Tap & Tile", 1800),
    _trade("flooring", BUILD, 1.0, "Flooring, Carpets, Wood Floors", "Underfoot, The Carpet Barn", 1500),
    _trade("damp", BUILD, 0.8, "Damp Proofing, Preservation", "Dry Rooms, High & Dry", 1600),
    _trade(
        "aircon",
        BUILD,
        1.0,
        "Air Conditioning, Cooling & Ventilation, Refrigeration",
        "Cool Rooms, Northwind Air",
        1500,
    ),
    _trade("alarms", BUILD, 1.0, "Alarms, Security Systems, Fire & Security", "Nightwatch Alarms", 1450),
    _trade("gardener", HOME, 2.6, "Garden Services, Landscapes, Gardens", "Mow & Behold, The Tidy Gardener", 480),
    _trade("trees", HOME, 1.8, "Tree Services, Tree Care, Tree Surgeons", "Crown & Root, Branching Out", 780),
    _trade("fencing", HOME, 1.2, "Fencing, Fencing & Decking, Gates", "Good Neighbours Fencing", 700),
    _trade("gutters", HOME, 1.4, "Gutters & Fascias, Gutter Services", "Gutter & Sons, Leaf It To Us", 620),
    _trade("sweep", HOME, 1.6, "Chimney Sweeps, Stoves & Chimneys, Stove Centre", "Clean Sweep, Hearth & Flue", 560),
    _trade(
        "cleaner", HOME, 2.4, "Cleaning, Carpet Cleaning, Cleaners", "Spick & Span, Sparkle & Co, The Oven Man", 540
    ),
    _trade("windowcleaner", HOME, 1.2, "Window Cleaning, Exterior Cleaning", "Squeegee Brothers", 300),
    _trade("pest", HOME, 1.2, "Pest Control, Environmental Services", "Pied Piper Pest Control, Rid & Co", 1300),
    _trade("removals", HOME, 1.4, "Removals, Removals & Storage, House Clearance", "Two Men & a Kettle", 1600),
    _trade("storage", HOME, 0.8, "Self Storage, Storage", "Attic Self Storage, The Box Room", 2200),
    _trade("handyman", HOME, 1.2, "Handyman Services, Home Repairs", "Odd Jobs & Co, Hung & Drawn", 320),
    _trade("gardencentre", HOME, 0.8, "Garden Centre, Nurseries, Turf & Topsoil", "The Potting Shed", 1700),
    _trade(
        "dentist", HEALTH, 2.4, "Dental Practice, Dental Care, Dental", "Bright Smile Dental, Whitegate Dental", 3200
    ),
    _trade("optician", HEALTH, 1.2, "Opticians, Eyecare", "Spectacle, Second Sight Opticians", 1900),
    _trade("physio", HEALTH, 1.6, "Physiotherapy, Osteopaths, Sports Therapy", "Back on Track, Loose Ends Physio", 950),
    _trade("chiropodist", HEALTH, 1.0, "Chiropody, Foot Clinic, Podiatry", "Best Foot Forward", 620),
    _trade("carehome", HEALTH, 1.6, "Care, Home Care, Residential Care", "Willow Bank House, Holly Lodge Care", 4200),
    _trade("pharmacy", HEALTH, 1.0, "Pharmacy, Chemist", "Corner Pharmacy, Well Lane Pharmacy", 900),
    _trade("hearing", HEALTH, 0.8, "Hearing Care, Hearing Centre", "Earshot Hearing, Clear as a Bell", 2300),
    _trade(
        "hairdresser", HEALTH, 2.0, "Hair, Hairdressing, Barbers", "Combs & Co, Razor & Lather, Hair by Blessing", 420
    ),
    _trade("beauty", HEALTH, 1.6, "Beauty, Beauty Rooms, Aesthetics", "Polished, Blush & Brow, Lash Lounge", 460),
    _trade("gym", HEALTH, 1.2, "Fitness, Pilates & Yoga, Gym", "Stretch & Still, Iron Yard Gym", 700),
    _trade("solicitor", LAW, 2.2, "Solicitors, Law, Legal", "Chancery Yard Law", 6800, firm=True),
    _trade(
        "accountant", LAW, 1.8, "Accountants, Accountancy, Bookkeeping", "Tally Accounts, Ledger Lane", 2100, firm=True
    ),
    _trade("mortgage", LAW, 1.0, "Mortgages, Financial Planning", "Front Door Mortgages", 1900),
    _trade("estateagent", LAW, 1.0, "Estate Agents, Lettings, Property", "Home & Gate Lettings", 3600, firm=True),
    _trade("funeral", LAW, 1.2, "Funeral Directors, Funeral Service", "Evergreen Funerals", 3900),
    _trade(
        "takeaway",
        FOOD,
        2.4,
        "Fish Bar, Pizza, Tandoori, Kebab House",
        "Jade Garden, Golden Batter, Spice Lane, Bao & Bowl",
        380,
    ),
    _trade(
        "cafe", FOOD, 1.6, "Café, Tea Rooms, Coffee House", "Crumb & Kettle, Little Robin Café, The Copper Pot", 300
    ),
    _trade("restaurant", FOOD, 1.8, "Restaurant, Kitchen, Bistro", "Saffron & Smoke, La Piccola, Olive & Thyme", 1100),
    _trade(
        "pub",
        FOOD,
        1.4,
        "",
        "The Plough & Stars, The Fox Inn, The Blue Bell, The Ferry Boat, The Old Weir, The Miners Arms",
        850,
    ),
    _trade("baker", FOOD, 1.2, "Bakery, Bakers, Cakes", "Flour & Feather, Risen, Crust & Crumb", 450),
    _trade("caterer", FOOD, 1.2, "Catering, Hog Roasts, Event Catering", "Smoke & Barrow, Plate & Platter", 800),
    _trade(
        "garage", SHOPS, 2.4, "Garage, Motors, Auto Services, MOT Centre", "Ramp & Spanner, The Clutch Clinic", 1250
    ),
    _trade("tyres", SHOPS, 1.0, "Tyres, Tyres & Exhausts", "Tread & Go, Grip Tyres", 1300),
    _trade("bodywork", SHOPS, 0.8, "Bodyworks, Accident Repair", "Dent & Dash", 1200),
    _trade(
        "drivingschool", SHOPS, 1.0, "Driving School, School of Motoring", "First Gear, Clutch Control Driving", 520
    ),
    _trade("taxi", SHOPS, 1.0, "Taxis, Private Hire, Travel", "Comet Cars, Station Cabs", 1500),
    _trade("campers", SHOPS, 0.6, "Campers, Motorhomes", "Kettle & Road Campers", 1400),
    _trade("printer", SHOPS, 0.8, "Print, Signs & Print", "Ink & Paper, Bold Signs", 900),
    _trade("computers", SHOPS, 1.0, "Computers, Phone & Computer Repairs", "Reboot, Cracked It Repairs", 560),
    _trade("vape", SHOPS, 1.6, "Vapes, Vape Shop", "Cloud Nine & Three Quarters, Vapour Trail", 400),
    _trade("newsagent", SHOPS, 1.8, "Convenience Store, News & Vapes, Mini Market", "Corner Stores", 220),
    _trade("bikes", SHOPS, 1.0, "Cycles, Bike Workshop", "Spoke & Chain, Freewheel", 520),
    _trade("furniture", SHOPS, 0.8, "Furniture, Upholstery, Beds", "Dream On Beds, Tuck & Button", 1800),
    _trade("sewing", SHOPS, 0.8, "Alterations, Tailors, Sewing Centre", "Hem & Haw, A Stitch in Time", 260),
    _trade("kennels", PETS, 2.8, "Boarding Kennels, Kennels & Cattery, Kennels", "Wagtail Kennels, Barking Barn", 900),
    _trade(
        "groomer",
        PETS,
        3.6,
        "Dog Grooming, Grooming Parlour, Pet Grooming",
        "Muddy Paws, Tails & Tubs, Posh Pooches, Wet Noses",
        340,
    ),
    _trade(
        "vet", PETS, 2.8, "Veterinary Surgery, Vets, Veterinary Centre", "Abbey Vets, Greenside Vets", 2600, firm=True
    ),
    _trade("petshop", PETS, 2.8, "Pet Supplies, Pets & Aquatics, Pet Shop", "Fin & Feather, The Pet Larder", 520),
    _trade(
        "dogwalker",
        PETS,
        3.0,
        "Dog Walking, Pet Services, Dog Training",
        "Happy Leads, Walkies & Co, Good Dog Training",
        280,
    ),
    _trade("florist", EVENTS, 1.4, "Flowers, Florist, Florists", "Stem & Petal, Daisy Row, Bloom & Briar", 480),
    _trade(
        "venue", EVENTS, 1.4, "Barn Weddings, Hall, Events", "Applegarth Barn, Stonehouse Manor, Lakeview Hall", 3400
    ),
    _trade("photographer", EVENTS, 1.2, "Photography, Films & Photography", "Golden Hour Photography", 560),
    _trade("marquee", EVENTS, 1.0, "Marquees, Marquee & Event Hire", "Canvas & Lantern, Big Top Hire", 1300),
    _trade("dj", EVENTS, 0.8, "Discos, Events & DJs", "Last Dance Discos, Needle & Groove", 300),
    _trade("bouncy", EVENTS, 1.0, "Bouncy Castles, Party Hire", "Jump & Giggle, Castle Capers", 320),
    _trade(
        "leisure",
        EVENTS,
        1.6,
        "Leisure, Activity Centre, Bowl",
        "Bullseye Axe Club, Rally Padel, The Locked Room",
        1100,
    ),
)

TRADE_BY_KEY = {trade.key: trade for trade in TRADES}
