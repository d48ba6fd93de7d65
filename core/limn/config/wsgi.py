"""The WSGI application that granian and gunicorn serve."""

import gc
import os
import threading
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limn.config.settings")
application = get_wsgi_application()
# Every route is loaded now: a fault in one ends the start, not the first request.
import_module(settings.ROOT_URLCONF)
# What is loaded stays for good. A large request makes ten thousands of objects that live for as
# long as it does; looking for cycles again and again takes longer than all the rest of it.
gc.freeze()
gc.set_threshold(50_000, 20, 50)

from limn.media.readers.pool import pool  # noqa: E402 (needs settings)

# Aside: no answer waits for it, and the first frame of a video need not wait for its start.
threading.Thread(target=pool.keep_one, daemon=True).start()
