"""What can be imported: the columns of each file, under the names that people's exports give them, and its rows."""

from bot.blocks import words
from bot.files.imports.cells import ID, NAME, SEGMENT, Cells
from bot.files.imports.heads import Column
from bot.usecases.counting import title_of
from bot.usecases.importing.accounts import AccountRow
from bot.usecases.importing.catalog import CatalogRow
from bot.usecases.importing.reports import ReportRow
from bot.usecases.importing.rows import BadRow, key_of
from digests.wording import any_of
from storage.models import CatalogStatus, Evidence, Importance, ReportKind, Stage

_WORDS, _TALK_TRACK, _WANT = 20_000, 3_000, 3_000
_USER = 100

ACCOUNTS = (
    Column("name", ("name", "account", "account name", "customer", "customer name", "company", "client"), True),
    Column("external_id", ("external id", "id", "account id", "customer id", "account number", "crm id")),
    Column("region", ("region", "territory", "area")),
    Column("segment", ("segment", "industry", "sector", "category")),
    Column("owner", ("owner", "account owner", "rep", "sales rep", "account manager")),
    Column("yearly_value", ("yearly value", "annual value", "annual revenue", "value", "amount", "spend", "arr")),
    Column("currency", ("currency", "currency code", "currency iso code", "iso currency")),
)
CATALOG = (
    Column("name", ("name", "item", "heading", "product", "product name", "feature", "title"), True),
    Column("synonyms", ("synonyms", "synonym", "other names", "aliases", "also called", "keywords")),
    Column("see", ("see", "see also", "related")),
    Column("regions", ("regions", "region", "sold in", "territory", "territories")),
    Column("status", ("status", "state")),
    Column("date", ("date", "on sale on", "on sale from", "on sale", "launch date", "available from")),
    Column("successor", ("successor", "replaced by", "use instead", "sell instead")),
    Column("talk_track", ("talk track", "pitch", "what to say", "sales notes")),
)
REPORTS = (
    Column("external_id", ("external id", "id", "report id", "record id", "opportunity id", "deal id"), True),
    Column("kind", ("kind", "type", "record type", "outcome", "stage name"), True),
    Column("logged", ("logged", "logged at", "logged on", "date", "created", "created at", "created date", "close date",
                      "closed", "reported"), True),
    Column("reporter", ("reporter", "reported by", "rep", "sales rep", "owner", "opportunity owner", "created by")),
    Column("what", ("what", "want", "request", "title", "subject", "wanted", "would have bought")),
    Column("said", ("said", "customer said", "customer words", "quote", "verbatim", "description")),
    Column("note", ("note", "notes", "rep note", "comment", "comments")),
    Column("account_id", ("account id", "customer id", "account external id", "account number")),
    Column("account", ("account", "account name", "customer", "customer name", "company", "client")),
    Column("region", ("region", "territory", "area")),
    Column("segment", ("segment", "industry", "sector", "category")),
    Column("value", ("value", "amount", "deal value", "worth", "opportunity amount")),
    Column("currency", ("currency", "currency code", "currency iso code", "iso currency")),
    Column("reasons", ("reasons", "reason", "loss reason", "lost reason", "closed lost reason", "win reason")),
    Column("competitors", ("competitors", "competitor", "lost to", "main competitor")),
    Column("stage", ("stage", "deal stage")),
    Column("unasked", ("unasked", "unprompted", "brought it up unasked")),
    Column("importance", ("importance", "priority")),
    Column("evidence", ("evidence", "how we know")),
)  # fmt: skip

_STATUS = {
    "planned": CatalogStatus.PLANNED, "coming": CatalogStatus.PLANNED, "coming soon": CatalogStatus.PLANNED,
    "live": CatalogStatus.LIVE, "active": CatalogStatus.LIVE, "on sale": CatalogStatus.LIVE,
    "retired": CatalogStatus.RETIRED, "discontinued": CatalogStatus.RETIRED, "inactive": CatalogStatus.RETIRED,
}  # fmt: skip
_KIND = {
    "request": ReportKind.REQUEST, "requests": ReportKind.REQUEST, "feature request": ReportKind.REQUEST,
    "wish": ReportKind.REQUEST, "want": ReportKind.REQUEST,
    "lost": ReportKind.LOST_DEAL, "lost deal": ReportKind.LOST_DEAL, "closed lost": ReportKind.LOST_DEAL,
    "loss": ReportKind.LOST_DEAL, "lost_deal": ReportKind.LOST_DEAL,
    "won": ReportKind.WON_DEAL, "won deal": ReportKind.WON_DEAL, "closed won": ReportKind.WON_DEAL,
    "win": ReportKind.WON_DEAL, "won_deal": ReportKind.WON_DEAL,
}  # fmt: skip
_STAGE = {
    key_of(name): stage for stage, label in words.STAGE.items() for name in (label, stage, stage.replace("_", " "))
}
_IMPORTANCE = {key_of(name): one for one, label in words.IMPORTANCE.items() for name in (label, one)}
_EVIDENCE = {key_of(name): one for one, label in words.EVIDENCE.items() for name in (label, one, one.replace("_", " "))}
_STATUS_CHOICE, _IMPORTANCE_CHOICE, _STAGE_CHOICE, _EVIDENCE_CHOICE = (
    any_of([one.replace("_", " ") for one in kind]) for kind in (CatalogStatus, Importance, Stage, Evidence)
)


