"""The facts that are compared, and when two of them are the same.

The folding of words, the overlap of texts and the folding of unit names are those of `tests/score/mod.rs`; a rule that
differs says why.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path


@dataclass(frozen=True)
class When:
    """A time expression: the readings a tool offers (start, end); if it comes again, the period, and the time from one to
    the next (`2/month`: a month, half a month)."""

    text: str
    readings: tuple[tuple[str | None, str | None], ...] = ((None, None),)
    period: str | None = None
    spacing: str | None = None
    at: int = 0


@dataclass(frozen=True)
class Amount:
    text: str
    value: float
    unit: str | None


@dataclass
class Facts:
    """What one reader finds in one notice, or in one item of it."""

    deadlines: list[When] = field(default_factory=list)
    targets: list[Amount] = field(default_factory=list)
    units: list[str] = field(default_factory=list)

    def add(self, other: Facts) -> None:
        self.deadlines += other.deadlines
        self.targets += other.targets
        self.units += other.units


@dataclass
class Tally:
    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.given += other.given
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.given + self.wanted
        return 2 * self.right / total if total else 1.0


FOLD = {**{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}, "、": ",", "。": "."}
FOLD |= dict.fromkeys("〔【﹝", "[") | dict.fromkeys("〕】﹞", "]") | dict.fromkeys("“”", '"') | dict.fromkeys("‘’", "'")


def norm(words: str) -> str:
    return "".join(FOLD.get(c, c) for c in words if not c.isspace())


def norm_path(path: str) -> str:
    return "".join(c for c in norm(path) if c not in "(),.[]:")


def norm_unit(name: str) -> str:
    bare, depth = "", 0
    for c in norm(name):
        if c == "(":
            depth += 1
        elif c == ")":
            depth = max(0, depth - 1)
        elif c not in "\"'" and depth == 0:
            bare += c
    for tail in ("等部门", "等单位", "等", "部门", "单位"):
        if bare.endswith(tail) and bare != tail:
            return bare.removesuffix(tail)
    return bare


def overlap(a: str, b: str) -> bool:
    a, b = norm(a), norm(b)
    if not a or not b:
        return False
    need = min(3, len(a), len(b))
    return a in b or b in a or any(a[i : i + need] in b for i in range(len(a) - need + 1))


def found(gold: When, out: When) -> bool:
    return overlap(gold.text, out.text)


def right_date(gold: When, out: When) -> bool:
    """As `same_deadline`, but milder where peers follow another custom, and for gongdan too.

    What gold leaves open is not compared: of `X前` peers give the date of issue as start, of `X起` some give an end. Of a
    recurrence the period counts, not how often in it. One right reading of several is enough.
    """
    if not overlap(gold.text, out.text):
        return False
    start, end = gold.readings[0]
    if start is None and end is None:
        return gold.period is None or out.period in (gold.period, gold.spacing)
    vague = "初" in gold.text or "旬" in gold.text
    return any(
        (end is None or end == to) and (start is None or start == since or (vague and end is not None and since is None))
        for since, to in out.readings
    )


def fold_measure(unit: str | None) -> str | None:
    folded = norm(unit or "")
    return "个百分点" if folded == "百分点" else folded or None


def same_value(gold: Amount, out: Amount) -> bool:
    return abs(gold.value - out.value) < 1e-6


def same_amount(gold: Amount, out: Amount) -> bool:
    return same_value(gold, out) and fold_measure(gold.unit) == fold_measure(out.unit)


def same_unit(gold: str, out: str) -> bool:
    return norm_unit(gold) == norm_unit(out)


def matched(gold: list, out: list, same) -> tuple[Tally, set[int]]:
    """The largest one-to-one matching, so that the order of the facts makes no difference; and which of gold are met."""
    taken: dict[int, int] = {}

    def place(g: int, tried: set[int]) -> bool:
        for o, fact in enumerate(out):
            if o not in tried and same(gold[g], fact):
                tried.add(o)
                if o not in taken or place(taken[o], tried):
                    taken[o] = g
                    return True
        return False

    right = sum(place(g, set()) for g in range(len(gold)))
    return Tally(right, len(out), len(gold)), set(taken.values())


def distinct(names: list[str]) -> list[str]:
    return sorted({norm_unit(name) for name in names})


PERIODS = {"day": (1, "d"), "week": (7, "d"), "half-month": (0.5, "m"), "month": (1, "m"), "quarter": (3, "m")}
PERIODS |= {"half-year": (6, "m"), "year": (12, "m")}


def period(every: float, unit: str) -> str:
    """A period in days or months: a quarter is three months wherever it comes from."""
    size, base = PERIODS.get(unit, (1, unit))
    return f"{every * size:g}{base}"


def gold_periods(recur: str | None) -> tuple[str, str] | tuple[None, None]:
    """Period and spacing: `2/month` → `1m`, `0.5m`; `1/3-year` → `36m`, `36m`."""
    said = re.fullmatch(r"(\d+)/(?:(\d+)-)?([a-z-]+)", recur or "")
    if not said:
        return None, None
    times, every = float(said[1]), float(said[2] or 1)
    return period(every, said[3]), period(every / times, said[3])


def gold_deadline(d: dict) -> When:
    return When(d["text"], ((d["start"], d["end"]),), *gold_periods(d["recur"]))


def gold_facts(item: dict) -> Facts:
    return Facts(
        [gold_deadline(d) for d in item.get("deadlines", [])],
        [Amount(t["text"], t["value"], t["unit"]) for t in item.get("targets", [])],
        [u["name"] for u in item.get("units", [])],
    )


def gongdan_facts(item: dict) -> Facts:
    own = {kind: [f for f in item[kind] if not f["inherited"]] for kind in ("deadlines", "targets", "units")}
    return Facts(
        [
            When(d["text"], ((d["start"], d["end"]),), (r := d["recurrence"]) and period(r["every"], r["unit"].replace("_", "-")))
            for d in own["deadlines"]
        ],
        [Amount(t["text"], t["value"], t["unit"]) for t in own["targets"]],
        [u["name"] for u in own["units"]],
    )


@dataclass
class Notice:
    """A notice as gongdan reads it, and its gold."""

    name: str
    gold: list[dict]
    items: list[dict]
    issued: date

    @property
    def texts(self) -> list[str]:
        """What peers are given: the own text of each numbered item, without letterhead, addressees and signature."""
        return [item["text"] for item in self.items if item["text"].strip()]


def notices(folder: Path, gold: Path, lists: Path) -> list[Notice]:
    """The notices of one part of the corpus; `lists` holds gongdan's JSON."""
    found_ones = []
    for source in sorted(folder.iterdir()):
        for name in (source.stem, f"{source.stem}~2"):
            said, read = gold / f"{name}.gold.json", lists / f"{name}.json"
            if not said.exists():
                continue
            wanted = json.loads(said.read_text("utf-8"))
            items = json.loads(read.read_text("utf-8"))["items"] if read.exists() else []
            # A notice without a date has its year in the file name; peers need some date of reference.
            issued = wanted["metadata"]["issued"] or f"{source.stem.rsplit('-', 1)[-1]}-01-01"
            numbered = [item for item in items if item["origin"] == "numbered"]
            found_ones.append(Notice(name, wanted["items"], numbered, date.fromisoformat(issued)))
    return found_ones


def day_before(day: str) -> str | None:
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # a peer may say a year that is none
        return None
