// Every change goes through here: it can be taken back, is kept in the browser, and shows on both sides.

function change(i, work) {
  const item = itemAt(i);
  const before = JSON.stringify(item);
  work(item);
  settle(item);
  if (JSON.stringify(item) === before) return;
  state.undo.push({ i, before });
  after(i);
}

// The review of an item that a person touches. Looking again makes an outdated one current.
function reviewOf(item) {
  item.review = item.review || { decision: null, content_hash: '' };
  delete item.review.outdated;
  item.review.content_hash = read.get(item.id).content_hash;
  return item.review;
}

// Drops a review that says nothing any more, and names the state of the facts for importers.
function settle(item) {
  const was = read.get(item.id);
  const r = item.review;
  if (r) {
    const nothing = !r.decision && !r.task && !r.removed && !FACTS.some((kind) => item[kind].some((f) => f.reviewed));
    if (nothing && !was.review) delete item.review;
  }
  item.content_hash = changed(item) ? `review:${hash(`${item.text}\n${item.task}\n${factsOf(item)}`)}` : was.content_hash;
}

function after(i) {
  renumber();
  renderSource();
  renderCard(i);
  refresh();
  keep();
}

function undo() {
  const last = state.undo.pop();
  if (!last) return toast('没有可以撤销的了');
  list.items[last.i] = JSON.parse(last.before);
  state.editing = null;
  after(last.i);
  select(last.i, { scroll: true });
  toast('已撤销');
}

function accept(i) {
  change(i, (item) => {
    const r = reviewOf(item);
    if (r.decision === 'accepted') {
      r.decision = null;
      unmark(item);
      return;
    }
    if (r.decision === 'struck') item.task = true;
    r.decision = 'accepted';
    r.task = r.task || item.task !== read.get(item.id).task || undefined;
    for (const kind of FACTS) for (const fact of item[kind]) fact.reviewed = true;
  });
}

// Takes `reviewed` off the facts that stand as they were read.
function unmark(item) {
  const was = read.get(item.id);
  for (const kind of FACTS) {
    for (const fact of item[kind]) {
      const old = was[kind].find((f) => f._k === fact._k);
      if (old && !old.reviewed && bare(old) === bare(fact)) delete fact.reviewed;
    }
  }
}

function strike(i) {
  change(i, (item) => {
    const r = reviewOf(item);
    if (r.decision === 'struck') {
      r.decision = null;
      item.task = true;
    } else {
      r.decision = 'struck';
      unmark(item);
      item.task = false;
    }
    flag(item, r);
  });
}

function toggleTask(i) {
  change(i, (item) => {
    const r = reviewOf(item);
    if (r.decision === 'struck') r.decision = null;
    item.task = !item.task;
    flag(item, r);
  });
}

// A person's word on `task` is kept where it differs from the program's; a struck item needs no second one.
function flag(item, r) {
  if (r.decision !== 'struck' && item.task !== read.get(item.id).task) r.task = true;
  else delete r.task;
}

function setFact(i, kind, key, values) {
  change(i, (item) => {
    const fact = item[kind].find((f) => f._k === key);
    const before = bare(fact);
    Object.assign(fact, values);
    if (bare(fact) === before) return;
    fact.reviewed = true;
    reviewOf(item);
  });
}

function addFact(i, kind, fact) {
  change(i, (item) => {
    fact._k = `f${(keys += 1)}`;
    fact.reviewed = true;
    item[kind].push(fact);
    reviewOf(item);
  });
  return fact._k;
}

function removeFact(key) {
  const found = locate(key);
  if (!found) return;
  const [i, kind] = found;
  const item = itemAt(i);
  const next = item[kind][found[2] + 1] || item[kind][found[2] - 1];
  change(i, (it) => {
    const [fact] = it[kind].splice(found[2], 1);
    const r = reviewOf(it);
    const old = read.get(it.id)[kind].find((f) => f._k === fact._k);
    if (old) {
      r.removed = r.removed || {};
      r.removed[kind] = r.removed[kind] || [];
      r.removed[kind].push(copy(old));
    }
  });
  state.fact = next ? next._k : null;
  renderCard(i);
  toast(`已去掉这个${FACT_NAMES[kind]}，Ctrl+Z 可撤销`);
}

// A name for a state of facts: equal for equal words (cyrb53; no defence against anybody).
function hash(words) {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < words.length; i += 1) {
    const c = words.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b, a].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}
