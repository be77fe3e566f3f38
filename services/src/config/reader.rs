//! Reads variables one by one and collects what is wrong with them.

use secrecy::SecretString;
use std::path::PathBuf;
use std::str::FromStr;

/// Everything that is wrong with the configuration, a line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(Vec<String>);

pub(super) struct Reader<'a> {
    source: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    pub fn new(source: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { source, faults: Vec::new() }
    }

    pub fn optional(&self, name: &str) -> Option<String> {
        (self.source)(name).filter(|value| !value.is_empty())
    }

    pub fn path(&self, name: &str, default: &str) -> PathBuf {
        PathBuf::from(self.optional(name).unwrap_or_else(|| default.to_owned()))
    }

    /// A value that must parse and pass `check`; otherwise the fault is noted and the default
    /// stands in, since the program will not start anyway.
    pub fn parse<T: FromStr>(&mut self, name: &str, default: &str, expected: &str, check: impl Fn(&T) -> bool) -> T {
        let text = self.optional(name);
        match text.as_deref().map(str::parse::<T>) {
            Some(Ok(value)) if check(&value) => return value,
            Some(_) => self.faults.push(format!("{name} must be {expected}.")),
            None => {}
        }
        match default.parse() {
            Ok(value) => value,
            Err(_) => unreachable!("the default of {name} parses"),
        }
    }

    pub fn switch(&mut self, name: &str, default: bool) -> bool {
        match self.optional(name).as_deref() {
            None => default,
            Some("on") => true,
            Some("off") => false,
            Some(_) => {
                self.faults.push(format!("{name} must be on or off."));
                default
            }
        }
    }

    /// A required secret, from the variable itself or from the file named by `{name}_FILE`.
    pub fn secret(&mut self, name: &str, why: &str, check: impl Fn(&str) -> bool) -> SecretString {
        let faults = self.faults.len();
        self.optional_secret(name, why, check).unwrap_or_else(|| {
            if self.faults.len() == faults {
                self.faults.push(format!("{name} is missing: {why}."));
            }
            SecretString::default()
        })
    }

    /// A secret that may be left out.
    pub fn optional_secret(&mut self, name: &str, why: &str, check: impl Fn(&str) -> bool) -> Option<SecretString> {
        let file = self.optional(&format!("{name}_FILE"));
        let value = match (self.optional(name), file) {
            (Some(value), _) => value,
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(value) => value.trim().to_owned(),
                Err(error) => {
                    self.faults.push(format!("{name}_FILE names {path}, which cannot be read: {error}."));
                    return None;
                }
            },
            (None, None) => return None,
        };
        if check(&value) {
            return Some(SecretString::from(value));
        }
        self.faults.push(format!("{name} has the wrong shape: {why}."));
        None
    }

    /// The text of the file that the variable names, if it is set.
    pub fn file(&mut self, name: &str, why: &str, check: impl Fn(&str) -> bool) -> Option<String> {
        let path = self.optional(name)?;
        match std::fs::read_to_string(&path) {
            Ok(text) if check(&text) => return Some(text),
            Ok(_) => self.faults.push(format!("{name} names {path}, which has the wrong shape: {why}.")),
            Err(error) => self.faults.push(format!("{name} names {path}, which cannot be read: {error}.")),
        }
        None
    }

    /// Notes what is wrong with several variables together.
    pub fn fault(&mut self, text: &str) {
        self.faults.push(text.to_owned());
    }

    pub fn finish<T>(self, value: T) -> Result<T, ConfigError> {
        if self.faults.is_empty() { Ok(value) } else { Err(ConfigError(self.faults)) }
    }
}
