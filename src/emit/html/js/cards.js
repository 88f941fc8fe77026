// The right side: a card per task.

function renderCards() {
  fill($('cards'), list.items.map((item, i) => h('li', { id: `card-${i}`, class: 'card', tabindex: -1, onclick: (e) => onCardClick(e, i) })));
  list.items.forEach((_, i) => renderCard(i));
}

function renderCard(i) {
  const item = itemAt(i);
  const card = $(`card-${i}`);
  const what = decision(item);
  const current = i === state.current;
  card.className = ['card', current && 'cur', what, !item.task && what !== 'struck' && 'no-task', touched(item) && 'touched']
    .filter(Boolean).join(' ');
  if (current) card.setAttribute('aria-current', 'true'); else card.removeAttribute('aria-current');
  card.setAttribute('aria-label', `${numbers.get(i) || '不计数'} ${item.heading}`);
  fill(card,
    h('div', { class: 'head' },
      h('span', { class: 'n' }, numberOf(i)),
      h('h2', {}, titleOf(item)),
      h('span', { class: 'path', title: '在原文中的层次' }, item.path),
      h('span', { class: 'tag' }, SECTIONS[item.section]),
      statusOf(item)),
    bodyOf(item),
    warningsOf[i].map((w) => h('p', { class: 'warning' }, w.message)),
    item.review && item.review.outdated && h('p', { class: 'warning' }, '核对以后原文变了，请再看一遍。'),
    h('div', { class: 'facts' }, FACTS.map((kind) => factsRow(i, kind))),
    current && actionsOf(i, item, what));
}

// A struck task leaves its number to the next one, so other cards change theirs too.
const numberOf = (i) => numbers.get(i) || (decision(itemAt(i)) === 'struck' ? '×' : '–');

function statusOf(item) {
  const what = decision(item);
  if (what === 'accepted') return h('span', { class: 'badge ok' }, '✓ 已采纳');
  if (what === 'struck') return h('span', { class: 'badge no' }, '已划去');
  if (!item.task) return h('span', { class: 'badge' }, '不是任务');
  if (touched(item)) return h('span', { class: 'badge changed' }, '已改');
  return null;
}

// What the table shows as 工作任务 and 具体内容.
const cell = (item, head) => cells[item.id][data.heads.indexOf(head) - 1] || '';
const titleOf = (item) => cell(item, '工作任务') || item.heading || item.path;

function bodyOf(item) {
  const body = cell(item, '具体内容').trim();
  return body && body !== titleOf(item) ? h('p', { class: 'body' }, body) : null;
}

function factsRow(i, kind) {
  const item = itemAt(i);
  const chips = item[kind].map((fact) => (state.editing === fact._k ? editor(i, kind, fact) : chipOf(kind, fact)));
  if (state.editing === `new:${kind}` && i === state.current) chips.push(editor(i, kind, null));
  return chips.length ? h('div', { class: `row row-${kind}` }, chips) : null;
}

function chipOf(kind, fact) {
  const now = fact._k === state.fact;
  const words = { units: unitChip, deadlines: deadlineChip, targets: targetChip }[kind](fact);
  const classes = ['chip-fact', `k-${kind}`, fact.role && `r-${fact.role}`, now && 'now', fact.reviewed && 'reviewed', fact.inherited && 'inherited'];
  return h('button', {
    type: 'button', class: classes.filter(Boolean).join(' '), 'data-k': fact._k, tabindex: -1,
    title: `${fact.text}${fact.inherited ? '（沿用上级事项）' : ''}\n点一下看原文，再点一下修改`,
  }, words, fact.year_inferred && h('small', {}, '年份推定'), fact.inherited && h('small', {}, '沿用'));
}

const unitChip = (u) => [h('b', {}, ROLES[u.role]), u.name];
const deadlineChip = (d) => [h('b', {}, KINDS[d.kind]), when(d), d.text !== when(d) && h('i', {}, d.text)];
const targetChip = (t) => [h('b', {}, '指标'), `${t.indicator} ${amount(t)}`, t.baseline && h('i', {}, t.baseline)];

function actionsOf(i, item, what) {
  const button = (words, hint, act, on) => h('button', { type: 'button', title: hint, 'aria-pressed': on === undefined ? null : String(on), onclick: (e) => { e.stopPropagation(); act(); } }, words);
  return h('div', { class: 'acts' },
    button(what === 'accepted' ? '取消采纳' : '✓ 采纳', '读得对（A）', () => acceptAndGo(i), what === 'accepted'),
    button(what === 'struck' ? '恢复' : '划去', '不列入清单（X）', () => { strike(i); focusCard(); }, what === 'struck'),
    button(item.task ? '不是任务' : '是任务', '改任务标记（T）', () => { toggleTask(i); focusCard(); }),
    h('span', { class: 'gap' }),
    button('＋单位', '加一个单位（U）', () => begin('units')), button('＋时限', '加一个时限（D）', () => begin('deadlines')),
    button('＋指标', '加一个指标（G）', () => begin('targets')),
    narrow() && button('原文', '看原文（O）', () => { tab('text'); showSource(state.fact); }));
}

// Accepting leads on to the next task, so that A A A goes through the list.
function acceptAndGo(i) {
  const accepting = decision(itemAt(i)) !== 'accepted';
  const next = state.shown[state.shown.indexOf(i) + 1];
  accept(i);
  if (accepting && next !== undefined) select(next, { scroll: true });
  else focusCard();
}

function onCardClick(event, i) {
  if (event.target.closest('form')) return;
  const chip = event.target.closest('[data-k]');
  if (!chip) {
    if (i !== state.current) select(i, { source: true });
    return;
  }
  const key = chip.dataset.k;
  if (i === state.current && key === state.fact) edit(key);
  else select(i, { fact: key, source: true });
}

// Makes an item the current one; `scroll` brings its card into view, and the text always follows.
function select(i, { fact = null, scroll = false } = {}) {
  const was = state.current;
  if (was !== i) state.editing = null;
  state.current = i;
  state.fact = fact;
  if (was >= 0 && was !== i) renderCard(was);
  renderCard(i);
  highlight();
  if (!narrow() || document.body.dataset.tab === 'text') showSource(fact);
  if (scroll) $(`card-${i}`).scrollIntoView({ block: 'nearest' });
  focusCard();
}

function focusCard() {
  if (state.current >= 0) $(`card-${state.current}`).focus({ preventScroll: true });
}
