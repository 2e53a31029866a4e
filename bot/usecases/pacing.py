"""How often an open form may change while somebody writes in it: seldom enough for the person, and for Slack."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

EACH_FORM = 2.0  # seconds between two changes of one form
MINUTE = 60.0
EACH_MINUTE = 40  # changes in a workspace; Slack allows a hundred calls of this kind (tier 4), and forms need some too


@dataclass
class Pacing:
    """Remembers the changes of the last minute, and nothing older. Moments are seconds of any clock that only rises."""

    _of_form: dict[str, float] = field(default_factory=dict)
    _of_workspace: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def free_at(self, workspace_id: str, view_id: str, now: float) -> float:
        """The first moment, now or later, at which this form may change."""
        self._forget(now)
        moments = self._of_workspace.get(workspace_id, ())
        of_workspace = moments[-EACH_MINUTE] + MINUTE if len(moments) >= EACH_MINUTE else now
        return max(now, of_workspace, self._of_form.get(view_id, now - EACH_FORM) + EACH_FORM)

    def changed(self, workspace_id: str, view_id: str, now: float) -> None:
        """This form changes now."""
        self._of_form[view_id] = now
        self._of_workspace[workspace_id].append(now)

    def _forget(self, now: float) -> None:
        self._of_form = {view_id: then for view_id, then in self._of_form.items() if now - then < EACH_FORM}
        for workspace_id, moments in list(self._of_workspace.items()):
            while moments and now - moments[0] >= MINUTE:
                moments.popleft()
            if not moments:
                del self._of_workspace[workspace_id]
