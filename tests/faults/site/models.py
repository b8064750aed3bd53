"""Where a deed leaves its traces. Nothing here is unique, so that a second effect would show."""

from django.db import models


class Deed(models.Model):
    """Something a client asked for."""

    number = models.CharField(max_length=40)

    def __str__(self) -> str:
        return str(self.number)


class Trace(models.Model):
    """What one reader did about one deed."""

    number = models.CharField(max_length=40)
    reader = models.CharField(max_length=40)

    def __str__(self) -> str:
        return str(self.number)


class Chore(models.Model):
    """What a background job did about one deed."""

    number = models.CharField(max_length=40)

    def __str__(self) -> str:
        return str(self.number)
