//! The one error model: a stable code, its HTTP status and its Korean sentence.
//!
//! [`AppError`] is what leaves the server, whether towards a script, a form or (later) an API
//! client. It never carries causes: those are logged where they happen.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What went wrong with a whole request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request could not be read: missing or mistyped arguments.
    BadRequest,
    /// E-mail and password do not belong together.
    WrongCredentials,
    /// No live session where one is needed.
    SignInRequired,
    /// The address is not confirmed yet.
    Unconfirmed,
    /// The member is suspended: may read, and nothing else.
    Suspended,
    /// The member has left, and may come back.
    Leaving,
    /// The step is dangerous, and the password was asked for too long ago.
    ReauthenticationRequired,
    /// Only for those who keep house, or only for those above the other.
    RoleRequired,
    /// The house takes no new members at present.
    SignUpClosed,
    /// A link from a mail that has been used, replaced by a newer one, or whose time is over.
    LinkExpired,
    /// The actor may not do this.
    Forbidden,
    /// A like for one's own review.
    OwnReview,
    /// An unsafe request that did not come from our own pages.
    CrossSite,
    NotFound,
    Conflict,
    /// A text that one member began and another is signed in to send.
    OtherMember,
    TooLarge,
    /// One or more fields are wrong; see [`AppError::fields`].
    Invalid,
    TooManyRequests,
    /// Too much is asked for at once, and a moment later it will go: see [`AppError::busy`].
    Busy,
    Internal,
    /// The browser could not reach the server.
    Unreachable,
}

impl ErrorCode {
    /// The HTTP status that this code is answered with.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::WrongCredentials | Self::SignInRequired | Self::ReauthenticationRequired => 401,
            Self::Unconfirmed
            | Self::Suspended
            | Self::Leaving
            | Self::RoleRequired
            | Self::SignUpClosed
            | Self::Forbidden
            | Self::OwnReview
            | Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::OtherMember => 409,
            Self::LinkExpired => 410,
            Self::TooLarge => 413,
            Self::Invalid => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Busy | Self::Unreachable => 503,
        }
    }

    /// What the reader is told, always with what to do next.
    pub const fn message(self) -> &'static str {
        match self {
            Self::BadRequest => "요청을 이해하지 못했어요. 화면을 새로 고친 뒤 다시 시도해 주세요.",
            Self::WrongCredentials => "이메일 또는 비밀번호가 맞지 않아요. 다시 확인해 주세요.",
            Self::SignInRequired => "로그인이 필요해요. 로그인한 뒤 다시 시도해 주세요.",
            Self::Unconfirmed => "이메일을 먼저 확인해 주세요. 보내 드린 메일의 링크를 누르면 바로 쓸 수 있어요.",
            Self::Suspended => {
                "이용이 정지된 동안에는 읽기만 할 수 있어요. 내 계정에서 사유를 보고 이의를 제기할 수 있어요."
            }
            Self::Leaving => "탈퇴한 계정이에요. 계속 쓰려면 먼저 탈퇴를 되돌려 주세요.",
            Self::ReauthenticationRequired => "중요한 변경이라 비밀번호를 한 번 더 확인할게요.",
            Self::RoleRequired => "이 일을 할 권한이 없어요. 필요하면 관리자에게 요청해 주세요.",
            Self::SignUpClosed => "지금은 새로 가입할 수 없어요. 나중에 다시 들러 주세요.",
            Self::LinkExpired => "이미 썼거나 기한이 지난 링크예요. 새 링크를 받아 주세요.",
            Self::Forbidden => "내가 쓴 글만 바꿀 수 있어요.",
            Self::OwnReview => "내 리뷰에는 좋아요를 누를 수 없어요. 다른 사람의 리뷰에 눌러 보세요.",
            Self::CrossSite => "다른 사이트에서 온 요청이라 막았어요. 팝콘긱 화면에서 다시 시도해 주세요.",
            Self::NotFound => "찾으시는 내용이 없어요. 지워졌거나 주소가 바뀌었을 수 있어요.",
            Self::Conflict => "다른 변경과 겹쳤어요. 화면을 새로 고친 뒤 다시 시도해 주세요.",
            Self::OtherMember => {
                "쓰는 동안 다른 회원으로 로그인했어요. 처음 쓰던 계정으로 로그인한 뒤 다시 올려 주세요."
            }
            Self::TooLarge => "보낸 내용이 너무 커요. 길이를 줄여 다시 보내 주세요.",
            Self::Invalid => "입력한 내용을 확인해 주세요.",
            Self::TooManyRequests => "요청이 너무 잦아요. 잠시 뒤에 다시 시도해 주세요.",
            Self::Busy => "지금 이용이 몰려 처리하지 못했어요. 잠시 뒤에 다시 시도해 주세요.",
            Self::Internal => "서버에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.",
            Self::Unreachable => "서버에 닿지 못했어요. 연결을 확인하고 다시 시도해 주세요.",
        }
    }
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldError {
    EmailMissing,
    EmailInvalid,
    NicknameMissing,
    NicknameTooShort,
    NicknameTooLong,
    NicknameInvalid,
    NicknameReserved,
    NicknameTaken,
    PasswordMissing,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,
    PasswordLikeIdentity,
    /// The present password, asked for before a change, is another one.
    PasswordWrong,
    /// The new password is the present one.
    PasswordSame,
    /// The new address is the present one.
    EmailSame,
    ReasonMissing,
    ReasonTooLong,
    /// A number, a date or a choice that is none of those offered.
    ValueInvalid,
    TitleMissing,
    TitleTooLong,
    NameMissing,
    NameTooLong,
    NameTaken,
    TextTooLong,
    AgeNotConfirmed,
    TermsNotAgreed,
    ScoreMissing,
    ScoreInvalid,
    NotReleased,
    ContentMissing,
    ContentTooLong,
}

