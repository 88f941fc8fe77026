// What is compared, and how.

function renderHead() {
  $('title').textContent = `方案对照：${plans.length} 份`;
  document.body.classList.toggle('without-base', !hasBase);
  const head = ['名称', '标题', '发文字号', '成文日期', '任务数'];
  const rows = plans.map((plan, n) => h('tr', {},
    h('th', { scope: 'row' }, plan.name, n === data.base && h('span', { class: 'badge base' }, '上级方案')),
    h('td', {}, plan.title || h('small', {}, '（未读出标题）'), h('br'), h('small', {}, plan.path)),
    h('td', { class: 'when' }, plan.number || '—'), h('td', { class: 'when' }, plan.issued || '—'), h('td', { class: 'num' }, plan.compared)));
  // The superior plan stands first.
  if (hasBase) rows.unshift(...rows.splice(data.base, 1));
  fill($('plans'), h('div', { class: 'box' }, h('table', {}, h('thead', {}, h('tr', {}, head.map((name, n) => h('th', { scope: 'col', class: n === 4 && 'num' }, name)))), h('tbody', {}, rows))));
  const m = data.method;
  fill($('method'), `比对方法：${m.measure}，相似度 ${m.threshold} 以上视为同一事项，${m.same} 以上视为文字相同；地名、机构、数字和日期不计入文字相似度，另作数值比较。全部由规则算出，结果可重复。`);
}
