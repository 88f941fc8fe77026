// Everything by keyboard. Letters act where nothing is being typed.
const HELP = [
  ['J K 或 ↓ ↑', '下一条、上一条任务'], ['H L 或 ← →', '任务里的上一个、下一个单位、时限、指标'], ['N', '下一条没有核对的'],
  ['A', '采纳，并到下一条'], ['X', '划去（再按恢复）'], ['T', '改任务标记'], ['E 或 Enter', '修改选中的内容'],
  ['U D G', '加单位、时限、指标'], ['Delete', '去掉选中的内容'], ['/', '搜索'], ['F', '筛选'], ['W', '只看有提示的'], ['C', '全部显示'],
  ['V', '时间与单位一览'], ['O', '原文与任务之间切换'], ['Ctrl+Z', '撤销'], ['Ctrl+S', '保存核对结果（JSON）'], ['S', '保存的其他格式'],
  ['Esc', '取消、关闭'], ['?', '这张表'],
];

function renderHelp() {
  fill($('keys'), h('h2', { id: 'keys-title' }, '键盘操作'),
    h('dl', {}, HELP.map(([keysName, words]) => [h('dt', {}, keysName), h('dd', {}, words)])),
    h('p', {}, '在原文里选中几个字，可以直接加成单位、时限或指标。改动随时记在这个浏览器里，交出去之前请保存。'),
    h('form', { method: 'dialog' }, h('button', { class: 'primary' }, '知道了')));
}

function move(step) {
  if (!state.shown.length) return;
  const at = state.shown.indexOf(state.current);
  const next = at < 0 ? (step > 0 ? 0 : state.shown.length - 1) : Math.max(0, Math.min(state.shown.length - 1, at + step));
  select(state.shown[next], { scroll: true });
}

function moveFact(step) {
  if (state.current < 0) return move(1);
  const all = FACTS.flatMap((kind) => itemAt(state.current)[kind]).map((f) => f._k);
  if (!all.length) return toast('这条任务没有单位、时限、指标；按 U D G 可以加');
  const at = all.indexOf(state.fact);
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
  select(state.current, { fact: all[next], scroll: true });
}

function nextOpen() {
  const at = state.shown.indexOf(state.current);
  const order = [...state.shown.slice(at + 1), ...state.shown.slice(0, at + 1)];
  const next = order.find((i) => !done(itemAt(i)) && itemAt(i).task);
  if (next === undefined) toast('列出的任务都核对过了');
  else select(next, { scroll: true });
}

const withCurrent = (act) => () => { if (state.current >= 0) act(state.current); else move(1); };
const flip = (id) => () => { $(id).checked = !$(id).checked; refresh(); };
const KEYS = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  l: () => moveFact(1), ArrowRight: () => moveFact(1), h: () => moveFact(-1), ArrowLeft: () => moveFact(-1),
  n: nextOpen,
  a: withCurrent(acceptAndGo), x: withCurrent((i) => { strike(i); focusCard(); }), t: withCurrent((i) => { toggleTask(i); focusCard(); }),
  e: editNow, Enter: editNow,
  u: withCurrent(() => begin('units')), d: withCurrent(() => begin('deadlines')), g: withCurrent(() => begin('targets')),
  Delete: () => { if (state.fact) { removeFact(state.fact); focusCard(); } },
  '/': () => { if (narrow()) tab('cards'); $('q').focus(); $('q').select(); },
  f: () => { showPicks(true); $('unit').focus(); }, w: flip('warn'), c: clearFilters,
  v: () => { $('overview').open = !$('overview').open; },
  o: () => { if (narrow()) tab(document.body.dataset.tab === 'text' ? 'cards' : 'text'); else if (document.activeElement === $('text')) focusCard(); else $('text').focus(); },
  s: () => menu(true), '?': () => $('keys').showModal(),
};

function editNow() {
  if (state.current < 0) return move(1);
  const key = state.fact || FACTS.flatMap((kind) => itemAt(state.current)[kind]).map((f) => f._k)[0];
  if (key) edit(key); else begin('units');
}

function showPicks(open) {
  const show = open === undefined ? !$('picks').classList.contains('open') : open;
  $('picks').classList.toggle('open', show);
  $('more').setAttribute('aria-expanded', String(show));
}

function onKey(event) {
  if (event.isComposing || event.altKey) return; // A Chinese input method is at work.
  const typing = event.target.closest('input:not([type=checkbox]), select, textarea');
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === 's') { event.preventDefault(); save('json'); }
    if (key === 'z' && !typing) { event.preventDefault(); undo(); }
    return;
  }
  if ($('keys').open) return;
  if (event.key === 'Escape') {
    if (!$('save-menu').hidden) return menu(false);
    if (stopEditing()) return;
    $('pick').hidden = true;
    if (typing) { typing.blur(); focusCard(); }
    return;
  }
  if (!$('save-menu').hidden) return menuKey(event);
  if (typing) return;
  // A focused button or bar answers to Enter and blank itself; the text scrolls with the arrows.
  if (event.key === 'Enter' && event.target.closest('button, summary, [role=button]')) return;
  if (event.key.startsWith('Arrow') && event.target === $('text')) return;
  // With a Chinese input method on, some systems name only the place of the key.
  const name = event.key === 'Process' ? event.code.replace('Key', '') : event.key;
  const act = KEYS[name.length === 1 ? name.toLowerCase() : name];
  if (!act) return;
  event.preventDefault();
  act();
}

function menuKey(event) {
  const all = [...$('save-menu').querySelectorAll('button')];
  const at = all.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  all[(at + step + all.length) % all.length].focus();
}
