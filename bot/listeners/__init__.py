"""One file per flow: parse, call a use case, ack."""

from slack_bolt import App

from bot.listeners.answers import AnswerListeners
from bot.listeners.capture import CaptureListeners
from bot.listeners.catalog import CatalogListeners
from bot.listeners.chat import ChatListeners
from bot.listeners.desk import Desk
from bot.listeners.digest import DigestListeners
from bot.listeners.editions import EditionListeners
from bot.listeners.field import FieldListeners
from bot.listeners.hints import HintListeners
from bot.listeners.home import HomeListeners
from bot.listeners.learned import LearnedListeners
from bot.listeners.lookups import LookupListeners
from bot.listeners.lost_deals import LostDealListeners
from bot.listeners.mail import MailListeners
from bot.listeners.own_sentences import OwnSentenceListeners
from bot.listeners.pages import PageListeners
from bot.listeners.setup import SetupListeners
from bot.listeners.slack_events import SlackEventListeners
from bot.listeners.suggestions import SuggestionListeners
from bot.listeners.themes import ThemeListeners
from bot.listeners.triage import TriageListeners
from bot.listeners.typing import TypingListeners

FLOWS = (
    CaptureListeners,
    ChatListeners,
    SuggestionListeners,
    TypingListeners,
    LookupListeners,
    TriageListeners,
    HintListeners,
    LostDealListeners,
    AnswerListeners,
    SlackEventListeners,
    FieldListeners,
    HomeListeners,
    PageListeners,
    SetupListeners,
    DigestListeners,
    LearnedListeners,
    OwnSentenceListeners,
    EditionListeners,
    ThemeListeners,
    CatalogListeners,
    MailListeners,
)


def register(app: App, desk: Desk) -> None:
    """Bind every flow to Bolt."""
    for flow in FLOWS:
        flow(desk).register(app)
