//! Number formats of workbooks: `0.00%`, `#,##0"万元"`, `yyyy"年"m"月"d"日"`.
//!
//! In: the code of a format, as files hold it. Out: a [`Format`], which [`super::value`] applies to numbers. A code has up
//! to four sections parted by `;` (positive, negative, zero, text), or sections with conditions (`[>=100]0`). Not kept:
//! colours, fill characters, number systems (`[DBNum1]`), the section for text; `General`, scientific notation and
//! fractions show the number as it is.

/// Longest code that Excel takes is 255 characters; what is longer is no format.
const LONGEST: usize = 1024;

/// A number format.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Format {
    /// The sections in order, the one for text left out; none for `General`.
    pub sections: Vec<Section>,
}

/// One section of a format.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    /// Numbers that the section is for, where it says so.
    pub condition: Option<Condition>,
    /// What it makes of them.
    pub form: Form,
}

/// A comparison with a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    /// Whether numbers below, equal to and above the limit fit.
    pub fits: [bool; 3],
    /// The limit.
    pub limit: f64,
}

/// What a section makes of a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// The number as it is, between words.
    General(String, String),
    /// Digits in places.
    Digits(Digits),
    /// A date or a time of day.
    Moment(Moment),
}

/// Digits in places.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Digits {
    /// Before the point.
    pub whole: Vec<Token>,
    /// Behind it.
    pub fraction: Vec<Token>,
    /// Groups of three parted by commas.
    pub grouped: bool,
    /// Powers of ten to multiply by: 2 for a percentage, −3 for thousands.
    pub shift: i32,
}

/// One place of [`Digits`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `0`: a digit, zero where the number has none.
    Digit,
    /// `#` or `?`: a digit where the number has one.
    Optional,
    /// Words.
    Words(String),
}

/// The parts of a date or a time that a format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Moment {
    pub year: bool,
    pub month: bool,
    pub day: bool,
    pub weekday: bool,
    pub hour: bool,
    pub minute: bool,
    pub second: bool,
    /// Hours go on beyond 24.
    pub elapsed: bool,
}

impl Format {
    /// Reads a code.
    pub fn new(code: &str) -> Self {
        if code.len() > LONGEST {
            return Self::default();
        }
        let sections = sections(code);
        let text = sections.iter().position(|section| is_text(section));
        let numbers = &sections[..text.unwrap_or(sections.len()).min(3)];
        Self {
            sections: numbers.iter().map(|section| parse(section)).collect(),
        }
    }

    /// The format that a number of the file's own stands for, without a code (ECMA-376 part 1, 18.8.30).
    pub fn built_in(id: u32) -> Self {
        Self::new(match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 | 41 | 42 | 5 | 6 => "#,##0",
            4 | 39 | 40 | 43 | 44 | 7 | 8 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 30 | 31 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy/m",
            18..=21 | 32..=35 | 55 | 56 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            28 | 29 | 51 | 53 | 54 | 58 => "m/d",
            45 | 47 => "mm:ss",
            46 => "[h]:mm:ss",
            _ => return Self::default(),
        })
    }
}

/// The code cut at each `;` that is no word.
fn sections(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quoted, mut bracket, mut literal) = (0, false, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if std::mem::take(&mut literal) => {}
            '"' if !bracket => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => literal = true,
            '[' => bracket = true,
            ']' => bracket = false,
            ';' if !bracket => {
                found.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&code[start..]);
    found
}

/// Whether the section is for text: it holds `@` outside words.
fn is_text(section: &str) -> bool {
    let (mut quoted, mut literal) = (false, false);
    section.chars().any(|c| match c {
        _ if std::mem::take(&mut literal) => false,
        '"' => {
            quoted = !quoted;
            false
        }
        '\\' | '_' | '*' if !quoted => {
            literal = true;
            false
        }
        c => c == '@' && !quoted,
    })
}

/// What is known of a section while it is read.
#[derive(Default)]
struct Draft {
    condition: Option<Condition>,
    digits: Digits,
    /// Behind the point.
    behind: bool,
    /// Commas behind the last digit: thousands to cut if no digit follows.
    commas: usize,
    /// Runs of letters that stand for parts of a date, with their lengths.
    letters: Vec<(char, usize)>,
    elapsed: bool,
    /// Where `General` stands.
    general: Option<usize>,
    /// A notation that is not kept.
    odd: bool,
}

impl Draft {
    fn tokens(&mut self) -> &mut Vec<Token> {
        if self.behind {
            &mut self.digits.fraction
        } else {
            &mut self.digits.whole
        }
    }

    fn digit(&mut self, token: Token) {
        if std::mem::take(&mut self.commas) > 0 && !self.behind {
            self.digits.grouped = true;
        }
        self.tokens().push(token);
    }

    fn words(&mut self, words: &str) {
        if let Some(Token::Words(last)) = self.tokens().last_mut() {
            last.push_str(words);
        } else if !words.is_empty() {
            self.tokens().push(Token::Words(words.to_owned()));
        }
    }

    fn letter(&mut self, letter: char) {
        match self.letters.last_mut() {
            Some((last, count)) if *last == letter => *count += 1,
            _ => self.letters.push((letter, 1)),
        }
    }

