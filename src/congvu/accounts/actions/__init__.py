"""Accounts: of officers, made by their office; of citizens, made by signing in."""

from congvu.accounts.actions.citizens import admit_citizen, retire_citizen
from congvu.accounts.actions.codes import send_code, use_code
from congvu.accounts.actions.people import (
    NewAccount,
    checked,
    create_accounts,
    draft_accounts,
    edit_account,
    end_sessions,
    enter_accounts,
    password_chosen,
    renew_password,
    set_active,
    sign_in_failed,
    signed_in,
    signed_out,
    tied,
    untied,
)

__all__ = [
    "NewAccount",
    "admit_citizen",
    "checked",
    "create_accounts",
    "draft_accounts",
    "edit_account",
    "end_sessions",
    "enter_accounts",
    "password_chosen",
    "renew_password",
    "retire_citizen",
    "send_code",
    "set_active",
    "sign_in_failed",
    "signed_in",
    "signed_out",
    "tied",
    "untied",
    "use_code",
]
