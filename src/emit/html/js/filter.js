// Which items are shown.

const unitKey = (u) => u.canonical || u.name;
const monthOf = (day) => day.slice(0, 7);
const dues = (item) => item.deadlines.map((d) => d.end || d.start).filter(Boolean);

// Items in the list: tasks, what a person struck or set, and all where they are asked for.
const belongs = (item, i) => item.task || read.get(item.id).task || touched(item) || $('all').checked || i === state.pinned;

function fits(item, i) {
  if (!belongs(item, i)) return false;
  if (i === state.pinned) return true;
  const q = $('q').value.trim().toLowerCase();
  if (q) {
    const words = [item.path, item.heading, item.text, ...item.units.map((u) => u.name)].join('\n').toLowerCase();
    const number = String(numbers.get(i) || '');
    if (!q.split(/\s+/).every((word) => words.includes(word) || number === word)) return false;
  }
  const unit = $('unit').value;
  if (unit && !item.units.some((u) => unitKey(u) === unit)) return false;
  const due = $('due').value;
  if (due === 'none' && item.deadlines.length) return false;
  if (due === 'recurring' && !item.deadlines.some((d) => d.recurrence || d.kind === 'ongoing')) return false;
  if (due.includes('..')) {
    const [from, to] = due.split('..');
    if (!dues(item).some((day) => monthOf(day) >= from && monthOf(day) <= to)) return false;
  }
  const section = $('section').value;
  if (section && item.section !== section) return false;
  if ($('warn').checked && !warningsOf[i].length && !(item.review && item.review.outdated)) return false;
  if ($('open').checked && done(item)) return false;
  return true;
}

const filtering = () => ['q', 'unit', 'due', 'section'].some((id) => $(id).value) || ['warn', 'open', 'all'].some((id) => $(id).checked);

function clearFilters() {
  for (const id of ['q', 'unit', 'due', 'section']) $(id).value = '';
  for (const id of ['warn', 'open', 'all']) $(id).checked = false;
  state.pinned = -1;
  refresh();
}

function options(id, all, pairs) {
  const select = $(id);
  const was = select.value;
  fill(select, h('option', { value: '' }, all), pairs.map(([value, words]) => h('option', { value }, words)));
  if (was && ![...select.options].some((o) => o.value === was)) select.append(h('option', { value: was }, label(was)));
  select.value = was;
}

const label = (due) => {
  const [from, to] = due.split('..');
  return from === to ? from : `${from} 至 ${to}`;
};

// The choices, from the facts as they stand now.
function renderChoices() {
  const tasks = list.items.filter((item) => item.task);
  const units = new Map();
  const months = new Map();
  const sections = new Map();
  const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  let recurring = 0;
  let none = 0;
  for (const item of tasks) {
    new Set(item.units.map(unitKey)).forEach((u) => count(units, u));
    new Set(dues(item).map(monthOf)).forEach((m) => count(months, m));
    count(sections, item.section);
    if (item.deadlines.some((d) => d.recurrence || d.kind === 'ongoing')) recurring += 1;
    if (!item.deadlines.length) none += 1;
  }
  const byCount = [...units].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  options('unit', '全部单位', byCount.map(([u, n]) => [u, `${u}（${n}）`]));
  const byMonth = [...months].sort().map(([m, n]) => [`${m}..${m}`, `${m}（${n}）`]);
  if (recurring) byMonth.push(['recurring', `经常、长期（${recurring}）`]);
  if (none) byMonth.push(['none', `没有时限（${none}）`]);
  options('due', '全部时间', byMonth);
  options('section', '全部部分', [...sections].map(([s, n]) => [s, `${SECTIONS[s]}（${n}）`]));
  fill($('names'), byCount.map(([u]) => h('option', { value: u })));
}
