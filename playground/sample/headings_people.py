"""Live headings for health, care, law and learning: name | synonyms | see | regions, one a line (no regions: sold everywhere)."""

HEADINGS = """\
Accountants | accountancy; annual accounts; small business accounts | Bookkeepers; Tax Advisers
Acupuncture | acupuncturists | Complementary Therapies
Audiologists | hearing tests; hearing aids; audiology | Ear Wax Removal
Bankruptcy & Insolvency | insolvency; debt help | Accountants
Barbers | barber shops; beard trims; hot towel shave | Hairdressers
Beauty Salons | beauticians; facials; waxing | Nail Bars; Lash & Brow Artists
Bookkeepers | bookkeeping; vat returns; payroll | Accountants
Care Homes | residential care; nursing homes | Live-in & Home Care
Chemists | pharmacies; prescriptions; late chemist | Travel Vaccinations
Chiropodists & Podiatrists | feet; foot clinic; ingrown toenails | Physiotherapists
Chiropractors | back pain; spinal adjustment | Osteopaths; Physiotherapists
Clear Aligners | see-through braces; invisible braces | Dentists; Orthodontists
Complementary Therapies | reflexology; aromatherapy; reiki | Massage Therapists
Conveyancing | house purchase solicitors; property law | Solicitors
Counsellors | counselling; therapy; couples counselling | Psychologists
Dance Schools | ballet; tap; adult dance | Theatre Schools
Dental Technicians | dentures; denture repairs | Dentists
Dentists | dental practices; nhs dentists; hygienists | Dentists, Emergency; Clear Aligners
Dentists, Emergency | toothache; same-day dentists; out of hours dentists | Dentists
Dietitians & Nutritionists | diet advice; nutritionist | Health Foods
Ear Wax Removal | microsuction; ear syringing; blocked ears | Audiologists; Opticians
Employment Law | unfair dismissal; settlement agreements | Solicitors
Estate Agents | house sales; valuations | Letting Agents; Mortgage Brokers
Family Law | divorce; child arrangements | Solicitors
Financial Advisers | pensions; investments; ifa | Mortgage Brokers
Funeral Directors | undertakers; funerals; pre-paid funerals | Memorials; Pet Cremation
Gyms & Fitness Centres | gyms; weights; spinning | Keep Fit Classes; Personal Trainers
Hair Extensions | weave; extensions | Hairdressers
Hair Replacement & Wigs | wigs; hair loss | Hairdressers
Hairdressers | hair salons; ladies' hairdressers; colourists | Barbers
Health Foods | vitamins; supplements; whole foods | Dietitians & Nutritionists
Home Help | companionship; shopping for the elderly | Live-in & Home Care
Hypnotherapists | hypnosis; stop smoking | Counsellors
Immigration Lawyers | visas; citizenship; settled status | Solicitors
Insurance Brokers | business insurance; home insurance | Financial Advisers
Keep Fit Classes | aerobics; zumba; over-60s exercise | Gyms & Fitness Centres; Pilates & Yoga
Language Tutors | french lessons; spanish lessons; english lessons | Tutors
Lash & Brow Artists | lash extensions; lash lifts; brow lamination | Beauty Salons
Letting Agents | rentals; property management | Estate Agents
Live-in & Home Care | live-in care; carers at home; respite | Care Homes; Home Help
Loss Assessors | insurance claims; flood claims | Insurance Brokers
Massage Therapists | massage; remedial massage | Complementary Therapies; Physiotherapists
Memorials | headstones; gravestones; memorial masons | Funeral Directors
Midwives & Doulas | doulas; antenatal classes | Nurseries, Day
Mortgage Brokers | mortgages; remortgages; mortgage advice | Financial Advisers
Music Teachers | piano lessons; guitar lessons; singing | Tutors; Musical Instruments
Nail Bars | nails; gel nails; manicures | Beauty Salons
Notaries | notary public; apostille | Solicitors
Nursing Agencies | agency nurses; care staff | Recruitment Agencies
Opticians | glasses; eye tests; contact lenses | Audiologists
Orthodontists | braces; teeth straightening | Clear Aligners; Dentists
Osteopaths | osteopathy; bad backs | Chiropractors; Physiotherapists
Personal Injury Lawyers | accident claims; injury solicitors | Solicitors
Personal Trainers | pt; one-to-one training | Gyms & Fitness Centres
Physiotherapists | physio; sports injuries; rehab | Osteopaths; Massage Therapists
Pilates & Yoga | yoga classes; pilates; pregnancy yoga | Keep Fit Classes
Private Doctors | private gp; medicals | Travel Vaccinations
Psychologists | clinical psychologists; cbt | Counsellors
Recruitment Agencies | temp staff; job agencies | Nursing Agencies
Riding Schools | horse riding; pony trekking | Saddlers
Skin Clinics | acne; laser hair removal; mole checks | Beauty Salons; Private Doctors
Slimming Clubs | weight loss groups; slimming classes | Dietitians & Nutritionists
Solicitors | lawyers; legal advice; law firms | Conveyancing; Family Law; Wills & Probate
Speech Therapists | speech and language | Psychologists
Swimming Lessons | swim school; baby swimming | Gyms & Fitness Centres
Tattooists | tattoos; piercing | Beauty Salons
Tax Advisers | self assessment; tax returns | Accountants
Theatre Schools | drama classes; stage school | Dance Schools
Translators | interpreters; certified translation | Language Tutors
Travel Vaccinations | travel jabs; yellow fever; malaria tablets | Chemists; Private Doctors
Tutors | maths tutors; eleven plus; gcse tuition | Language Tutors; Music Teachers
Wills & Probate | wills; probate; estate administration | Solicitors
"""
