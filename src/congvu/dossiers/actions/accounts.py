"""Accounts fees are transferred to."""

import copy
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.dossiers.models import BankAccount
from congvu.dossiers.policies import may_keep_accounts
from congvu.organizations.errors import validated


def open_account(*, by: Any, **fields: Any) -> BankAccount:
    """An account of a unit, from now on in every code printed for it."""
    require(may_keep_accounts(by))
    with transaction.atomic():
        account = validated(BankAccount(**fields))
        return audit.create(account, by=by, action="dossiers.open_account")


def edit_account(
    account: BankAccount, *, by: Any, expected: int | None = None, **fields: Any
) -> BankAccount:
    """Correct an account; with statements taken in, its number is a fact."""
    require(may_keep_accounts(by))
    with transaction.atomic():
        kept = audit.lock(BankAccount.objects.all(), account.pk, expected)
        proposed = copy.copy(kept)
        for name, value in fields.items():
            setattr(proposed, name, value)
        validated(proposed)
        moved = (proposed.bank_bin, proposed.number) != (kept.bank_bin, kept.number)
        if moved and kept.entries.exists():
            raise BadInput(fields={"number": "Tài khoản đã có sao kê, hãy thêm tài khoản mới."})
        return audit.change(kept, by=by, action="dossiers.edit_account", **fields)
