//! Tags as the house keeps them.

use super::catalogue::NAME_MAX;
use crate::error::{AppError, FieldError, Findings};
use serde::{Deserialize, Serialize};

/// What the list of tags is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagSearch {
    /// Part of a name.
    pub query: String,
    /// Go on after this tag.
    pub after: Option<i64>,
}

/// A tag with how many films have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    pub id: i64,
    pub name: String,
    pub movie_count: i64,
}

/// A page of tags, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagList {
    pub search: TagSearch,
    pub tags: Vec<TagRow>,
    /// Pass as `?after=` for the next tags; `None` at the end.
    pub more: Option<String>,
}

/// The name of a tag.
///
/// # Errors
/// `name_missing`, `name_too_long` at the field `name`.
pub fn tag_name(text: &str) -> Result<String, AppError> {
    let mut findings = Findings::default();
    match text.chars().count() {
        0 => findings.note("name", FieldError::NameMissing),
        length if length > NAME_MAX => findings.note("name", FieldError::NameTooLong),
        _ => return Ok(text.to_owned()),
    }
    Err(findings.into_error())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tags() {
        assert_eq!(tag_name("반전").as_deref(), Ok("반전"));
        for (text, fault) in [(String::new(), FieldError::NameMissing), ("가".repeat(31), FieldError::NameTooLong)] {
            assert_eq!(tag_name(&text).expect_err("wrong").field("name"), Some(fault));
        }
    }
}
