// The left side: the source text, cut at the borders of all spans; each piece knows what stands on it.

// Everything that has a place in the text. `rank` says whose colour wins where several stand on the same words.
function spans() {
  const all = [];
  const put = (span, kind, more) => all.push({ start: span.start, end: span.end, kind, ...more });
  list.items.forEach((item, i) => {
    put(item.span, 'item', { i });
    item.actions.forEach((a) => put(a.span, 'action', { i }));
    for (const kind of FACTS) {
      for (const fact of item[kind]) put(fact.span, kind, { i, fact, role: fact.role });
    }
  });
  list.warnings.filter(pointed).forEach((w) => put(w.span, 'warning', { words: w.message }));
  notice.cites.forEach((c) => put(c.span, 'cite', { words: c.title || c.doc_number }));
  return all;
}
const RANK = ['targets', 'deadlines', 'units'];

function renderSource() {
  const box = $('text');
  const top = box.scrollTop;
  const lines = document.createDocumentFragment();
  let line = null;
  const pins = new Map();
  list.items.forEach((item, i) => pins.set(pinPlace(item), [...(pins.get(pinPlace(item)) || []), i]));
  for (const piece of pieces(spans(), source.length)) {
    const items = piece.over.filter((s) => s.kind === 'item');
    const own = items.reduce((best, s) => (!best || s.end - s.start <= best.end - best.start ? s : best), null);
    let from = piece.start;
    // A line end closes its line, so a piece may run over several.
    for (const words of source.cut(piece.start, piece.end).split(/(?<=\n)/)) {
      if (!line) lines.append(line = h('div', { class: 'ln' }));
      for (const i of (from === piece.start && pins.get(from)) || []) {
        const pin = pinOf(i);
        if (pin) line.append(pin);
      }
      const e = markOf(piece, own, words);
      e.dataset.s = from;
      line.append(e);
      from += points(words);
      if (words.endsWith('\n')) line = null;
    }
  }
  box.replaceChildren(lines);
  box.scrollTop = top;
  highlight();
}

// Where an item's number goes: to its start; of a table's row, which may begin with a cell of many rows, to its demand.
const pinPlace = (item) => (item.origin === 'table' && item.actions.length ? item.actions[0].span.start : item.span.start);

// The number of a task where it begins in the text; the words are the style sheet's, so the text stays the text.
function pinOf(i) {
  const item = itemAt(i);
  const struck = decision(item) === 'struck';
  if (!item.task && !struck) return null;
  const kind = struck ? 'struck' : done(item) ? 'accepted' : touched(item) ? 'touched' : '';
  return h('button', {
    type: 'button', class: `pin ${kind}`, 'data-pin': i, 'data-n': struck ? '×' : numbers.get(i), tabindex: -1,
    'aria-label': `任务 ${numbers.get(i) || ''}`,
  });
}

function markOf(piece, own, words) {
  const facts = piece.over.filter((s) => s.fact);
  const others = piece.over.filter((s) => s.kind === 'warning' || s.kind === 'cite');
  const action = piece.over.some((s) => s.kind === 'action');
  const e = h(facts.length || others.length ? 'mark' : 'span', {}, words);
  if (own) e.dataset.i = own.i;
  const classes = [];
  if (action) classes.push('k-action');
  for (const s of others) classes.push(`k-${s.kind}`);
  if (facts.length) {
    facts.sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
    classes.push(`k-${facts[0].kind}`);
    if (facts[0].role) classes.push(`r-${facts[0].role}`);
    if (facts.some((s) => s.fact.reviewed)) classes.push('reviewed');
    e.dataset.f = facts.map((s) => s.fact._k).join(' ');
  }
  if (facts.length || others.length) e.title = [...new Set(facts.map(told)), ...others.map((s) => s.words)].join('\n');
  if (classes.length) e.className = classes.join(' ');
  return e;
}

function told(s) {
  const f = s.fact;
  if (s.kind === 'units') return `${ROLES[f.role]}单位：${f.name}`;
  if (s.kind === 'deadlines') return `时限：${when(f)}`;
  return `指标：${f.indicator} ${amount(f)}`;
}