impl FieldError {
    /// The sentence shown beside the field.
    pub const fn message(self) -> &'static str {
        match self {
            Self::EmailMissing => "이메일을 적어 주세요.",
            Self::EmailInvalid => "이메일 주소 모양이 아니에요. 예: name@example.com",
            Self::NicknameMissing => "닉네임을 적어 주세요.",
            Self::NicknameTooShort => "닉네임은 2자부터 쓸 수 있어요.",
            Self::NicknameTooLong => "닉네임은 20자까지 쓸 수 있어요.",
            Self::NicknameInvalid => {
                "닉네임에는 한글(완성된 글자), 영문, 한자, 가나, 숫자, 밑줄(_), 하이픈(-)만 쓸 수 있어요."
            }
            Self::NicknameReserved => "이 닉네임은 쓸 수 없어요. 다른 닉네임을 골라 주세요.",
            Self::NicknameTaken => "이미 쓰고 있는 닉네임이에요. 다른 닉네임을 골라 주세요.",
            Self::PasswordMissing => "비밀번호를 적어 주세요.",
            Self::PasswordTooShort => "비밀번호는 10자 이상이어야 해요. 긴 문장도 좋아요.",
            Self::PasswordTooLong => "비밀번호는 128자까지 쓸 수 있어요.",
            Self::PasswordTooCommon => "너무 흔한 비밀번호예요. 남이 짐작하기 어려운 것으로 바꿔 주세요.",
            Self::PasswordLikeIdentity => "이메일이나 닉네임이 들어간 비밀번호는 쓸 수 없어요.",
            Self::PasswordWrong => "지금 쓰는 비밀번호가 아니에요. 다시 확인해 주세요.",
            Self::PasswordSame => "지금 쓰는 비밀번호와 같아요. 새 비밀번호를 적어 주세요.",
            Self::EmailSame => "지금 쓰는 이메일과 같아요. 새 이메일을 적어 주세요.",
            Self::ReasonMissing => "사유를 적어 주세요.",
            Self::ReasonTooLong => "사유는 500자까지 쓸 수 있어요.",
            Self::ValueInvalid => "쓸 수 없는 값이에요. 안내된 범위에서 골라 주세요.",
            Self::TitleMissing => "제목을 적어 주세요.",
            Self::TitleTooLong => "제목은 300자까지 쓸 수 있어요.",
            Self::NameMissing => "이름을 적어 주세요.",
            Self::NameTooLong => "이름은 30자까지 쓸 수 있어요.",
            Self::NameTaken => "이미 있는 이름이에요.",
            Self::TextTooLong => "글이 너무 길어요. 줄여서 다시 보내 주세요.",
            Self::AgeNotConfirmed => "만 14세 이상만 가입할 수 있어요.",
            Self::TermsNotAgreed => "이용약관에 동의해야 가입할 수 있어요.",
            Self::ScoreMissing => "점수를 골라 주세요.",
            Self::ScoreInvalid => "점수는 0.1점부터 5.0점까지 0.1점 단위로 매길 수 있어요.",
            Self::NotReleased => "개봉한 뒤에 점수와 리뷰를 남길 수 있어요. 그때까지는 보고싶어요를 눌러 두세요.",
            Self::ContentMissing => "리뷰를 한 글자 이상 적어 주세요.",
            Self::ContentTooLong => "리뷰는 5,000자까지 쓸 수 있어요.",
        }
    }
}

