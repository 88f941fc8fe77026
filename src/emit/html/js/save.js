// What leaves the page: the list as JSON, the table as CSV, paper.

// The list without the page's own keys.
const plain = () => JSON.parse(JSON.stringify(list, (name, value) => (name === '_k' ? undefined : value)));
const savedJson = () => `${JSON.stringify(plain(), null, 2)}\n`;

// Cells of 任务分解表: as the program wrote them, and where a person changed facts, from these.
function rowOf(i) {
  const item = itemAt(i);
  const row = [String(numbers.get(i)), ...cells[item.id]];
  const was = read.get(item.id);
  const set = (head, value) => { const n = data.heads.indexOf(head); if (n >= 0) row[n] = value; };
  const differs = (kind) => item[kind].map(bare).join('\n') !== was[kind].map(bare).join('\n');
  const join = (mark, words) => [...new Set(words.filter(Boolean))].join(mark);
  if (differs('units')) {
    const by = (role) => join('、', item.units.filter((u) => u.role === role).map((u) => u.name));
    set('牵头单位', by('lead'));
    set('责任单位', by('lead') || by('responsible') ? by('responsible') : by('actor'));
    set('配合单位', by('support'));
  }
  if (differs('deadlines')) {
    const often = item.deadlines.filter((d) => d.recurrence);
    set('完成时限', join('；', item.deadlines.filter((d) => !d.recurrence).map((d) => d.text)));
    set('截止日期', item.deadlines.map((d) => d.end).filter(Boolean).sort()[0] || '');
    set('频次', join('；', often.map((d) => frequency(d.recurrence))));
  }
  if (differs('targets')) {
    const old = (t) => was.targets.find((o) => o._k === t._k);
    set('目标指标', join('；', item.targets.map((t) => (old(t) && bare(old(t)) === bare(t) ? t.text : `${t.indicator}${COMPARATORS[t.comparator]}${t.value}${t.unit || ''}`))));
  }
  if (changed(item)) {
    const n = data.heads.indexOf('备注');
    if (n >= 0) row[n] = join('；', [row[n], '经人工核对修改']);
  }
  return row;
}

// As `guarded` in src/emit/csv.rs: no line of a cell begins a formula.
function guarded(cell) {
  return cell.split('\n').map((line) => {
    const bareLine = line.trimStart();
    const blanks = line.slice(0, line.length - bareLine.length);
    return /[\t\r]/.test(blanks) || /^[=+\-@＝＋－＠\0]/.test(bareLine) ? `'${line}` : line;
  }).join('\n');
}

function savedCsv(bom) {
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  const tasks = list.items.map((item, i) => i).filter((i) => itemAt(i).task);
  const rows = [data.heads, ...tasks.map((i) => rowOf(i).map((cell, n) => (n ? guarded(cell) : cell)))];
  return (bom ? '\ufeff' : '') + rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

const stem = () => (notice.source.path.split('/').pop().replace(/\.[^.]*$/, '') || '通知');

function download(name, type, words) {
  const url = URL.createObjectURL(new Blob([words], { type }));
  const a = h('a', { href: url, download: name, hidden: true });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast(`已保存 ${name}`);
}

function save(what) {
  menu(false);
  if (what === 'json') {
    download(`${stem()}.核对.json`, 'application/json', savedJson());
    state.saved = JSON.stringify(plain());
  }
  if (what === 'excel') download(`${stem()}.任务清单.csv`, 'text/csv;charset=utf-8', savedCsv(true));
  if (what === 'csv') download(`${stem()}.任务清单.utf8.csv`, 'text/csv;charset=utf-8', savedCsv(false));
  if (what === 'print') { renderPrint(); window.print(); }
  if (what === 'open') $('file').click();
}

// Shares of a landscape page by column; one that is not named takes as much as a unit.
const WIDTHS = { 序号: 3, 任务类别: 6, 工作任务: 10, 具体内容: 20, 目标指标: 10, 完成时限: 9, 截止日期: 8, 频次: 5, 依据: 7, 备注: 7 };

// The table for paper: the tasks shown, the columns that people read.
function renderPrint() {
  const last = data.heads.indexOf('备注');
  const columns = data.heads.map((_, n) => n).filter((n) => n <= last);
  const tasks = state.shown.filter((i) => itemAt(i).task);
  fill($('print'), h('h1', {}, notice.title || ''), h('p', {}, [notice.doc_number, notice.issued].filter(Boolean).join('　')),
    h('table', {}, h('colgroup', {}, columns.map((n) => { const col = h('col'); col.style.width = `${WIDTHS[data.heads[n]] || 7}%`; return col; })), h('thead', {}, h('tr', {}, columns.map((n) => h('th', {}, data.heads[n])))),
      h('tbody', {}, tasks.map((i) => { const row = rowOf(i); return h('tr', {}, columns.map((n) => h('td', {}, row[n]))); }))));
}

function menu(open) {
  const was = !$('save-menu').hidden;
  const show = open === undefined ? !was : open;
  $('save-menu').hidden = !show;
  $('save').setAttribute('aria-expanded', String(show));
  if (show) $('save-menu').querySelector('button').focus();
  else if (was) $('save').focus();
}