def account(cells: Cells) -> AccountRow:
    """A row of accounts. An owner whom nobody knows, or a value in another currency, is left out with a warning."""
    owner, owner_id = cells.text("owner", _USER), ""
    try:
        owner_id = cells.known.person(owner) if owner else ""
    except ValueError as error:
        cells.warn(f"It comes without an owner: “{owner}” {error}.")
    yearly, currency = cells.money("yearly_value"), cells.known.currency
    if yearly is not None and yearly.currency != currency:
        cells.warn(f"It comes without its yearly value, which is in {yearly.currency}: accounts are in {currency}.")
        yearly = None
    return AccountRow(
        line=cells.line,
        name=_line(cells.needed("name", NAME)),
        external_id=cells.text("external_id", ID),
        region=cells.text("region", NAME),
        segment=cells.text("segment", SEGMENT),
        owner_id=owner_id,
        yearly_minor=yearly.minor if yearly else None,
    )


def catalog_item(cells: Cells) -> CatalogRow:
    """A row of the catalog."""
    return CatalogRow(
        line=cells.line,
        name=_line(cells.needed("name", NAME)),
        status=cells.one_of("status", _STATUS, _STATUS_CHOICE),
        synonyms=cells.several("synonyms"),
        see=cells.several("see"),
        regions=cells.several("regions"),
        day=cells.day("date"),
        successor=_line(cells.text("successor", NAME)),
        talk_track=cells.text("talk_track", _TALK_TRACK),
    )


def report(cells: Cells) -> ReportRow:
    """A row of reports. A request's title is what was wanted, or the start of what was said."""
    external_id = cells.needed("external_id", ID)
    kind = cells.one_of("kind", _KIND, "request, lost or won")
    if kind is None:
        raise cells.bad("kind", "is empty; it can be request, lost or won.")
    what, said = cells.text("what", _WANT), cells.text("said", _WORDS)
    would, title = "", title_of(what)
    if kind is not ReportKind.REQUEST:
        would = what
    elif not (title or said):
        raise BadRow("Nobody says what was wanted: fill in “what” or “said”.")
    else:
        title, said = _title(cells, what) if what else title_of(said), said or what
    return ReportRow(
        line=cells.line,
        external_id=external_id,
        kind=kind,
        logged_at=cells.moment("logged"),
        reporter_id=_reporter(cells),
        account_id=cells.text("account_id", ID),
        account=_line(cells.text("account", NAME)),
        region=cells.text("region", NAME),
        segment=cells.text("segment", SEGMENT),
        value=cells.money("value"),
        importance=cells.one_of("importance", _IMPORTANCE, _IMPORTANCE_CHOICE),
        is_unasked=cells.yes_no("unasked"),
        stage=cells.one_of("stage", _STAGE, _STAGE_CHOICE),
        evidence=cells.one_of("evidence", _EVIDENCE, _EVIDENCE_CHOICE),
        reasons=cells.several("reasons"),
        competitors=cells.several("competitors"),
        said=said,
        note=cells.text("note", _WORDS),
        would_have_bought=would,
        what=title,
    )


def _title(cells: Cells, what: str) -> str:
    title = _line(what)
    if len(title) > NAME:
        raise cells.bad("what", f"has {len(title):,} characters; at most {NAME} fit. Put longer words into “said”.")
    return title


def _reporter(cells: Cells) -> str:
    text = cells.text("reporter", _USER)
    if not text:
        if not cells.known.reporter:
            raise cells.bad("reporter", "is empty; --reporter says who stands in.")
        return cells.known.reporter
    try:
        return cells.known.person(text)
    except ValueError as error:
        if cells.known.reporter:
            return cells.known.reporter
        raise cells.bad("reporter", f"is “{text}”, who {error}.") from None


def _line(text: str) -> str:
    """A name on one line."""
    return " ".join(text.split())
