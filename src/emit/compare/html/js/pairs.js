// Two plans side by side, laid out when they are asked for.
const chosen = { side: null };

function renderChoices() {
  const options = (id, all, names) => fill($(id), all.map((n) => h('option', { value: n }, names(n))));
  const has = new Set(data.sides.flatMap((side) => (hasBase ? [side.a] : [side.a, side.b])));
  options('of-a', [...plans.keys()].filter((n) => has.has(n)), (n) => plans[n].name);
  fill($('relation'), h('option', { value: '' }, '全部'), RELATIONS.map((name, n) => h('option', { value: n }, relationName(n))));
}

const relationName = (n) => (hasBase ? { [ONLY_A]: '仅甲（未见）', [ONLY_B]: '仅乙（自有）' }[n] : null) || RELATIONS[n];

// The second plan: those that have a side with the first.
function renderSecond(a) {
  const others = [...plans.keys()].filter((n) => n !== a && sideOf(a, n));
  fill($('of-b'), others.map((n) => h('option', { value: n }, plans[n].name)));
  return others;
}

// Groups of pairs: an item carried out by several, or several by one, is shown once with all of them.
function groupsOf(side) {
  const groups = [];
  const open = new Map();
  for (let n = 0; n < side.pairs.length; n += 4) {
    const [a, b, relation, similarity] = side.pairs.slice(n, n + 4);
    const key = relation === SPLIT ? `a${a}` : relation === MERGED ? `b${b}` : null;
    const known = key && open.get(key);
    if (known) {
      if (relation === SPLIT) known.bs.push(b); else known.as.push(a);
      known.similarity = Math.max(known.similarity, similarity);
      continue;
    }
    const group = { as: [a], bs: [b], relation, similarity };
    if (key) open.set(key, group);
    groups.push(group);
  }
  side.only_a.forEach((a) => groups.push({ as: [a], bs: [], relation: ONLY_A }));
  // What only the first has stands where it stands there, what only the second has at the end.
  groups.sort((x, y) => Math.min(...x.as) - Math.min(...y.as));
  side.only_b.forEach((b) => groups.push({ as: [], bs: [b], relation: ONLY_B }));
  for (let n = 0; n < side.changes.length; n += 6) {
    const [a, b, field, difference, one, other] = side.changes.slice(n, n + 6);
    const group = groups.find((g) => g.as.includes(a) && g.bs.includes(b));
    if (group) (group.changes ||= []).push({ field, difference, one: data.values[one], other: data.values[other] });
  }
  return groups;
}

function showSide(a, b) {
  const side = sideOf(a, b);
  if (!side) return;
  if (chosen.side !== side) {
    Object.assign(chosen, { side, groups: groupsOf(side) });
    $('of-a').value = side.a;
    renderSecond(side.a);
    $('of-b').value = side.b;
    const count = (n) => chosen.groups.filter((g) => g.relation === n).length;
    [...$('relation').options].forEach((o) => { if (o.value) o.textContent = `${relationName(Number(o.value))}（${count(Number(o.value))}）`; });
  }
  refresh();
}

function fits(group) {
  const relation = $('relation').value;
  if (relation && group.relation !== Number(relation)) return false;
  if ($('changed').checked && !group.changes) return false;
  const words = $('q').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const { side } = chosen;
  const text = [...group.as.map((at) => plans[side.a].items[at]), ...group.bs.map((at) => plans[side.b].items[at])]
    .map((item) => `${item.path}\n${item.heading}\n${item.text}`).join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function refresh() {
  if (!chosen.side) return fill($('count'), '没有可以对照的方案。');
  const shown = chosen.groups.filter(fits);
  const { a, b } = chosen.side;
  fill($('count'), `甲：${plans[a].name}；乙：${plans[b].name}。列出 ${shown.length} 组，共 ${chosen.groups.length} 组。删除线为甲有乙无，下划线为乙有甲无，数字和日期不同的加框。`);
  if (!shown.length) { fill($('pairs'), h('li', { class: 'none' }, '没有符合筛选条件的内容。')); return fill($('more-pairs')); }
  inSteps(shown, 40, pairOf, $('pairs'), $('more-pairs'), '组');
}

function pairOf(group) {
  const { a, b } = chosen.side;
  const of = (plan, places) => places.map((at) => [plan, at, plans[plan].items[at]]);
  const as = of(a, group.as); const bs = of(b, group.bs);
  const text = as.length && bs.length ? differences(as.map(([, , item]) => wordsOf(item)), bs.map(([, , item]) => wordsOf(item)))
    : [as, bs].map((side) => side.map(([, , item]) => wordsOf(item)));
  return h('li', { class: `r${group.relation}` },
    h('div', { class: 'pair-head' }, h('span', { class: 'badge rel' }, relationName(group.relation)), group.similarity !== undefined && h('small', {}, `相似度 ${(group.similarity / 10).toFixed(0)}`),
      (group.changes || []).map((c) => h('span', { class: `change d${c.difference}` }, h('b', {}, `${FIELDS[c.field]}${c.field === 3 ? '' : ' '}${DIFFERENCES[c.difference].replace('单位', '')}`), valuesOf(c)))),
    h('div', { class: 'both' }, column(as, text[0], a), column(bs, text[1], b)));
}

function valuesOf(c) {
  if (!c.one) return `乙：${c.other}`;
  if (!c.other) return `甲：${c.one}`;
  return `${c.one} → ${c.other}`;
}

function column(items, texts, plan) {
  if (!items.length) return h('div', { class: 'empty' }, h('p', { class: 'who' }, plans[plan].name), '（没有相应内容）');
  return h('div', {}, items.map(([, at, item], n) => [
    h('p', { class: 'who' }, plans[plan].name, ' ', h('a', { href: itemHref(plan, at), 'aria-label': `${plans[plan].name} ${item.path} 的原文` }, item.path)), h('p', { class: 'text' }, texts[n])]));
}
