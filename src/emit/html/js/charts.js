// Two small pictures: due dates over time, tasks per lead unit. A bar is a filter.

// Bins of due dates: months, or quarters or years where there would be too many.
function bins(tasks) {
  const months = tasks.flatMap((item) => [...new Set(dues(item).map(monthOf))]);
  if (!months.length) return [];
  const index = (m) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5)) - 1;
  const name = (n) => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
  const all = months.map(index);
  const first = Math.min(...all);
  const last = Math.max(...all);
  const width = last - first < 24 ? 1 : last - first < 72 ? 3 : 12;
  const from = Math.floor(first / width) * width;
  const out = [];
  // A slip of the pen such as 20024年 must not make a thousand bars.
  for (let n = from; n <= last && out.length < 120; n += width) {
    out.push({ value: `${name(n)}..${name(n + width - 1)}`, from: n, width, count: all.filter((m) => m >= n && m < n + width).length });
  }
  return out;
}

function timeline(tasks) {
  const all = bins(tasks);
  if (!all.length) return h('p', { class: 'none' }, '没有能定下来的日期。');
  const W = 300; const H = 104; const base = 78;
  const most = Math.max(...all.map((b) => b.count));
  const step = W / all.length;
  const chosen = $('due').value;
  const svg = h('svg:svg', { viewBox: `0 0 ${W} ${H}`, class: 'chart', role: 'group', 'aria-label': '截止日期的分布' });
  let year = null;
  all.forEach((b, n) => {
    const height = b.count ? Math.max(4, (b.count / most) * 54) : 0;
    const x = n * step;
    const y = Math.floor(b.from / 12);
    const month = (b.from % 12) + 1;
    if (y !== year) {
      year = y;
      svg.append(h('svg:line', { x1: x, x2: x, y1: 14, y2: H, class: 'year' }), h('svg:text', { x: x + 3, y: H - 2, class: 'year' }, y));
    }
    if (b.width < 12 && step > (b.width === 3 ? 20 : 13)) {
      svg.append(h('svg:text', { x: x + step / 2, y: base + 12, class: 'tick' }, b.width === 3 ? `${Math.floor(b.from % 12 / 3) + 1}季` : month));
    }
    if (b.count) {
      svg.append(bar({ x: x + Math.min(2, step / 8), y: base - height, width: Math.max(2, Math.min(step - Math.min(4, step / 4), 34)), height, class: `bar${chosen === b.value ? ' on' : ''}` },
        `${label(b.value)}：${b.count} 条`, () => pick('due', b.value)),
      step > 9 && h('svg:text', { x: x + Math.min(2, step / 8) + Math.max(2, Math.min(step - Math.min(4, step / 4), 34)) / 2, y: base - height - 4, class: 'tick' }, b.count) || '');
    }
  });
  svg.append(h('svg:line', { x1: 0, x2: W, y1: base, y2: base, class: 'axis' }));
  return svg;
}

function bar(shape, words, act) {
  const rect = h('svg:rect', { ...shape, rx: 2, tabindex: 0, role: 'button', 'aria-label': words, onclick: act,
    onkeydown: (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.stopPropagation(); act(); } } });
  rect.append(h('svg:title', {}, words));
  return rect;
}

// Choosing what is chosen takes the choice back.
function pick(id, value) {
  const select = $(id);
  const again = select.value === value;
  if (!again && ![...select.options].some((o) => o.value === value)) select.append(h('option', { value }, label(value)));
  select.value = again ? '' : value;
  refresh();
}

// Who answers for a task: its leads, else those charged, else those who act.
function answering(item) {
  const role = ['lead', 'responsible', 'actor'].find((r) => item.units.some((u) => u.role === r));
  return [...new Set(item.units.filter((u) => u.role === role).map(unitKey))];
}

function unitBars(tasks) {
  const counts = new Map();
  for (const item of tasks) answering(item).forEach((u) => counts.set(u, (counts.get(u) || 0) + 1));
  if (!counts.size) return ['牵头单位', h('p', { class: 'none' }, '没有读出单位。')];
  const led = tasks.some((item) => item.units.some((u) => u.role === 'lead'));
  const all = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shown = all.slice(0, 8);
  const W = 300; const names = 132; const row = 18;
  const svg = h('svg:svg', { viewBox: `0 0 ${W} ${shown.length * row}`, class: 'chart', role: 'group', 'aria-label': '各单位的任务数' });
  shown.forEach(([unit, n], k) => {
    const y = k * row;
    const cut = [...unit].length > 11 ? `${[...unit].slice(0, 10).join('')}…` : unit;
    svg.append(h('svg:text', { x: names - 6, y: y + 12, class: 'name' }, cut),
      bar({ x: names, y: y + 3, width: Math.max(3, (n / all[0][1]) * (W - names - 24)), height: row - 7, class: `bar unit${$('unit').value === unit ? ' on' : ''}` }, `${unit}：${n} 条`, () => pick('unit', unit)),
      h('svg:text', { x: names + Math.max(3, (n / all[0][1]) * (W - names - 24)) + 5, y: y + 12, class: 'count' }, n));
  });
  return [`${led ? '牵头' : '责任'}单位的任务数${all.length > 8 ? `（共 ${all.length} 个，列出前 8 个）` : ''}`, svg];
}

function renderCharts() {
  const tasks = list.items.filter((item) => item.task);
  const [words, units] = unitBars(tasks);
  fill($('charts'), h('figure', {}, h('figcaption', {}, '到期任务数'), timeline(tasks)), h('figure', {}, h('figcaption', {}, words), units));
}
