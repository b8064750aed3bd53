"""Hand out kept files, as attachments and to whom they may be shown."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from seibi.kernel.files import store
from seibi.kernel.http import actor_of


@require_safe
def serve(request: HttpRequest, file_id: UUID) -> FileResponse:
    """One file, always as an attachment; a page may still show a picture in an ``img``."""
    info, stream = store.open_for(actor_of(request), file_id)
    response = FileResponse(
        stream, as_attachment=True, filename=info.file_name, content_type=info.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response
