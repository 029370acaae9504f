//! Reads the words of a deadline: "trước 30/6", "trong quý I/2026", "6 tháng đầu năm 2027",
//! "giai đoạn 2026-2030", "hằng năm", "trong 30 ngày kể từ ngày ký".
//!
//! A time without a year has that of the next time in the same words ("quý I và quý
//! III/2026"), else of the one before, else it is the first such time after the document
//! was issued, in the year of its title where that names one. Vague times ("sau sắp xếp",
//! "Hè 2026" but for its year) are not read.

use jiff::civil::Date;

use super::deadline::{Deadline, Period, Recurrence, StartingPoint, TimeUnit};
use super::deadline_time::{
    Months, Time, day_of_month, month_months, month_of_year, numeral, part_of_year,
    quarter_months, year, year_behind,
};
use super::deadline_words::{MARKS, Mark};
use crate::document::date::DateText;
use crate::document::date_reader::{find_dates, read_date};
use crate::document::document::Document;
use tracuu_text::cursor::Cursor;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};

/// Reads the deadlines of one document.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeadlineReader {
    /// When the document was issued.
    issued: Option<Date>,
    /// The only year that its title names, if it is that of the issue or a later one.
    title_year: Option<i16>,
}

impl DeadlineReader {
    /// A reader of what a document says.
    pub fn new(document: &Document) -> Self {
        let issued = document.header.date.as_ref().map(|fact| fact.value);
        let title = document.header.title.as_ref();
        let years = title.map(|fact| find_dates(&fact.value)).unwrap_or_default();
        let mut years = years.into_iter().filter_map(|(date, _)| match date {
            DateText::Year(year) => Some(year),
            DateText::Day(_) | DateText::Month { .. } => None,
        });
        let year = years.next().filter(|first| years.all(|other| other == *first));
        let is_ahead = |year: &i16| issued.is_none_or(|day| day.year() <= *year);
        Self { issued, title_year: year.filter(is_ahead) }
    }

    /// The day of issue of the document, where its head states it.
    pub fn issued(&self) -> Option<Date> {
        self.issued
    }

    /// When a task is due by the words of its deadline; `None` where they name no time, or
    /// one without a year in a document without a date. Linear in the words.
    pub fn read(&self, words: &str) -> Option<Deadline> {
        let mut found = Times::default();
        let mut cursor = Cursor::new(words, 0);
        while let Some(next) = cursor.peek() {
            if !found.take(&mut cursor) {
                if is_letter_or_digit(next) {
                    cursor.eat_while(is_letter_or_digit);
                    found.mark = found.mark.filter(|mark| *mark != Mark::Before);
                } else {
                    cursor.bump();
                }
            }
        }
        found.deadline(self)
    }

    /// The year of a time that names none.
    fn year_of(&self, time: &Time) -> Option<i16> {
        if self.title_year.is_some() {
            return self.title_year;
        }
        let issued = self.issued?;
        let is_ahead = time.last_in(issued.year()).is_none_or(|last| last >= issued);
        Some(issued.year() + i16::from(!is_ahead))
    }
}

/// The times of a deadline, in their order.
#[derive(Default)]
struct Times {
    listed: Vec<Time>,
    every: Option<Recurrence>,
    counted: Option<(u16, TimeUnit, StartingPoint)>,
    /// The mark before the next time.
    mark: Option<Mark>,
}

impl Times {
    /// Reads a time or a mark that begins here.
    fn take(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if cursor.ends_word() {
            return false;
        }
        let start = *cursor;
        for attempt in [
            Self::take_part_of_year,
            Self::take_relative,
            Self::take_time,
            Self::take_mark,
        ] {
            *cursor = start;
            if attempt(self, cursor) {
                return true;
            }
        }
        *cursor = start;
        false
    }

    fn take_mark(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(mark) = cursor.eat_phrase(&MARKS) else { return false };
        match mark {
            Mark::Every(every) => self.every = self.every.or(Some(every)),
            Mark::Before | Mark::Until | Mark::End | Mark::Within => {
                self.mark = Some(mark);
            }
            Mark::FromIssue
            | Mark::From
            | Mark::Unit(_)
            | Mark::Half
            | Mark::Beginning
            | Mark::Next => {}
        }
        true
    }

