// How alike the plans are. Every cell says its number; with more plans than a table holds, a picture and a list of the
// nearest stand for it.
const MOST_CELLS = 45;
const step = (side) => Math.min(9, Math.floor(side.similarity / 100));

function renderHeat() {
  const box = $('heat');
  if (!data.sides.length) return fill(box, h('p', { class: 'none' }, '只有一份方案，无从比较。'));
  fill(box, h('p', { class: 'note' }, '数字为相似度（百分数）：两份方案相互对应的任务占全部任务的比重，按文字相似程度折算。点数字看逐条对照。'));
  if (hasBase) return add(box, [baseRow()]);
  if (plans.length <= MOST_CELLS) return add(box, [heatTable()]);
  add(box, [heatPicture(), nearest()]);
}

function cell(a, b) {
  if (a === b) return h('td', { class: 'self' }, h('span', { 'aria-label': '本身' }, '—'));
  const side = sideOf(a, b);
  if (!side) return h('td', { class: 'self' }, '');
  const number = (side.similarity / 10).toFixed(0);
  return h('td', { class: `h${step(side)}` }, h('a', { href: sideHref(side.a, side.b), 'aria-label': `${plans[a].name}与${plans[b].name} ${number}%` }, number));
}

function heatTable() {
  return h('div', { class: 'box', tabindex: 0, role: 'region', 'aria-label': '相似度表' }, h('table', { class: 'heat' },
    h('thead', {}, h('tr', {}, h('td', {}), plans.map((plan) => h('th', { scope: 'col' }, plan.name)))),
    h('tbody', {}, plans.map((plan, a) => h('tr', {}, h('th', { scope: 'row' }, plan.name), plans.map((_, b) => cell(a, b)))))));
}

function baseRow() {
  const others = data.sides.map((side) => (side.a === data.base ? side.b : side.a));
  return h('div', { class: 'box', tabindex: 0, role: 'region', 'aria-label': '与上级方案的相似度' }, h('table', { class: 'heat' },
    h('thead', {}, h('tr', {}, h('td', {}), others.map((b) => h('th', { scope: 'col' }, plans[b].name)))),
    h('tbody', {}, h('tr', {}, h('th', { scope: 'row' }, `${plans[data.base].name}（上级方案）`), others.map((b) => cell(data.base, b))))));
}

function heatPicture() {
  const n = plans.length;
  const canvas = h('canvas', { class: 'heat', width: n * 3, height: n * 3, role: 'img', 'aria-label': '相似度总图，颜色越深越相似；下表列出各方案最相似的方案' });
  const ink = canvas.getContext('2d');
  const shades = ['#f4f7fb', '#e3edf8', '#cddff3', '#b0cdec', '#8fb7e2', '#6699d2', '#2f6ab0', '#1f5699', '#163f74', '#0d2a52'];
  for (const side of data.sides) {
    ink.fillStyle = shades[step(side)];
    ink.fillRect(side.a * 3, side.b * 3, 3, 3);
    ink.fillRect(side.b * 3, side.a * 3, 3, 3);
  }
  const at = (e) => {
    const r = canvas.getBoundingClientRect();
    const place = (x, from, size) => Math.max(0, Math.min(n - 1, Math.floor(((x - from) / size) * n)));
    return [place(e.clientX, r.left, r.width), place(e.clientY, r.top, r.height)];
  };
  canvas.addEventListener('click', (e) => { const [a, b] = at(e); if (sideOf(a, b)) go(sideHref(a, b)); });
  canvas.addEventListener('mousemove', (e) => {
    const [a, b] = at(e);
    const side = sideOf(a, b);
    canvas.title = side ? `${plans[a].name} — ${plans[b].name}：${(side.similarity / 10).toFixed(0)}` : plans[a].name;
  });
  return canvas;
}

function nearest() {
  const into = h('div', {});
  const select = h('select', { id: 'nearest' }, plans.map((plan, n) => h('option', { value: n }, plan.name)));
  const show = () => {
    const a = Number(select.value);
    const sides = data.sides.filter((side) => side.a === a || side.b === a).sort((x, y) => y.similarity - x.similarity).slice(0, 15);
    const other = (side) => (side.a === a ? side.b : side.a);
    fill(into, h('div', { class: 'box' }, h('table', { class: 'heat' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, '方案'), h('th', { scope: 'col' }, '相似度'))),
      h('tbody', {}, sides.map((side) => h('tr', {}, h('th', { scope: 'row' }, plans[other(side)].name), cell(a, other(side))))))));
  };
  select.addEventListener('input', show);
  show();
  return [h('p', {}, h('label', {}, '最相似的方案，对 ', select)), into];
}
