"""The review page in a real browser: marks, jumps, filters, keys, edits, and the way back through `gongdan apply`.

Run by .ci/browser. Any failed check ends the run with a trace; the last line says what was checked.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import jsonschema
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
TOOL = sys.argv[1]
PICTURES = Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
KINDS = ("units", "deadlines", "targets")

# 𠮷 takes two UTF-16 units; the pinyin in brackets is taken out before reading; the rest tries to become markup.
HARD = (
    "关于加强𠮷野山<img src=x onerror=alert(1)>防火工作的通知\n\n青安〔2023〕9号\n\n各乡镇人民政府：\n"
    "一、𠮷𠮷开展检查。由县应急局牵头，县𠮷林局配合，3月15日前完成检查，整改率达到95%以上。\n"
    "二、及时处(chǔ)置(zhì)。由县水(shuǐ)利(lì)局负责，在5月底前整改隐患，𠮷整改率达到98%以上。</script><script>alert(2)</script>\n"
    "三、加强宣传。各村每季度至少召开1次会议，由县文旅局牵头。\n"
    "四、严格考核。县督查室要在2023年12月底前进行通报。\n\n青山县安全生产委员会\n2023年2月1日\n"
)


def gongdan(*args, code=0):
    ran = subprocess.run([TOOL, *map(str, args)], capture_output=True, text=True)
    assert ran.returncode == code, (args, ran.returncode, ran.stderr)
    return ran.stderr


def bare(text):
    """Words as the reader of a fact sees them: one width, no blanks, no inline pinyin."""
    text = re.sub(r"[(（][a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü'·\s]+[)）]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s", "", text)


def chips(page):
    """The keys of the facts of each card, in the order of the list."""
    return page.eval_on_selector_all("#cards > li", "all => all.map(c => [...c.querySelectorAll('[data-k]')].map(e => e.dataset.k))")


def marked(page):
    """For each fact the words that its marks cover."""
    return page.evaluate(
        """() => { const out = {};
        for (const m of document.querySelectorAll('#text [data-f]'))
          for (const k of m.dataset.f.split(' ')) out[k] = (out[k] || '') + m.textContent;
        return out; }"""
    )


class Watch:
    """Fails on errors, dialogs and everything that would leave the machine."""

    def __init__(self, page):
        self.said = []
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("console", lambda m: m.type in ("error", "warning") and self.said.append(f"console: {m.text}"))
        page.on("dialog", lambda d: (self.said.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", lambda r: r.url.startswith(("file:", "blob:")) or self.said.append(f"request: {r.url}"))


def opened(context, path):
    page = context.new_page()
    page.watch = Watch(page)
    page.goto(path.as_uri())
    return page


def check_marks(page, items, text, counts, simplified=True):
    """Every mark stands on the words of its span, and the words are those of the fact."""
    whole = page.eval_on_selector("#text", "e => e.textContent")
    assert whole == text, "the text on the page is the text that spans count in"
    words = marked(page)
    for item, keys in zip(items, chips(page), strict=True):
        facts = [fact for kind in KINDS for fact in item[kind]]
        assert len(facts) == len(keys), item["path"]
        for fact, key in zip(facts, keys, strict=True):
            span = text[fact["span"]["start"] : fact["span"]["end"]]
            assert words.get(key) == span, (item["path"], fact["text"], words.get(key), span)
            counts["facts"] += 1
            counts["same"] += bare(span) == bare(fact["text"])
            counts["plain"] += simplified
            counts["plain_same"] += simplified and bare(span) == bare(fact["text"])


def check_corpus(context, folder):
    """All marks of all notices of the corpus."""
    gongdan(ROOT / "corpus", "-o", folder, "--format", "html,json", "--plain", folder / "plain", "--quiet")
    counts = dict.fromkeys(("pages", "facts", "same", "plain", "plain_same"), 0)
    for path in sorted(folder.rglob("*.核对.html")):
        saved = json.loads(path.with_name(path.name.replace(".核对.html", ".json")).read_text())
        plain = folder / "plain" / Path(saved["notice"]["source"]["path"]).relative_to("corpus" if saved["notice"]["source"]["path"].startswith("corpus") else ".")
        plain = plain if plain.suffix == ".txt" else plain.with_name(plain.name + ".txt")
        with open(plain, encoding="utf-8", newline="") as file:
            text = file.read()
        page = opened(context, path)
        check_marks(page, saved["items"], text, counts, saved["notice"]["source"]["script"] == "simplified")
        assert not page.watch.said, (path, page.watch.said)
        page.close()
        counts["pages"] += 1
    assert counts["pages"] >= 100 and counts["facts"] > 4000, counts
    # Traditional characters are no mistake: facts are told in simplified ones. The rest is debris that reading takes out.
    assert counts["plain_same"] / counts["plain"] > 0.99, counts
    index = opened(context, folder / "任务清单.html")
    links = index.eval_on_selector_all("#rows a", "all => all.map(a => a.href)")
    assert len(links) == counts["pages"]
    index.fill("#q", "农村")
    assert 0 < index.locator("#rows tr").count() < counts["pages"]
    assert not index.watch.said, index.watch.said
    index.click("#rows a >> nth=0")
    assert index.locator("#cards > li").count() > 0
    index.close()
    return counts


def check_hard(context, folder):
    """Marks after 𠮷 and pinyin; nothing of the notice becomes markup."""
    notice = folder / "难.txt"
    notice.write_text(HARD)
    gongdan(notice, "-o", folder, "--format", "html,json", "--quiet")
    items = json.loads((folder / "难.json").read_text())["items"]
    page = opened(context, folder / "难.核对.html")
    counts = dict.fromkeys(("facts", "same", "plain", "plain_same"), 0)
    check_marks(page, items, HARD, counts)
    assert counts["facts"] >= 10 and counts["same"] == counts["facts"], counts
    words = set(marked(page).values())
    assert {"县𠮷林局", "3月15日前", "县水(shuǐ)利(lì)局", "𠮷整改率达到98%以上"} <= words, words
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2
    assert "<img" in page.inner_text("#title") or "<img" in page.inner_text("#text")
    assert not page.watch.said, page.watch.said
    page.close()


def current(page):
    return int(page.get_attribute("#cards > li.cur", "id").removeprefix("card-"))


def fact_key(page, item, kind, nth):
    row = page.locator(f"#card-{item} .row-{kind} [data-k]").nth(nth)
    return row.get_attribute("data-k")


def seen(page, selector):
    """Whether an element stands within the window."""
    return page.eval_on_selector(selector, "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.width > 0; }")


def check_jumps_and_filters(context, path, items):
    page = opened(context, path)
    tasks = [i for i, item in enumerate(items) if item["task"]]
    assert page.locator("#cards > li:visible").count() == len(tasks)
    # From the text to the card.
    i, kind = next((i, kind) for i in reversed(tasks) for kind in KINDS if items[i][kind] and not items[i][kind][0]["inherited"])
    key = fact_key(page, i, kind, 0)
    page.locator(f'#text [data-f~="{key}"]').first.click()
    assert seen(page, f"#card-{i} .head")
    assert page.locator(f'#cards .cur [data-k].now').count() == 1
    # From the card to the text.
    first = next(i for i in tasks if items[i]["deadlines"])
    page.locator(f"#card-{first} .row-deadlines [data-k]").first.click()
    assert current(page) == first and seen(page, "#text .now")
    # Filters, each against the list itself.
    shown = lambda: page.locator("#cards > li:visible").count()
    unit = page.eval_on_selector("#unit", "e => e.options[1].value")
    page.select_option("#unit", unit)
    assert shown() == sum(any((u["canonical"] or u["name"]) == unit for u in items[i]["units"]) for i in tasks)
    page.click("#clear")
    month = page.eval_on_selector("#due", "e => e.options[1].value")
    page.select_option("#due", month)
    days = lambda item: [d["end"] or d["start"] for d in item["deadlines"] if d["end"] or d["start"]]
    assert shown() == sum(any(day.startswith(month.split("..")[0]) for day in days(items[i])) for i in tasks) > 0
    page.click("#clear")
    section = page.eval_on_selector("#section", "e => e.options[1].value")
    page.select_option("#section", section)
    assert shown() == sum(items[i]["section"] == section for i in tasks)
    page.click("#clear")
    page.locator("#charts .bar.unit").first.click()
    assert 0 < shown() <= len(tasks) and page.locator("#charts .bar.on").count() == 1
    page.keyboard.press("c")
    page.keyboard.press("/")
    page.keyboard.type(items[tasks[-1]]["heading"][:6])
    assert 0 < shown() < len(tasks)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('card')")
    page.keyboard.press("c")
    page.locator("#all").evaluate("e => e.click()")
    assert shown() == len(items)
    assert not page.watch.said, page.watch.said
    page.close()


def saved_by(page, how):
    with page.expect_download() as download:
        how()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def edit_by_keyboard(page, items):
    """Changes every kind of thing without the mouse; says what should come of it."""
    want = {}
    page.keyboard.press("j")  # 一
    a = current(page)
    page.keyboard.press("l")
    page.keyboard.press("e")  # its lead
    page.keyboard.press("Control+A")
    page.keyboard.type("县应急管理局")
    page.keyboard.press("Enter")
    page.keyboard.press("l")
    page.keyboard.press("Delete")  # 县𠮷林局
    deadline = fact_key(page, a, "deadlines", 0)
    while page.locator(f'[data-k="{deadline}"].now').count() == 0:
        page.keyboard.press("l")
    page.keyboard.press("e")
    page.fill(".editor [name=end]", "2023-03-20")
    page.keyboard.press("Enter")
    page.keyboard.press("l")
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("97.5")
    page.keyboard.press("Enter")
    want[items[a]["id"]] = lambda item: (
        [u["name"] for u in item["units"]] == ["县应急管理局"]
        and item["units"][0]["reviewed"] is True
        and item["deadlines"][0]["end"] == "2023-03-20"
        and item["targets"][0]["value"] == 97.5
        and item["review"]["removed"]["units"][0]["name"] == "县𠮷林局"
    )
    page.keyboard.press("j")  # 二: a support more, then accepted
    b = current(page)
    page.keyboard.press("u")
    page.select_option(".editor [name=role]", "support")
    page.fill(".editor [name=name]", "=县财政局")
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    want[items[b]["id"]] = lambda item: (
        item["review"]["decision"] == "accepted"
        and item["units"][-1]["name"] == "=县财政局"
        and all(f["reviewed"] for kind in KINDS for f in item[kind])
    )
    c = current(page)  # accepting went on to 三
    assert c != b
    page.keyboard.press("x")
    want[items[c]["id"]] = lambda item: item["review"]["decision"] == "struck" and not item["task"]
    # The numbers beside the text and on the cards stay the same ones.
    pins = page.eval_on_selector_all("#text .pin", "all => all.map(e => e.dataset.n)")
    assert pins == page.eval_on_selector_all("#cards .n", "all => all.map(e => e.textContent)") == ["1", "2", "×", "3"], pins
    page.keyboard.press("j")  # 四
    d = current(page)
    page.keyboard.press("t")
    want[items[d]["id"]] = lambda item: not item["task"] and item["review"]["task"]
    page.keyboard.press("x")
    page.keyboard.press("Control+Z")
    return want


def check_round_trip(browser, folder):
    items = json.loads((folder / "难.json").read_text())["items"]
    schema = json.loads((ROOT / "schema/task-list.schema.json").read_text())
    context = browser.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
    page = opened(context, folder / "难.核对.html")
    want = edit_by_keyboard(page, items)
    raw, name = saved_by(page, lambda: page.keyboard.press("Control+S"))
    assert name == "难.核对.json", name
    saved = json.loads(raw)
    jsonschema.Draft202012Validator(schema).validate(saved)
    assert "_k" not in raw.decode()
    by_id = lambda some: {item["id"]: item for item in some["items"]}
    for key, fits in want.items():
        assert fits(by_id(saved)[key]), by_id(saved)[key]
    # An importer sees which items changed.
    read = {item["id"]: item["content_hash"] for item in items}
    hashes = [item["content_hash"] != read[item["id"]] for item in saved["items"]]
    assert hashes == [True] * 4, hashes
    # CSV for a spreadsheet and for a program.
    excel, _ = saved_by(page, lambda: (page.click("#save"), page.click("[data-save=excel]")))
    plain, _ = saved_by(page, lambda: (page.click("#save"), page.click("[data-save=csv]")))
    assert excel[:3] == b"\xef\xbb\xbf" and plain == excel[3:]
    rows = list(csv.DictReader(io.StringIO(plain.decode(), newline="")))
    assert [row["序号"] for row in rows] == ["1", "2"]
    assert (rows[0]["牵头单位"], rows[0]["配合单位"], rows[0]["截止日期"]) == ("县应急管理局", "", "2023-03-20"), rows[0]
    assert rows[1]["配合单位"] == "'=县财政局", rows[1]
    # The same corrections, in the list of a later run.
    (folder / "存.核对.json").write_bytes(raw)
    applied = folder / "难.json"
    said = gongdan("apply", folder / "存.核对.json", applied)
    assert "合并核对结果 4 条" in said, said
    corrected = json.loads(applied.read_text())
    jsonschema.Draft202012Validator(schema).validate(corrected)
    for key, fits in want.items():
        assert fits(by_id(corrected)[key]), by_id(corrected)[key]
    same = lambda some: [{k: v for k, v in item.items() if k != "content_hash"} for item in some["items"]]
    assert same(corrected) == same(saved), "what the page saved is what the list holds"
    once = applied.read_bytes()
    gongdan("apply", folder / "存.核对.json", applied)
    assert applied.read_bytes() == once
    # A closed window loses nothing.
    page.reload()
    assert page.inner_text("#progress b") == "已核对 2/3", page.inner_text("#progress b")
    assert not page.watch.said, page.watch.said
    context.close()
    # The saved list, taken up on another machine.
    context = browser.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
    page = opened(context, folder / "难.核对.html")
    page.set_input_files("#file", folder / "存.核对.json")
    page.wait_for_function("document.querySelector('#progress b').textContent.startsWith('已核对 2')")
    again, _ = saved_by(page, lambda: page.keyboard.press("Control+S"))
    assert json.loads(again) == saved
    assert not page.watch.said, page.watch.said
    # Every step can be taken back.
    for _ in range(12):
        page.keyboard.press("Control+Z")
    back, _ = saved_by(page, lambda: page.keyboard.press("Control+S"))
    assert json.loads(back)["items"] == items
    context.close()


def check_picking(browser, folder):
    """Words picked in the text become a fact with their own span, also after 𠮷."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
    page = opened(context, folder / "难.核对.html")
    page.locator("#text .pin").nth(1).click()
    i = current(page)
    page.evaluate(
        """() => { const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
        for (let n = walk.nextNode(); n; n = walk.nextNode()) { const at = n.data.indexOf('整改隐患');
          if (at >= 0) { getSelection().setBaseAndExtent(n, at, n, at + 4); return; } } }"""
    )
    page.click("#pick button >> text=责任")
    raw, _ = saved_by(page, lambda: page.keyboard.press("Control+S"))
    unit = json.loads(raw)["items"][i]["units"][-1]
    assert unit["name"] == HARD[unit["span"]["start"] : unit["span"]["end"]] == "整改隐患", unit
    assert unit["reviewed"] is True
    assert not page.watch.said, page.watch.said
    context.close()


