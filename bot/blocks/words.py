"""How statuses, stages and the like are called when people read them."""

from bot.blocks import kit
from storage.models import CatalogItem, CatalogStatus, Evidence, Importance, ReportKind, RequestStatus, Role, Stage

STATUS = {
    RequestStatus.NEW: "New",
    RequestStatus.REGIONAL_REVIEW: "With the region",
    RequestStatus.HQ_REVIEW: "With headquarters",
    RequestStatus.DOCKETED: "On the docket",
    RequestStatus.APPROVED: "Approved",
    RequestStatus.APPROVED_AS_SYNONYM: "Approved as another name",
    RequestStatus.PILOT: "Being piloted",
    RequestStatus.DEFERRED: "Deferred",
    RequestStatus.DECLINED: "Declined",
    RequestStatus.SCHEDULED: "Scheduled",
    RequestStatus.LIVE: "Live",
    RequestStatus.MEASURED: "Live and measured",
    RequestStatus.ANSWERED: "Already for sale",
    RequestStatus.NOT_A_REQUEST: "Not a request",
    RequestStatus.MERGED: "Merged",
    RequestStatus.WITHDRAWN: "Withdrawn",
}

# A mark before the status: seen before it is read, and never the only sign.
MARK = {
    RequestStatus.NEW: "🔵",
    RequestStatus.REGIONAL_REVIEW: "🟡",
    RequestStatus.HQ_REVIEW: "🟡",
    RequestStatus.DOCKETED: "🟡",
    RequestStatus.APPROVED: "✅",
    RequestStatus.APPROVED_AS_SYNONYM: "✅",
    RequestStatus.PILOT: "🧪",
    RequestStatus.DEFERRED: "⏸️",
    RequestStatus.DECLINED: "⛔",
    RequestStatus.SCHEDULED: "📅",
    RequestStatus.LIVE: "🟢",
    RequestStatus.MEASURED: "🟢",
    RequestStatus.ANSWERED: "🏷️",
    RequestStatus.NOT_A_REQUEST: "↩️",
    RequestStatus.MERGED: "🔀",
    RequestStatus.WITHDRAWN: "🗑️",
}

KIND = {
    ReportKind.REQUEST: "Request",
    ReportKind.LOST_DEAL: "Lost deal",
    ReportKind.WON_DEAL: "Won deal",
}

IMPORTANCE = {
    Importance.MUST: "A must: they won't buy without it",
    Importance.IMPORTANT: "Important to them",
    Importance.NICE: "Nice to have",
}

STAGE = {
    Stage.NOT_AWARE: "Did not know us yet",
    Stage.CONSIDERING: "Thinking it over",
    Stage.NEGOTIATING: "Negotiating",
    Stage.RENEWAL: "Up for renewal",
    Stage.CUSTOMER: "Already a customer",
}

EVIDENCE = {
    Evidence.CUSTOMER_WORDS: "The customer said so",
    Evidence.OPINION: "My own reading",
    Evidence.THIRD_PARTY: "Somebody else told me",
}

ROLE = {
    Role.COORDINATOR: "Coordinator",
    Role.MARKETER: "Marketer",
    Role.COMMITTEE: "Committee member",
    Role.SECRETARY: "Secretary",
    Role.SALES_MANAGER: "Sales manager",
    Role.ADMIN: "Admin",
}


def item_called(item: CatalogItem) -> str:
    """A catalog item by its name; what is only planned with the day from which it can be sold."""
    if item.status is not CatalogStatus.PLANNED:
        return item.name
    return f"{item.name}, on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else f"{item.name}, planned"
