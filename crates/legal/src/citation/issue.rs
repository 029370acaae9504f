//! Date and issuer right behind a symbol or a name, in either order.

use super::body;
use super::issue_bracket::IssueBracket;
use super::mention::Citation;
use super::named::last_two_words;
use super::surroundings;
use super::title_end;
use super::vocabulary::{self, Class, eat, holds};
use crate::agency::body_name::BodyName;
use crate::document::date::DateText;
use crate::document::date_reader::{
    find_dates, read_date, read_impossible_date, read_impossible_figures,
    read_misread_date,
};
use crate::document::deviation::Deviation;
use crate::document::document_type::DocumentType;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};

/// Longest way back from a document to the day on which it was issued, in bytes.
pub(super) const MAX_BEFORE_BYTES: usize = 200;

/// Longest way back to what was made of a document ("kết quả thực hiện"), in bytes.
const MAX_DEED_BYTES: usize = 100;

/// Reads date and issuer behind the symbol, in either order.
pub(super) fn read(text: &str, citation: &mut Citation) {
    read_adjacent(text, citation);
    if citation.date_span.is_some() || citation.issuer.is_some() {
        return;
    }
    if let Some(end) = title_end::place_bracket(text, citation.span.end) {
        // "Nghị quyết số … (mục III) ngày …": what stands behind the bracket is no part of
        // the span, which the provisions follow.
        let span = citation.span;
        citation.span.end = end;
        read_adjacent(text, citation);
        citation.span = span;
    }
}

fn read_adjacent(text: &str, citation: &mut Citation) {
    for _ in 0..2 {
        let at = citation.span.end;
        if citation.date.is_none()
            && let Some((date, span)) = date_behind(text, at)
        {
            citation.date = Some(date);
            citation.date_span = Some(span);
            citation.span.end = span.end;
            let bracket = IssueBracket::read(text, at).and_then(|found| found.issuer);
            citation.issuer = citation.issuer.or(bracket);
        } else if citation.date_span.is_none()
            && let Some(span) = impossible_after(text, at)
        {
            citation.span.end = span.end;
            set_impossible(citation, span);
        } else if citation.issuer.is_none()
            && let Some(name) = issuer_after(text, at)
        {
            if !can_issue(text, citation, name) {
                break;
            }
            let name = with_partners(text, citation, name);
            citation.issuer = Some(name);
            citation.span.end = name.end;
        } else if citation.issuer.is_none()
            && citation.date.is_some()
            && let Some(meeting) = meeting_after(text, at)
        {
            citation.issuer = Some(meeting);
            citation.span.end = meeting.end;
        } else if citation.issuer.is_none() {
            issued_by(text, citation);
        }
        if citation.span.end == at {
            break;
        }
    }
}

/// Notes a day that no calendar has.
pub(super) fn set_impossible(citation: &mut Citation, span: Span) {
    citation.date_span = Some(span);
    citation.note(Deviation::DateImpossible);
}

/// "do Bộ Chính trị ban hành ngày …"
fn issued_by(text: &str, citation: &mut Citation) {
    let mut cursor = Cursor::new(text, citation.span.end);
    cursor.eat(|mark| mark == ',');
    if !eat(Class::Doer, &mut cursor) {
        return;
    }
    eat(Class::Person, &mut cursor);
    let Some(name) = body::read_issuer(text, cursor.at()) else { return };
    let Some(issued) = vocabulary::read(Class::Dated, Cursor::new(text, name.end)) else {
        return;
    };
    citation.issuer = Some(name);
    citation.span.end = issued.at();
    let mut behind = issued;
    behind.skip_blanks();
    let date = read_date(text, behind.at()).filter(|(date, _)| date.day().is_some());
    if let Some((date, span)) = date.filter(|_| citation.date_span.is_none()) {
        citation.date = Some(date);
        citation.date_span = Some(span);
        citation.span.end = span.end;
    }
}

