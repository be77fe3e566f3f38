//! Times as Koreans read them. Views never read a clock, so dates are written out here.

use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, UtcOffset, macros::offset};

/// Korea keeps one offset all year.
const SEOUL: UtcOffset = offset!(+9);

/// "2026년 11월 23일", as the calendar in Seoul says.
pub fn korean_date(moment: OffsetDateTime) -> String {
    korean_day(moment.to_offset(SEOUL).date())
}

/// "2026년 11월 3일 14:05", by the clock in Seoul.
pub fn korean_date_time(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(SEOUL);
    format!("{} {:02}:{:02}", korean_day(moment.date()), moment.hour(), moment.minute())
}

/// "2019년 5월 30일".
pub fn korean_day(day: Date) -> String {
    format!("{}년 {}월 {}일", day.year(), u8::from(day.month()), day.day())
}

/// "11월 22일".
pub fn korean_month_day(day: Date) -> String {
    format!("{}월 {}일", u8::from(day.month()), day.day())
}

/// "11월 22일", with the year in front where `today` lies in another: "2027년 1월 7일".
pub fn korean_day_from(today: Date, day: Date) -> String {
    if day.year() == today.year() { korean_month_day(day) } else { korean_day(day) }
}

/// RFC 3339 in UTC, to the second, for machines.
pub fn rfc3339(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(UtcOffset::UTC);
    moment.replace_nanosecond(0).unwrap_or(moment).format(&Rfc3339).unwrap_or_default()
}

/// "2026년 11월".
pub fn korean_month(moment: OffsetDateTime) -> String {
    let day = moment.to_offset(SEOUL).date();
    format!("{}년 {}월", day.year(), u8::from(day.month()))
}

/// "D-8" eight days before `day`; `None` from that day on.
pub fn countdown(day: Date, today: Date) -> Option<String> {
    (day > today).then(|| format!("D-{}", (day - today).whole_days()))
}

/// Today's date in Seoul.
pub fn today() -> Date {
    OffsetDateTime::now_utc().to_offset(SEOUL).date()
}

/// 1234567 → "1,234,567".
pub fn with_separators(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn the_day_changes_at_midnight_in_seoul() {
        assert_eq!(korean_date(datetime!(2026-11-22 14:59:59 UTC)), "2026년 11월 22일");
        assert_eq!(korean_date(datetime!(2026-11-22 15:00:00 UTC)), "2026년 11월 23일");
        assert_eq!(rfc3339(datetime!(2026-11-23 00:00:00.5 +9)), "2026-11-22T15:00:00Z");
        assert_eq!(korean_date_time(datetime!(2026-11-02 15:05:59 UTC)), "2026년 11월 3일 00:05");
        assert_eq!(korean_date_time(datetime!(2026-11-03 14:59 +9)), "2026년 11월 3일 14:59");
    }

    #[test]
    fn the_days_are_counted_down_to_the_release() {
        let today = date!(2026 - 12 - 30);
        for (day, shown) in [
            (date!(2026 - 12 - 29), None),
            (date!(2026 - 12 - 30), None),
            (date!(2026 - 12 - 31), Some("D-1")),
            (date!(2027 - 01 - 07), Some("D-8")),
            (date!(2027 - 12 - 30), Some("D-365")),
        ] {
            assert_eq!(countdown(day, today).as_deref(), shown, "{day}");
        }
    }

    #[test]
    fn another_year_is_named() {
        let today = date!(2026 - 12 - 30);
        for (day, shown) in [
            (date!(2026 - 01 - 02), "1월 2일"),
            (date!(2026 - 12 - 31), "12월 31일"),
            (date!(2027 - 01 - 01), "2027년 1월 1일"),
            (date!(2025 - 12 - 30), "2025년 12월 30일"),
        ] {
            assert_eq!(korean_day_from(today, day), shown);
        }
    }

    #[test]
    fn a_month_begins_at_midnight_in_seoul() {
        assert_eq!(korean_month(datetime!(2026-10-31 14:59:59 UTC)), "2026년 10월");
        assert_eq!(korean_month(datetime!(2026-10-31 15:00:00 UTC)), "2026년 11월");
        assert_eq!(korean_month_day(date!(2026 - 01 - 02)), "1월 2일");
    }

    #[test]
    fn separators() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")] {
            assert_eq!(with_separators(number), text);
        }
    }
}
