"""Verbs about petitions."""

from congvu.petitions.actions.enclosing import append_file, keep_files, open_file
from congvu.petitions.actions.ending import answer, forward, refuse, withdraw
from congvu.petitions.actions.handling import (
    assign,
    classify,
    extend,
    hand_to,
    propose,
    send_back,
)
from congvu.petitions.actions.importing import Report, Told, import_petitions
from congvu.petitions.actions.private import forget, forget_sent, unmask
from congvu.petitions.actions.publishing import (
    publish,
    record_satisfaction,
    suggested,
    unpublish,
)
from congvu.petitions.actions.receiving import Sent, edit, receive, receive_many
from congvu.petitions.actions.sending import (
    forget_tickets,
    receipt_of,
    receipt_token,
    send,
    unfit,
)

__all__ = [
    "Report",
    "Sent",
    "Told",
    "answer",
    "append_file",
    "assign",
    "classify",
    "edit",
    "extend",
    "forget",
    "forget_tickets",
    "forget_sent",
    "forward",
    "hand_to",
    "import_petitions",
    "keep_files",
    "open_file",
    "propose",
    "publish",
    "receipt_of",
    "receipt_token",
    "receive",
    "receive_many",
    "record_satisfaction",
    "refuse",
    "send",
    "send_back",
    "suggested",
    "unfit",
    "unmask",
    "unpublish",
    "withdraw",
]
