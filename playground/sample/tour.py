"""tour.json: the loop in three steps, with the people of the sample, for whoever opens the page for the first time."""

from collections.abc import Sequence
from typing import Any

from playground.sample.names import Account
from playground.sample.people import Person

REP, MARKETER = "Maya Okafor", "Priya Nair"
TRADE_OF_THE_ASKER = "roofer"
# What the app calls its forms: by these the page knows that a step was done.
LOG_FORMS = ("report_form",)
DECIDE_FORMS = ("decide_form", "already_for_sale_form", "merge_form", "not_a_request_form")


def tour(people: Sequence[Person], accounts: Sequence[Account], company: dict[str, Any]) -> dict[str, Any]:
    """The whole of tour.json; `company` is workspace.json."""
    by_name = {person.real_name: person for person in people}
    rep, marketer = by_name[REP], by_name[MARKETER]
    parts = company["groundswell"]
    room = next(channel["id"] for channel in company["channels"] if channel["name"] == "sales-north-west")
    asker = next(one for one in accounts if one.trade == TRADE_OF_THE_ASKER and one.region == rep.region)
    return {
        "title": "Around the loop",
        "steps": [
            {
                "title": "Log a request",
                "words": f"{REP} sells adverts. A roofer has just asked for a heading that nobody sells yet. "
                "Send it with /request, look over the form, and submit.",
                "who": rep.id,
                "where": room,
                "write": '/request "If you had a heading for drone roof surveys, I\'d buy an ad under it" '
                f"{asker.name} 1,200",
                "done": {"submitted": list(LOG_FORMS)},
            },
            {
                "title": "Decide it",
                "words": f"{MARKETER} runs the headings. The request is the newest card in #field-triage. "
                "Press Decide, choose an answer and give a reason: Maya hears it at once, in words she can pass on.",
                "who": marketer.id,
                "where": parts["triage_channel"],
                "done": {"submitted": list(DECIDE_FORMS)},
            },
            {
                "title": "Read the digest",
                "words": "Maya has her answer already, in her messages from Groundswell. On Mondays at nine everybody "
                "reads what the week brought. Nobody has to wait: move the clock to next Monday.",
                "who": rep.id,
                "where": parts["digest_channel"],
                "jump": "next-monday",
                "done": {"message": True},
            },
        ],
        "end": "That is the whole loop: asked, decided, answered, reported. Act as anybody at the top and look around. "
        "Nothing here can break, and the clock's menu takes you back to the real time.",
    }