    fn add(&mut self, time: Time) {
        self.listed.push(Time { mark: self.mark.take(), ..time });
    }

    /// "6 tháng đầu năm 2027".
    fn take_part_of_year(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(months) = part_of_year(cursor) else { return false };
        self.add(Time { year: year_behind(cursor), ..months });
        true
    }

    /// "30 ngày kể từ ngày ký".
    fn take_relative(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(count) = cursor.digits(3).and_then(|digits| digits.parse().ok()) else {
            return false;
        };
        cursor.skip_blanks();
        if cursor.eat(|mark| mark == '(').is_some() {
            cursor.eat_while(|letter| is_letter(letter) || letter == ' ');
            cursor.eat(|mark| mark == ')');
        }
        let Some(Mark::Unit(unit)) = cursor.eat_phrase(&MARKS) else { return false };
        cursor.eat(|mark| mark == ',');
        let mut ahead = *cursor;
        let from = match ahead.eat_phrase(&MARKS) {
            Some(Mark::FromIssue) => Some(StartingPoint::Issue),
            Some(Mark::From) => Some(StartingPoint::Other),
            _ => None,
        };
        let is_led = matches!(self.mark, Some(Mark::Within | Mark::Until));
        if from.is_none() && !is_led {
            return false;
        }
        if from.is_some() {
            *cursor = ahead;
        }
        let from = from.unwrap_or(StartingPoint::Other);
        self.counted = self.counted.or(Some((count, unit, from)));
        self.mark = None;
        true
    }

    fn take_time(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if let Some((date, span)) = read_date(cursor.rest(), 0) {
            cursor.move_to(cursor.at() + span.end);
            self.add(date.into());
            return true;
        }
        for attempt in [day_of_month, month_of_year, year] {
            let mut ahead = *cursor;
            if let Some(time) = attempt(&mut ahead).filter(|_| ahead.ends_word()) {
                *cursor = ahead;
                self.add(time);
                return true;
            }
        }
        [("quý", quarter_months as Months), ("tháng", month_months)]
            .into_iter()
            .any(|(word, months)| self.take_list(cursor, word, months))
    }

    /// Quarters or months that name the unit once: "quý I, II/2026", "tháng 3 và 9".
    fn take_list(&mut self, cursor: &mut Cursor<'_>, word: &str, months: Months) -> bool {
        let mut ahead = *cursor;
        if !ahead.eat_word(&[word]) {
            return false;
        }
        let n_before = self.listed.len();
        while let Some(time) = numeral(&mut ahead).and_then(months) {
            *cursor = ahead;
            let year = year_behind(&mut ahead);
            if year.is_some() {
                *cursor = ahead;
            }
            self.add(Time { year, ..time });
            if year.is_some() || ahead.eat_phrase(&MARKS) != Some(Mark::Next) {
                break;
            }
        }
        self.listed.len() > n_before
    }

    /// What all of it means.
    fn deadline(mut self, reader: &DeadlineReader) -> Option<Deadline> {
        let has_year = self.listed.iter().any(|time| time.year.is_some());
        if let Some(every) = self.every {
            let within =
                if has_year { self.span(reader).map(|(all, _)| all) } else { None };
            return Some(Deadline::Recurring { every, within });
        }
        let named = self.span(reader);
        if let Some((count, unit, from)) = self.counted {
            let first = named.filter(|_| from == StartingPoint::Other);
            let counted =
                first.and_then(|(all, _)| Period::counted(all.first, count, unit));
            return Some(
                counted
                    .map_or(Deadline::Relative { count, unit, from }, Deadline::Period),
            );
        }
        let (period, is_end) = named?;
        let is_day = is_end || period.first == period.last;
        Some(if is_day { Deadline::Day(period.last) } else { Deadline::Period(period) })
    }

