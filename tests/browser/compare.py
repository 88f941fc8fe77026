"""The report of `gongdan compare` in a real browser: every way to the passages, filters, marks, phone, hostile text.

Run by .ci/browser. argv: folder with the pages that the test `pages_for_the_browser` writes, folder for pictures.
"""
import json
import os
import re
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = Path(sys.argv[1])
PICTURES = Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
RELATIONS = {"split": 2, "merged": 3, "only_a": 4, "only_b": 5}


class Watch:
    """Fails on errors, dialogs and everything that would leave the machine."""

    def __init__(self, page):
        self.said = []
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("console", lambda m: m.type in ("error", "warning") and self.said.append(f"console: {m.text}"))
        page.on("dialog", lambda d: (self.said.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", lambda r: r.url.startswith("file:") or self.said.append(f"request: {r.url}"))


def opened(context, name, anchor=""):
    page = context.new_page()
    page.watch = Watch(page)
    page.goto((PAGES / name).as_uri() + anchor)
    return page, json.loads(page.eval_on_selector("#data", "e => e.textContent"))


def closed(page):
    assert not page.watch.said, page.watch.said
    page.close()


def fours(side):
    return [side["pairs"][n : n + 4] for n in range(0, len(side["pairs"]), 4)]


def groups(side):
    """How many groups of pairs a side has: splits by their first item, merges by their second."""
    keys = {(r, a if r == 2 else b if r == 3 else (a, b)) for a, b, r, _ in fours(side)}
    return len(keys) + len(side["only_a"]) + len(side["only_b"])


def words(text):
    return re.sub(r"[\s。.::]", "", text)


def all_shown(page):
    while page.locator("#more-pairs button").count():
        page.locator("#more-pairs button").evaluate("e => e.click()")
    return page.locator("#pairs > li[class^=r]")


def check_form(page):
    """What assistive software needs: headings in order, heads with scope, names on all that is pressed."""
    levels = page.eval_on_selector_all("h1, main h2, main h3", "all => all.filter(e => e.offsetParent).map(e => Number(e.tagName[1]))")
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels
    assert page.locator("th:not([scope])").count() == 0
    nameless = page.eval_on_selector_all("main a, main button", "all => all.filter(e => !(e.getAttribute('aria-label') || e.textContent).trim()).length")
    assert nameless == 0
    loose = page.eval_on_selector_all("main :is(input, select)", "all => all.filter(e => !e.labels.length).length")
    assert loose == 0


def check_side(page, data, side):
    """All pairs of two plans are there, and without marks the passages are those of the notices."""
    page.evaluate("hash => { location.hash = hash; }", f"#dz-{side['a']}-{side['b']}")
    page.wait_for_function("([a, b]) => document.querySelector('#of-a').value == a && document.querySelector('#of-b').value == b", arg=[side["a"], side["b"]])
    shown = all_shown(page)
    assert shown.count() == groups(side), (shown.count(), groups(side))
    told = page.eval_on_selector_all(
        "#pairs .both", "all => all.map(e => [...e.children].map(c => [...c.querySelectorAll('.text')].map(t => t.textContent)))"
    )
    for which, plan, tag in ((0, side["a"], "ins"), (1, side["b"], "del")):
        items = data["plans"][plan]["items"]
        own = {words(i["text"] if i["text"].startswith(i["heading"]) else i["heading"] + i["text"]) for i in items[: data["plans"][plan]["compared"]]}
        seen = {words(text) for both in told for text in both[which]}
        assert seen == own, (plan, seen ^ own)
        assert page.locator(f"#pairs .both > div:nth-child({which + 1}) {tag}").count() == 0
    assert page.locator("#pairs .change").count() == len(side["changes"]) // 6


def check_based(context):
    page, data = opened(context, "based.html")
    check_form(page)
    base = data["base"]
    # What was forgotten: the right number, and each leads to the superior plan's words.
    for line, cover in zip(page.locator(".cover").all(), data["coverage"], strict=True):
        assert line.locator("li").count() == cover["missing"]
        assert cover["covered"] + cover["adapted"] + cover["missing"] == cover["base"]
    link = page.locator(".cover li a").first
    heading = link.inner_text().split(" ", 1)[1]
    link.focus()
    page.keyboard.press("Enter")
    assert heading in page.inner_text("#passage .passage") and data["plans"][base]["name"] in page.inner_text("#passage-h")
    page.keyboard.press("Escape")
    assert not page.is_visible("#passage") and link.evaluate("e => e === document.activeElement")
    # A cell of the heat map leads to the two plans.
    assert page.locator("#heat td a").count() == len(data["sides"])
    page.locator("#heat td a").nth(2).click()
    side = data["sides"][2]
    assert page.input_value("#of-b") == str(side["b"]) and page.locator("#pairs del, #pairs ins").count() > 0
    assert page.locator("#pairs :is(del, ins) strong").count() > 0
    for side in data["sides"]:
        check_side(page, data, side)
    check_filters(page, data)
    check_indicators(page, data)
    dated = sum(d["end"] is not None and d["kind"] in ("by", "during") and not d["inherited"] for p in data["plans"] for i in p["items"][: p["compared"]] for d in i["deadlines"])
    assert page.locator("#timeline a").count() == dated > 0
    page.locator("#timeline a").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#passage .passage mark").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#references .tree li").count() >= len({r["plan"] for r in data["references"] if r["cited"] is not None})
    if PICTURES:
        page.screenshot(path=PICTURES / "compare.png", full_page=True)
    closed(page)
    return data


def check_filters(page, data):
    side = data["sides"][0]
    page.locator("#heat td a").first.click()
    for name, number in RELATIONS.items():
        page.select_option("#relation", str(number))
        pairs = [p for p in fours(side) if p[2] == number]
        want = len(side[name]) if name in side else len({p[0 if number == 2 else 1] for p in pairs})
        assert all_shown(page).count() == want, name
    page.click("#clear")
    page.check("#changed")
    changed = all_shown(page)
    assert 0 < changed.count() < groups(side) and changed.locator(".change").count() == len(side["changes"]) // 6
    page.click("#clear")
    heading = data["plans"][side["a"]]["items"][side["only_a"][0]]["heading"]
    page.fill("#q", heading)
    assert 0 < all_shown(page).count() < groups(side)
    page.fill("#q", "没有这样的话")
    assert all_shown(page).count() == 0 and "没有符合" in page.inner_text("#pairs")
    page.click("#clear")
    assert all_shown(page).count() == groups(side)
    other = page.eval_on_selector("#of-b", "e => e.options[1].value")
    page.select_option("#of-b", other)
    assert data["plans"][int(other)]["name"] in page.inner_text("#count")


def quantile(values, share):
    place = share * (len(values) - 1)
    below = int(place)
    return values[below] + (values[min(below + 1, len(values) - 1)] - values[below]) * (place - below)


def check_indicators(page, data):
    """Outliers are those that quartiles, computed here again, call so; a cell opens its passage with the words marked."""
    outliers = 0
    for row, cells in zip(data["indicators"], page.locator("#indicators tbody tr").all()):
        counted = sorted(c["value"] for c in row["cells"] if c["counted"])
        out = 0
        if len(counted) >= 5:
            low, high = quantile(counted, 0.25), quantile(counted, 0.75)
            reach = 1.5 * (high - low)
            out = sum(value > high + reach or value < low - reach for value in counted)
        assert cells.locator(".mark.out").count() == out, row["name"]
        outliers += out
    assert outliers > 0
    cell = page.locator("#indicators a:has(.mark.out)").first
    assert re.search("偏[高低]", cell.inner_text())
    cell.click()
    assert page.locator("#passage .passage mark").inner_text() == cell.get_attribute("data-words")
    page.click("#passage >> text=逐条对照 >> nth=0")
    assert not page.is_visible("#passage")


def check_all(context):
    page, data = opened(context, "all.html", "#dz-1-0")
    check_form(page)
    assert not page.is_visible("#fg") and page.input_value("#of-a") == "0" and page.input_value("#of-b") == "1"
    plans = len(data["plans"])
    assert page.locator("#heat td a").count() == plans * (plans - 1)
    for side in data["sides"][::7]:
        check_side(page, data, side)
    closed(page)


def check_hostile(context):
    page, data = opened(context, "bad.html")
    assert page.locator("img").count() == 0 and page.locator("script").count() == 2
    assert "<img" in page.inner_text("#plans") and "<img" in page.inner_text("#pairs")
    for link in page.locator("main a[href^='#yw-']").all():
        link.click()
        page.keyboard.press("Escape")
    check_side(page, data, data["sides"][0])
    assert page.locator("img").count() == 0
    closed(page)


def check_many(context):
    began = time.monotonic()
    page, data = opened(context, "many.html")
    assert page.locator("#heat canvas").count() == 1 and page.locator("#heat td a").count() == 15
    page.locator("#heat canvas").click(position={"x": 200, "y": 30})
    assert page.locator("#pairs > li").count() > 0 and "#dz-" in page.url
    page.locator("#heat td a").nth(3).click()
    assert page.locator("#pairs > li").count() > 0
    closed(page)
    return len(data["plans"]), time.monotonic() - began


def check_phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for name in ("based.html", "all.html", "bad.html"):
        page, _ = opened(context, name)
        wide = lambda: page.evaluate("document.documentElement.scrollWidth")
        assert wide() <= 390, (name, wide())
        page.locator("#heat td a").first.tap()
        assert page.locator("#pairs > li").count() > 0 and wide() <= 390
        page.locator("#pairs .who a").first.tap()
        assert page.is_visible("#passage") and wide() <= 390
        if PICTURES and name == "based.html":
            page.screenshot(path=PICTURES / "compare-phone.png")
        closed(page)
    context.close()


def check_without_script(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((PAGES / "based.html").as_uri())
    assert "允许本页运行脚本" in page.inner_text("body")
    context.close()


def main():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        data = check_based(context)
        check_all(context)
        check_hostile(context)
        plans, seconds = check_many(context)
        check_phone(browser)
        check_without_script(browser)
        browser.close()
    print(f"compare report: {len(data['sides'])} sides with every pair, {len(data['indicators'])} indicators; {plans} plans in {seconds:.1f} s")


main()
