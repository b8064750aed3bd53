"""Pictures in JSON: base64, with or without the ``data:`` prefix that browsers put before it."""

import base64
import binascii

from django.utils.translation import gettext as _

from seibi.kernel.errors import Invalid


def picture(text: str, field: str) -> bytes | None:
    """The bytes of a picture; None for an empty text. Raises Invalid ("bad_picture")."""
    if not text:
        return None
    try:
        return base64.b64decode(text.rpartition(",")[2], validate=True)
    except (ValueError, binascii.Error):
        sentence = _("This picture is not base64.")
        raise Invalid("bad_picture", sentence, errors={field: sentence}) from None