/// Reads date and body at the end of a title: "về khôi phục nghề gốm ngày 02/02/2024 của Ủy
/// ban nhân dân tỉnh". Gives what remains of the title.
pub(super) fn read_in_title(text: &str, citation: &mut Citation, title: Span) -> Span {
    if citation.date_span.is_some() {
        return title;
    }
    if let Some(bracket) = IssueBracket::read(text, title.end) {
        citation.date = Some(bracket.date);
        citation.date_span = Some(bracket.span);
        citation.issuer = citation.issuer.or(bracket.issuer);
        return title;
    }
    if let Some((end, issuer)) = issuer_at_end(text, title) {
        citation.issuer = citation.issuer.or(Some(issuer));
        return Span::new(title.start, end);
    }
    if !title.of(text).contains(|c: char| c.is_ascii_digit()) {
        return title;
    }
    let dates = find_dates(title.of(text));
    let day = dates.into_iter().rfind(|(date, _)| date.day().is_some());
    let Some((date, place)) = day else { return title };
    let place = Span::new(title.start + place.start, title.start + place.end);
    let before = Span::new(title.start, place.start).of(text).trim_end();
    let (two_words, last) = last_two_words(before);
    let is_issued =
        holds(Class::Dated, last) || vocabulary::read(Class::Dated, two_words).is_some();
    let doer = || issuer_in_title(text, title.start, place.start);
    let doer = is_issued.then(doer).flatten();
    let is_led = before.ends_with(',') || holds(Class::Dated, last) || doer.is_some();
    let issuer = issuer_after(text, place.end).filter(|name| name.end <= title.end);
    let is_last = Span::new(place.end, title.end).of(text).trim().is_empty();
    let other_day = holds(Class::OtherDay, last)
        || vocabulary::read(Class::OtherDay, two_words).is_some();
    let is_led_by_day =
        vocabulary::read(Class::Day, Cursor::new(text, place.start)).is_some();
    // A body behind the day ends the title, whatever the sentence goes on with.
    let ends_title = issuer.is_some() || is_last && is_led;
    if other_day || !is_led_by_day || !ends_title {
        return title;
    }
    citation.date = Some(date);
    citation.date_span = Some(place);
    citation.issuer = citation.issuer.or(issuer).or(doer.map(|(_, name)| name));
    let words = if let Some((start, _)) = doer {
        Span::new(title.start, start).of(text)
    } else if holds(Class::Dated, last) {
        before.get(..before.len() - last.len()).unwrap_or_default()
    } else {
        before
    };
    let words = words.trim_end_matches(|mark: char| mark == ',' || mark.is_whitespace());
    Span::new(title.start, title.start + words.len())
}

/// "do Bộ Chính trị ban hành" at the end of a title, which is said of the document, not of
/// those that the title names ("bãi bỏ văn bản do Bộ … ban hành"): where the title ends
/// before it, and the body.
fn issuer_at_end(text: &str, title: Span) -> Option<(usize, Span)> {
    let (start, issuer) = issuer_in_title(text, title.start, title.end)?;
    let words = Span::new(title.start, start).of(text).trim_end();
    let (two_words, _) = last_two_words(words);
    let names_document = DocumentType::from_name(two_words.rest().trim()).is_some()
        || [Class::AnyDocument, Class::NoType]
            .into_iter()
            .any(|class| vocabulary::read(class, two_words).is_some());
    (!names_document).then_some((title.start + words.len(), issuer))
}

/// "do Bộ Chính trị ban hành" between the words of a title and the day: where it starts, and
/// the body.
fn issuer_in_title(text: &str, from: usize, day: usize) -> Option<(usize, Span)> {
    let mut at = surroundings::window(text, day, MAX_BEFORE_BYTES).start.max(from);
    while at < day {
        let mut cursor = Cursor::new(text, at);
        if eat(Class::Doer, &mut cursor)
            && let Some(name) = body::read_issuer(text, cursor.at())
            && let Some(mut issued) =
                vocabulary::read(Class::Dated, Cursor::new(text, name.end))
        {
            issued.skip_blanks();
            if issued.at() == day {
                return Some((at, name));
            }
        }
        let mut cursor = Cursor::new(text, at);
        cursor.eat_while(is_letter_or_digit);
        cursor.eat_while(|sign| !is_letter_or_digit(sign));
        at = cursor.at();
    }
    None
}

/// Whether a body behind a document can have issued it. In "kết quả thực hiện Chỉ thị số …
/// của Đảng ủy xã" the body is the one that carries it out, unless it signs with the code.
fn can_issue(text: &str, citation: &Citation, name: Span) -> bool {
    let Some(code) = citation.issuer_code() else { return true };
    // A plenum carries nothing out.
    let is_meeting = || body::read_meeting(text, name.start).is_some();
    !is_carried_out(text, citation.span.start)
        || is_meeting()
        || code.signs(&BodyName::new(name.of(text)))
}

