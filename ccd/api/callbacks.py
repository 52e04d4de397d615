"""Callbacks: who waits for our call."""

from fastapi import APIRouter, status

from ccd.api.auth import Asker
from ccd.api.errors import taken
from ccd.api.params import CallId, QueueParam
from ccd.api.services import Behind
from ccd.services import callbacks
from ccd.services.callbacks import CallbackView

router = APIRouter(prefix="/callbacks", tags=["callbacks"])


@router.get("", summary="Who is to be called back, in the order in which they are due")
async def list_callbacks(services: Behind, queue: QueueParam = None) -> list[CallbackView]:
    return callbacks.listed(services.engine.floor, queue)


@router.delete("/{call_id}", summary="Do not call back", status_code=status.HTTP_204_NO_CONTENT)
async def cancel_callback(services: Behind, user: Asker, call_id: CallId) -> None:
    taken(await callbacks.cancel(services.engine, call_id, user.name))
