"""How often open forms change while people write in them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.pacing import EACH_FORM, EACH_MINUTE, MINUTE, Pacing

WISHES = st.lists(
    st.tuples(st.sampled_from(["T1", "T2"]), st.integers(0, 60), st.floats(0, 0.7)), min_size=1, max_size=400
)


@given(WISHES)
def test_no_form_changes_twice_in_two_seconds_and_no_workspace_more_than_forty_times_a_minute(
    wishes: list[tuple[str, int, float]],
) -> None:
    pace, now, done = Pacing(), 1000.0, []
    for workspace_id, form, passed in wishes:
        now += passed
        if pace.free_at(workspace_id, f"{workspace_id}V{form}", now) <= now:
            pace.changed(workspace_id, f"{workspace_id}V{form}", now)
            done.append((workspace_id, form, now))
    for workspace_id, form, moment in done:
        lately = [one for one in done if one[0] == workspace_id and moment - MINUTE < one[2] <= moment]
        assert len(lately) <= EACH_MINUTE
        assert len([one for one in lately if one[1] == form and moment - one[2] < EACH_FORM]) == 1


def test_a_workspace_that_used_its_share_waits_a_minute_and_the_others_do_not() -> None:
    pace = Pacing()
    for number in range(EACH_MINUTE):
        assert pace.free_at("T1", f"V{number}", 10.0) == 10.0
        pace.changed("T1", f"V{number}", 10.0)
    assert pace.free_at("T1", "V-new", 12.0) == 70.0
    assert pace.free_at("T2", "V-new", 12.0) == 12.0
    assert pace.free_at("T1", "V-new", 70.0) == 70.0