/// Whether the words in front say what is made of the document: a deed and a verb of
/// carrying out.
fn is_carried_out(text: &str, start: usize) -> bool {
    let near = surroundings::window(text, start, MAX_DEED_BYTES);
    let clause = near.of(text).rfind(['\n', ';', '.', ':']);
    let from = clause.map_or(near.start, |at| near.start + at + 1);
    let mut cursor = Cursor::new(text, from);
    let mut has_deed = false;
    while cursor.at() < start {
        if eat(Class::Deed, &mut cursor) {
            has_deed = true;
        } else if has_deed && eat(Class::Lead, &mut cursor) {
            let mut behind = cursor;
            behind.skip_blanks();
            if behind.at() >= start {
                return behind.at() == start;
            }
        } else {
            cursor.skip_blanks();
            if cursor.word().is_empty() && cursor.bump().is_none() {
                return false;
            }
        }
    }
    false
}

/// The date that stands right behind a place, in brackets or not.
pub(super) fn date_behind(text: &str, at: usize) -> Option<(DateText, Span)> {
    let bracket = || IssueBracket::read(text, at).map(|found| (found.date, found.span));
    date_after(text, at).or_else(bracket)
}

/// The names of bodies that issued a document together: "Bộ Tài chính, Bộ Giao thông vận
/// tải và Bộ Y tế", "Bộ Xây dựng - Bộ Nội vụ", as many as its symbol has codes. A comma
/// joins them only where the type says that it is a joint document.
fn with_partners(text: &str, citation: &Citation, first: Span) -> Span {
    let n_bodies = citation.symbol.as_ref().map_or(1, |symbol| symbol.issuers.len());
    let is_joint =
        citation.document_type.is_some_and(|found| found.row().traits.is_joint);
    let mut all = first;
    if let Some(dash) = first.of(text).find(" - ").filter(|_| is_joint) {
        all.end = first.start + dash;
    }
    for _ in 1..n_bodies {
        let mut cursor = Cursor::new(text, all.end);
        let comma = is_joint && cursor.eat(|mark| mark == ',').is_some();
        let and = eat(Class::And, &mut cursor);
        let dash = !and && !comma && eat_dash(&mut cursor);
        if !comma && !and && !dash || cursor.skip_blanks().line_ends > 0 {
            break;
        }
        let is_body = is_joint || vocabulary::read(Class::Head, cursor).is_some();
        let next = cursor.peek().filter(|next| next.is_uppercase() && is_body);
        let Some(name) = next.and_then(|_| body::read_name(text, cursor.at())) else {
            break;
        };
        all.end = name.end;
    }
    all
}

/// Reads " - " between two names.
fn eat_dash(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    cursor.eat(|mark| matches!(mark, '-' | '–')).is_some()
}

/// Whether a letter stands at this place: the symbol ran into the next word.
fn starts_word(text: &str, at: usize) -> bool {
    Cursor::new(text, at).peek().is_some_and(is_letter)
}

/// A day that no calendar has, behind blanks and an optional comma.
fn impossible_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    cursor.skip_blanks();
    cursor.eat(|mark| mark == '(');
    eat(Class::Dated, &mut cursor);
    cursor.skip_blanks();
    read_impossible_date(text, cursor.at())
        .or_else(|| read_impossible_figures(text, cursor.at()))
        .or_else(|| read_misread_date(text, cursor.at()))
}

/// A date behind blanks and an optional comma; behind a comma only to the day.
fn date_after(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let blanks = cursor.skip_blanks();
    if blanks.count == 0 && !starts_word(text, at) {
        return None;
    }
    let mut start = cursor.at();
    if eat(Class::Dated, &mut cursor) {
        cursor.skip_blanks();
    }
    if let Some(behind) = hour(cursor).or_else(|| read_blank(Class::SameDay, cursor)) {
        cursor = behind;
        start = behind.at();
    }
    let (date, span) = read_date(text, cursor.at())?;
    let precise = date.day().is_some();
    (precise || !comma && start == span.start)
        .then_some((date, Span::new(start, span.end)))
}

/// Reads a phrase of a class and the blanks behind it.
fn read_blank(class: Class, cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut behind = vocabulary::read(class, cursor)?;
    behind.skip_blanks();
    Some(behind)
}

