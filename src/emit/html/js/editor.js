// Changing one fact in place.

// A fact to begin with; `span` is where its words stand.
function blank(kind, words, span, more) {
  const shared = { inherited: false, action: null, span: { start: span.start, end: span.end } };
  if (kind === 'units') {
    return { text: words, name: words, canonical: canonicalOf(words), group: false, role: 'responsible', ...shared, ...more };
  }
  if (kind === 'deadlines') {
    return { text: words, kind: 'by', start: null, end: dayIn(words), recurrence: null, year_inferred: false, ...shared };
  }
  const number = /\d+(?:\.\d+)?/.exec(words);
  return {
    text: words, indicator: number ? words.slice(0, number.index) : words, comparator: '=', value: number ? Number(number[0]) : 0,
    unit: number && words.slice(number.index + number[0].length).startsWith('%') ? '%' : null, baseline: null, ...shared,
  };
}

// What other facts of this list know of a name; null where nobody does.
function canonicalOf(name) {
  for (const item of list.items) {
    const same = item.units.find((u) => u.name === name && u.canonical);
    if (same) return same.canonical;
  }
  return null;
}

// A day that is written in full: 2024年3月15日.
function dayIn(words) {
  const m = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(words);
  if (!m) return null;
  const day = `${m[1]}-${m[2].padStart(2, '0')}-${m[3].padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

function isDay(day) {
  const t = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(t.getTime()) && t.toISOString().startsWith(day);
}

function edit(key) {
  state.editing = key;
  state.fact = key;
  const found = locate(key);
  if (!found) return;
  renderCard(found[0]);
  const first = document.querySelector('.editor .first');
  if (first) first.focus();
}

// Begins a new fact of the current task. It is put in with its first confirmation, so that giving up leaves nothing.
function begin(kind) {
  if (state.current < 0) return;
  state.editing = `new:${kind}`;
  renderCard(state.current);
  const first = document.querySelector('.editor .first');
  if (first) first.focus();
}

function stopEditing() {
  if (!state.editing) return false;
  state.editing = null;
  if (state.current >= 0) renderCard(state.current);
  focusCard();
  return true;
}

const choose = (name, pairs, value, title) => h('select', { name, 'aria-label': title, title },
  Object.entries(pairs).map(([code, words]) => h('option', { value: code, selected: code === value }, words)));
const field = (name, value, title, more) => h('input', { name, value: value ?? '', 'aria-label': title, title, placeholder: title, autocomplete: 'off', ...more });

// The form for `fact`, or for a new one where it is null.
function editor(i, kind, fact) {
  const item = itemAt(i);
  const f = fact || blank(kind, '', item.span, {});
  const rows = { units: unitForm, deadlines: deadlineForm, targets: targetForm }[kind](f, !fact);
  const form = h('form', { class: `editor e-${kind}`, novalidate: true, 'aria-label': `${fact ? '改' : '加'}${FACT_NAMES[kind]}` }, rows,
    h('span', { class: 'ends' }, h('button', { type: 'submit', class: 'primary' }, '确定'),
      h('button', { type: 'button', onclick: stopEditing }, '取消'),
      fact && h('button', { type: 'button', class: 'danger', onclick: () => { state.editing = null; removeFact(fact._k); focusCard(); } }, '去掉')),
    h('output', { class: 'fault', role: 'alert' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = { units: unitValues, deadlines: deadlineValues, targets: targetValues }[kind](form.elements, f);
    if (typeof values === 'string') {
      form.querySelector('.fault').textContent = values;
      return;
    }
    state.editing = null;
    if (fact) setFact(i, kind, fact._k, values);
    else {
      const words = values.text || values.name || '';
      const span = source.find(words, item.span.start, item.span.end) || item.span;
      state.fact = addFact(i, kind, { ...f, ...values, text: words, span: copy(span) });
    }
    renderCard(i);
    highlight();
    focusCard();
  });
  return form;
}

function unitForm(f) {
  return [choose('role', ROLES, f.role, '角色'), field('name', f.name, '单位名称', { class: 'first wide', list: 'names' })];
}

function unitValues(e, f) {
  const name = e.name.value.trim();
  if (!name) return '请写单位名称；要去掉请按“去掉”。';
  const values = { role: e.role.value, name };
  if (name !== f.name) {
    values.canonical = canonicalOf(name);
    values.group = false;
  }
  return values;
}

function deadlineForm(f, fresh) {
  const r = f.recurrence || { times: 1, every: 1, unit: 'month' };
  const often = h('span', { class: 'often' }, '每', field('every', r.every, '间隔', { type: 'number', min: 1, class: 'short' }),
    choose('unit', SPANS, r.unit, '间隔单位'), field('times', r.times, '次数', { type: 'number', min: 1, class: 'short' }), '次');
  const kind = choose('kind', KINDS, f.kind, '种类');
  const show = () => { often.hidden = kind.value !== 'recurring'; };
  kind.addEventListener('change', show);
  show();
  return [kind, fresh && field('text', '', '时限的原话（可空）', { class: 'wide' }),
    h('label', {}, '起', field('start', f.start, '起始日期', { type: 'date' })),
    h('label', {}, '止', field('end', f.end, '截止日期', { type: 'date', class: 'first' })), often];
}

function deadlineValues(e, f) {
  if (e.start.validity.badInput || e.end.validity.badInput) return '日期不存在或没有写完。';
  const start = e.start.value || null;
  const end = e.end.value || null;
  for (const day of [start, end]) if (day && !isDay(day)) return `没有 ${day} 这一天。`;
  if (start && end && end < start) return '截止日期在起始日期之前。';
  const kind = e.kind.value;
  const values = { kind, start, end };
  if (start !== f.start || end !== f.end) values.year_inferred = false;
  if (kind === 'recurring') {
    const [times, every, unit] = [Number(e.times.value), Number(e.every.value), e.unit.value];
    if (![times, every].every((n) => Number.isInteger(n) && n >= 1 && n <= 9999)) return '次数和间隔应为 1 以上的整数。';
    const r = f.recurrence;
    const same = r && r.times === times && r.every === every && r.unit === unit;
    values.recurrence = same ? r : { times, every, unit, rrule: rrule(times, every, unit) };
  } else if (f.kind === 'recurring') values.recurrence = null;
  if (e.text) values.text = e.text.value.trim() || [start, end].filter(Boolean).join('至') || (values.recurrence ? frequency(values.recurrence) : KINDS[kind]);
  return values;
}

// RFC 5545, only where it says the same: once within each span.
function rrule(times, every, unit) {
  if (times !== 1) return null;
  const [freq, months] = { day: ['DAILY', 1], week: ['WEEKLY', 1], month: ['MONTHLY', 1], quarter: ['MONTHLY', 3], 'half-year': ['MONTHLY', 6], year: ['YEARLY', 1] }[unit];
  return `FREQ=${freq}${every * months > 1 ? `;INTERVAL=${every * months}` : ''}`;
}

function targetForm(f, fresh) {
  return [field('indicator', f.indicator, '指标', { class: fresh ? 'first wide' : 'wide' }), choose('comparator', COMPARATORS, f.comparator, '比较'),
    field('value', f.value, '数值', { type: 'number', step: 'any', class: fresh ? 'short' : 'first short' }),
    field('unit', f.unit, '单位', { class: 'short' })];
}

function targetValues(e, f) {
  const value = Number(e.value.value);
  if (e.value.value === '' || !Number.isFinite(value)) return '数值应为数字。';
  const values = { indicator: e.indicator.value.trim(), comparator: e.comparator.value, value, unit: e.unit.value.trim() || null };
  if (!f.text) values.text = `${values.indicator}${COMPARATORS[values.comparator]}${value}${values.unit || ''}`;
  return values;
}
