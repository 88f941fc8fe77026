//! Numbers: Arabic and Chinese numerals, 万 亿, 百分之, 分数, 成 (stub).
