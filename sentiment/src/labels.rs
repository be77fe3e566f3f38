//! Which output of a classifier means praise and which dislike: said by the names of its classes.

const PRAISE: &[&str] = &["positive", "pos", "긍정", "긍정적"];
const DISLIKE: &[&str] = &["negative", "neg", "부정", "부정적"];
/// Two classes without a name of their own. In NSMC, and in what is trained on it, 1 is praise.
const NUMBERED: &[(&str, &str)] = &[("label_0", "label_1"), ("0", "1")];

/// Places of the two outputs that count. A third class, such as "neutral", is left out of the
/// comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Polarity {
    pub negative: usize,
    pub positive: usize,
}

/// Finds both, or says why not.
pub(crate) fn polarity(labels: &[String]) -> Result<Polarity, String> {
    if labels.len() < 2 {
        return Err(
            "a classifier with one output (a regression, or a sigmoid) cannot be used: it must have two or more"
                .to_owned(),
        );
    }
    let names: Vec<String> = labels.iter().map(|label| label.trim().to_lowercase()).collect();
    if let (Some(negative), Some(positive)) = (only(&names, DISLIKE), only(&names, PRAISE)) {
        return Ok(Polarity { negative, positive });
    }
    for (negative, positive) in NUMBERED {
        if let (2, Some(negative), Some(positive)) =
            (names.len(), only(&names, &[*negative]), only(&names, &[*positive]))
        {
            return Ok(Polarity { negative, positive });
        }
    }
    Err(format!(
        "the classes are called {}: one must be called positive (or 긍정), and one negative (or 부정)",
        labels.join(", ")
    ))
}

/// The place of the only name that is one of `wanted`.
fn only(names: &[String], wanted: &[&str]) -> Option<usize> {
    let mut places =
        names.iter().enumerate().filter(|(_, name)| wanted.contains(&name.as_str())).map(|(place, _)| place);
    let first = places.next();
    if places.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(labels: &[&str]) -> Result<(usize, usize), String> {
        let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
        polarity(&labels).map(|polarity| (polarity.negative, polarity.positive))
    }

    #[test]
    fn names_in_use() {
        assert_eq!(found(&["negative", "positive"]), Ok((0, 1)));
        assert_eq!(found(&["긍정", "부정"]), Ok((1, 0)));
        assert_eq!(found(&["POSITIVE", "Neutral", " Negative "]), Ok((2, 0)));
        assert_eq!(found(&["LABEL_0", "LABEL_1"]), Ok((0, 1)));
        assert_eq!(found(&["1", "0"]), Ok((1, 0)));
    }

    #[test]
    fn what_is_unclear_is_refused() {
        for labels in [
            &["기쁨", "슬픔"][..],
            &["LABEL_0", "LABEL_1", "LABEL_2"],
            &["positive", "pos", "negative"],
            &["positive", "neutral"],
            &[],
        ] {
            assert!(found(labels).is_err(), "{labels:?}");
        }
        assert!(found(&["LABEL_0"]).expect_err("one output").contains("one output"));
        assert!(found(&["기쁨", "슬픔"]).expect_err("feelings").contains("기쁨, 슬픔"));
    }
}
