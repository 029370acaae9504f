//! Days in Vietnam, from the clock of the machine. The only place of the service and the
//! command line that asks for the time.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use tracuu_ingest::corpus::stamp::now_ns;

/// The hours by which the clocks of Vietnam are ahead.
const VIETNAM_HOURS: i8 = 7;

/// Seconds of a day.
pub const DAY_S: i64 = 24 * 60 * 60;

/// Seconds since 1970; 0 where the clock stands before.
pub fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Nanoseconds since 1970, as an ingest counts them; 0 where the clock stands before.
pub fn nanoseconds() -> i64 {
    now_ns()
}

/// Today in Vietnam; `None` where the clock stands before 1970.
pub fn today() -> Option<Date> {
    day_of(SystemTime::now())
}

/// The time in Vietnam, to the second; `None` where the clock stands before 1970.
pub fn now() -> Option<DateTime> {
    time_of(SystemTime::now())
}

/// The day in Vietnam of a time.
pub fn day_at(time: Timestamp) -> Date {
    in_vietnam(time).date()
}

/// The day in Vietnam of a moment; `None` before 1970.
pub fn day_of(moment: SystemTime) -> Option<Date> {
    time_of(moment).map(DateTime::date)
}

fn time_of(moment: SystemTime) -> Option<DateTime> {
    let since = moment.duration_since(UNIX_EPOCH).ok()?;
    let time = Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()?;
    Some(in_vietnam(time))
}

fn in_vietnam(time: Timestamp) -> DateTime {
    let zone = TimeZone::fixed(Offset::constant(VIETNAM_HOURS));
    time.to_zoned(zone).datetime()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_vietnam() {
        let at = |seconds| day_of(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0).map(|day| day.to_string()), Some("1970-01-01".into()));
        let last = 17 * 3600 - 1;
        assert_eq!(at(last).map(|day| day.to_string()), Some("1970-01-01".into()));
        assert_eq!(at(last + 1).map(|day| day.to_string()), Some("1970-01-02".into()));
    }
}
