"""Live headings for building and repairs: name | synonyms | see | regions, one a line (no regions: sold everywhere)."""

HEADINGS = """\
Aerial & Satellite Installers | tv aerials; satellite dishes; freeview | Smart TV Fitting
Air Conditioning | air con; cooling | Air Conditioning for Homes; Refrigeration Engineers
Alarm Systems | burglar alarms; intruder alarms | CCTV Installers; Security Guards
Architects | architectural design; plans drawn | Architectural Technicians; Planning Consultants
Architectural Technicians | house plans; extension drawings | Architects
Asbestos Removal & Surveys | asbestos; garage roof asbestos; asbestos testing | Garage Roofs
Awnings & Canopies | patio awnings; shop blinds | Blinds
Balustrades & Staircases | stairs; glass balustrades; spindles | Joiners
Basement Conversions | cellar conversions; tanking | Damp Proofing
Bathroom Fitters | bathrooms; bathroom installers | Wet Rooms & Walk-in Showers; Bathroom Showrooms
Bathroom Showrooms | bathroom shops; taps; shower screens | Bathroom Fitters
Bedroom Furniture, Fitted | fitted wardrobes; sliding wardrobes | Furniture Shops
Blacksmiths & Forges | wrought iron; gates made | Gates & Railings
Blinds | venetian blinds; roller blinds; shutters | Shutters; Curtains
Block Paving | paving; monoblock | Driveways; Resin Driveways
Boiler Repairs | boiler breakdown; boiler servicing; no hot water | Plumbers; Heating Engineers
Bricklayers | brickies; brickwork; garden walls | Builders; Repointing
Builders | building contractors; extensions; general builder | House Extensions; Bricklayers
Builders' Merchants | timber; cement; building supplies | Timber Merchants; Plumbers' Merchants
Building Surveyors | house surveys; structural survey | Structural Engineers
Carpenters | carpentry; woodwork | Joiners
Carpet Fitters | carpet laying; fitting only | Carpet Shops
Carpet Shops | carpets; rugs; remnants | Flooring Shops; Carpet Fitters
CCTV Installers | security cameras; doorbell cameras | Alarm Systems
Ceilings, Suspended | dropped ceilings; office ceilings | Partitions & Drylining
Central Heating | radiators; full heating systems | Heating Engineers; Underfloor Heating
Chimney Builders & Repairs | chimney stacks; chimney pots; flaunching | Chimney Sweeps; Roof Repairs
Chimney Sweeps | sweeps; flue cleaning; chimney cleaning | Stoves & Fireplaces
Cladding | timber cladding; composite cladding | Rendering
Concrete Suppliers | ready mix; concrete pumps | Builders' Merchants
Conservatories | orangeries; sun rooms | Conservatory Roofs; Double Glazing
Conservatory Roofs | solid roof conversions; warm roof | Conservatories
Damp Proofing | rising damp; dpc; timber treatment | Basement Conversions
Decorators | painters; painting and decorating; wallpaper hangers | Plasterers
Demolition | knocking down; strip out | Skip Hire
Diamond Drilling | core drilling; concrete cutting | Demolition
Door Fitters | internal doors; hanging doors | Joiners; Patio & Bifold Doors
Double Glazing | windows; upvc windows | Windows, Timber; Double Glazing Repairs
Double Glazing Repairs | misted glass; window hinges; failed units | Double Glazing; Glaziers
Drain Clearance | blocked drains; drain unblocking; jetting | Septic Tanks; Plumbers
Driveways | tarmac; drives; block paving drives | Resin Driveways; Block Paving
Dry Lining | plasterboard; stud walls | Plasterers; Partitions & Drylining
Electricians | electrical contractors; rewires; fuse boards | EV Charger Installers; Landlord Safety Certificates
Emergency Glaziers | boarding up; broken windows | Glaziers
EV Charger Installers | ev chargers; car charge points; electric car chargers | Electricians
Extension Roofs | lean-to roofs; extension roofing | Roofing Contractors
Fireplaces | fire surrounds; hearths | Stoves & Fireplaces
Flat Roofing | felt roofs; grp roofs; garage roofing | Roofing Contractors; Garage Roofs
Flooring Shops | laminate; vinyl; luxury vinyl tile | Wood Floors; Carpet Shops
Floor Sanding | floor restoration; sanding and sealing | Wood Floors
Garage Conversions | convert garage; garage to room | House Extensions
Garage Doors | roller doors; up and over doors; electric garage doors | Gates, Electric
Garage Roofs | asbestos garage roofs; garage reroof | Flat Roofing; Asbestos Removal & Surveys
Gas Engineers | gas safe; gas fitters; cooker fitting | Boiler Repairs; Landlord Safety Certificates
Gates & Railings | metal gates; driveway gates | Gates, Electric; Blacksmiths & Forges
Gates, Electric | automatic gates; gate motors | Gates & Railings
Glaziers | glass cut to size; reglazing | Emergency Glaziers; Double Glazing Repairs
Groundworks | footings; digger hire with driver | Plant Hire; Builders
Guttering & Fascias | new gutters; soffits; upvc gutters | Gutter Cleaning; Roofing Contractors
Heating Engineers | boilers; new boilers; combi boilers | Boiler Repairs; Central Heating
House Extensions | kitchen extensions; two-storey extensions | Builders; Architects
Insulation | loft insulation; cavity wall | External Wall Insulation
External Wall Insulation | ewi; solid wall insulation | Insulation; Rendering
Joiners | joinery; bespoke joinery | Carpenters; Door Fitters
Kitchen Fitters | kitchen installers; worktop fitting | Kitchen Showrooms; Worktops
Kitchen Showrooms | kitchens; kitchen shops | Kitchen Fitters
Landlord Safety Certificates | gas certificates; eicr; landlord checks | Electricians; Gas Engineers
Lead Work | lead roofing; lead flashing | Roofing Contractors
Lift & Stairlift Engineers | stairlifts; through-floor lifts | Mobility Shops
Lighting Shops | lamps; chandeliers | Electricians
Locksmiths | locks changed; upvc locks; safes | Locksmiths, 24 Hour; Key Cutting
Locksmiths, 24 Hour | emergency locksmiths; locked out; night locksmiths | Locksmiths
Loft Boarding | loft ladders; loft storage; loft hatches | Loft Conversions; Insulation
Loft Conversions | attic conversions; dormer lofts | Loft Boarding; House Extensions
Metal Roofing | tin roofs; standing seam | Roofing Contractors
Painting, Commercial | shop painting; spray painting | Decorators
Partitions & Drylining | office partitions; glass partitions | Dry Lining
Patio & Bifold Doors | patio doors; sliding doors; french doors | Double Glazing; Door Fitters
Planning Consultants | planning permission; planning appeals | Architects
Plant Hire | digger hire; dumper hire | Tool Hire; Groundworks
Plasterers | plastering; skimming; artex removal | Rendering; Decorators
Plumbers | plumbing; leaks; burst pipes | Emergency Plumbers; Heating Engineers
Emergency Plumbers | 24 hour plumbers; leak tonight | Plumbers
Plumbers' Merchants | pipe and fittings; boiler spares | Builders' Merchants
Radiator Covers | radiator cabinets | Joiners
Refrigeration Engineers | cold rooms; fridge repairs, shops | Air Conditioning
Rendering | k rend; pebble dash; silicone render | Plasterers; External Wall Insulation
Repointing | pointing; lime pointing; brick restoration | Bricklayers
Resin Driveways | resin bound; resin drives; resin paths | Driveways; Block Paving
Roof Repairs | emergency roof repairs; storm damage; leaking roof; missing slates | Roofing Contractors
Roofing Contractors | roofers; reroofing; slating and tiling | Roof Repairs; Flat Roofing
Roof Windows | skylights; velux type windows; sun tunnels | Loft Conversions
Sash Windows | sash repairs; draught proofing; box sash | Windows, Timber
Scaffolding | scaffolders; access towers | Tool Hire
Septic Tanks | tank emptying; cesspits; sewage treatment | Drain Clearance
Shop Fitters | shop fronts; bar fitting | Shutters, Security
Shutters | plantation shutters; window shutters | Blinds
Shutters, Security | roller shutters; shop shutters | Shop Fitters
Skip Hire | skips; grab hire | Waste Clearance
Smart TV Fitting | tv on the wall; tv brackets | Aerial & Satellite Installers
Solar Hot Water | solar thermal; water heating panels | Heating Engineers
Stonemasons | stone restoration; sandstone repairs; masons | Memorials
Stoves & Fireplaces | wood burners; stove fitters; log burners | Chimney Sweeps; Fireplaces
Structural Engineers | beam calculations; rsj; subsidence | Building Surveyors
Swimming Pool Builders | pools; pool covers | Swimming Pool Maintenance
Thatchers | thatched roofs; thatch repairs | Roofing Contractors | Wales & West;South East;Midlands
Tilers | wall tiling; floor tiling | Tile Shops
Tile Shops | tiles; mosaics; grout | Tilers
Timber Merchants | sawn timber; sheet materials | Builders' Merchants
Tool Hire | hire shop; floor sander hire | Plant Hire
Underfloor Heating | wet underfloor; electric floor heating; warm floors | Central Heating; Tilers
Underpinning | foundations; subsidence repairs | Structural Engineers
Upvc Spraying | spray painted windows; window colour change | Painting, Commercial
Waste Clearance | rubbish removal; tip runs | Skip Hire; House Clearance
Water Softeners | limescale; softened water | Plumbers | South East;Midlands
Water Wells & Boreholes | boreholes; private water | Plumbers
Wet Rooms & Walk-in Showers | wet rooms; accessible bathrooms; walk-in baths | Bathroom Fitters; Mobility Shops
Windows, Timber | wooden windows; joinery windows | Sash Windows; Double Glazing
Wood Floors | parquet; engineered oak; solid floors | Floor Sanding; Flooring Shops
Worktops | granite worktops; quartz; solid surface | Kitchen Fitters
"""