    fn has_digits(&self) -> bool {
        let tokens = self.digits.whole.iter().chain(&self.digits.fraction);
        tokens.into_iter().any(|token| !matches!(token, Token::Words(_)))
    }

    /// What stands in brackets: a colour, a number system, a currency (`$¥-804`), a condition, hours beyond 24 (`h`).
    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default().to_owned();
            self.words(&sign);
        } else if inside.starts_with(['<', '>', '=']) {
            self.condition = condition(inside);
        } else if let Some(letter @ ('h' | 'm' | 's')) = lower.chars().next()
            && lower.chars().all(|c| c == letter)
        {
            self.elapsed = true;
            self.letter(letter);
        }
    }

    fn form(mut self) -> Form {
        let words = |tokens: &[Token]| {
            tokens
                .iter()
                .filter_map(|token| match token {
                    Token::Words(words) => Some(words.as_str()),
                    _ => None,
                })
                .collect::<String>()
        };
        if let Some(at) = self.general {
            let (before, after) = self.digits.whole.split_at(at.min(self.digits.whole.len()));
            return Form::General(words(before), words(after));
        }
        if !self.letters.is_empty() {
            return Form::Moment(self.moment());
        }
        if self.odd {
            return Form::General(String::new(), String::new());
        }
        self.digits.shift -= 3 * i32::try_from(self.commas).unwrap_or(0);
        Form::Digits(self.digits)
    }

    fn moment(&self) -> Moment {
        let mut moment = Moment {
            elapsed: self.elapsed,
            ..Moment::default()
        };
        for (at, &(letter, count)) in self.letters.iter().enumerate() {
            let beside = |letter| {
                let before = at.checked_sub(1).and_then(|at| self.letters.get(at));
                let is = |run: Option<&(char, usize)>| run.is_some_and(|run| run.0 == letter);
                (is(before), is(self.letters.get(at + 1)))
            };
            match letter {
                'y' | 'e' => moment.year = true,
                // `m` is minutes behind hours or before seconds.
                'm' if count <= 2 && (beside('h').0 || beside('s').1) => moment.minute = true,
                'm' if self.elapsed && self.letters.len() == 1 => moment.minute = true,
                'm' => moment.month = true,
                'd' if count >= 3 => moment.weekday = true,
                'd' => moment.day = true,
                'a' => moment.weekday = true,
                'h' => moment.hour = true,
                's' => moment.second = true,
                _ => {}
            }
        }
        moment
    }
}

fn parse(section: &str) -> Section {
    let mut draft = Draft::default();
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        let here = rest;
        rest = &rest[c.len_utf8()..];
        let starts = |words: &str| {
            here.get(..words.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(words))
        };
        match c {
            '"' => {
                let (words, behind) = rest.split_once('"').unwrap_or((rest, ""));
                draft.words(words);
                rest = behind;
            }
            // `!` escapes in the formats of East Asian versions.
            '\\' | '!' => {
                let next = rest.chars().next().map_or(0, char::len_utf8);
                draft.words(&rest[..next]);
                rest = &rest[next..];
            }
            '_' | '*' => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
            '[' => {
                let (inside, behind) = rest.split_once(']').unwrap_or((rest, ""));
                draft.bracket(inside);
                rest = behind;
            }
            'g' | 'G' if starts("general") || starts("G/通用格式") => {
                draft.general = Some(draft.digits.whole.len());
                rest = &here[if starts("general") { 7 } else { "G/通用格式".len() }..];
            }
            'a' | 'A' if starts("am/pm") => rest = &here[5..],
            'a' | 'A' if starts("a/p") => rest = &here[3..],
            '上' if here.starts_with("上午/下午") => rest = &here["上午/下午".len()..],
            'e' | 'E' if draft.has_digits() && rest.starts_with(['+', '-']) => draft.odd = true,
            'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'a' | 'Y' | 'M' | 'D' | 'H' | 'S' | 'E' | 'A' => {
                draft.letter(c.to_ascii_lowercase());
            }
            'g' | 'G' | 'b' | 'B' => {}
            '0' => draft.digit(Token::Digit),
            '#' | '?' => draft.digit(Token::Optional),
            '.' if draft.letters.is_empty() && !draft.behind => draft.behind = true,
            ',' if draft.has_digits() => draft.commas += 1,
            '/' if draft.has_digits() => draft.odd = true,
            '%' => {
                draft.digits.shift += 2;
                draft.words("%");
            }
            c => draft.words(c.encode_utf8(&mut [0; 4])),
        }
    }
    Section {
        condition: draft.condition,
        form: draft.form(),
    }
}

fn condition(words: &str) -> Option<Condition> {
    let (fits, number) = match words {
        w if w.starts_with("<=") => ([true, true, false], &w[2..]),
        w if w.starts_with(">=") => ([false, true, true], &w[2..]),
        w if w.starts_with("<>") => ([true, false, true], &w[2..]),
        w if w.starts_with('<') => ([true, false, false], &w[1..]),
        w if w.starts_with('>') => ([false, false, true], &w[1..]),
        w => ([false, true, false], w.trim_start_matches('=')),
    };
    let limit = number.trim().parse().ok()?;
    Some(Condition { fits, limit })
}
