"""Live headings for food, shops, motor, pets and celebrations: name | synonyms | see | regions, one a line (no regions: sold everywhere)."""

HEADINGS = """\
Afternoon Tea & Tea Rooms | afternoon tea; cream teas; tea rooms | Cafés & Coffee Shops
Animal Feed | horse feed; poultry feed; straw | Pet Shops
Art Galleries | paintings; local artists | Picture Framing
Bakers | bread; sourdough; pies | Cake Makers
Balloon Decorations | helium balloons; balloon displays | Party Shops; Florists
Bands & Musicians | live bands; wedding bands; ceilidh bands | DJs & Discos
Barn & Country Wedding Venues | barn weddings; farm weddings | Wedding Venues
Bed & Breakfast | b&b; guest houses | Hotels
Bowling Alleys | ten pin bowling | Family Days Out
Bridal Shops | wedding dresses; bridesmaids | Formal Hire
Butchers | meat; sausages; hampers | Farm Shops
Cafés & Coffee Shops | coffee; breakfast; lunches | Afternoon Tea & Tea Rooms
Cake Makers | birthday cakes; wedding cakes | Bakers
Camping & Caravan Sites | campsites; touring pitches; glamping | Holiday Cottages
Car Body Repairs | dents; bodyshops; accident repairs | Garages
Car Breakers | scrap cars; used parts | Car Spares
Car Dealers, Used | used cars; second-hand cars | Garages
Car Hire | van hire; minibus hire | Coach Hire
Car Keys | replacement car keys; key programming | Locksmiths; Car Electrics
Car Electrics | auto electricians; batteries; alternators | Garages; Mechanics, Mobile
Car Spares | motor factors; car parts | Garages
Car Valeting | car wash; detailing; hand car wash | Garages
Car Windscreens | windscreen chips; windscreen replacement | Garages
Caravan Dealers | caravans; motorhome sales; caravan servicing | Camping & Caravan Sites
Caterers | catering; buffets; event catering | Hog Roasts; Street Food & Food Trucks
Children's Entertainers | magicians; party entertainers; face painting | Bouncy Castles
Climbing Walls | bouldering; climbing centres | Outdoor Activities
Coach Hire | coaches; school transport | Car Hire
Computer Repairs | laptop repairs; virus removal; broken screens | Mobile Phone Repairs
Convenience Stores | newsagents; corner shops | Off-licences
Couriers | same-day delivery; parcels | Removals, Light
Craft Shops | yarn; beads; workshops | Sewing & Haberdashery
Cycle Shops | bikes; bicycle repairs; servicing | Cycle Hire
Cycle Hire | bike hire; tandems | Cycle Shops
Delicatessens | deli; cheese; charcuterie | Farm Shops
Dessert Parlours | waffles; gelato; milkshakes | Cafés & Coffee Shops; Ice Cream Vans
DJs & Discos | dj; mobile disco; karaoke | Bands & Musicians
Dog Breeders | puppies; kennel club | Dog Training
Dog Day Care | doggy day care; dog creche; dog minding by the day | Kennels; Dog Walkers
Dog Grooming | dog groomers; clipping; groomers who come to you; poodle parlours | Pet Shops
Dog Training | puppy classes; puppy training; dog behaviour | Dog Walkers
Dog Walkers | dog walking | Dog Day Care; Pet Sitting
Driving Instructors | driving lessons; learn to drive | Driving Lessons, Automatic
Driving Lessons, Automatic | automatic lessons; automatic instructors | Driving Instructors
Electrical Shops | kettles; radios; small appliances | Domestic Appliance Shops
Embroidery & Workwear | uniforms; printed t-shirts; hi-vis | Printers
Exhausts & Diesel Specialists | exhausts; injectors; turbo repairs | Tyre Dealers; Garages
Family Days Out | farm parks; soft play centres; attractions | Bowling Alleys
Farm Shops | local produce; eggs; veg boxes | Butchers; Delicatessens
Farriers | horse shoeing | Riding Schools
Fireworks & Displays | fireworks; bonfire night | Party Shops
Fish & Chips | chip shops; chippies; fish bars | Takeaways
Fishing Tackle | bait; rods; angling | Outdoor Activities
Fishmongers | fresh fish; shellfish | Farm Shops
Florists | flowers; bouquets; funeral flowers; wedding flowers | Balloon Decorations
Formal Hire | suits; dinner jackets; morning suits | Bridal Shops
Garages | car servicing; car repairs; mots | MOT Stations; Car Electrics
Gift Shops | cards; presents; souvenirs | Craft Shops
Golf Clubs & Ranges | golf; driving range | Outdoor Activities
Graphic Designers | logos; leaflets designed | Printers; Website Design
Guitar & Amp Repairs | luthiers; guitar setup | Musical Instruments
Halal Restaurants | halal; halal takeaway; certified halal | Restaurants; Takeaways
Hog Roasts | hog roast; barbecue catering | Caterers
Holiday Cottages | self-catering; cottages | Bed & Breakfast; Camping & Caravan Sites
Hotels | conference rooms; dinner bed and breakfast | Bed & Breakfast
Ice Cream Vans | ice cream; whippy vans | Street Food & Food Trucks
Indian Restaurants | curry; tandoori; balti | Restaurants; Takeaways
Chinese Restaurants | chinese food; dim sum | Restaurants; Takeaways
Italian Restaurants | pizza restaurants; pasta | Restaurants
Jewellers | rings; watch repairs; engagement rings | Watch & Clock Repairs
Kennels | boarding kennels; dog boarding; catteries | Dog Day Care; Pet Sitting
Limousine & Wedding Cars | wedding cars; limos; vintage cars | Wedding Venues
Marquee Hire | marquees; tipis; stretch tents | Party Hire
Mechanics, Mobile | mobile mechanics; breakdown at home | Garages; Car Electrics
Microbreweries | craft beer; brewery taps | Pubs
Mobile Phone Repairs | cracked screens; phone batteries | Computer Repairs
MOT Stations | mots; mot while you wait | Garages
Motorcycle Dealers | motorbikes; scooters | Motorcycle Repairs
Motorcycle Repairs | bike servicing, motor; motorbike mot | Motorcycle Dealers
Musical Instruments | pianos; violins; music shops | Guitar & Amp Repairs; Music Teachers
Off-licences | wine merchants; beer | Convenience Stores
Office Equipment | photocopiers; printers; desks | Office Supplies
Office Supplies | stationery; ink | Office Equipment
Outdoor Activities | canoeing; archery; team days | Climbing Walls
Party Shops | fancy dress; party bags | Balloon Decorations
Pet Cremation | pet funerals; ashes returned | Vets
Pet Shops | pet food; rabbits; hamsters | Aquatics; Animal Feed
Pet Sitting | house sitting; home visits for pets | Dog Walkers; Kennels
Photo Printing | passport photos; canvas prints | Photographers
Photo Booths & Props | photo booths; magic mirrors | DJs & Discos
Photographers | photography; family portraits | Photographers, Wedding
Photographers, Wedding | wedding photos; wedding films | Photographers
Play Centres | soft play; ball pools; party rooms | Family Days Out; Bouncy Castles
Post & Parcel Shops | parcel drop-off; packing | Couriers
Printers | leaflets; business cards; booklets | Graphic Designers; Signwriters
Private Hire & Minicabs | minicabs; airport transfers; airport runs | Taxis
Pubs | inns; beer gardens; sunday lunch | Restaurants; Microbreweries
Record Shops | vinyl; records | Musical Instruments
Restaurants | dining out; set lunch | Indian Restaurants; Italian Restaurants
Reptile Shops | snakes; lizards; vivariums | Pet Shops
Saddlers | tack; saddle fitting | Riding Schools
School Uniforms | blazers; pe kit | Embroidery & Workwear
Security Guards | door staff; event security | Alarm Systems
Shoe Repairs | cobblers; heels | Key Cutting
Signwriters | van signwriting; van lettering; shop signs | Printers
Snooker & Pool Halls | snooker; pool tables | Bowling Alleys
Street Food & Food Trucks | food trucks; street food vans; pizza vans | Caterers; Hog Roasts
Tailors | suits made; made to measure | Alterations & Repairs
Takeaways | kebabs; pizza delivery; burgers | Fish & Chips; Indian Restaurants
Taxis | taxi ranks; cabs | Private Hire & Minicabs; Wheelchair Taxis
Tennis & Squash Clubs | tennis courts; squash | Gyms & Fitness Centres
Tobacconists | tobacco; pipes; cigars | Convenience Stores
Toy Shops | toys; games; models | Gift Shops
Travel Agents | holidays; cruises; package holidays | Coach Hire
Trophies & Engraving | cups; medals; shields | Jewellers
Tyre Dealers | tyres; puncture repairs; tracking | Garages; Exhausts & Diesel Specialists
Vets | veterinary surgeons; vaccinations for pets; animal hospital | Pet Cremation
Watch & Clock Repairs | clocks; watch batteries | Jewellers
Website Design | websites; online shops; web designers | Graphic Designers
Wedding Celebrants | celebrants; independent celebrants; humanist ceremonies | Wedding Venues
Wedding Planners | wedding coordinators; venue dressing | Wedding Venues
Wedding Venues | wedding receptions; function rooms | Barn & Country Wedding Venues
Wheelchair Taxis | accessible taxis; wheelchair transport; ramp taxis | Taxis
Window Tinting & Wraps | car wraps; tinted windows | Car Body Repairs
"""
