"""The small change of speech: towns, days, sums and people that fill the gaps in a sentence."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a dozen")
PEOPLE = (
    "My wife", "My husband", "My sister", "The daughter", "The son-in-law", "My partner", "The office girl",
    "My accountant", "The neighbour", "My brother", "The receptionist", "Mum", "My boss", "The apprentice",
)  # fmt: skip
REP_SPEAKS_OF = (
    "The wife", "The husband", "The daughter", "The son-in-law", "The office manager", "The partner", "The owner's dad",
    "The bookkeeper", "The shop manager", "A nephew", "The receptionist", "The practice manager", "The foreman",
)  # fmt: skip
ADVERTS = (
    "a quarter page", "a half page", "a line and a box", "a box with colour", "a full page", "the top spot",
    "a banner", "an eighth", "a photo box", "two columns",
)  # fmt: skip
SUMS = (
    60, 80, 120, 150, 180, 220, 240, 300, 350, 380, 420, 450, 480, 550, 600, 650, 720, 800, 850, 900, 960,
    1100, 1200, 1400, 1500, 1800, 2000, 2400, 2600, 3000, 3500, 4200, 4800, 5500, 6400,
    7500, 9000, 12000, 15000,
)  # fmt: skip
EMOJI = ("😂", "🙏", "👍", "😬", "🤷", "😩", "👀", "🙂", "🤞", "😅")
TYPOS = {
    "definitely": "definately", "because": "becuase", "people": "poeple", "there": "their", "the": "teh",
    "would": "woud", "heading": "headng", "customers": "custmers", "nobody": "noboddy", "money": "mony",
    "them": "tehm", "your": "you're", "renewed": "renewd", "advert": "adver", "phone": "fone", "really": "realy",
    "looking": "lookin", "want": "wnat", "every": "evry", "month": "mnth", "enough": "enuf", "which": "wich",
    "thought": "thort", "their": "thier",
}  # fmt: skip
