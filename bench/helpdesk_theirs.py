"""Run by bench.helpdesk in django-helpdesk's environment: its own import of a folder of mails, on SQLite.

python -m bench.helpdesk_theirs FOLDER
"""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib import import_module
from pathlib import Path

APPS = """
    django.contrib.auth django.contrib.contenttypes django.contrib.sessions django.contrib.sites
    django.contrib.admin django.contrib.messages django.contrib.humanize rest_framework
    helpdesk
"""


def main(folder: Path) -> None:
    configure(folder)
    call_command = import_module("django.core.management").call_command
    call_command("migrate", verbosity=0)
    models = import_module("helpdesk.models")
    models.EmailTemplate.objects.all().delete()
    queue = models.Queue.objects.create(
        title="Support",
        slug="support",
        allow_email_submission=True,
        email_box_type="local",
        email_box_local_dir=str(folder / "incoming"),
    )
    process_queue = import_module("helpdesk.email").process_queue
    quiet = logging.getLogger("helpdesk")
    quiet.setLevel(logging.CRITICAL)
    begun = time.process_time()
    process_queue(queue, quiet)
    taken = time.process_time() - begun
    print(json.dumps({"seconds": taken, "stored": models.Ticket.objects.count()}))


def configure(folder: Path) -> None:
    """Django on a SQLite file, attachments in a folder, its mails to nowhere."""
    settings = import_module("django.conf").settings
    settings.configure(
        SECRET_KEY="only for a measurement",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "helpdesk.db")}},
        INSTALLED_APPS=APPS.split(),
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        MEDIA_ROOT=str(folder / "files"),
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        SITE_ID=1,
        USE_TZ=True,
        STATIC_URL="/static/",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )
    import_module("django").setup()
    urls = import_module("django.urls")
    settings.ROOT_URLCONF = (urls.path("", urls.include(("helpdesk.urls", "helpdesk"))),)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
