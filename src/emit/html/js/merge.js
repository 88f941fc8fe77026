// Taking up an earlier check: reviews of a saved list, put on the list of this page by id. The same rules as
// `gongdan apply` (src/review/merge.rs): a person's word stands, the rest is as read now, changed text is marked.

function mergeSaved(saved) {
  const counts = { items: 0, outdated: 0, lost: 0 };
  for (const theirs of saved.items) {
    if (!theirs.review) continue;
    let i = place.get(theirs.id);
    if (i === undefined) {
      const same = list.items.filter((item) => item.text && item.text === theirs.text);
      i = same.length === 1 ? place.get(same[0].id) : undefined;
    }
    if (i === undefined) {
      counts.lost += 1;
      continue;
    }
    counts.items += 1;
    change(i, (item) => mergeItem(item, theirs));
    if (itemAt(i).review && itemAt(i).review.outdated) counts.outdated += 1;
  }
  return counts;
}

function mergeItem(item, theirs) {
  const r = copy(theirs.review);
  const was = read.get(item.id);
  const sameText = was.text === theirs.text;
  const asThen = was.content_hash === r.content_hash;
  const whole = asThen || (r.decision === 'accepted' && sameText);
  for (const kind of FACTS) {
    const free = copy(was[kind]);
    const made = whole ? [] : free.slice();
    const take = (fact) => {
      const n = sameWords(free, fact);
      const now = n >= 0 ? free[n] : null;
      if (now) free[n] = null;
      return now;
    };
    if (!whole) {
      for (const gone of (r.removed && r.removed[kind]) || []) {
        const now = take(gone);
        if (now) made[made.indexOf(now)] = null;
      }
    }
    for (const saved of theirs[kind]) {
      if (!whole && !saved.reviewed) continue;
      const now = take(saved);
      const fact = { ...copy(saved), span: now ? now.span : placed(saved.span, theirs, was, sameText), _k: now ? now._k : undefined };
      const of = fact.action === null ? null : theirs.actions[fact.action];
      const action = of ? item.actions.findIndex((a) => a.text === of.text) : -1;
      fact.action = action < 0 ? null : action;
      if (now && !whole) made[made.indexOf(now)] = fact;
      else made.push(fact);
    }
    item[kind] = made.filter(Boolean);
  }
  if (r.decision === 'struck') item.task = false;
  else item.task = r.task || asThen ? theirs.task : was.task;
  r.content_hash = was.content_hash;
  if (!sameText) r.outdated = true;
  item.review = r;
  keyed(item);
}

// Where a fact lies that is not read now: as it lay in the item, else over the whole item.
function placed(span, theirs, item, sameText) {
  const inside = theirs.span.start <= span.start && span.end <= theirs.span.end;
  const shift = item.span.start - theirs.span.start;
  if (sameText && inside && span.end + shift <= item.span.end) return { start: span.start + shift, end: span.end + shift };
  return copy(item.span);
}

// Index of the free fact read from the same words as `fact`; one of the same role first.
function sameWords(free, fact) {
  const find = (fits) => free.findIndex((f) => f && f.text === fact.text && fits(f));
  const tries = [(f) => f.role === fact.role && f.span.start === fact.span.start, (f) => f.role === fact.role, () => true];
  return tries.map(find).find((n) => n >= 0) ?? -1;
}

async function openSaved(file) {
  let saved = null;
  try {
    saved = JSON.parse((await file.text()).replace(/^\ufeff/, ''));
  } catch { /* Told below. */ }
  if (!saved || !saved.notice || !Array.isArray(saved.items) || !String(saved.schema_version).startsWith('1.')) {
    return toast('这不是核对结果：应是用“保存”存下的 JSON。');
  }
  if (saved.notice.id !== notice.id) return toast(`这是另一份通知的核对结果：${saved.notice.title || saved.notice.source.path}`);
  const n = mergeSaved(saved);
  toast(`已接上 ${n.items} 条${n.outdated ? `，其中 ${n.outdated} 条原文变了` : ''}${n.lost ? `；${n.lost} 条找不到了` : ''}`);
}

// The browser keeps the work too, so that a closed window loses nothing. Where it may not, saving is all there is.
const SLOT = `gongdan:${notice.id}:${notice.source.sha256}`;
function keep() {
  try {
    if (list.items.some(touched)) localStorage.setItem(SLOT, JSON.stringify(plain()));
    else localStorage.removeItem(SLOT);
  } catch { /* No room or not allowed. */ }
}

function recall() {
  try {
    const saved = JSON.parse(localStorage.getItem(SLOT) || 'null');
    if (!saved || saved.notice.id !== notice.id) return;
    const n = mergeSaved(saved);
    state.undo = [];
    if (n.items) toast(`已接上这个浏览器里没有保存完的核对（${n.items} 条）`);
  } catch { /* As if nothing had been kept. */ }
}
