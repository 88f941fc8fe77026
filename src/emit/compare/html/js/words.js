// The words for the numbers of relations, fields and differences, in the order of the variants in the program.
const RELATIONS = ['相同', '改写', '拆分', '合并', '仅甲', '仅乙'];
const [, , SPLIT, MERGED, ONLY_A, ONLY_B] = RELATIONS.keys();
const FIELDS = ['时限', '频次', '指标', '单位'];
const DIFFERENCES = ['提前', '推后', '加严', '放宽', '增加单位', '减少单位', '职责变化', '不可比'];
const CITES = { implements: '贯彻落实', based_on: '根据', forwards: '转发', issues: '印发', follows: '参照', repeals: '废止' };
const MARKS = { above: '▲偏高', below: '▼偏低', highest: '最高', lowest: '最低' };
