//! Labelled reviews in a file: tab-separated, with the header `id document label`, as the files of
//! NSMC have them. A fourth column is passed over, but for one called `seen`: 1 where the text occurs
//! in training.

use crate::commands::CommandError;
use std::path::Path;

const COLUMNS: [&str; 3] = ["id", "document", "label"];

/// One line of the file.
#[derive(Debug, PartialEq)]
pub struct LabelledReview {
    /// As it stands there: normalised is what the model is given.
    pub document: String,
    pub positive: bool,
    pub seen: bool,
}

/// Reads the whole file.
///
/// # Errors
/// [`CommandError::Io`] when it cannot be read, [`CommandError::File`] with the line that has another
/// form.
pub fn read(path: &Path) -> Result<Vec<LabelledReview>, CommandError> {
    let bytes = std::fs::read(path)
        .map_err(|source| CommandError::Io { context: format!("{} cannot be read", path.display()), source })?;
    parse(&bytes).map_err(|fault| CommandError::File(format!("{}, {fault}", path.display())))
}

fn parse(bytes: &[u8]) -> Result<Vec<LabelledReview>, String> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    // Only the last line may be empty.
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    // Documents may hold any other character that breaks lines elsewhere.
    let mut lines = (1..).zip(bytes.split(|&byte| byte == b'\n'));
    let header = match lines.next() {
        Some((_, line)) => fields(line).map_err(|fault| format!("line 1: {fault}"))?,
        None => Vec::new(),
    };
    if !header.starts_with(&COLUMNS) || header.len() > 4 {
        return Err("line 1: the header must be id, document, label, separated by tabs".to_owned());
    }
    let seen = header.get(3) == Some(&"seen");
    let reviews = lines
        .map(|(number, line): (usize, _)| {
            review(line, header.len(), seen).map_err(|fault| format!("line {number}: {fault}"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    if reviews.is_empty() { Err("line 2: there is no review".to_owned()) } else { Ok(reviews) }
}

fn review(line: &[u8], columns: usize, has_seen: bool) -> Result<LabelledReview, String> {
    let fields = fields(line)?;
    if fields.len() != columns {
        return Err(format!("{columns} columns are expected, separated by tabs, and {} are there", fields.len()));
    }
    let positive = match fields[2] {
        "0" => false,
        "1" => true,
        other => return Err(format!("the label must be 0 or 1, and is {other:?}")),
    };
    Ok(LabelledReview { document: fields[1].to_owned(), positive, seen: has_seen && fields[3] == "1" })
}

fn fields(line: &[u8]) -> Result<Vec<&str>, String> {
    let line = std::str::from_utf8(line).map_err(|_| "this is not UTF-8".to_owned())?;
    Ok(line.strip_suffix('\r').unwrap_or(line).split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(document: &str, positive: bool, seen: bool) -> LabelledReview {
        LabelledReview { document: document.to_owned(), positive, seen }
    }

    #[test]
    fn the_official_form() {
        let text = "\u{FEFF}id\tdocument\tlabel\r\n1\t좋다\u{2028}\u{85}참\t1\r\n2\t\t0\r\n";
        assert_eq!(
            parse(text.as_bytes()),
            Ok(vec![review("좋다\u{2028}\u{85}참", true, false), review("", false, false)])
        );
    }

    #[test]
    fn a_fourth_column() {
        let with = |name: &str| parse(format!("id\tdocument\tlabel\t{name}\n1\t좋다\t1\t1").as_bytes());
        assert_eq!(with("seen"), Ok(vec![review("좋다", true, true)]));
        assert_eq!(with("source"), Ok(vec![review("좋다", true, false)]));
    }

    #[test]
    fn another_form_is_refused_with_its_line() {
        let cases: [(&[u8], &str); 8] = [
            (b"", "line 1: the header"),
            (b"document,label\n", "line 1: the header"),
            (b"id\tdocument\tlabel\tseen\tmore\n", "line 1: the header"),
            (b"id\tdocument\tlabel\n", "line 2: there is no review"),
            (b"id\tdocument\tlabel\n1\ta\t1\n2\tb\n", "line 3: 3 columns"),
            (b"id\tdocument\tlabel\n1\ta\t1\n\n2\tb\t0\n", "line 3: 3 columns"),
            (b"id\tdocument\tlabel\n1\ta\tpositive\n", "line 2: the label must be 0 or 1, and is \"positive\""),
            (b"id\tdocument\tlabel\n1\t\xff\t1\n", "line 2: this is not UTF-8"),
        ];
        for (text, fault) in cases {
            let refused = parse(text).expect_err(fault);
            assert!(refused.starts_with(fault), "{refused}");
        }
    }
}