def check_phone(browser, path):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened(context, path)
    wide = lambda: page.evaluate("document.documentElement.scrollWidth")
    assert wide() <= 390 and not page.is_visible("#text")
    page.tap("#cards > li:visible >> nth=1")
    page.tap("#cards .cur .acts button >> text=原文")
    assert page.is_visible("#text") and not page.is_visible("#cards") and wide() <= 390
    page.tap("#text .cur >> nth=0")
    assert page.is_visible("#cards")
    page.tap("#more")
    assert page.is_visible("#unit") and wide() <= 390
    page.locator("#cards .cur [data-k]").first.tap()
    page.locator("#cards .cur [data-k]").first.tap()
    assert page.is_visible(".editor") and wide() <= 390
    if PICTURES:
        page.screenshot(path=PICTURES / "phone.png")
    assert not page.watch.said, page.watch.said
    context.close()


def main():
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        check_hard(context, folder)
        check_round_trip(browser, folder)
        check_picking(browser, folder)
        counts = check_corpus(context, folder / "corpus")
        page = next((folder / "corpus").rglob("qingya-nongcunlu-2018.核对.html"))
        items = json.loads(page.with_name("qingya-nongcunlu-2018.json").read_text())["items"]
        check_jumps_and_filters(context, page, items)
        check_phone(browser, page)
        browser.close()
    print(f"review page: {counts['facts']} marks on {counts['pages']} pages stand right; of {counts['plain']} in simplified notices {counts['plain_same']} say the very words of the fact")


main()
