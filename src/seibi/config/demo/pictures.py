"""What photos of the demo show."""

import io
from functools import cache

from PIL import Image, ImageDraw


@cache
def picture() -> bytes:
    """A small drawing that stands for a photo of finished work."""
    image = Image.new("RGB", (640, 420), "#e8e4de")
    draw = ImageDraw.Draw(image)
    draw.ellipse((190, 80, 450, 340), outline="#0f6b6b", width=14)
    draw.ellipse((280, 170, 360, 250), fill="#4a4642")
    draw.line((470, 120, 520, 170, 600, 60), fill="#2f7d4f", width=16)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
