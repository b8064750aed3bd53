"""What a file really is, by its first bytes; what it calls itself is not asked."""

import io

from PIL import Image, ImageOps

IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
SUFFIX = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}
MOST_PIXELS = 50_000_000  # a decompression bomb has more


def media_type_of(head: bytes) -> str | None:
    """The media type that the first 16 bytes prove, or None when it is none we take."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head[4:8] == b"ftyp" and head[8:12] not in (b"heic", b"heix", b"mif1"):
        return "video/mp4"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm"
    return None


def without_metadata(content: bytes, media_type: str) -> bytes:
    """The picture without EXIF, GPS and comments, turned the right way up.

    Raises ValueError when the picture cannot be read or has too many pixels.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=[IMAGES[media_type]])
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(picture)
        clean = Image.new(upright.mode, upright.size)
        clean.paste(upright)
        if upright.mode == "P":
            clean = upright.convert("RGBA")
        out = io.BytesIO()
        clean.save(out, IMAGES[media_type], quality=88)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("unreadable picture") from error
    return out.getvalue()
