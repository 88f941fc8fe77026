// The data and the ways into it.
const data = JSON.parse($('data').textContent);
const plans = data.plans;
const hasBase = data.base !== null;
const percent = (share) => `${Math.round(share * 100)}%`;
const sideAt = new Map(data.sides.map((side, n) => [`${side.a}-${side.b}`, n]));

// The side of two plans in whichever order it is held, or undefined.
function sideOf(a, b) {
  const n = sideAt.get(`${a}-${b}`) ?? sideAt.get(`${b}-${a}`);
  return n === undefined ? undefined : data.sides[n];
}

const itemHref = (plan, item) => `#yw-${plan}-${item}`;
const sideHref = (a, b) => `#dz-${a}-${b}`;

// A link to a passage; `words` are marked there.
function passageLink(plan, item, words, attrs, ...kids) {
  return h('a', { href: itemHref(plan, item), 'data-words': words, ...attrs }, kids);
}

// What an item says, its title in a line of its own: whether a notice ends the title with a full stop or with the line is
// no difference.
function wordsOf(item) {
  if (!item.text.startsWith(item.heading)) return `${item.heading}\n${item.text}`.trim();
  const rest = item.text.slice(item.heading.length);
  return /^[。.:：\s]/.test(rest) ? `${item.heading}\n${rest.replace(/^[。.:：\s]+/, '')}`.trim() : item.text.trim();
}

const itemTitle = (item) => `${item.path} ${item.heading}`;

// A long list is laid out in steps, so that hundreds of plans do not stop the page.
function inSteps(all, step, make, into, after, noun) {
  let n = 0;
  const next = () => {
    const fresh = all.slice(n, n + step).map(make);
    n += fresh.length;
    add(into, fresh);
    const left = all.length - n;
    fill(after, left > 0 && h('button', { type: 'button', class: 'more', onclick: () => { const at = into.children.length; next(); const e = into.children[at]; if (e) { e.tabIndex = -1; e.focus({ preventScroll: true }); } } },
      `再列出 ${Math.min(step, left)} ${noun}（还有 ${left} ${noun}）`));
  };
  fill(into);
  next();
}
