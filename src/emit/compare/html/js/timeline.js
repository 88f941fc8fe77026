// Due dates, one row per plan. Shape and colour tell a last day (by) from the end of a period (during).
const ROW = 26;
const DUE = { by: '截止', during: '期间结束' };

function marksOf(plan, n) {
  return plan.items.slice(0, plan.compared).flatMap((item, place) => item.deadlines
    .filter((d) => d.end && DUE[d.kind] && !d.inherited)
    .map((d) => ({ plan: n, place, item, d, day: Date.parse(d.end) / 864e5 })))
    .filter((m) => Number.isFinite(m.day));
}

function renderTimeline() {
  const box = $('timeline');
  const rows = plans.map((plan, n) => ({ n, marks: marksOf(plan, n) }));
  const days = rows.flatMap((row) => row.marks.map((m) => m.day)).sort((x, y) => x - y);
  if (!days.length) return fill(box, h('p', { class: 'none' }, '没有能定下来的日期。'));
  // A slip of the pen such as 20024年 must not press everything else into one place: the ends hold all but the last few.
  const at = (share) => days[Math.round(share * (days.length - 1))];
  const wide = Math.max(365, (at(0.98) - at(0.02)) * 1.5);
  const from = Math.max(days[0], at(0.02) - wide);
  const to = Math.min(days[days.length - 1], at(0.98) + wide);
  const years = [new Date(from * 864e5).getUTCFullYear(), new Date(to * 864e5).getUTCFullYear()];
  const axis = [Date.UTC(years[0], 0, 1) / 864e5, Date.UTC(years[1] + 1, 0, 1) / 864e5];
  const shown = h('div', { class: 'box', tabindex: 0, role: 'region', 'aria-label': '时间轴' });
  const after = h('p', {});
  fill(box, h('ul', { class: 'legend' }, Object.entries(DUE).map(([kind, name]) => h('li', {}, h('svg:svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shape(kind, 8, 8)), name)),
    h('li', {}, `共 ${days.length} 个日期；同一天的上下错开。点标记看原文`)), shown, after);
  const parts = [];
  for (let n = 0; n < rows.length; n += 40) parts.push(rows.slice(n, n + 40));
  inSteps(parts, 1, (part) => chart(part, axis, years), shown, after, '组');
}

function shape(kind, x, y) {
  const r = 5;
  return kind === 'by' ? h('svg:circle', { cx: x, cy: y, r, class: 'dot by' })
    : h('svg:path', { d: `M${x} ${y - r - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${x - r - 1} ${y}Z`, class: 'dot during' });
}

function chart(rows, axis, years) {
  const W = 1200; const names = 170; const top = 22;
  const x = (day) => names + 10 + (Math.max(0, Math.min(1, (day - axis[0]) / (axis[1] - axis[0])))) * (W - names - 24);
  let y = top;
  const svg = h('svg:svg', { class: 'time', role: 'group', 'aria-label': '各方案的到期日' });
  const laid = rows.map((row) => {
    // Marks at the same place stand below each other, closer where there are many.
    const taken = new Map();
    const marks = [...row.marks].sort((p, q) => p.day - q.day).map((m) => {
      const slot = Math.round(x(m.day) / 9);
      const depth = taken.get(slot) || 0;
      taken.set(slot, depth + 1);
      return { ...m, slot, depth };
    });
    const gap = (m) => Math.min(8, 56 / Math.max(1, taken.get(m.slot) - 1));
    for (const m of marks) m.down = m.depth * gap(m);
    const height = ROW + Math.max(0, ...marks.map((m) => m.down));
    y += height;
    return { ...row, marks, taken, y: y - height };
  });
  for (let year = years[0]; year <= years[1] && year - years[0] < 60; year += 1) {
    const start = x(Date.UTC(year, 0, 1) / 864e5);
    svg.append(h('svg:line', { x1: start, x2: start, y1: 4, y2: y, class: 'year-line' }), h('svg:text', { x: start + 4, y: 15, class: 'year' }, year));
    if (years[1] - years[0] < 6) for (const month of [3, 6, 9]) { const q = x(Date.UTC(year, month, 1) / 864e5); svg.append(h('svg:line', { x1: q, x2: q, y1: top, y2: y })); }
  }
  for (const row of laid) {
    const name = plans[row.n].name;
    svg.append(h('svg:line', { x1: 0, x2: W, y1: row.y, y2: row.y }), h('svg:text', { x: 4, y: row.y + 18 }, [...name].length > 12 ? `${[...name].slice(0, 11).join('')}…` : name, row.n === data.base && '（上级）'));
    for (const m of row.marks) svg.append(dateLink(m, x(m.day), row.y + 13 + m.down, name));
    for (const m of row.marks) if (m.depth === 0 && row.taken.get(m.slot) > 4) svg.append(h('svg:text', { x: x(m.day) - 9, y: row.y + 17, class: 'many', 'text-anchor': 'end' }, `${row.taken.get(m.slot)} 个`));
  }
  svg.setAttribute('viewBox', `0 0 ${W} ${y + 4}`);
  return svg;
}

function dateLink(m, x, y, name) {
  const words = `${name} ${m.d.end} ${DUE[m.d.kind]}：${m.item.heading}（${m.d.text}）`;
  const link = h('svg:a', { href: itemHref(m.plan, m.place), 'data-words': m.d.text, 'aria-label': words }, shape(m.d.kind, x, y));
  link.append(h('svg:title', {}, words));
  return link;
}
