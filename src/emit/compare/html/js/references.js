// Who cites whom within the set, as a tree from the cited to those that cite; below, what several cite from outside.

function renderReferences() {
  const up = plans.map(() => new Map());
  for (const r of data.references) {
    if (r.cited === null || r.cited === r.plan || !up[r.plan]) continue;
    const said = up[r.plan].get(r.cited) || new Set();
    said.add(CITES[r.relation] || '引用');
    up[r.plan].set(r.cited, said);
  }
  const box = $('references');
  fill(box, h('h3', {}, '相互引用'), tree(up), h('h3', {}, '共同引用的其他文件'), outside());
}

// Whether `from` cites `to` directly or through others.
function reaches(up, from, to) {
  const seen = new Set([from]);
  const todo = [from];
  while (todo.length) {
    for (const next of up[todo.pop()].keys()) {
      if (next === to) return true;
      if (!seen.has(next)) { seen.add(next); todo.push(next); }
    }
  }
  return false;
}

function tree(up) {
  const below = plans.map(() => []);
  const nested = plans.map(() => false);
  const also = plans.map(() => []);
  up.forEach((cited, plan) => {
    // A district that cites province and city stands under the city, where the city itself cites the province.
    const all = [...cited.keys()];
    for (const p of all) {
      const nearer = all.some((q) => q !== p && reaches(up, q, p) && !reaches(up, p, q));
      if (nearer) also[plan].push(p);
      else { below[p].push(plan); nested[plan] = true; }
    }
  });
  const shown = new Set();
  const branch = (n, parent) => {
    const said = parent === null ? null : h('span', { class: 'how' }, [...up[n].get(parent)].join('、'));
    const again = shown.has(n);
    shown.add(n);
    const more = also[n].map((p) => `${[...up[n].get(p)].join('、')}${plans[p].name}`);
    return h('li', {}, said, h('b', {}, plans[n].name), ' ', h('small', {}, plans[n].title || '', more.length ? `（并${more.join('，')}）` : ''),
      again ? below[n].length > 0 && h('small', {}, '（下级见上）') : below[n].length > 0 && h('ul', {}, below[n].map((child) => branch(child, n))));
  };
  const roots = [...plans.keys()].filter((n) => !nested[n] && below[n].length);
  const trees = roots.map((n) => branch(n, null));
  // Plans that cite each other in a ring have no root: the superior or earliest of them stands for it.
  const order = (n) => (n === data.base ? '' : plans[n].issued || '9');
  const rest = [...plans.keys()].sort((x, y) => (order(x) < order(y) ? -1 : order(x) > order(y) ? 1 : x - y));
  for (const n of rest) if (nested[n] && !shown.has(n)) trees.push(branch(n, null));
  const alone = [...plans.keys()].filter((n) => !nested[n] && !below[n].length);
  if (!trees.length) return h('p', { class: 'none' }, '这些方案没有相互引用。');
  return [h('ul', { class: 'tree' }, trees), alone.length > 0 && h('p', { class: 'note' }, `没有引用其他方案、也未被引用：${alone.map((n) => plans[n].name).join('、')}`)];
}

function outside() {
  const found = new Map();
  for (const r of data.references) {
    if (r.cited !== null || !(r.number || r.title)) continue;
    const key = r.number || r.title;
    const one = found.get(key) || { title: r.title, number: r.number, plans: new Map() };
    one.title = one.title || r.title;
    one.plans.set(r.plan, CITES[r.relation] || '引用');
    found.set(key, one);
  }
  const common = [...found.values()].filter((one) => one.plans.size >= 2).sort((x, y) => y.plans.size - x.plans.size);
  if (!common.length) return h('p', { class: 'none' }, '没有两份以上方案共同引用的文件。');
  return h('div', { class: 'box' }, h('table', {}, h('thead', {}, h('tr', {}, ['文件', '发文字号', '引用的方案'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, common.slice(0, 200).map((one) => h('tr', {}, h('th', { scope: 'row' }, one.title ? `《${one.title.replace(/^《|》$/g, '')}》` : '—'), h('td', {}, one.number || '—'),
      h('td', {}, `${one.plans.size} 份：${[...one.plans].map(([n, how]) => `${plans[n].name}（${how}）`).join('、')}`))))));
}
