"""The picture of a message: drawn, uploaded, shown once Slack has processed it, and left out where that fails.

Where Slack's own chart is wanted it is tried first, and the picture comes in its place when Slack refuses it.

Slack refuses a message with a picture that it is still at work on, and tells of the end of it only for one more
permission. So the message is tried again until it is taken, or has waited long enough. No thread waits meanwhile: the
message goes back to the head of its lane. What was uploaded is known in memory only; after a restart it is uploaded
again, and the first file is seen by nobody.
"""

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.blocks import kit
from bot.jobs.outgoing import Nothing, Outgoing, Picture, Removal, Sharing, Shows
from bot.jobs.saying import TOKEN_GONE, ChartRefused, Ending, NotYet, TokenGone, Wait
from bot.slack import RateLimited, Refused, Slack, Unclear
from digests.charts.png import png

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Upload:
    """A file that waits for its message; `until` is how long (monotonic). Without an id it never came to be."""

    file_id: str
    alt: str
    until: float


@dataclass
class Pictures:
    """The pictures under way; a message waits at most `patience` seconds for its own."""

    patience: float
    _uploads: dict[uuid.UUID, _Upload] = field(default_factory=dict)
    _without_chart: set[uuid.UUID] = field(default_factory=set)

    def say(
        self,
        slack: Slack,
        what: Outgoing | Removal,
        *,
        message_id: uuid.UUID,
        speak: Callable[[Outgoing | Removal], Ending],
    ) -> Ending:
        """Speak with the chart or the picture if there is one, else in words; `NotYet` when it is to be tried again."""
        if not isinstance(what, Outgoing):
            return speak(what)
        if what.chart is not None and message_id not in self._without_chart:
            ending = speak(replace(what, message=what.chart, shows=Shows.CHART))
            if not isinstance(ending, ChartRefused):
                return ending
            logger.warning("Slack did not take its own chart", extra={"message_id": str(message_id)})
            self._without_chart.add(message_id)
        ending = (
            speak(what) if what.picture is None else self._with_picture(slack, what, what.picture, message_id, speak)
        )
        if not isinstance(ending, NotYet | Wait):
            self._without_chart.discard(message_id)
        return ending

    def _with_picture(
        self,
        slack: Slack,
        what: Outgoing,
        picture: Picture,
        message_id: uuid.UUID,
        speak: Callable[[Outgoing | Removal], Ending],
    ) -> Ending:
        upload = self._uploads.get(message_id) or self._upload(slack, picture)
        self._uploads[message_id] = upload
        ending = speak(_with_file(what, picture, upload))
        if isinstance(ending, NotYet) and time.monotonic() >= upload.until:
            logger.warning("Slack took too long over a picture", extra={"message_id": str(message_id)})
            ending = speak(what)
        if not isinstance(ending, NotYet | Wait):
            del self._uploads[message_id]
        return ending

    def _upload(self, slack: Slack, picture: Picture) -> _Upload:
        file_id, alt = "", ""
        try:
            drawing = picture.draw()
            file_id, alt = slack.upload(picture.name, png(drawing.svg)), drawing.alt
        except Refused as refused:
            if refused.code == "missing_scope":  # nobody has to grant it; `groundswell doctor` says what it is for
                logger.info("no picture: files:write was not granted")
            else:
                logger.warning("no picture: Slack refused it (%s)", refused)
        except (RateLimited, Unclear) as error:
            logger.warning("no picture: it could not be uploaded (%s)", error)
        except Exception:  # a fault of ours in a picture must not hold back the words
            logger.exception("no picture: it could not be drawn")
        return _Upload(file_id, alt, time.monotonic() + self.patience)


def _with_file(what: Outgoing, picture: Picture, upload: _Upload) -> Outgoing:
    if not upload.file_id:
        return what
    return replace(what, message=picture.show(upload.file_id, upload.alt), shows=Shows.FILE)


def share(slack: Slack, what: Sharing, *, is_orphan: bool) -> Wait | TokenGone | Nothing:
    """Share a picture into a thread, once at the most: what may have come already is not shared again.

    `is_orphan`: a worker took it before and never came back.
    """
    if is_orphan:
        return Nothing("the worker that took it did not come back")
    try:
        drawing = what.draw()
        alt = kit.cut_plain(drawing.alt, kit.FILE_ALT)
        content = png(drawing.svg)
    except Exception:  # a fault of ours in a picture must not hold back what follows
        logger.exception("no picture: it could not be drawn")
        return Nothing("the picture could not be drawn")
    try:
        slack.share(what.name, content, title=what.title, alt=alt, channel_id=what.channel_id, thread_ts=what.thread_ts)
    except RateLimited as limit:
        return Wait(limit.seconds)
    except Refused as refused:
        if refused.code in TOKEN_GONE:
            return TokenGone(refused.code)
        logger.warning("no picture in the thread: Slack refused it (%s)", refused)
        return Nothing(f"Slack did not take the picture ({refused.code})")
    except Unclear as unclear:
        logger.warning("a picture in the thread: no clear answer (%s)", unclear)
        return Nothing("no clear answer to the picture")
    return Nothing("shared")
