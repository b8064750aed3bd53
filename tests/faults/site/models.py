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


class Copy(models.Model):
    """A line of the journal as one reader copied it; the ids say in which order."""

    reader = models.CharField(max_length=40)
    pos = models.BigIntegerField()
    writer = models.CharField(max_length=40)
    line = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.pos} {self.writer} {self.line}"


class Chore(models.Model):
    """What a background job did about one deed."""

    number = models.CharField(max_length=40)

    def __str__(self) -> str:
        return str(self.number)
