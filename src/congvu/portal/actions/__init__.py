"""What is done with the public site; every change of state is one function here."""

from congvu.portal.actions.draft import draft_article, put_photos, register_page
from congvu.portal.actions.erasure import ask_erasure, erase_asked
from congvu.portal.actions.filing import decide_filing
from congvu.portal.actions.life import publish, remove_draft, send_back, submit, withdraw
from congvu.portal.actions.rooms import join_group, log_editing
from congvu.portal.actions.site import may_set_up, set_up

__all__ = [
    "ask_erasure",
    "decide_filing",
    "draft_article",
    "erase_asked",
    "join_group",
    "log_editing",
    "may_set_up",
    "publish",
    "put_photos",
    "register_page",
    "remove_draft",
    "send_back",
    "set_up",
    "submit",
    "withdraw",
]
