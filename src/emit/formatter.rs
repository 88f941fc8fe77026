//! How JSON looks: the layout of `serde_json`'s own printers with two differences that people notice.
//!
//! Whole numbers are written without a fraction (`75`, not `75.0`), and in the indented form a `span` stays on one
//! line (`{ "start": 0, "end": 4 }`), which takes a third of the lines out of a list.

use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Largest whole number that a double holds exactly together with all below it: 2⁵³.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn write_number<W: ?Sized + Write>(out: &mut W, value: f64) -> io::Result<()> {
    if value.fract() == 0.0 && value.abs() <= EXACT {
        // In range by the test before; the cast loses nothing.
        #[allow(clippy::cast_possible_truncation)]
        let whole = value as i64;
        write!(out, "{whole}")
    } else {
        // serde_json asks only for finite numbers; `{}` of a double is the shortest text that reads back the same.
        write!(out, "{value}")
    }
}

/// One line, no blanks.
pub(super) struct Compact;

impl Formatter for Compact {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write_number(out, value)
    }
}

/// Indented by two blanks.
#[derive(Default)]
pub(super) struct Indented {
    depth: usize,
    /// The container that is open has at least one member.
    filled: bool,
    /// A key is being written.
    in_key: bool,
    /// The last key was `span`.
    at_span: bool,
    /// The depth at which a span's object is open.
    span: Option<usize>,
}

impl Indented {
    /// Directly within a span's object.
    fn in_span(&self) -> bool {
        self.span == Some(self.depth)
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        const BLANKS: &[u8; 33] = b"\n                                ";
        let wanted = 2 * self.depth;
        out.write_all(&BLANKS[..=wanted.min(32)])?;
        for _ in 32..wanted {
            out.write_all(b" ")?;
        }
        Ok(())
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(mark)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.new_line(out)?;
        }
        self.filled = true;
        out.write_all(mark)
    }
}

impl Formatter for Indented {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write_number(out, value)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.new_line(out)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.at_span && self.span.is_none() {
            self.span = Some(self.depth);
            return out.write_all(b"{ ");
        }
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.in_span() {
            self.span = None;
            return out.write_all(b" }");
        }
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        self.at_span = false;
        match (self.in_span(), first) {
            (true, true) => Ok(()),
            (true, false) => out.write_all(b", "),
            (false, true) => self.new_line(out),
            (false, false) => {
                out.write_all(b",")?;
                self.new_line(out)
            }
        }
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key {
            self.at_span = fragment == "span";
        }
        out.write_all(fragment.as_bytes())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.at_span = false;
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Value, json};

    fn indented(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        value
            .serialize(&mut serde_json::Serializer::with_formatter(
                &mut out,
                Indented::default(),
            ))
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn spans_stay_on_one_line_and_the_rest_is_indented() {
        let value = json!({ "a": [], "b": {}, "c": [{ "span": { "start": 1, "end": 2 }, "t": null }], "span": null });
        assert_eq!(
            indented(&value),
            "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    {\n      \"span\": { \"end\": 2, \"start\": 1 },\n      \"t\": \
             null\n    }\n  ],\n  \"span\": null\n}"
        );
    }

    #[test]
    fn objects_within_a_span_keep_the_depth() {
        let value = json!({ "span": { "a": {}, "span": { "b": [{}] } }, "z": { "span": { "c": 1 } } });
        assert_eq!(serde_json::from_str::<Value>(&indented(&value)).unwrap(), value);
    }

    #[test]
    fn the_layout_changes_no_value() {
        let value =
            json!({ "span": [1, { "span": "span" }], "x\"span": { "y": [[], [{}], 0.5, 75.0, -3.0, 1e300, 0.1] } });
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&indented(&value)).unwrap()["span"],
            value["span"]
        );
        let numbers = indented(&json!([75.0, 0.5, -3.0, 0.1]));
        assert_eq!(numbers, "[\n  75,\n  0.5,\n  -3,\n  0.1\n]");
        let huge: f64 = serde_json::from_str(&indented(&1e300)).unwrap();
        assert_eq!(huge, 1e300);
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z\"\\\\\n中]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let key = prop_oneof![Just("span".to_owned()), "[a-c\"]{0,3}"];
            let members = proptest::collection::btree_map(key, inner.clone(), 0..4);
            prop_oneof![
                proptest::collection::vec(inner, 0..4).prop_map(Value::from),
                members.prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_laid_out_reads_back_the_same(value in values()) {
            prop_assert_eq!(serde_json::from_str::<Value>(&indented(&value)).unwrap(), value);
        }

        #[test]
        fn every_number_reads_back_the_same(number in any::<f64>()) {
            prop_assume!(number.is_finite());
            // Not read by serde_json, whose quick reader may be off by the last bit.
            prop_assert_eq!(indented(&number).parse::<f64>().unwrap(), number);
        }
    }
}
