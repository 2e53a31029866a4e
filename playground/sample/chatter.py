"""What people wrote in the regional channels: chat, and things a customer said that nobody has logged yet."""

from collections.abc import Sequence
from random import Random

from playground.sample.names import Account
from playground.sample.people import COORDINATOR_NAMES, Person
from playground.sample.shape import workday

# region, days ago, time, who (a place in the region's list of reps, -1 its coordinator), trade of {account}, text
LINES = (
    ("North West", 0, "08:52", 0, "", "Morning all, roads are white up here. Anyone doing the Kendal run today?"),
    ("North West", 0, "09:40", 1, "roofer", "Just out of {account}. He said “everyone asks me about green roofs and I've nowhere to say I do them”. Is that a heading anywhere?"),
    ("North West", 1, "15:22", 2, "heating", "Lost {account}, the renewal. “You never once told me how many calls I got.” He has a point."),
    ("North West", 1, "15:31", -1, "", "Kate, log that one please. It is the fourth about call numbers this month, it would help to have them counted."),
    ("North West", 3, "12:08", 4, "cafe", "{account} would take a box if we had something for indoor play cafés. She asked me, I didn't ask her."),
    ("North West", 6, "16:47", 5, "", "Has anybody a spare rate card for the half pages? Mine had tea on it ☕"),
    ("Midlands", 0, "09:05", 0, "windows", "{account} has gone to Yell as well now. “Third off and they throw in the website.” That is five for me since October."),
    ("Midlands", 0, "09:18", 3, "", "Same here, Harpreet. Two in Derby yesterday. They come with a printed sheet."),
    ("Midlands", 2, "14:10", 1, "restaurant", "The owner of {account} told me “we'd pay for a page of just wedding feasts, the halls send people to ring us one by one”."),
    ("Midlands", 4, "10:35", 5, "garage", "{account} signed, full year. Said it was the only advert his dad ever trusted."),
    ("Midlands", 5, "17:01", -1, "", "Reminder: regional research for mould removal is due on Friday. Two minutes from each of you is enough."),
    ("South East", 0, "10:02", 2, "leisure", "{account} again: “there are nine courts between here and Reading and you call it Tennis”. He is not wrong."),
    ("South East", 1, "11:44", 1, "hairdresser", "Lovely call at {account}. She heard that her heading is coming and asked for the top spot before I sat down 🙂"),
    ("South East", 2, "13:15", 5, "solicitor", "{account} want to be found for “neighbour disputes”. Says half the first calls are about hedges."),
    ("South East", 7, "16:20", 3, "", "Who covers Hastings while Rosie is away?"),
    ("South East", 7, "16:26", -1, "", "Femi until the 30th, then me."),
    ("Scotland", 0, "09:27", 1, "pub", "{account}: “put us down for anything that says dogs welcome”. I told her it's agreed and she'll hear the date."),
    ("Scotland", 1, "14:50", 0, "trees", "Storm's been through. {account} had 31 calls since Tuesday and said “four of them said they saw us in the book, write that down”."),
    ("Scotland", 3, "09:58", 3, "removals", "{account} won't renew. “It's all student flats now, they find a man and a van on their phones.”"),
    ("Scotland", 5, "12:30", 4, "", "Ferry's off, so Oban is a phone day."),
    ("Wales & West", 0, "08:44", 0, "groomer", "Third one this week, {account}: “the salon shut so they all want a van at the gate”. What is going on with dog grooming down here?"),
    ("Wales & West", 0, "08:51", 2, "", "Same in Carmarthen. I had two yesterday and I wasn't even asking."),
    ("Wales & West", 0, "08:55", -1, "", "Keep logging them, one each per customer please. It is on the committee's docket already."),
    ("Wales & West", 2, "15:05", 1, "cafe", "Bore da. {account} asked for the line in Welsh and English, “dwy iaith neu ddim”. Can we do both for one price?"),
    ("Wales & West", 4, "11:12", 3, "venue", "{account} said no for this year. “We're full on Saturdays, it's Tuesdays I can't sell.” Is there anything for midweek weddings?"),
    ("Ireland", 0, "09:33", 0, "electrician", "{account} in great form: “batteries, Conor, batteries. I've not hung a light since August”. He'd go to a half page."),
    ("Ireland", 1, "10:20", 3, "funeral", "Quiet word from {account}. Families ask for a simple cremation and she has nothing to show them. When does ours go on sale?"),
    ("Ireland", 1, "10:41", -1, "", "With the next campaign, Sinéad, everybody on the same day. The date is in the brief."),
    ("Ireland", 4, "16:05", 2, "restaurant", "Lost {account}, €1,150. “The Golden Pages man was in on Monday and you were in on Thursday.” My own fault."),
    ("", 0, "09:10", 0, "", "This week's digest has solar and batteries first, for the third week running. Have a look before you ring anybody."),
    ("", 2, "16:55", 4, "", "Dates: ballots for this docket close on Friday at noon. Nothing is needed from reps, thank you for all you sent in."),
    ("", 6, "13:00", 3, "", "The campaign brief has a talk track for each new heading. Try one out loud before you use it."),
)  # fmt: skip


def messages(
    rng: Random, people: Sequence[Person], accounts: Sequence[Account], channels: dict[str, str]
) -> list[dict[str, str | int]]:
    """The channels' messages, oldest first; `channels` maps a region (or nothing, for general) to a channel id."""
    lines: list[dict[str, str | int]] = []
    for region, days_ago, at, who, trade, text in LINES:
        here = [p for p in people if p.region == region]
        reps = [p for p in here if p.real_name != COORDINATOR_NAMES.get(region)]
        user = reps[who] if who >= 0 else next(p for p in here if p.role == "coordinator")
        fitting = [account for account in accounts if account.region == region and account.trade == trade]
        name = rng.choice(fitting).name if "{account}" in text else ""
        lines.append(
            {
                "channel": channels[region],
                "user": user.id,
                "days_ago": workday(days_ago),
                "at": at,
                "text": text.replace("{account}", name),
            }
        )
    return sorted(lines, key=lambda line: (-int(line["days_ago"]), str(line["at"])))
