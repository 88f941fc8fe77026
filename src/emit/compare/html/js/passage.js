// A passage in a window of its own: where it stands, what it says, what was read from it, what answers it elsewhere.

function showPassage(plan, place, words) {
  const of = plans[plan];
  const item = of && of.items[place];
  if (!item) return;
  const dialog = $('passage');
  fill($('passage-h'), `${of.name} · ${item.path}`);
  fill($('passage-body'),
    h('p', { class: 'note' }, [of.title, of.number].filter(Boolean).join(' ')),
    h('blockquote', { class: 'passage' }, marked(wordsOf(item), words)),
    facts(item),
    answers(plan, place));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function marked(text, words) {
  const at = words ? text.indexOf(words) : -1;
  if (at < 0) return text;
  return [text.slice(0, at), h('mark', {}, words), text.slice(at + words.length)];
}

function facts(item) {
  const rows = [];
  const row = (name, words) => rows.push(h('dt', {}, name), h('dd', {}, words));
  for (const [role, name] of Object.entries(ROLES)) {
    const units = item.units.filter((u) => u[1] === role).map((u) => u[0]);
    if (units.length) row(`${name}单位`, [...new Set(units)].join('、'));
  }
  for (const d of item.deadlines) row('时限', `${d.text}${d.end ? `（${d.end}）` : ''}${d.inherited ? '（上文规定）' : ''}`);
  return rows.length ? h('dl', { class: 'facts' }, rows) : null;
}

// The passages of other plans that answer this one; of hundreds only the first are listed.
function answers(plan, place) {
  const found = [];
  for (const side of data.sides) {
    if (side.a !== plan && side.b !== plan) continue;
    const ours = side.a === plan ? 0 : 1;
    const other = ours ? side.a : side.b;
    for (let n = 0; n < side.pairs.length && found.length < 200; n += 4) {
      if (side.pairs[n + ours] === place) found.push([other, side.pairs[n + 1 - ours], side.pairs[n + 2], side]);
    }
  }
  if (!found.length) return h('p', { class: 'note' }, '其他方案里没有相应的内容。');
  return [h('h3', {}, `其他方案的相应内容（${found.length}）`), h('ul', { class: 'links' }, found.slice(0, 60).map(([other, at, relation, side]) =>
    h('li', {}, `${RELATIONS[relation]}：`, h('a', { href: itemHref(other, at) }, `${plans[other].name} ${itemTitle(plans[other].items[at])}`), '　',
      h('a', { href: sideHref(side.a, side.b), 'aria-label': `与${plans[other].name}逐条对照` }, '逐条对照'))))];
}
