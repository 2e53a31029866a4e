"""files.*: the three steps of an upload, and looking at a file.

See https://docs.slack.dev/messaging/working-with-files#upload
"""

import mimetypes
import time
from dataclasses import replace

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Channel, StoredFile
from playground.telling import posting
from playground.telling.payloads import file_json
from playground.webapi import drafts
from playground.webapi.call import Call, method

LONGEST_ALT = 1000


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(call: Call) -> Json:
    """An address to send the bytes to."""
    try:
        size = int(call.text("length"))
    except ValueError:
        raise ApiError("invalid_arguments") from None
    if size < 1:
        raise ApiError("invalid_arguments", messages=["[ERROR] must be greater than 0 [json-pointer:/length]"])
    name, alt = call.text("filename"), call.optional("alt_txt") or ""
    if len(alt) > LONGEST_ALT:
        raise ApiError("alt_txt_too_large")
    file = StoredFile(
        id=ids.new_id("F"),
        name=name,
        size=size,
        alt_text=alt,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        user=call.app.bot_user_id,
        created=int(call.world.clock.now()),
    )
    call.world.store.files.save(file)
    return {"upload_url": f"{call.world.base_url}/files/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(call: Call) -> Json:
    """Finish uploads, and share them in a channel when one is named."""
    wanted = call.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise ApiError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    files = []
    for one in wanted:
        file = call.world.store.files.find(str(one.get("id")) if isinstance(one, dict) else "")
        if file is None or not file.uploaded:
            raise ApiError("file_not_found")
        # Whoever names it again does not start the work on it again.
        ready = file.ready or time.time() + call.world.premises.faults.processing
        files.append(replace(file, title=one.get("title") or file.name, complete=True, ready=ready))
    references = [call.optional("channel_id") or "", *(call.optional("channels") or "").split(",")]
    # Nothing is done before it is sure that all of it can be.
    places = [_place(call, reference) for reference in references if reference]
    for index, file in enumerate(files):
        files[index] = replace(file, channels=tuple(channel.id for channel, _ in places))
        call.world.store.files.save(files[index])
    for channel, thread_ts in places:
        _share(call, channel, thread_ts, files)
    return {"files": [file_json(file) for file in files]}


@method("files.info", "files:read")
def file_info(call: Call) -> Json:
    """One file."""
    file = call.world.store.files.find(call.text("file"))
    if file is None or not file.uploaded:
        raise ApiError("file_not_found")
    return {"file": file_json(file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _place(call: Call, reference: str) -> tuple[Channel, str | None]:
    """Where to share: a channel that the app is in, and a thread of it where one is named."""
    channel = call.find_channel(reference)
    if channel is None:
        raise ApiError("channel_not_found")
    call.check_is_in(channel)
    return channel, drafts.thread(call, channel)


def _share(call: Call, channel: Channel, thread_ts: str | None, files: list[StoredFile]) -> None:
    message = posting.app_message(
        call.world,
        channel.id,
        call.optional("initial_comment") or "",
        thread_ts=thread_ts,
        files=[file.id for file in files],
    )
    posting.post(call.world, channel, message)
