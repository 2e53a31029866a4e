"""Every id that comes back to us when somebody presses, chooses or sends something.

Each has exactly one listener; `tests/test_architecture.py` holds that.
"""

from enum import StrEnum

# The type of the metadata on each message of ours; Slack tells us by it that a message arrived.
EVENT_TYPE = "groundswell_message"


class FormId(StrEnum):
    """The callback ids of our forms."""

    REPORT = "report_form"
    ASK = "ask_form"
    ANSWER = "answer_form"
    DECIDE = "decide_form"
    ALREADY_FOR_SALE = "already_for_sale_form"
    MERGE = "merge_form"
    ASSIGN = "assign_form"
    EDIT_REQUEST = "edit_request_form"
    SNOOZE = "snooze_form"
    REOPEN = "reopen_form"
    NOT_A_REQUEST = "not_a_request_form"
    MOVE_ON = "move_on_form"
    SEPARATE = "separate_form"
    LINK = "link_form"
    SETUP = "setup_form"
    DIGEST_SETTINGS = "digest_settings_form"
    SUGGESTIONS = "suggestions_form"
    NAME_THEME = "name_theme_form"
    MERGE_THEMES = "merge_themes_form"
    THEME_REPORTS = "theme_reports_form"
    CATALOG_ITEM = "catalog_item_form"
    ADOPT_WORDS = "adopt_words_form"
    MAIL = "mail_form"
    OWN_SENTENCE = "own_sentence_form"
    MY_EDITION = "my_edition_form"


class ActionId(StrEnum):
    """What can be pressed or chosen outside a form's Submit."""

    # a report's private confirmation and the ledger
    UNDO = "undo_report"
    EDIT_REPORT = "edit_report"
    WITHDRAW_REPORT = "withdraw_report"
    OPEN_DRAFT = "open_draft"
    SWITCH_KIND = "switch_kind"
    MORE_MINE = "more_mine"
    # fields of a form whose words are heard while they are written; each is also the name of its field
    SAID = "said"
    WOULD = "would"
    # what was suggested right after Submit
    SUGGESTED_ITEM = "suggested_item"
    SUGGESTED_REQUEST = "suggested_request"
    # a draft that came by chat; two of them say more behind a colon
    SAVE_DRAFT = "save_draft"
    SAVE_AS = "save_as"
    EDIT_DRAFT = "edit_draft"
    DISCARD_DRAFT = "discard_draft"
    BRING_BACK = "bring_back_draft"
    CHOOSE_ACCOUNT = "choose_account"
    TAKE_OFFER = "take_offer"
    LEAVE_OFFER = "leave_offer"
    # the card
    TAKE = "take"
    ALREADY_FOR_SALE = "already_for_sale"
    MERGE = "merge"
    ASK = "ask_rep"
    DECIDE = "decide"
    MORE = "more"
    SEPARATE = "separate"
    SEPARATE_ONE = "separate_one"
    MERGE_HINTED = "merge_hinted"
    NOT_THE_SAME = "not_the_same"
    THIS_ITEM = "this_item"
    NONE_FOR_SALE = "none_for_sale"
    TAKE_LOST_DEAL = "take_lost_deal"
    MARK_READ = "mark_read"
    ASK_LOST_DEAL = "ask_about_lost_deal"
    LINK = "link_to_request"
    MORE_LOST_DEAL = "more_lost_deal"
    # direct messages
    ANSWER = "answer_question"
    TOLD_THEM = "told_them"
    # the desk of themes
    MORE_THEMES = "more_themes"
    THEME_MORE = "theme_more"
    THEME_DEED = "theme_deed"
    # everywhere
    LOG_REQUEST = "log_request"
    LOG_LOST_DEAL = "log_lost_deal"
    OPEN_SETUP = "open_setup"
    OUTCOME = "outcome"
    RETRY_MESSAGE = "retry_message"
    LET_GO = "let_go"
    POST_DIGEST = "post_digest"
    # under the digest; its settings also open from setup
    NOT_USEFUL = "not_useful"
    TUNE = "tune_digest"
    DIGEST_SETTINGS = "digest_settings"
    END_PAGE_LINK = "end_page_link"
    MAKE_PAGE_LINK = "make_page_link"
    CHOOSE_OWN = "choose_own_sentence"
    PREVIEW_OWN = "preview_own_sentence"
    MY_EDITION = "my_edition"
    # names that were learned: the list in setup, its pages and its buttons; and under a confirmation
    LEARNED = "learned"
    LEARNED_NEWER = "learned_newer"
    LEARNED_OLDER = "learned_older"
    UNDO_LEARNED = "undo_learned"
    LEARN_AGAIN = "learn_again"
    DO_NOT_LEARN = "do_not_learn"
    # the catalog
    CATALOG_PAGE = "catalog_page"
    ADD_ITEM = "add_item"
    EDIT_ITEM = "edit_item"
    ITEM_STATUS = "item_status"
    CUSTOMERS_WORDS = "customers_words"
    ADOPT_WORDS = "adopt_words"
    LEAVE_WORDS = "leave_words"


class LookupId(StrEnum):
    """Menus whose choices are looked up while one types; each is also the name of its field."""

    ACCOUNT = "account"
    JOINS = "joins"
    COMPETITORS = "competitors"
    ITEM = "item"
    TARGET = "target"
    ZONE = "zone"
    THEME = "theme"
    SUCCESSOR = "successor"
    # the filters of somebody's own digest
    MY_REGIONS = "my_regions"
    MY_THEMES = "my_themes"
    MY_COMPETITORS = "my_competitors"
    MY_ACCOUNTS = "my_accounts"


class ShortcutId(StrEnum):
    """What is offered beside every message, and what can be started from anywhere."""

    LOG_MESSAGE = "log_message"
    LOG_REQUEST = "log_a_request"
    LOG_LOST_DEAL = "log_a_lost_deal"
