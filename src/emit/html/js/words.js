// The words that people read for the codes of the contract.
const ROLES = { lead: '牵头', responsible: '责任', support: '配合', actor: '执行' };
const KINDS = { by: '截止', from: '起', during: '期间', recurring: '经常', after_event: '事后', ongoing: '长期' };
const SECTIONS = {
  background: '背景', principles: '原则', goals: '目标', tasks: '任务', steps: '步骤', safeguards: '保障', other: '其他',
};
const COMPARATORS = { '>=': '不低于', '<=': '不超过', '>': '高于', '<': '低于', '=': '达到', '+': '增长', '-': '下降' };
const SPANS = { day: '天', week: '周', month: '月', quarter: '季度', 'half-year': '半年', year: '年' };
const FACTS = ['units', 'deadlines', 'targets'];
const FACT_NAMES = { units: '单位', deadlines: '时限', targets: '指标' };

function frequency(r) {
  const span = SPANS[r.unit] || r.unit;
  const counted = r.unit === 'month' || r.unit === 'quarter' ? `${r.every}个${span}` : `${r.every}${span}`;
  return `每${r.every === 1 ? span : counted}${r.times}次`;
}

// What a deadline means, in words: 2024-03-15 前, 每季度1次.
function when(d) {
  const parts = [];
  if (d.start && d.end) parts.push(d.start === d.end ? d.end : `${d.start} 至 ${d.end}`);
  else if (d.end) parts.push(`${d.end} 前`);
  else if (d.start) parts.push(`${d.start} 起`);
  if (d.recurrence) parts.push(frequency(d.recurrence));
  if (!parts.length) parts.push({ ongoing: '长期', after_event: '事后起算' }[d.kind] || '日期未定');
  return parts.join('，');
}

function amount(t) {
  return `${COMPARATORS[t.comparator] || t.comparator} ${t.value}${t.unit || ''}`;
}
