//! What the attributes of an element say that matters to its text; style sheets are not read.

use html5ever::Attribute;

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counter {
    /// Not at all.
    None,
    /// With bullets.
    Bullet,
    /// `1.`
    Decimal,
    /// `a.`
    LowerLetter,
    /// `A.`
    UpperLetter,
    /// `i.`
    LowerRoman,
    /// `I.`
    UpperRoman,
    /// `一、`
    Chinese,
}

/// The attributes of one element.
#[derive(Debug, Clone, Default)]
pub(super) struct Attrs {
    /// Its id and its classes in lower case, each between blanks; empty where it has none.
    pub names: Box<str>,
    /// Not shown: `hidden`, `display:none` and the like.
    pub hidden: bool,
    /// White space is kept.
    pub keeps_blanks: bool,
    /// Word's printed list number (`mso-list:Ignore`).
    pub list_mark: bool,
    /// A font of signs, where letters stand for bullets.
    pub sign_font: bool,
    /// `a` with a target.
    pub link: bool,
    /// `colspan`; 0 where it is not given.
    pub columns: usize,
    /// `rowspan`; 0 where it is not given.
    pub rows: usize,
    /// `start` of a list, `value` of an item.
    pub number: Option<i32>,
    /// `type` or `list-style-type` of a list or an item.
    pub counter: Option<Counter>,
    /// `name` or `property` of `meta`, lower case.
    pub key: Box<str>,
    /// `content` of `meta`.
    pub content: Box<str>,
}

/// Names of the attributes that are read; all others are dropped with the tag.
pub(super) const READ: [&str; 14] = [
    "id", "class", "style", "hidden", "href", "colspan", "rowspan", "start", "value", "type", "name", "property",
    "content", "role",
];
/// Longest value that is read, in bytes; longer ones are cut. A style of Word has some hundred.
pub(super) const LONGEST: usize = 2_048;

impl Attrs {
    /// Reads the attributes of an element; none where they say nothing.
    pub fn of(attributes: &[Attribute]) -> Option<Self> {
        let mut out = Self::default();
        let mut names = String::new();
        for attribute in attributes {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "id" | "class" => add_names(&mut names, value),
                "style" => out.read_style(value),
                "hidden" => out.hidden |= value != "until-found",
                "href" => out.link = true,
                "colspan" => out.columns = number(value).map_or(0, |n| usize::try_from(n).unwrap_or(0)),
                "rowspan" => out.rows = number(value).map_or(0, |n| usize::try_from(n).unwrap_or(0)),
                "start" | "value" => out.number = number(value),
                "type" => out.counter = out.counter.or_else(|| counter_of_type(value)),
                "name" | "property" => out.key = value.trim().to_lowercase().into(),
                "content" => out.content = value.trim().into(),
                "role" if value.eq_ignore_ascii_case("navigation") => add_names(&mut names, "nav"),
                _ => {}
            }
        }
        if !names.is_empty() {
            names.push(' ');
        }
        out.names = names.into();
        (!attributes.is_empty()).then_some(out)
    }

    /// The id and the classes, lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.split_ascii_whitespace()
    }

    fn read_style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.trim().to_ascii_lowercase();
            match property.trim().to_ascii_lowercase().as_str() {
                "display" => self.hidden |= value.starts_with("none"),
                "visibility" => self.hidden |= value.starts_with("hidden"),
                "mso-hide" => self.hidden |= value == "all" || value == "screen",
                "font-size" => self.hidden |= is_zero(&value),
                "white-space" => self.keeps_blanks |= value.starts_with("pre"),
                "mso-list" => self.list_mark |= value == "ignore",
                "font-family" => {
                    self.sign_font |= value.contains("wingdings") || value.trim_matches(['"', '\'']) == "symbol";
                }
                "list-style-type" | "list-style" => {
                    self.counter = value
                        .split_ascii_whitespace()
                        .find_map(counter_of_style)
                        .or(self.counter);
                }
                _ => {}
            }
        }
    }
}

