//! What each mail says: what has happened, the one thing to do, how long its link lives, and what
//! to do if it was somebody else.

use super::{Draft, one_line};
use crate::mail::MailKind;
use crate::time::korean_date_time;
use domain::accounts::{CHANGE_EMAIL_HOURS, CONFIRM_HOURS, RESET_MINUTES, UNCONFIRMED_DAYS};
use domain::page;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The mail of this kind. `link` is its secret link, where it has one that is good.
pub fn draft(kind: &MailKind, link: Option<&str>, site: &str) -> Draft {
    let to = |path: &str| format!("{site}{path}");
    let linked = |name: &'static str| link.map(|link| (name, link.to_owned()));
    match kind {
        MailKind::Confirm { .. } => Draft {
            subject: "팝콘긱 가입을 마치려면 이메일을 확인해 주세요",
            news: said(&[
                "팝콘긱에 오신 걸 환영해요. 이제 이메일만 확인하면 가입이 끝나요.",
                "아래 버튼을 누르고, 열린 화면에서 한 번 더 확인해 주세요.",
            ]),
            button: linked("이메일 확인하기"),
            advice: vec![
                format!(
                    "링크는 요청하신 때부터 {CONFIRM_HOURS}시간 동안, 한 번만 쓸 수 있어요. 시간이 지났다면 로그인해서 메일을 다시 받아 보세요."
                ),
                format!(
                    "가입한 적이 없다면 이 메일을 그냥 지워 주세요. 확인하지 않은 가입은 {UNCONFIRMED_DAYS}일 뒤에 저절로 지워져요."
                ),
            ],
        },
        MailKind::AlreadyMember => Draft {
            subject: "이 이메일을 쓰는 팝콘긱 계정이 이미 있어요",
            news: said(&[
                "방금 누군가 이 이메일로 팝콘긱에 가입하거나, 다른 계정의 이메일을 이 주소로 바꾸려고 했어요. 이미 이 주소를 쓰는 계정이 있어서 아무것도 바꾸지 않았어요.",
                "본인이라면 새로 가입하지 말고 그대로 로그인해 주세요.",
            ]),
            button: Some(("로그인하기", to(page::SIGN_IN))),
            advice: vec![
                format!("비밀번호가 생각나지 않으면 여기서 새로 정할 수 있어요: {}", to(page::FORGOT)),
                "본인이 아니라면 이 메일을 그냥 지우셔도 돼요. 계정은 그대로예요.".to_owned(),
            ],
        },
        MailKind::Reset { .. } => Draft {
            subject: "팝콘긱 비밀번호를 새로 정해 주세요",
            news: said(&["비밀번호를 새로 정하고 싶다는 요청을 받았어요. 아래 버튼을 눌러 새 비밀번호를 정해 주세요."]),
            button: linked("새 비밀번호 정하기"),
            advice: vec![
                format!(
                    "링크는 요청하신 때부터 {RESET_MINUTES}분 동안, 한 번만 쓸 수 있어요. 비밀번호가 바뀌면 모든 기기에서 로그아웃돼요."
                ),
                "요청하신 적이 없다면 이 메일을 그냥 지워 주세요. 버튼을 누르지 않으면 비밀번호는 바뀌지 않아요.".to_owned(),
            ],
        },
        MailKind::ChangeEmail { .. } => Draft {
            subject: "팝콘긱 계정의 새 이메일을 확인해 주세요",
            news: said(&[
                "팝콘긱 계정의 이메일을 이 주소로 바꾸고 싶다는 요청을 받았어요. 아래 버튼을 누르고, 열린 화면에서 한 번 더 확인하면 바뀌어요.",
            ]),
            button: linked("새 이메일 확인하기"),
            advice: vec![
                format!(
                    "링크는 요청하신 때부터 {CHANGE_EMAIL_HOURS}시간 동안, 한 번만 쓸 수 있어요. 바뀌기 전까지는 지금 이메일로 로그인해 주세요."
                ),
                "요청하신 적이 없다면 이 메일을 그냥 지워 주세요. 아무것도 바뀌지 않아요.".to_owned(),
            ],
        },
        MailKind::EmailChanged { masked } => Draft {
            subject: "팝콘긱 계정의 이메일이 바뀌었어요",
            news: vec![
                format!("계정의 이메일이 {} 주소로 바뀌었어요.", one_line(masked)),
                "이제 로그인할 때도, 소식을 받을 때도 새 주소를 써요. 이 주소로는 더 보내지 않아요. 본인이 바꾸셨다면 더 하실 일은 없어요.".to_owned(),
            ],
            button: Some(("연락할 곳 보기", to(page::PRIVACY))),
            advice: said(&[
                "바꾼 적이 없다면 다른 사람이 계정에 들어온 거예요. 개인정보 처리방침에 있는 연락처로 바로 알려 주세요.",
            ]),
        },
        MailKind::PasswordChanged => Draft {
            subject: "팝콘긱 비밀번호가 바뀌었어요",
            news: said(&["계정의 비밀번호가 바뀌었어요. 다른 기기에서는 모두 로그아웃됐어요. 본인이 바꾸셨다면 더 하실 일은 없어요."]),
            button: Some(("비밀번호 다시 정하기", to(page::FORGOT))),
            advice: said(&[
                "바꾼 적이 없다면 다른 사람이 계정에 들어온 거예요. 지금 바로 비밀번호를 다시 정해 주세요. 그러면 그 사람도 로그아웃돼요.",
            ]),
        },
        MailKind::Suspended { reason, until } => Draft {
            subject: "팝콘긱 이용이 정지됐어요",
            news: vec![
                match until {
                    Some(until) => format!("이용약관에 따라 {}까지 계정의 이용이 정지됐어요.", moment(until)),
                    None => "이용약관에 따라 계정의 이용이 정지됐어요. 다시 쓸 수 있게 되면 알려 드릴게요.".to_owned(),
                },
                format!("사유: {}", one_line(reason)),
                "그동안에도 로그인해서 둘러볼 수 있지만, 점수와 리뷰를 남길 수는 없어요.".to_owned(),
            ],
            button: Some(("이의 제기하기", to(page::APPEAL))),
            advice: vec![format!(
                "잘못된 조치라고 생각하시면 로그인해서 이의를 한 번 제기할 수 있어요. 이용약관은 여기에 있어요: {}",
                to(page::TERMS)
            )],
        },
        MailKind::SuspensionEnded { reason } => Draft {
            subject: "팝콘긱을 다시 이용할 수 있어요",
            news: match reason {
                Some(reason) => vec![
                    "다시 살펴보고 이용 정지를 풀었어요.".to_owned(),
                    format!("사유: {}", one_line(reason)),
                    "지금부터 점수와 리뷰를 남길 수 있어요.".to_owned(),
                ],
                None => said(&["이용 정지 기간이 끝났어요. 지금부터 점수와 리뷰를 다시 남길 수 있어요."]),
            },
            button: Some(("팝콘긱으로 가기", to(page::HOME))),
            advice: vec![format!("모두 함께 즐겁게 쓸 수 있도록 이용약관을 한 번 더 읽어 주세요: {}", to(page::TERMS))],
        },
        MailKind::AppealAnswered { answer } => Draft {
            subject: "팝콘긱 이용 정지에 대한 이의 제기에 답변드려요",
            news: vec![
                "이의 제기를 다시 살펴보았지만, 이용 정지를 그대로 두기로 했어요.".to_owned(),
                format!("사유: {}", one_line(answer)),
                "그동안에도 로그인해서 둘러볼 수 있지만, 점수와 리뷰를 남길 수는 없어요.".to_owned(),
            ],
            button: Some(("이용 정지 내용 보기", to(page::APPEAL))),
            advice: vec![format!("이용약관은 여기에 있어요: {}", to(page::TERMS))],
        },
        MailKind::Leaving { until } => Draft {
            subject: "팝콘긱 탈퇴 신청을 받았어요",
            news: vec![
                "탈퇴 신청을 받았어요. 모든 기기에서 로그아웃됐고, 쓰신 리뷰는 지금부터 보이지 않아요.".to_owned(),
                format!("계정은 {}에 지워져요. 그때부터는 되돌릴 수 없어요.", moment(until)),
                "그 전에 마음이 바뀌면 로그인해서 언제든 돌아올 수 있어요.".to_owned(),
            ],
            button: Some(("돌아오기", to(page::RETURN))),
            advice: vec![format!(
                "탈퇴한 적이 없다면 지금 돌아온 다음 비밀번호를 새로 정해 주세요: {}",
                to(page::FORGOT)
            )],
        },
        MailKind::Returned => Draft {
            subject: "팝콘긱에 다시 오신 걸 환영해요",
            news: said(&["탈퇴를 취소했어요. 쓰신 리뷰가 다시 보이고, 점수와 보고 싶은 영화도 그대로예요."]),
            button: Some(("내 페이지 보기", to(page::MY))),
            advice: vec![format!("취소한 적이 없다면 지금 비밀번호를 새로 정해 주세요: {}", to(page::FORGOT))],
        },
    }
}

fn said(paragraphs: &[&str]) -> Vec<String> {
    paragraphs.iter().map(|&text| text.to_owned()).collect()
}

/// RFC 3339 as Koreans read it; anything else as it is.
fn moment(text: &str) -> String {
    match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(moment) => korean_date_time(moment),
        Err(_) => one_line(text),
    }
}