// Shows which task and which fact is meant.
function highlight() {
  const item = state.current >= 0 ? itemAt(state.current) : null;
  for (const e of $('text').querySelectorAll('[data-i], [data-pin]')) {
    e.classList.toggle('cur', Boolean(item) && Number(e.dataset.i ?? e.dataset.pin) === state.current);
  }
  for (const e of $('text').querySelectorAll('.now')) e.classList.remove('now');
  for (const e of marksOf(state.fact)) e.classList.add('now');
}

const marksOf = (key) => (key ? [...$('text').querySelectorAll(`[data-f~="${key}"]`)] : []);

// Scrolls the text to a fact, or to where the task begins.
function showSource(key) {
  const target = marksOf(key)[0] || $('text').querySelector(`[data-pin="${state.current}"]`)
    || $('text').querySelector(`[data-i="${state.current}"]`);
  if (target) target.scrollIntoView({ block: 'center' });
}

function onSourceClick(event) {
  if (String(getSelection()).length) return; // Words are being picked.
  const e = event.target.closest('[data-pin], [data-f], [data-i]');
  if (!e) return;
  let i = Number(e.dataset.pin ?? e.dataset.i ?? -1);
  let key = null;
  if (e.dataset.f) {
    // Inherited facts share their words: another click goes to the next task that has them.
    const all = e.dataset.f.split(' ');
    key = all[(all.indexOf(state.fact) + 1) % all.length];
    [i] = locate(key);
  }
  if (i < 0) return;
  if (!fits(itemAt(i), i)) {
    state.pinned = i;
    refresh();
  }
  if (narrow()) tab('cards');
  select(i, { fact: key, scroll: true });
}

// The picked words as a span, or null.
function picked() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const point = (node, offset, end) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const e = node.parentElement.closest('[data-s]');
      return e && $('text').contains(e) ? Number(e.dataset.s) + points(node.data.slice(0, offset)) : null;
    }
    const inside = node.nodeType === Node.ELEMENT_NODE && $('text').contains(node);
    if (!inside) return null;
    const next = node.childNodes[end ? offset - 1 : offset];
    const e = next && (next.closest('[data-s]') || next.querySelector('[data-s]'));
    return e ? Number(e.dataset.s) + (end ? points(e.textContent) : 0) : null;
  };
  let start = point(range.startContainer, range.startOffset, false);
  let end = point(range.endContainer, range.endOffset, true);
  if (start === null || end === null || end <= start) return null;
  const words = source.cut(start, end);
  start += points(words) - points(words.trimStart());
  end -= points(words) - points(words.trimEnd());
  return end > start ? { start, end } : null;
}

// Offers to make a fact of picked words.
function onPick() {
  const span = picked();
  if (!span || span.end - span.start > 120) {
    $('pick').hidden = true;
    return;
  }
  const i = state.current >= 0 ? state.current : innermost(span.start);
  if (i < 0) return;
  const words = source.cut(span.start, span.end);
  const button = (name, kind, more) => h('button', {
    type: 'button',
    onclick: () => {
      $('pick').hidden = true;
      getSelection().removeAllRanges();
      state.editing = null;
      const key = addFact(i, kind, blank(kind, words, span, more));
      select(i, { fact: key, scroll: true });
      if (kind !== 'units') edit(key);
      if (narrow()) tab('cards');
    },
  }, name);
  fill($('pick'), h('span', {}, `加到“${numbers.get(i) ? `${numbers.get(i)} ` : ''}${itemAt(i).heading.slice(0, 10)}”：`),
    button('牵头', 'units', { role: 'lead' }), button('责任', 'units', { role: 'responsible' }),
    button('配合', 'units', { role: 'support' }), button('时限', 'deadlines'), button('指标', 'targets'));
  $('pick').hidden = false;
}

function renderLegend() {
  const key = (kind, words) => h('span', {}, h('mark', { class: kind }, words));
  fill($('legend'), key('k-units r-lead', '牵头'), key('k-units r-responsible', '责任'), key('k-units r-support', '配合'),
    key('k-units r-actor', '执行'), key('k-deadlines', '时限'), key('k-targets', '指标'), key('k-action', '要求'),
    key('k-warning', '提示'), key('k-cite', '引文'));
}