fn add_names(names: &mut String, value: &str) {
    for name in value.split_ascii_whitespace() {
        names.push(' ');
        names.push_str(&name.to_lowercase());
    }
}

/// `0`, `0px`, `0.0pt`, not `0.9em`.
fn is_zero(size: &str) -> bool {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '%' | ' ' | '!'));
    !digits.is_empty() && digits.bytes().all(|b| matches!(b, b'0' | b'.')) && digits.contains('0')
}

/// The number that `value` starts with, as browsers read it.
fn number(value: &str) -> Option<i32> {
    let value = value.trim_start();
    let signed = usize::from(value.starts_with(['-', '+']));
    let digits = value.bytes().skip(signed).take_while(u8::is_ascii_digit).count();
    value.get(..signed + digits)?.parse().ok()
}

fn counter_of_type(value: &str) -> Option<Counter> {
    Some(match value.trim() {
        "1" => Counter::Decimal,
        "a" => Counter::LowerLetter,
        "A" => Counter::UpperLetter,
        "i" => Counter::LowerRoman,
        "I" => Counter::UpperRoman,
        other
            if ["disc", "circle", "square"]
                .iter()
                .any(|name| other.eq_ignore_ascii_case(name)) =>
        {
            Counter::Bullet
        }
        _ => return None,
    })
}

fn counter_of_style(value: &str) -> Option<Counter> {
    Some(match value {
        "none" => Counter::None,
        "disc" | "circle" | "square" => Counter::Bullet,
        "decimal" | "decimal-leading-zero" => Counter::Decimal,
        "lower-alpha" | "lower-latin" => Counter::LowerLetter,
        "upper-alpha" | "upper-latin" => Counter::UpperLetter,
        "lower-roman" => Counter::LowerRoman,
        "upper-roman" => Counter::UpperRoman,
        "cjk-ideographic"
        | "simp-chinese-informal"
        | "trad-chinese-informal"
        | "simp-chinese-formal"
        | "trad-chinese-formal"
        | "cjk-decimal" => Counter::Chinese,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5ever::{LocalName, QualName, ns};

    fn attrs(pairs: &[(&str, &str)]) -> Attrs {
        let attributes: Vec<Attribute> = pairs
            .iter()
            .map(|(name, value)| Attribute {
                name: QualName::new(None, ns!(), LocalName::from(*name)),
                value: (*value).into(),
            })
            .collect();
        Attrs::of(&attributes).unwrap_or_default()
    }

    #[test]
    fn what_is_hidden_is_known() {
        for style in [
            "display:none",
            "color:red; DISPLAY : None !important",
            "visibility:hidden",
            "mso-hide:all",
            "font-size:0px",
            "font-size: 0",
        ] {
            assert!(attrs(&[("style", style)]).hidden, "{style}");
        }
        for style in [
            "display:block",
            "font-size:0.9em",
            "font-size:10pt",
            "line-height:0",
            "",
        ] {
            assert!(!attrs(&[("style", style)]).hidden, "{style}");
        }
        assert!(attrs(&[("hidden", "")]).hidden);
    }

    #[test]
    fn names_numbers_and_counters() {
        let read = attrs(&[("id", "Zoom"), ("class", "TRS_Editor  con")]);
        assert_eq!(read.names().collect::<Vec<_>>(), ["zoom", "trs_editor", "con"]);
        let read = attrs(&[("colspan", "3px"), ("rowspan", "-2"), ("start", " 4 ")]);
        assert_eq!((read.columns, read.rows, read.number), (3, 0, Some(4)));
        assert_eq!(attrs(&[("colspan", "99999999999999")]).columns, 0);
        assert_eq!(attrs(&[("type", "A")]).counter, Some(Counter::UpperLetter));
        assert_eq!(
            attrs(&[("style", "list-style: inside none")]).counter,
            Some(Counter::None)
        );
        assert_eq!(
            attrs(&[("type", "1"), ("style", "list-style-type:cjk-ideographic")]).counter,
            Some(Counter::Chinese)
        );
    }
}
