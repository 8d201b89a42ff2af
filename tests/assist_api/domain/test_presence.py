from typing import Any

from assist_api.domain.presence import Colleague, Skill, Status, who_could_take


def colleague(name: str = "小青", **changes: Any) -> Colleague:
    known = {"id": name, "name": name, "roles": ("agent",), "status": Status.ONLINE, "status_at": None, "present": True}
    skills = frozenset({Skill.LOGISTICS})
    return Colleague(**{**known, "skills": skills, "load": 0, "limit": 5, **changes})


def test_who_is_online_with_room_takes_new_cases_and_nobody_else() -> None:
    assert colleague().takes_new
    assert not colleague(load=5).takes_new
    assert not colleague(status=Status.BUSY).takes_new
    assert not colleague(status=Status.AWAY).takes_new
    assert not colleague(present=False).takes_new


def test_a_closed_desk_is_shown_as_offline_whatever_its_status_was() -> None:
    assert colleague(present=False).shown == "离线"
    assert colleague(status=Status.BUSY).shown == "忙碌"


def test_the_least_loaded_of_those_with_the_skill_comes_first() -> None:
    full, free = colleague("小青", load=4), colleague("小禾", load=1)
    other = colleague("小林", skills=frozenset({Skill.PRE_SALES}))
    assert who_could_take(Skill.LOGISTICS, [full, other, free]) == [free, full]


def test_load_is_measured_against_ones_own_limit() -> None:
    quick, slow = colleague("小青", load=3, limit=10), colleague("小禾", load=2, limit=3)
    assert who_could_take(None, [slow, quick]) == [quick, slow]


def test_who_has_no_skills_named_does_everything() -> None:
    assert who_could_take(Skill.COMPLAINTS, [colleague(skills=frozenset())])
