"""Live headings for home, garden and a few sold in one part of the country only: name | synonyms | see | regions, one a line (no regions: sold everywhere)."""

HEADINGS = """\
Agricultural Contractors | silage; hedge cutting; muck spreading | Fencing Contractors
Alterations & Repairs | clothing alterations; zips; hems taken up | Tailors; Dry Cleaners
Antique Dealers | antiques; collectables | Auctioneers; Furniture Restoration
Appliance Repairs | washing machine repairs; cooker repairs; fridge repairs | Domestic Appliance Shops
Aquatics | tropical fish; pond supplies | Pet Shops
Auctioneers | auction rooms; valuations | Antique Dealers
Bed Shops | beds; mattresses | Furniture Shops
Carpet Cleaning | carpet shampoo; stain removal | Upholstery Cleaning
Childminders | minders; after-school care | Nurseries, Day
Cleaners, Domestic | house cleaning; home help; weekly clean | End of Tenancy Cleaning
Cleaners, Office | office cleaning; contract cleaning | Window Cleaners
Coal & Solid Fuel | coal merchants; smokeless fuel | Firewood & Logs
Turf & Peat Fuel | turf for the fire; briquettes | Coal & Solid Fuel | Ireland
Curtains | curtain making; poles and tracks | Blinds; Upholsterers
Domestic Appliance Shops | white goods; cookers; washing machines | Appliance Repairs
Dry Cleaners | laundry; wedding dress cleaning | Launderettes; Alterations & Repairs
End of Tenancy Cleaning | deposit cleaning; move-out cleaning; landlord cleaning | Cleaners, Domestic; Carpet Cleaning
Fencing Contractors | fence panels; closeboard; farm fencing | Gates & Railings; Decking
Decking | timber decks; composite decking | Fencing Contractors; Landscape Gardeners
Firewood & Logs | kiln dried logs; kindling | Coal & Solid Fuel
Furniture Restoration | french polishing; chair repairs; caning | Upholsterers; Antique Dealers
Furniture Shops | sofas; dining tables | Bed Shops
Garden Centres | plants; compost; nurseries | Turf & Topsoil
Garden Design | planting plans; garden designers | Landscape Gardeners
Garden Furniture | rattan; benches | Garden Centres
Garden Machinery | mower repairs; mower servicing; chainsaws | Tool Hire
Garden Maintenance | gardeners; lawn mowing; weeding; hedge trimming | Landscape Gardeners; Tree Surgeons
Greenhouses | glasshouses; polytunnels | Sheds & Summerhouses
Handyman Services | odd jobs; flat-pack assembly; small repairs | Carpenters; Decorators
House Clearance | probate clearance, small; hoarding | Waste Clearance; Auctioneers
Ironing Services | ironing collected | Launderettes
Irrigation | garden watering; sprinklers | Landscape Gardeners
Japanese Knotweed | knotweed removal; invasive weeds | Pest Control; Garden Maintenance
Key Cutting | keys; shoe repairs | Locksmiths
Landscape Gardeners | landscaping; patios; raised beds | Garden Design; Garden Maintenance
Launderettes | service wash; duvets | Dry Cleaners
Lawn Treatment | moss; scarifying; lawn feed | Garden Maintenance
Mobility Shops | scooters; riser chairs; walking aids | Lift & Stairlift Engineers
Mole Catchers | moles | Pest Control
Nurseries, Day | day nursery; pre-school; creche | Childminders
Oven Cleaning | ovens; hobs; extractor cleaning | Cleaners, Domestic
Patio & Driveway Cleaning | pressure washing; jet washing; drive cleaning | Window Cleaners; Driveways
Pest Control | rats; mice; wasps; wasp nests; bed bugs | Mole Catchers
Picture Framing | framers; mounts | Art Galleries
Pond Builders | ponds; water features | Aquatics; Landscape Gardeners
Removals | house moves; packing; removal companies | Removals, Light; Self Storage
Removals, Light | man and van; small moves; single items | Removals; Couriers
Roof Cleaning | moss removal; soft washing | Gutter Cleaning; Roofing Contractors
Self Storage | storage units; lock-ups | Removals
Sewing & Haberdashery | fabrics; wool; patterns | Alterations & Repairs
Sheds & Summerhouses | sheds; log cabins; playhouses | Greenhouses
Soft Play Hire | soft play at home; ball pits for hire | Bouncy Castles; Party Hire
Stone & Gravel Suppliers | gravel; cobbles; slate chippings | Turf & Topsoil
Swimming Pool Maintenance | pool cleaning; pool chemicals | Swimming Pool Builders
Tree Surgeons | tree felling; crown reduction; arborists; stumps | Garden Maintenance; Firewood & Logs
Turf & Topsoil | turf; loam; bulk bags | Garden Centres
Upholsterers | reupholstery; chair recovering | Furniture Restoration
Upholstery Cleaning | leather cleaning; curtains cleaned | Carpet Cleaning
Weather Vanes & Sundials | sundials; weather vanes | Garden Furniture
Wheelie Bin Cleaning | bin cleaning | Patio & Driveway Cleaning
Window Cleaners | window cleaning; water-fed pole | Gutter Cleaning
Bagpipers | pipers; piper for weddings; piper for funerals | Bands & Musicians | Scotland
Gaelic Tuition | gaelic lessons; gaelic conversation | Language Tutors | Scotland
Highland Dress & Kilt Hire | kilts; kilt hire; sporrans | Formal Hire | Scotland
Irish Language Classes | gaeilge; irish lessons | Language Tutors | Ireland
Irish Dance Schools | feis dresses; irish dancing | Dance Schools | Ireland
Welsh Language Classes | dysgu cymraeg; welsh lessons; welsh for adults | Language Tutors; Translators | Wales & West
Surf Schools | surfing lessons; bodyboards | Outdoor Activities | Wales & West;Ireland
Cider Makers | cider; cider farms | Off-licences | Wales & West
Whisky Shops & Tours | whisky; distillery tours | Off-licences | Scotland
Narrowboat Services | canal boats; narrowboat repairs; boat safety | Boat Repairs | Midlands;North West
Boat Repairs | boatyards; outboard motors; antifouling | Narrowboat Services
Chandlers | boat supplies; ropes | Boat Repairs
Bouncy Castles | inflatables; bouncy castle hire | Party Hire
Party Hire | tables and chairs; hire of crockery | Marquee Hire
"""
