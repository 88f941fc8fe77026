// How much of the superior plan each plan carries out. What was forgotten is listed first.
const COVERED = [['covered', '原文照搬'], ['adapted', '改写'], ['missing', '未见']];

function renderCoverage() {
  if (!hasBase) return;
  const base = plans[data.base];
  const most = Math.max(1, ...data.coverage.map((c) => c.own));
  const total = data.coverage.reduce((n, c) => n + c.missing, 0);
  const list = h('div', {});
  const after = h('p', {});
  fill($('coverage'),
    h('p', {}, `上级方案“${base.name}”共 ${base.compared} 条任务；各方案合计有 ${total} 处未见。横条为上级方案各条的去向，右侧为本方案自有的任务数。`),
    h('ul', { class: 'legend' }, [...COVERED, ['own', '自有']].map(([kind, name]) => h('li', {}, h('i', { class: kind }), name))), list, after);
  inSteps(data.coverage, 60, (c) => coverOf(c, most), list, after, '份');
}

function coverOf(c, most) {
  const parts = COVERED.filter(([kind]) => c[kind]).map(([kind, name]) => {
    const e = h('span', { class: kind, title: `${name} ${c[kind]} 条` }, c[kind]);
    e.style.width = `${(c[kind] / Math.max(1, c.base)) * 100}%`;
    return e;
  });
  const own = c.own ? h('span', { class: 'own', title: `自有 ${c.own} 条` }, `自有 ${c.own}`) : h('span', { class: 'own-none' }, '无自有');
  if (c.own) own.style.width = `${(c.own / most) * 100}%`;
  const words = COVERED.map(([kind, name]) => `${name} ${c[kind]} 条（${percent(c[kind] / Math.max(1, c.base))}）`).join('，');
  const side = sideOf(data.base, c.plan);
  return h('div', { class: 'cover' },
    h('div', { class: 'line' },
      h('a', { class: 'name', href: sideHref(data.base, c.plan) }, plans[c.plan].name),
      h('div', { class: 'bar', role: 'img', 'aria-label': words }, parts),
      h('div', { class: 'bar beside', role: 'img', 'aria-label': `自有 ${c.own} 条，共 ${c.items} 条` }, own)),
    missingOf(c, side, words));
}

function missingOf(c, side, words) {
  const missing = side ? side.only_a : [];
  if (!missing.length) return h('p', { class: 'all' }, `✓ 没有遗漏：${words}`);
  const open = data.coverage.length <= 20;
  return h('details', { open }, h('summary', {}, `未见 ${missing.length} 条`), h('ul', {}, missing.map((at) =>
    h('li', {}, passageLink(data.base, at, null, {}, itemTitle(plans[data.base].items[at]))))), h('p', { class: 'note' }, words));
}
