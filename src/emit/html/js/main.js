// The start.
function start() {
  state.pinned = -1;
  renderHead();
  renderLegend();
  renderHelp();
  renderSource();
  renderCards();
  refresh();
  tab('cards');
  $('text').addEventListener('click', onSourceClick);
  document.addEventListener('selectionchange', () => { clearTimeout(state.picking); state.picking = setTimeout(onPick, 150); });
  document.addEventListener('keydown', onKey);
  for (const id of ['q', 'unit', 'due', 'section', 'warn', 'open', 'all']) {
    $(id).addEventListener('input', () => { state.pinned = -1; refresh(); });
  }
  $('q').addEventListener('keydown', (e) => { if (e.key === 'Enter' && !e.isComposing && state.shown.length) select(state.shown[0], { scroll: true }); });
  $('clear').addEventListener('click', clearFilters);
  $('more').addEventListener('click', () => showPicks());
  $('undo').addEventListener('click', undo);
  $('help').addEventListener('click', () => $('keys').showModal());
  $('save').addEventListener('click', () => menu());
  $('save-menu').addEventListener('click', (e) => { const b = e.target.closest('[data-save]'); if (b) save(b.dataset.save); });
  document.addEventListener('click', (e) => { if (!e.target.closest('.menu') && !$('save-menu').hidden) menu(false); });
  $('file').addEventListener('change', () => { if ($('file').files[0]) openSaved($('file').files[0]); $('file').value = ''; });
  $('tabs').addEventListener('click', (e) => {
    const b = e.target.closest('[data-tab]');
    if (!b) return;
    tab(b.dataset.tab);
    if (b.dataset.tab === 'text') showSource(state.fact);
  });
  window.addEventListener('beforeprint', renderPrint);
  recall();
  state.saved = JSON.stringify(plain());
  $('overview').open = !narrow();
  // A link from elsewhere names a task: 通知.核对.html#<id>.
  const asked = place.get(location.hash.slice(1));
  if (asked !== undefined) select(asked, { scroll: true });
}
start();
