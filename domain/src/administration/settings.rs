//! Settings of the house that change while it runs.

use crate::error::FieldError;
use crate::form::is_ticked;
use serde::{Deserialize, Serialize};

/// Longest notice, in characters.
pub const NOTICE_MAX: usize = 200;
/// Days that a member who leaves may have to come back.
pub const LEAVING_DAYS: std::ops::RangeInclusive<u16> = 7..=90;

/// All settings as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether newcomers may sign up.
    pub sign_up_open: bool,
    /// One line on every page; empty: none.
    pub notice: String,
    /// Days between leaving and being purged.
    pub leaving_days: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self { sign_up_open: true, notice: String::new(), leaving_days: 30 }
    }
}

/// Which setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SettingKey {
    SignUpOpen,
    Notice,
    LeavingDays,
}

impl SettingKey {
    pub const EACH: [Self; 3] = [Self::SignUpOpen, Self::Notice, Self::LeavingDays];

    /// As stored and posted.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignUpOpen => "sign_up_open",
            Self::Notice => "notice",
            Self::LeavingDays => "leaving_days",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|key| key.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::SignUpOpen => "새 회원 받기",
            Self::Notice => "공지",
            Self::LeavingDays => "탈퇴를 되돌릴 수 있는 기간(일)",
        }
    }

    pub const fn hint(self) -> &'static str {
        match self {
            Self::SignUpOpen => "끄면 가입 화면이 닫혀요. 이미 가입한 회원은 그대로 쓸 수 있어요.",
            Self::Notice => "모든 화면 위에 한 줄로 보여요. 비워 두면 보이지 않아요. 200자까지 쓸 수 있어요.",
            Self::LeavingDays => "7일부터 90일까지 정할 수 있어요. 이미 탈퇴를 시작한 회원의 기한은 바뀌지 않아요.",
        }
    }

    /// Puts a posted value into `settings`.
    ///
    /// # Errors
    /// `text_too_long` for the notice, `value_invalid` for the days; both belong to the field `value`.
    pub fn set(self, settings: &mut Settings, value: &str) -> Result<(), FieldError> {
        match self {
            Self::SignUpOpen => settings.sign_up_open = is_ticked(value),
            Self::Notice if value.chars().count() > NOTICE_MAX => return Err(FieldError::TextTooLong),
            Self::Notice => value.clone_into(&mut settings.notice),
            Self::LeavingDays => {
                settings.leaving_days =
                    value.parse().ok().filter(|days| LEAVING_DAYS.contains(days)).ok_or(FieldError::ValueInvalid)?;
            }
        }
        Ok(())
    }

    /// What a form shows of this setting: `on` or nothing for a switch, else the text.
    pub fn value(self, settings: &Settings) -> String {
        match self {
            Self::SignUpOpen => if settings.sign_up_open { "on" } else { "" }.to_owned(),
            Self::Notice => settings.notice.clone(),
            Self::LeavingDays => settings.leaving_days.to_string(),
        }
    }
}

/// One setting with its place in its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingView {
    pub key: SettingKey,
    /// As [`SettingKey::value`] writes it.
    pub value: String,
    /// Posted back with a change, so that nobody overwrites what they have not seen; 0: never changed.
    pub version: i32,
}

/// One change of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingChange {
    pub key: SettingKey,
    pub version: i32,
    pub value: String,
    /// Korean date with time.
    pub at: String,
    /// Nickname; `None`: the command line, or somebody who is gone.
    pub by: Option<String>,
}

/// The page of settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// In the order of [`SettingKey::EACH`].
    pub settings: Vec<SettingView>,
    /// Newest first; at most fifty.
    pub history: Vec<SettingChange>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_back() {
        let mut settings = Settings::default();
        for (key, value) in
            [(SettingKey::SignUpOpen, ""), (SettingKey::Notice, "점검 예정"), (SettingKey::LeavingDays, "14")]
        {
            key.set(&mut settings, value).expect("fits");
            assert_eq!(key.value(&settings), value);
            assert_eq!(SettingKey::from_code(key.code()), Some(key));
        }
        assert_eq!(settings, Settings { sign_up_open: false, notice: "점검 예정".into(), leaving_days: 14 });
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let mut settings = Settings::default();
        for days in ["", "6", "91", "-7", "7.5", "열흘", "70000"] {
            assert_eq!(SettingKey::LeavingDays.set(&mut settings, days), Err(FieldError::ValueInvalid), "{days}");
        }
        let long = "가".repeat(NOTICE_MAX + 1);
        assert_eq!(SettingKey::Notice.set(&mut settings, &long), Err(FieldError::TextTooLong));
        assert_eq!(settings, Settings::default());
    }
}
