//! What `normalize` hands on to `segment` and `extract`.

/// The script that a notice is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Simplified characters only (or characters that both scripts share).
    Simplified,
    /// Traditional characters.
    Traditional,
    /// Both, neither a small remainder.
    Mixed,
}
