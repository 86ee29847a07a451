"""Wagtail: the editor of the public pages. It calls nobody outside and signs nobody in."""

from congvu.config.settings.env import envint, envstr

WAGTAIL_SITE_NAME = "Trang thông tin điện tử"
WAGTAILADMIN_BASE_URL = envstr("CONGVU_URL", "http://127.0.0.1:8000")
# nothing is fetched from, or told to, anybody outside
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# accounts, seats and publishing are ours: see the decision record on the editing rooms
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/tai-khoan/login/"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
# photos and files: only what a news item needs
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_RENDITION_STORAGE = "congvu.portal.storage.PublicPhotos"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# read by our migrate
MIGRATE_FIRST = ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers")
TAGGIT_CASE_INSENSITIVE = True
# wrong answers in a quarter of an hour, by one visitor or to one code, until a pause
TRACKING_WRONG_TRIES = envint("CONGVU_TRACKING_TRIES", 10)
# Petitions one visitor may send within an hour
PETITIONS_PER_HOUR = envint("CONGVU_PETITIONS_PER_HOUR", 20)
# days a form somebody fills in is kept untouched; 0: as data/dossiers.yaml says
DRAFT_DAYS = envint("CONGVU_DRAFT_DAYS", 0)
# a path where visitors who have not signed in go from the first page; empty: to sign in
VISITORS_GO_TO = envstr("CONGVU_VISITORS_GO_TO")
