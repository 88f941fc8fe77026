// One row per indicator that several plans have, one column per plan.

function renderIndicators() {
  const box = $('indicators');
  const rows = data.indicators;
  if (!rows.length) return fill(box, h('p', { class: 'none' }, '没有两份以上方案共有的指标。'));
  // Plans without any of the indicators need no column.
  const used = new Set(rows.flatMap((row) => row.cells.map((cell) => cell.plan)));
  const columns = [...plans.keys()].filter((n) => used.has(n));
  if (used.has(data.base)) columns.unshift(...columns.splice(columns.indexOf(data.base), 1));
  const body = h('tbody', {});
  const after = h('p', {});
  fill(box, h('p', { class: 'note' }, `共 ${rows.length} 项指标。五个以上数值时，超出四分位距 1.5 倍的标为“偏高”“偏低”；不足五个时标出最高、最低。计量单位不同的数值列出，但不参加比较。点数值看原文。`),
    h('div', { class: 'box', tabindex: 0, role: 'region', 'aria-label': '指标对照表' }, h('table', { class: 'matrix' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, '指标'), h('th', { scope: 'col' }, '范围'), columns.map((n) => h('th', { scope: 'col' }, plans[n].name, n === data.base && '（上级）')))), body)), after);
  inSteps(rows, 60, (row) => h('tr', {},
    h('th', { scope: 'row' }, row.name, h('br'), h('small', {}, `${row.plans} 份方案`)), h('td', { class: 'spread' }, spread(row)),
    columns.map((n) => valueCell(row.cells.filter((cell) => cell.plan === n)))), body, after, '项');
}

const isOut = (cell) => cell.mark === 'above' || cell.mark === 'below';

function valueCell(cells) {
  if (!cells.length) return h('td', {}, h('span', { class: 'none', 'aria-label': '没有' }, ''));
  return h('td', { class: cells.some(isOut) && 'out' }, cells.map((cell) => passageLink(cell.plan, cell.item, cell.text, { title: cell.text },
    h('b', {}, amount(cell)), cell.mark && h('span', { class: `mark${isOut(cell) ? ' out' : ''}` }, MARKS[cell.mark]),
    cell.due && h('small', {}, `${cell.due} 前`))).map((link, n) => [link, cells[n].also.length > 0 && h('small', { class: 'also' }, '又见 ',
    cells[n].also.map((at, k) => [k > 0 && '、', passageLink(cells[n].plan, at, cells[n].text, {}, plans[cells[n].plan].items[at].path)]))]));
}

// Lowest to highest with a point per value.
function spread(row) {
  if (row.min === null) return '—';
  const unit = row.unit || '';
  const counted = row.cells.filter((cell) => cell.counted);
  if (row.min === row.max) return `${row.min}${unit}${counted.length > 1 ? '（一致）' : ''}`;
  const x = (value) => 6 + ((value - row.min) / (row.max - row.min)) * 98;
  const svg = h('svg:svg', { viewBox: '0 0 110 14', role: 'img', 'aria-label': `中位数 ${row.median}${unit}` },
    h('svg:line', { x1: 6, x2: 104, y1: 7, y2: 7, stroke: '#8a95a5' }), h('svg:line', { x1: x(row.median), x2: x(row.median), y1: 1, y2: 13, stroke: '#174fa3', 'stroke-width': 2 }),
    counted.map((cell) => h('svg:circle', { cx: x(cell.value), cy: 7, r: 3.2, fill: isOut(cell) ? '#b42318' : '#66707e' })));
  return [`${row.min} … ${row.max}${unit}`, svg, h('small', {}, `中位数 ${row.median}${unit}`)];
}
