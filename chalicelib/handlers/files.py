"""HTTP: files on their way up and down."""

from __future__ import annotations

from http import HTTPStatus

from chalice import Response

from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import UploadJson
from chalicelib.handlers.bodies import FileQuery, UploadBody
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.queries.stored_file import OF_QUARANTINE, file_link
from chalicelib.usecases.offer_upload import offer_upload

routes = AgentRoutes(__name__)


@routes.route(
    "/uploads",
    method="POST",
    permission=Permission.REPLY,
    body=UploadBody,
    answer=UploadJson,
    status=HTTPStatus.CREATED,
)
def post_uploads(call: AgentCall[UploadBody]) -> UploadJson:
    """Where to put one file; its id goes into `attachments` of a message."""
    given = call.given
    offered = offer_upload(
        call.ports, call.agent.id, name=given.name, content_type=given.content_type, size=given.size
    )
    return UploadJson(offered.id, offered.slot.url, dict(offered.slot.fields))


@routes.route(
    "/attachments/{attachment_id}",
    permission=Permission.SEE_CONVERSATIONS,
    query=FileQuery,
    answer="application/octet-stream",
    status=HTTPStatus.FOUND,
)
def get_attachment(call: AgentCall[FileQuery], attachment_id: str) -> Response:
    """Redirects to the file, for some minutes."""
    if OF_QUARANTINE.fullmatch(attachment_id):
        call.require(Permission.SEE_QUARANTINE)
    link = file_link(call.ports, attachment_id, inline=call.given.inline == 1)
    headers: dict[str, str | list[str]] = {
        "Location": link,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    return Response("", headers=headers, status_code=HTTPStatus.FOUND)
