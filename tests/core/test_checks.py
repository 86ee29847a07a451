"""Settings that would lose acknowledged writes are refused."""

import secrets

import pytest
from django.db import connection

from congvu.core import checks
from tests.core.home import installation

pytestmark = pytest.mark.django_db


class Fake:
    """A SQLite connection that answers with other PRAGMAs."""

    def __init__(self, options=None, file=True, **pragmas):
        good = {"transaction_mode": "IMMEDIATE", "timeout": 30}
        self.settings_dict = {"OPTIONS": good | (options or {})}
        self.pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1} | pragmas
        self.file = file

    def is_in_memory_db(self):
        return not self.file

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def execute(self, sql):
        self.answer = self.pragmas[sql.removeprefix("PRAGMA ")]
        return self

    def fetchone(self):
        return (self.answer,)


def test_own_settings_pass():
    assert checks.database_settings(databases=["default"]) == []
    assert checks.database_settings(databases=None) == []


@pytest.mark.parametrize(
    "wrong,words",
    [
        ({"options": {"transaction_mode": "DEFERRED"}}, "IMMEDIATE"),
        ({"options": {"timeout": 5}}, "timeout"),
        ({"journal_mode": "delete"}, "journal_mode"),
        ({"synchronous": 1}, "synchronous"),
        ({"foreign_keys": 0}, "foreign_keys"),
    ],
)
def test_each_wrong_sqlite_setting_is_an_error(wrong, words):
    assert checks.check_sqlite(Fake()) == []
    [error] = checks.check_sqlite(Fake(**wrong))
    assert words in error.msg


def test_old_postgresql_is_refused():
    class Old(Fake):
        vendor = "postgresql"

        def execute(self, sql):
            self.answer = "140010"

    [error] = checks.check_postgresql(Old())
    assert "15" in error.msg


def test_other_databases_are_refused():
    class Other(Fake):
        vendor = "mysql"

    assert checks.check_postgresql(Other())[0].id == "core.E004"
    assert connection.vendor in {"sqlite", "postgresql"}


def test_deployment_check_is_clean(tmp_path):
    words = ("-m", "django", "check", "--deploy", "--database", "default")
    with installation(tmp_path, migrated=True, server="") as home:
        del home.env["CONGVU_INSECURE_HTTP"]
        home.env["CONGVU_SECRET_KEY"] = secrets.token_urlsafe(64)
        checked = home.process("-W", "error::RuntimeWarning", *words)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout + checked.stderr


def test_without_its_guards_nothing_is_served(tmp_path):
    drop = "DROP TRIGGER guard_core_logentry_update"
    lose = f"from django.db import connection as c; c.cursor().execute({drop!r})"
    with installation(tmp_path, migrated=True, server="") as home:
        assert home.run("check").returncode == 0
        home.python(lose)
        told = home.run("check", check=False)
        assert told.returncode and "Thiếu trigger bảo vệ nhật ký" in told.stderr
        web = home.process("-c", "import congvu.config.wsgi")
        assert web.returncode and "Không mở trang web: Thiếu trigger" in web.stderr
        home.env["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
        assert home.process("-c", "import congvu.config.wsgi").returncode == 0
