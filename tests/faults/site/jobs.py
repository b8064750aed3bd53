"""A job that takes a moment, so that workers die in the middle of it."""

import time

from django.db import transaction
from procrastinate.contrib.django import app

from tests.faults.site.models import Chore


@app.task(name="tests.faults.chore", queue="chores")
def chore(number):
    """Do it once, however often it is begun."""
    time.sleep(0.05)
    with transaction.atomic():
        if not Chore.objects.filter(number=number).exists():
            Chore.objects.create(number=number)
