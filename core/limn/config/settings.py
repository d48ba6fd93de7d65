"""Django's settings for both modes; every choice comes from `LIMN_*` (see docs/operators)."""

from csp.constants import NONE, SELF

from limn.config import databases
from limn.config.env import data_root, env, mail, pairs, secret_key, words
from limn.config.rates import rates
from limn.config.webapp import built_root, inline_scripts

DATA_ROOT = data_root()
SECRET_KEY = secret_key(DATA_ROOT)
SECRET_KEY_FALLBACKS = words("LIMN_OLD_SECRET_KEYS")
DEBUG = env.bool("LIMN_DEBUG", default=False)
ALLOWED_HOSTS = words("LIMN_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = words("LIMN_ORIGINS")

DATABASES = {"default": databases.configured(DATA_ROOT)}
QUEUE_URL = env.str("LIMN_QUEUE", default="")
"""`redis://host:6379/0`, or empty for a queue in the data folder."""
RUN_LEASE_SECONDS = env.float("LIMN_RUN_LEASE_SECONDS", default=60.0)
RUN_REAP_SECONDS = env.float("LIMN_RUN_REAP_SECONDS", default=15.0)
OPA_URL = env.str("LIMN_OPA", default="")
"""Address of an OPA server; empty evaluates the same policies in process."""
BEHIND_PROXY = env.bool("LIMN_BEHIND_PROXY", default=False)
"""Whether a proxy of ours sets `X-Forwarded-*`, so that they can be believed."""
OPEN_SIGNUP = env.bool("LIMN_OPEN_SIGNUP", default=False)
CONFIRM_EMAIL = env.bool("LIMN_CONFIRM_EMAIL", default=False)
"""Whether who signs up must answer a mail before the account can be used."""
CONFIRM_INVITATIONS = env.bool("LIMN_CONFIRM_INVITATIONS", default=False)
"""Whether people with an account join an organization only once they accepted; CVAT's is no."""
INVITATION_DAYS = env.int("LIMN_INVITATION_DAYS", default=7)
ORGANIZATIONS_NEED = env.str("LIMN_ORGANIZATIONS_NEED", default="user")
"""Least privilege to make an organization: `worker`, `user` or `admin`."""
MAX_ORGANIZATIONS = env.int("LIMN_MAX_ORGANIZATIONS", default=0)
MAX_MEMBERS = env.int("LIMN_MAX_MEMBERS", default=0)
RATES = rates(words("LIMN_RATES"))
"""How often people may do what costs something: sign up, send mails, export."""
PUBLIC_URL = env.str("LIMN_URL", default="").rstrip("/")
"""Where people reach this server; links in mails begin so. Empty: where the request came in."""
vars().update(mail(DATA_ROOT))
DEFAULT_FROM_EMAIL = env.str("LIMN_MAIL_FROM", default="limn@localhost")
ADMIN_USERNAME = env.str("LIMN_ADMIN_USERNAME", default="")
ADMIN_PASSWORD = env.str("LIMN_ADMIN_PASSWORD", default="")
"""The administrator made at first start; without them a login link is printed."""
WEBAPP_ROOT = built_root(env.str("LIMN_WEBAPP", default="limn_webapp"))
WITHOUT_PLUGINS = frozenset(words("LIMN_WITHOUT"))
LIVE_STREAMS = env.int("LIMN_LIVE_STREAMS", default=4)
"""Open editors that one web process tells of changes at once; others ask now and then."""
CHUNK_CACHE_BYTES = env.int("LIMN_CHUNK_CACHE_BYTES", default=4 << 30)
UPLOAD_QUOTA = env.int("LIMN_UPLOAD_QUOTA", default=0)
"""Bytes of uploads that one user may have waiting; 0 for any."""
CHUNK_CACHE_URL = env.str("LIMN_CHUNK_CACHE_URL", default="")
"""A server of Redis' protocol through which hosts share the chunks they build."""
MEDIA_STORE = env.str("LIMN_MEDIA_STORE", default="")
"""A bucket that keeps originals instead of the data folder: `s3://bucket/folder?region=…`."""
MEDIA_STORE_SECRETS = pairs("LIMN_MEDIA_STORE_SECRETS")
"""What opens it: `{"key": "…", "secret_key": "…"}`; empty where everybody may."""
SHARE_ROOT = env.str("LIMN_SHARE", default="")
"""A folder of this machine whose files people may use without uploading them."""
STORAGE_FOLDERS = words("LIMN_STORAGE_FOLDERS")
"""Folders of this machine that people may connect as storages."""
CREDENTIALS_KEY = env.str("LIMN_CREDENTIALS_KEY", default="")
OLD_CREDENTIALS_KEYS = words("LIMN_OLD_CREDENTIALS_KEYS")
"""What secrets of storages are sealed with, and was before; the secret key where empty."""
PRIVATE_HOSTS = frozenset(words("LIMN_PRIVATE_HOSTS"))
"""Hosts of our own network that addresses given by people may lead to."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "limn.host.apps.HostRoom",
    "limn.events.apps.EventsRoom",
    "limn.runs.apps.RunsRoom",
    "limn.identity.apps.IdentityRoom",
    "limn.storage.apps.StorageRoom",
    "limn.media.apps.MediaRoom",
    "limn.tasks.apps.TasksRoom",
    "limn.annotations.apps.AnnotationsRoom",
    "limn.datasets.apps.DatasetsRoom",
    "limn.review.apps.ReviewRoom",
    "limn.activity.apps.ActivityRoom",
]
AUTH_USER_MODEL = "identity.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "limn.api.middleware.RequestIdMiddleware",
    "limn.api.middleware.JsonGZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "limn.api.middleware.ContentPolicyMiddleware",
    "limn.api.built_files.BuiltFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "limn.config.urls"
WSGI_APPLICATION = "limn.config.wsgi.application"
TEMPLATES: list[dict[str, object]] = []

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("LIMN_HTTPS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
USE_X_FORWARDED_HOST = BEHIND_PROXY
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, *inline_scripts(WEBAPP_ROOT)],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        # antd writes its styles at run time
        "style-src": [SELF, "'unsafe-inline'"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# The rooms check the size of what they read, each with its own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = None
DATA_UPLOAD_MAX_NUMBER_FILES = 100_000
FILE_UPLOAD_TEMP_DIR = None
APPEND_SLASH = False

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False
STATIC_URL = "/static/"
WHITENOISE_ROOT = WEBAPP_ROOT
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"
"""Vite names these files by their content."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "limn.api.middleware.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LIMN_LOG_LEVEL", default="WARNING")},
    # Its warnings repeat the address of every refused request, login links with their secret too.
    "loggers": {"django.request": {"level": "ERROR"}},
}
