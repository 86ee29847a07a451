"""Point rules out of YAML: each type with its own checks."""

from decimal import Decimal

import yaml

from congvu.criteria.loader.nodes import Reader
from congvu.criteria.rules import (
    Points,
    RatioRule,
    StepsRule,
    SurveyRule,
    TextRule,
    Tier,
    TiersRule,
    YesNoRule,
    number_text,
)
from congvu.criteria.states import AnswerKind

TYPES = {  # answer kind -> types of rule that fit it
    AnswerKind.YES_NO: ("yes_no",),
    AnswerKind.PERCENT: ("tiers", "ratio"),
    AnswerKind.COUNT: ("tiers",),
    AnswerKind.STEPS: ("steps",),
    AnswerKind.SURVEY: ("survey",),
    AnswerKind.TEXT: ("text",),
}
KEYS = {
    "yes_no": (["type", "yes", "no"], []),
    "tiers": (["type", "tiers"], []),
    "ratio": (["type", "full_at", "zero_below"], []),
    "steps": (["type", "steps"], []),
    "survey": (["type"], ["weights"]),
    "text": (["type"], []),
}
WHAT = "Cách tính điểm"
Key = tuple[Decimal, int]  # a place on the line: (x, 0) is x, (x, 1) is just after x
END: Key = (Decimal("Infinity"), 0)
START: Key = (Decimal(0), 0)
FULL: Key = (Decimal(100), 1)


def read_rule(reader: Reader, node: yaml.Node | None, answer: str, most: Decimal) -> Points:
    """The rule of a criterion answered in ``answer`` and worth ``most`` points."""
    fallback: Points = TextRule()
    if node is None:
        return fallback
    kind = rule_type(reader, node, answer)
    if not kind:
        return fallback
    parts = reader.mapping(node, WHAT, *KEYS[kind])
    if set(KEYS[kind][0]) - set(parts):
        return fallback
    return READERS[kind](reader, node, parts, most, answer)


def rule_type(reader: Reader, node: yaml.Node, answer: str) -> str:
    """The type a rule states, when it fits the kind of answer."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    stated = next((value for key, value in pairs if key.value == "type"), None)
    if stated is None:
        reader.fault(node, f"{WHAT} thiếu “type”.")
        return ""
    kind = reader.text(stated, "type")
    fitting = TYPES[AnswerKind(answer)]
    if kind not in fitting:
        names = " hoặc ".join(fitting)
        reader.fault(stated, f"Cách trả lời “{answer}” cần type {names}; đang ghi “{kind}”.")
        return ""
    return kind


def reach(reader: Reader, node: yaml.Node, points: list[Decimal], most: Decimal) -> None:
    """The best outcome must be worth exactly the maximum."""
    if points and max(points) != most:
        best, full = number_text(max(points)), number_text(most)
        reader.fault(node, f"Mức cao nhất được {best} điểm nhưng điểm tối đa là {full}.")


def read_yes_no(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    rule = YesNoRule(reader.number(parts["yes"], "yes"), reader.number(parts["no"], "no"))
    reach(reader, node, [rule.yes, rule.no], most)
    return rule


def read_steps(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    steps = []
    for item in reader.items(parts["steps"], "steps"):
        row = reader.mapping(item, "Bậc điểm", ["when", "points"])
        when = reader.text(row.get("when"), "when", 300)
        steps.append((when, reader.number(row.get("points"), "points")))
    if len(steps) < 2:
        reader.fault(parts["steps"], "Cần ít nhất hai bậc điểm.")
    reach(reader, node, [points for _, points in steps], most)
    return StepsRule(tuple(steps))


def read_ratio(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    full = reader.number(parts["full_at"], "full_at")
    zero = reader.number(parts["zero_below"], "zero_below")
    if not zero < full <= 100:
        reader.fault(node, "Cần zero_below nhỏ hơn full_at và full_at không quá 100.")
    return RatioRule(most, full, zero)


def read_survey(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    given = parts.get("weights")
    pairs = given.value if isinstance(given, yaml.MappingNode) else []
    weights = [(str(key.value), reader.number(value, "weights")) for key, value in pairs]
    if given is not None and (not weights or max(weight for _, weight in weights) != 1):
        reader.fault(given, "Trọng số của câu trả lời cao nhất phải là 1.")
    return SurveyRule(most, tuple(weights))


def read_text(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    return TextRule()


def read_tiers(reader: Reader, node: yaml.Node, parts: dict, most: Decimal, answer: str) -> Points:
    pairs = [(item, read_tier(reader, item)) for item in reader.items(parts["tiers"], "tiers")]
    if not pairs:
        reader.fault(parts["tiers"], "Cần ít nhất một mốc điểm.")
    else:
        reach(reader, node, [tier.points for _, tier in pairs], most)
        end = END if answer == AnswerKind.COUNT else FULL
        cover(reader, pairs, end)
    return TiersRule(tuple(tier for _, tier in pairs))


def read_tier(reader: Reader, item: yaml.Node) -> Tier:
    """One stretch of values."""
    names = {"from": "start", "over": "over", "below": "below", "through": "through"}
    row = reader.mapping(item, "Mốc điểm", ["points"], names)
    for one, other in (("from", "over"), ("below", "through")):
        if one in row and other in row:
            reader.fault(item, f"Chỉ ghi một trong hai: {one} hoặc {other}.")
    bounds = {names[key]: reader.number(row[key], key) for key in names if key in row}
    return Tier(points=reader.number(row.get("points"), "points"), **bounds)


def ends(tier: Tier) -> tuple[Key, Key]:
    """Where a tier begins and ends, as places on the line."""
    low, high = START, END
    if tier.start is not None:
        low = (tier.start, 0)
    elif tier.over is not None:
        low = (tier.over, 1)
    if tier.below is not None:
        high = (tier.below, 0)
    elif tier.through is not None:
        high = (tier.through, 1)
    return low, high


def cover(reader: Reader, pairs: list[tuple[yaml.Node, Tier]], end: Key) -> None:
    """The tiers must meet without a gap and without overlapping, from 0 to ``end``."""
    reached = START
    for node, tier in sorted(pairs, key=lambda pair: ends(pair[1])[0]):
        low, high = ends(tier)
        place = number_text(low[0])
        if high <= low:
            reader.fault(node, "Mốc điểm này rỗng: cận dưới không nhỏ hơn cận trên.")
        elif low > reached:
            reader.fault(node, f"Hở: không có mốc điểm cho giá trị ngay trước {place}.")
        elif low < reached:
            reader.fault(node, f"Chồng nhau: giá trị {place} rơi vào hai mốc điểm.")
        reached = max(reached, high)
    if reached < end:
        last = number_text(reached[0])
        reader.fault(pairs[0][0], f"Hở: không có mốc điểm cho giá trị từ {last} trở lên.")


READERS = {
    "yes_no": read_yes_no,
    "tiers": read_tiers,
    "ratio": read_ratio,
    "steps": read_steps,
    "survey": read_survey,
    "text": read_text,
}