    /// The period from the first to the last time, and whether only its end is meant.
    fn span(&mut self, reader: &DeadlineReader) -> Option<(Period, bool)> {
        self.fill_years(reader);
        let periods = self.listed.iter().filter_map(|time| time.period(time.year?));
        let all = periods.reduce(Period::cover)?;
        let is_end = match self.listed.as_slice() {
            [only] => matches!(only.mark, Some(Mark::Until | Mark::End | Mark::Before)),
            _ => false,
        };
        Some((all, is_end))
    }

    /// Gives each time the year that it takes from the ones beside it.
    fn fill_years(&mut self, reader: &DeadlineReader) {
        let mut behind: Option<(i16, i8)> = None;
        for time in self.listed.iter_mut().rev() {
            if let (None, Some((year, month))) = (time.year, behind) {
                // "tháng 11 đến tháng 3/2027" begins in the year before.
                time.year = Some(year - i16::from(time.first_month > month));
            }
            behind = time.year.map(|year| (year, time.last_month)).or(behind);
        }
        let mut before: Option<i16> = None;
        let mut narrowed = Vec::with_capacity(self.listed.len());
        for time in &self.listed {
            let year = time.year.or(before).or_else(|| reader.year_of(time));
            let said: Option<&Time> = narrowed.last();
            // "năm 2026: quý I": the year is no time of its own.
            if time.year.is_none() && said.is_some_and(Time::is_whole_year) {
                narrowed.pop();
            }
            before = year.or(before);
            narrowed.push(Time { year, ..*time });
        }
        self.listed = narrowed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// A document of 20 March 2026 whose title names no year.
    const READER: DeadlineReader =
        DeadlineReader { issued: Some(date(2026, 3, 20)), title_year: None };

    /// As the tests write it: a day, a period, `every month`, `30 Day from Issue`.
    fn shown(deadline: Option<Deadline>) -> String {
        match deadline {
            None => "-".to_owned(),
            Some(Deadline::Day(day)) => day.to_string(),
            Some(Deadline::Period(period)) => period.to_string(),
            Some(Deadline::Recurring { every, within: None }) => format!("every {every}"),
            Some(Deadline::Recurring { every, within: Some(within) }) => {
                format!("every {every} in {within}")
            }
            Some(Deadline::Relative { count, unit, from }) => {
                format!("{count} {unit:?} from {from:?}")
            }
        }
    }

    #[track_caller]
    fn check_deadlines(reader: DeadlineReader, table: &[(&str, &str)]) {
        for (words, expected) in table {
            assert_eq!(shown(reader.read(words)), *expected, "{words}");
        }
    }

    #[test]
    fn a_time_with_a_year_is_that_time() {
        check_deadlines(
            DeadlineReader::default(),
            &[
                ("30/9/2023", "2023-09-30"),
                ("Trước ngày 15 tháng 6 năm 2025", "2025-06-15"),
                ("Quý II/2025", "2025-04-01/2025-06-30"),
                ("quý 4 năm 2024", "2024-10-01/2024-12-31"),
                ("Quý I, quý III/2024", "2024-01-01/2024-09-30"),
                ("Quý I, II/2024", "2024-01-01/2024-06-30"),
                ("Quý IV/2024 - Quý I/2025", "2024-10-01/2025-03-31"),
                ("tháng 2/2024", "2024-02-01/2024-02-29"),
                ("tháng 5, 6/2024", "2024-05-01/2024-06-30"),
                ("Từ tháng 11 đến tháng 3/2025", "2024-11-01/2025-03-31"),
                ("Trong tháng 12/2025", "2025-12-01/2025-12-31"),
                ("12/2025", "2025-12-01/2025-12-31"),
                ("2022-2025", "2022-01-01/2025-12-31"),
                ("Giai đoạn 2026 - 2030", "2026-01-01/2030-12-31"),
                ("Từ năm 2022, hoàn thành 30/6/2023", "2022-01-01/2023-06-30"),
                ("Năm 2027: quý I", "2027-01-01/2027-03-31"),
                ("6 tháng đầu năm 2027", "2027-01-01/2027-06-30"),
                ("06 tháng cuối năm 2027", "2027-07-01/2027-12-31"),
                ("Nửa cuối năm 2027", "2027-07-01/2027-12-31"),
                ("15/6 và 15/12/2027", "2027-06-15/2027-12-15"),
            ],
        );
    }

    #[test]
    fn what_is_due_by_the_end_of_a_time_is_due_on_its_last_day() {
        check_deadlines(
            READER,
            &[
                ("hết năm 2028", "2028-12-31"),
                ("đến 2030", "2030-12-31"),
                ("Đến hết tháng 4/2027", "2027-04-30"),
                ("chậm nhất là quý III/2027", "2027-09-30"),
                ("cuối năm 2027", "2027-12-31"),
                ("trước tháng 9/2027", "2027-08-31"),
                ("trước năm 2028", "2027-12-31"),
                ("trước quý II năm 2027", "2027-03-31"),
            ],
        );
    }

    #[test]
    fn a_time_without_a_year_is_the_next_after_the_issue() {
        check_deadlines(
            READER,
            &[
                ("Trước 30/6", "2026-06-30"),
                ("trước ngày 28-02", "2027-02-28"),
                ("Chậm nhất ngày 15 tháng 7", "2026-07-15"),
                ("trong tháng 6", "2026-06-01/2026-06-30"),
                ("Trong quý I", "2026-01-01/2026-03-31"),
                ("tháng 01", "2027-01-01/2027-01-31"),
                ("Quý II, III", "2026-04-01/2026-09-30"),
                ("6 tháng đầu năm", "2026-01-01/2026-06-30"),
            ],
        );
        let of_year = DeadlineReader { title_year: Some(2027), ..READER };
        check_deadlines(of_year, &[("Quý IV", "2027-10-01/2027-12-31")]);
    }

    #[test]
    fn what_recurs_has_its_interval_and_the_years_that_are_named() {
        check_deadlines(
            READER,
            &[
                ("Thường xuyên", "every always"),
                ("Hằng năm, trước 15/12", "every year"),
                ("Trước ngày 25 hằng tháng", "every month"),
                ("hàng quý", "every quarter"),
                ("Định kỳ hằng năm", "every always"),
                ("Hằng năm, giai đoạn 2026-2028", "every year in 2026-01-01/2028-12-31"),
            ],
        );
    }

    #[test]
    fn a_count_runs_from_the_issue_or_from_another_event() {
        check_deadlines(
            READER,
            &[
                ("trong 30 ngày kể từ ngày ký", "30 Day from Issue"),
                ("Trong vòng 15 (mười lăm) ngày làm việc", "15 WorkingDay from Other"),
                ("03 tháng sau khi ban hành", "3 Month from Issue"),
                ("trong 10 ngày kể từ ngày 01/7/2026", "2026-07-01/2026-07-11"),
                ("30 ngày", "-"),
            ],
        );
        let relative = READER.read("trong 30 ngày, kể từ ngày ký").unwrap();
        let days = relative.days(READER.issued()).map(|days| days.to_string());
        assert_eq!(days.as_deref(), Some("2026-03-20/2026-04-19"));
    }

    #[test]
    fn what_names_no_time_is_no_deadline() {
        check_deadlines(
            DeadlineReader::default(),
            &[
                ("", "-"),
                ("Quý II", "-"),
                ("Cả năm", "-"),
                ("30/9", "-"),
                ("123456", "-"),
                ("13/2025a", "-"),
                ("Sau khi được phê duyệt", "-"),
            ],
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(
            text in "\\PC{0,60}|[quýnămtháng ngày IVX/0-9 -]{0,40}"
        ) {
            let read = READER.read(&text).and_then(|found| found.days(READER.issued()));
            prop_assert!(read.is_none_or(|period| period.first <= period.last));
            let again = read.map(|period| period.to_string().parse());
            prop_assert_eq!(again, read.map(Ok));
        }
    }
}
