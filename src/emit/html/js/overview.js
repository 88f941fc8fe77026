// What stands above the cards: the notice, how far the check has come, what concerns the whole notice.

function renderHead() {
  $('title').textContent = notice.title || notice.source.path;
  const parts = [notice.doc_number, notice.issuers.join('、'), notice.issued, notice.source.path];
  fill($('about'), parts.filter(Boolean).map((words) => h('span', {}, words)));
  fill($('notes'), general.map((w) => h('p', { class: 'warning' }, w.message, pointed(w) && h('button', {
    type: 'button', class: 'link', onclick: () => {
      if (narrow()) tab('text');
      const e = [...$('text').querySelectorAll('.k-warning')].find((m) => Number(m.dataset.s) >= w.span.start);
      if (e) e.scrollIntoView({ block: 'center' });
    },
  }, '看原文'))));
}

// Shows what fits; called after every change of filters or facts.
function refresh() {
  renderChoices();
  state.shown = [];
  list.items.forEach((item, i) => {
    const show = fits(item, i);
    const card = $(`card-${i}`);
    card.hidden = !show;
    card.querySelector('.n').textContent = numberOf(i);
    if (show) state.shown.push(i);
  });
  const tasks = list.items.filter((item, i) => item.task || decision(item) === 'struck');
  const checked = tasks.filter(done).length;
  $('progress').querySelector('i').style.width = `${tasks.length ? (checked / tasks.length) * 100 : 0}%`;
  $('progress').querySelector('b').textContent = `已核对 ${checked}/${tasks.length}`;
  $('progress').setAttribute('aria-valuemax', tasks.length);
  $('progress').setAttribute('aria-valuenow', checked);
  $('count').textContent = state.shown.length ? `列出 ${state.shown.length} 条${filtering() ? `，共 ${numbers.size} 条任务` : ''}` : '没有符合条件的任务';
  $('clear').hidden = !filtering();
  $('more').textContent = `筛选${['unit', 'due', 'section'].filter((id) => $(id).value).length + ['warn', 'open', 'all'].filter((id) => $(id).checked).length || ''}`;
  $('undo').disabled = !state.undo.length;
  renderCharts();
}