/// The hour in front of a day, as urgent messages state it: "lúc 15 giờ 30 phút ngày …".
fn hour(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    eat(Class::AtHour, &mut cursor).then_some(())?;
    cursor.skip_blanks();
    cursor.digits(2)?;
    if cursor.eat(|sign| matches!(sign, 'h' | ':')).is_none() {
        eat(Class::Hour, &mut cursor);
    }
    cursor.skip_blanks();
    if cursor.digits(2).is_some() {
        eat(Class::Minute, &mut cursor);
    }
    cursor.eat(|mark| mark == ',');
    cursor.skip_blanks();
    Some(cursor)
}

/// The plenum or congress right behind a day, without "của": "ngày 25/10/2017, Hội nghị
/// lần thứ sáu …".
fn meeting_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    if cursor.skip_blanks().line_ends > 0 {
        return None;
    }
    body::read_meeting(text, cursor.at())
}

/// The name behind "của" and an optional comma.
pub(super) fn issuer_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    // "các chi bộ", "từng xã" carry out; none of them issued it.
    if !eat(Class::Of, &mut cursor) || vocabulary::read(Class::Plural, cursor).is_some() {
        return None;
    }
    body::read_issuer(text, cursor.at())
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[track_caller]
    fn check_issue(text: &str, words: &str, date: Option<&str>, issuer: Option<&str>) {
        let found = find::in_text(text).remove(0);
        assert_eq!(found.span.of(text), words);
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date);
        assert_eq!(found.issuer.map(|issuer| issuer.of(text)), issuer);
    }

    #[test]
    fn a_date_may_stand_in_brackets() {
        check_issue(
            "theo Chỉ thị số 40-CT/TW (ngày 22/11/2014) của Ban Bí thư về tín dụng",
            "Chỉ thị số 40-CT/TW (ngày 22/11/2014) của Ban Bí thư",
            Some("2014-11-22"),
            Some("Ban Bí thư"),
        );
        check_issue(
            "theo Chỉ thị số 40-CT/TW (năm 2014) và",
            "Chỉ thị số 40-CT/TW",
            None,
            None,
        );
    }

    #[test]
    fn day_and_body_are_found_wherever_they_stand() {
        let day = Some("2022-11-18");
        check_issue(
            "Ngày 18/11/2022, Chính phủ đã ban hành Nghị quyết số 149/NQ-CP về làng nghề",
            "Nghị quyết số 149/NQ-CP",
            day,
            Some("Chính phủ"),
        );
        check_issue(
            "Kế hoạch số 205/KH-UBND về nghề gốm ngày 18/11/2022 của Ủy ban nhân dân tỉnh, \
             các xã góp vốn",
            "Kế hoạch số 205/KH-UBND",
            day,
            Some("Ủy ban nhân dân tỉnh"),
        );
        check_issue(
            "Hướng dẫn số 15/HD-SNV do Sở Nội vụ ban hành ngày 18/11/2022",
            "Hướng dẫn số 15/HD-SNV do Sở Nội vụ ban hành ngày 18/11/2022",
            day,
            Some("Sở Nội vụ"),
        );
        check_issue(
            "Hướng dẫn số 15/HD-SNV, do Sở Nội vụ ban hành ngày 18/11/2022, nêu",
            "Hướng dẫn số 15/HD-SNV, do Sở Nội vụ ban hành ngày 18/11/2022",
            day,
            Some("Sở Nội vụ"),
        );
        check_issue(
            "Hội đồng nhân dân xã khóa II, kỳ họp thứ 3 (ngày 18/11/2022) thông qua Nghị \
             quyết số 15/NQ-HĐND về nước sạch",
            "Nghị quyết số 15/NQ-HĐND",
            day,
            Some("Hội đồng nhân dân xã khóa II, kỳ họp thứ 3"),
        );
        check_issue(
            "Công điện khẩn của Chủ tịch Ủy ban nhân dân tỉnh số 15/CĐ-UBND lúc 5 giờ 30 \
             ngày 18/11/2022",
            "Công điện khẩn của Chủ tịch Ủy ban nhân dân tỉnh số 15/CĐ-UBND lúc 5 giờ 30 \
             ngày 18/11/2022",
            day,
            Some("Chủ tịch Ủy ban nhân dân tỉnh"),
        );
        check_issue(
            "Kế hoạch số 205/KH-UBND về nộp báo cáo trước ngày 18/11/2022",
            "Kế hoạch số 205/KH-UBND",
            None,
            None,
        );
    }

    #[test]
    fn a_bracket_may_name_the_body_or_stand_between() {
        check_issue(
            "Quy định số 31-QĐ/TU (Ban Thường vụ Tỉnh ủy ký ngày 18/11/2022) được in",
            "Quy định số 31-QĐ/TU (Ban Thường vụ Tỉnh ủy ký ngày 18/11/2022)",
            Some("2022-11-18"),
            Some("Ban Thường vụ Tỉnh ủy"),
        );
        check_issue(
            "Nghị quyết số 31-NQ/TU (mục IV) ngày 18/11/2022 của Tỉnh ủy về nghề gốm",
            "Nghị quyết số 31-NQ/TU",
            Some("2022-11-18"),
            Some("Tỉnh ủy"),
        );
    }

    #[test]
    fn who_issues_in_the_sentence_is_the_body() {
        for (text, words, issuer) in [
            (
                "Sở Nội vụ trình Ủy ban nhân dân tỉnh ban hành Kế hoạch số 31/KH-UBND",
                "Kế hoạch số 31/KH-UBND",
                Some("Ủy ban nhân dân tỉnh"),
            ),
            (
                "Ngày nghỉ lễ, Sở Nội vụ có Hướng dẫn số 31/HD-SNV",
                "Hướng dẫn số 31/HD-SNV",
                Some("Sở Nội vụ"),
            ),
            (
                "Nghị định của Chính phủ số 31/2022/NĐ-CP về phí",
                "Nghị định của Chính phủ số 31/2022/NĐ-CP",
                Some("Chính phủ"),
            ),
            (
                "Kế hoạch số 31/KH-UBND về nghề gốm do Ủy ban nhân dân tỉnh ban hành",
                "Kế hoạch số 31/KH-UBND",
                Some("Ủy ban nhân dân tỉnh"),
            ),
            (
                "Kế hoạch số 31/KH-UBND bãi bỏ văn bản do Ủy ban nhân dân tỉnh ban hành",
                "Kế hoạch số 31/KH-UBND",
                None,
            ),
        ] {
            check_issue(text, words, None, issuer);
        }
    }

    #[test]
    fn a_named_document_has_the_body_that_issues_it() {
        check_issue(
            "Chính phủ vừa ban hành Chiến lược phát triển nghề muối đến năm 2035",
            "Chiến lược phát triển nghề muối đến năm 2035",
            None,
            Some("Chính phủ"),
        );
    }

    #[test]
    fn a_plenum_behind_the_day_is_the_body() {
        let plenum = "Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XIV";
        let words = format!("Nghị quyết số 31-NQ/TW ngày 02/3/2022, {plenum}");
        let text = format!("{words}, về phí");
        check_issue(&text, &words, Some("2022-03-02"), Some(plenum));
    }

    #[test]
    fn who_carries_out_did_not_issue() {
        for text in [
            "kết quả thực hiện Nghị quyết số 19-NQ/TW của Đảng ủy xã",
            "tình hình triển khai Nghị quyết số 19-NQ/TW của các chi bộ",
        ] {
            check_issue(text, "Nghị quyết số 19-NQ/TW", None, None);
        }
        check_issue(
            "kết quả thực hiện Nghị quyết số 19-NQ/TW của Bộ Chính trị",
            "Nghị quyết số 19-NQ/TW của Bộ Chính trị",
            None,
            Some("Bộ Chính trị"),
        );
    }

    #[test]
    fn a_joint_document_has_as_many_issuers_as_codes() {
        check_issue(
            "Thông tư liên tịch số 15/2016/TTLT-BTC-BGTVT-BYT của Bộ Tài chính, Bộ Giao \
             thông vận tải và Bộ Y tế, Bộ Nội vụ đề nghị",
            "Thông tư liên tịch số 15/2016/TTLT-BTC-BGTVT-BYT của Bộ Tài chính, Bộ Giao \
             thông vận tải và Bộ Y tế",
            None,
            Some("Bộ Tài chính, Bộ Giao thông vận tải và Bộ Y tế"),
        );
        check_issue(
            "Thông tư số 15/2016/TT-BTC của Bộ Tài chính, Bộ Y tế đề nghị",
            "Thông tư số 15/2016/TT-BTC của Bộ Tài chính",
            None,
            Some("Bộ Tài chính"),
        );
    }
}