/// Field name → what is wrong with it. Ordered, so that answers are stable.
pub type FieldErrors = BTreeMap<String, FieldError>;

/// How long to wait before what was [`ErrorCode::Busy`] is tried again, in seconds.
const BUSY_SECONDS: u32 = 5;

/// The error that crosses the wire: `{"code":"invalid","fields":{"email":"email_invalid"}}`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", .code.message())]
pub struct AppError {
    pub code: ErrorCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: FieldErrors,
    /// With `too_many_requests` and `busy`: seconds until it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl AppError {
    /// What the reader is told, with how long to wait where that is known.
    pub fn message(&self) -> String {
        match (self.code, self.retry_after) {
            // Whatever the number says, nobody counts seconds for what is not their doing.
            (ErrorCode::Busy, _) | (_, None) => self.code.message().to_owned(),
            (_, Some(seconds)) if seconds >= 90 => {
                format!("요청이 너무 잦아요. {}분 뒤에 다시 시도해 주세요.", seconds.div_ceil(60))
            }
            (_, Some(seconds)) => format!("요청이 너무 잦아요. {seconds}초 뒤에 다시 시도해 주세요."),
        }
    }

    /// Too much is going on at once; it may be tried again in a moment.
    pub fn busy() -> Self {
        Self { retry_after: Some(BUSY_SECONDS), ..ErrorCode::Busy.into() }
    }

    /// Too often; it may be tried again after `seconds`.
    pub fn too_many_requests(seconds: u32) -> Self {
        Self { retry_after: Some(seconds.max(1)), ..ErrorCode::TooManyRequests.into() }
    }

    /// The error of a form whose fields are wrong.
    pub fn invalid(fields: FieldErrors) -> Self {
        Self { code: ErrorCode::Invalid, fields, retry_after: None }
    }

    /// What is wrong with `field`, if anything.
    pub fn field(&self, field: &str) -> Option<FieldError> {
        self.fields.get(field).copied()
    }
}

impl From<ErrorCode> for AppError {
    fn from(code: ErrorCode) -> Self {
        Self { code, fields: FieldErrors::new(), retry_after: None }
    }
}

/// Collects what is wrong with each field of one form; the first finding per field wins.
#[derive(Debug, Default)]
pub struct Findings(FieldErrors);

impl Findings {
    /// Keeps the value of a check, or notes its error under `field`.
    pub fn check<T>(&mut self, field: &str, outcome: Result<T, FieldError>) -> Option<T> {
        outcome.map_err(|error| self.note(field, error)).ok()
    }

    /// Notes an error under `field`.
    pub fn note(&mut self, field: &str, error: FieldError) {
        self.0.entry(field.to_owned()).or_insert(error);
    }

    /// The collected errors as one [`AppError`]; call it when a check has failed.
    pub fn into_error(self) -> AppError {
        AppError::invalid(self.0)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_form_is_small_and_stable() {
        let mut findings = Findings::default();
        findings.note("email", FieldError::EmailInvalid);
        findings.note("email", FieldError::EmailMissing);
        let wire = serde_json::to_string(&findings.into_error()).expect("serialises");
        assert_eq!(wire, r#"{"code":"invalid","fields":{"email":"email_invalid"}}"#);
        assert_eq!(
            serde_json::to_string(&AppError::from(ErrorCode::NotFound)).expect("serialises"),
            r#"{"code":"not_found"}"#
        );
    }

    #[test]
    fn busy_says_when_to_come_back_and_blames_nobody() {
        let error = AppError::busy();
        assert_eq!(error.code.status(), 503);
        assert_eq!(serde_json::to_string(&error).expect("serialises"), r#"{"code":"busy","retry_after":5}"#);
        assert_eq!(error.message(), ErrorCode::Busy.message());
        assert_eq!(AppError::too_many_requests(7).message(), "요청이 너무 잦아요. 7초 뒤에 다시 시도해 주세요.");
    }
}
