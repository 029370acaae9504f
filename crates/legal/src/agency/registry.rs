//! The registry: finds the names of agencies in a text, and reads single names.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::body::Agency;
use super::grammar::{Grammar, Reading};
use super::lexicon::Lexicon;
use super::token::MatchMode;
use super::tokens::Tokens;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter;

/// Tokens that one name can take at most; a name is read in a window of this many.
pub(super) const WINDOW: usize = 64;

/// Least length of the stretches in which a text is read, in bytes.
const STRETCH_BYTES: usize = 64 * 1024;

/// The listed bodies, and those that were learnt from a collection.
#[derive(Debug)]
pub struct Registry {
    pub(super) lexicon: Lexicon,
    pub(super) known: Vec<Agency>,
}

/// A name in a text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its place, with "các" and "có liên quan".
    pub span: Span,
    /// Whose name it is.
    pub agency: Agency,
}

static BUILT_IN: LazyLock<Registry> =
    LazyLock::new(|| Registry { lexicon: Lexicon::listed(), known: Vec::new() });

impl Registry {
    /// The registry of the listed bodies; built once.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The listed bodies and the learnt ones of a collection, so that queries find these
    /// in any spelling too. Agencies composed of listed parts only are left out.
    pub fn with_learnt<'a>(agencies: impl IntoIterator<Item = &'a Agency>) -> Self {
        let mut lexicon = Lexicon::listed();
        let mut known: Vec<Agency> = Vec::new();
        for agency in agencies {
            if agency.has_own_words() {
                lexicon.learn(agency, known.len());
                known.push(agency.clone());
            }
        }
        Self { lexicon, known }
    }

    /// Every agency named in `text`, the longest name at each place, left to right
    /// without overlap. Linear.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut mentions = Vec::new();
        self.each_name(text, |tokens, start, reading| {
            mentions.extend(self.mention(tokens, start, reading));
        });
        mentions
    }

    /// The names that [`Self::mentions`] finds of bodies that ended before a day (see
    /// [`Agency::succeeded`]). A name is looked for only between marks where a word stands
    /// with which such a body is named.
    pub fn ended_mentions(&self, text: &str, before: Date) -> Vec<Mention> {
        let mut mentions = Vec::new();
        each_stretch(text, |text, from| {
            let tokens = self.tokens(text, from, usize::MAX);
            let mut start = 0;
            while start < tokens.len() {
                let ahead = start..tokens.len();
                let end = ahead.clone().find(|at| tokens.is_break(*at));
                let end = end.unwrap_or(ahead.end);
                let may_start = |at| self.lexicon.may_start_ended(&tokens, at, before);
                if (start..end).any(may_start) {
                    self.each_name_among(
                        text,
                        &tokens,
                        start..end,
                        &mut |start, reading| {
                            if reading.may_have_ended() {
                                mentions.extend(self.mention(&tokens, start, reading));
                            }
                        },
                    );
                }
                start = end + 1;
            }
        });
        mentions.retain(|mention| {
            mention.agency.succeeded().is_some_and(|(end, _)| end < before)
        });
        mentions
    }

    /// The places of the bodies that [`Self::mentions`] finds, but for levels ("cấp tỉnh"),
    /// without working out which bodies they are.
    pub(crate) fn body_spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        self.each_name(text, |tokens, start, reading| {
            let span = tokens.span(start, reading.end);
            spans.extend((!reading.is_level()).then_some(span));
        });
        spans
    }

    /// Calls `found` with each name: the tokens, its first token and its reading.
    fn each_name(&self, text: &str, mut found: impl FnMut(&Tokens, usize, Reading)) {
        each_stretch(text, |text, from| {
            let tokens = self.tokens(text, from, usize::MAX);
            let all = 0..tokens.len();
            self.each_name_among(text, &tokens, all, &mut |start, reading| {
                found(&tokens, start, reading);
            });
        });
    }

    /// [`Self::each_name`] among some of the tokens of a text: a name that starts there.
    fn each_name_among(
        &self,
        text: &str,
        tokens: &Tokens,
        among: Range<usize>,
        found: &mut impl FnMut(usize, Reading),
    ) {
        let grammar = self.grammar(text, tokens, MatchMode::Document);
        let mut start = among.start;
        while start < among.end {
            let mut end = start + 1;
            if !self.lexicon.starts_no_name(tokens, start) {
                if let Some(reading) = grammar.counting(start) {
                    end = reading.end;
                    found(start, reading);
                } else {
                    end = grammar.after_block(start);
                }
            }
            start = end;
        }
    }

    /// The longest name that starts at a byte of `text`; `None` where none does, or where
    /// `offset` is not a character boundary. Looks at no more than a window behind the
    /// offset, so that calls are cheap on any text.
    pub fn name_at(&self, text: &str, offset: usize) -> Option<Mention> {
        let vocabulary = &self.lexicon.vocabulary;
        let tokens = Tokens::read_to_break(text, offset, WINDOW, vocabulary);
        let starts_here = tokens.get(0)?.span.start == offset;
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        let reading = grammar.names(0).into_iter().next().filter(|_| starts_here)?;
        self.mention(&tokens, 0, reading)
    }

    /// Whether the word at a byte of `text` can begin a name: `false` is sure. Cheap.
    pub(crate) fn may_name_at(&self, text: &str, offset: usize) -> bool {
        let tokens = self.tokens(text, offset, 1);
        !self.lexicon.starts_no_name(&tokens, 0)
    }

    /// The agency that a whole text names; learnt from it where it is not listed. An empty
    /// text names none.
    pub fn read(&self, name: &str) -> Option<Agency> {
        let name = name.trim();
        if !name.chars().any(is_letter) {
            return None;
        }
        let tokens = self.tokens(name, 0, WINDOW);
        let grammar = self.grammar(name, &tokens, MatchMode::Document);
        let whole = grammar
            .names(0)
            .into_iter()
            .find(|reading| reading.end == tokens.len())
            .and_then(|reading| reading.into_agency(&self.known));
        Some(whole.unwrap_or_else(|| Agency::learnt(name)))
    }

    /// The agency with whose name a text begins, else the one that [`Self::read`] gives: a
    /// meeting or a term behind a name is not part of it.
    pub fn read_opening(&self, text: &str) -> Option<Agency> {
        let opening = self.name_at(text, 0).map(|mention| mention.agency);
        opening.or_else(|| self.read(text))
    }

    pub(super) fn mention(
        &self,
        tokens: &Tokens,
        start: usize,
        reading: Reading,
    ) -> Option<Mention> {
        let span = tokens.span(start, reading.end);
        Some(Mention { span, agency: reading.into_agency(&self.known)? })
    }

    pub(super) fn tokens(&self, text: &str, from: usize, limit: usize) -> Tokens {
        Tokens::read(text, from, limit, &self.lexicon.vocabulary, MatchMode::Document)
    }

    pub(super) fn grammar<'t>(
        &'t self,
        text: &'t str,
        tokens: &'t Tokens,
        mode: MatchMode,
    ) -> Grammar<'t> {
        Grammar { lexicon: &self.lexicon, text, tokens, mode }
    }
}

/// Calls `read` with a text that ends with a stretch of lines, and the byte at which that
/// begins. A line end ends a name, so that a text is read in stretches: what the tokens of a
/// long one take would be ten times the text.
fn each_stretch(text: &str, mut read: impl FnMut(&str, usize)) {
    let mut from = 0;
    while from < text.len() {
        let end = stretch_end(text, from);
        read(text.get(..end).unwrap_or(text), from);
        from = end;
    }
}

/// The end of the stretch of whole lines that starts at a byte of a text.
fn stretch_end(text: &str, from: usize) -> usize {
    let least = text.floor_char_boundary(from + STRETCH_BYTES);
    let rest = text.get(least..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |line_end| least + line_end + 1)
}

impl Grammar<'_> {
    /// The longest reading at a token that counts in running text: it starts with a
    /// capital, or needs none. An abbreviation alone counts only if it means one body and
    /// is no part of a symbol (12/TT-BTC).
    pub(super) fn counting(&self, start: usize) -> Option<Reading> {
        let is_capital = self.tokens.is_capital(start);
        let readings = self.names(start);
        let mut counting =
            readings.into_iter().filter(|reading| is_capital || reading.is_plain);
        let first = counting.next()?;
        let is_code = first.end == start + 1
            && self.tokens.symbols(start).iter().any(|symbol| symbol.is_code());
        let is_ambiguous = counting.any(|other| other.end == first.end);
        let is_name = !is_code || !(self.is_in_symbol(start) || is_ambiguous);
        is_name.then_some(first)
    }

    /// Whether a token hangs on a stroke or dash without a space, as in document symbols.
    fn is_in_symbol(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let before = self.text.get(..token.span.start).unwrap_or_default();
        let after = self.text.get(token.span.end..).unwrap_or_default();
        before.ends_with(['-', '/']) || after.starts_with(['-', '/'])
    }

    /// The token after a longer word that is no name, or the next one.
    pub(super) fn after_block(&self, start: usize) -> usize {
        use super::entry::Entry;
        use super::rows::WordRole;
        let phrases = self.lexicon.phrases(self.tokens, start);
        let block = phrases.iter().find_map(|(end, entry)| {
            matches!(entry, Entry::Word(WordRole::Block)).then_some(*end)
        });
        block.unwrap_or(start + 1)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::rows::{FIELDS, HEADS, Role};
    use super::super::tier::Tier;
    use super::*;

    /// Compares the names found in a text, with their ids.
    fn check_mentions(text: &str, expected: &[(&str, &str)]) {
        let mentions = Registry::built_in().mentions(text);
        let found: Vec<(&str, &str)> = mentions
            .iter()
            .map(|mention| (mention.span.of(text), mention.agency.id()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_long_text_is_read_in_stretches_that_lose_no_name() {
        let line = "Sở Tài chính và Sở Nội vụ trình Ủy ban nhân dân tỉnh.\n";
        let n_lines = 3 * STRETCH_BYTES / line.len();
        let text = line.repeat(n_lines);
        let mentions = Registry::built_in().mentions(&text);
        assert_eq!(mentions.len(), 3 * n_lines);
        assert!(mentions.iter().all(|mention| !mention.span.of(&text).contains('\n')));
        assert_eq!(mentions.last().unwrap().span.of(&text), "Ủy ban nhân dân tỉnh");
    }

    #[test]
    fn bodies_that_are_no_more_are_found_among_the_others() {
        let text = "Sở Nội vụ, Ban Dân vận Tỉnh ủy và Ủy ban nhân dân huyện Lạc Sơn; lãnh đạo \
                    Sở Kế hoạch và Đầu tư (Sở Giao thông vận tải)\ncác huyện ủy, BCSĐ UBND tỉnh.";
        let registry = Registry::built_in();
        let all = registry.mentions(text);
        let mut n_ended = Vec::new();
        for day in [date(2020, 1, 1), date(2025, 3, 1), date(2026, 1, 1)] {
            let ended = registry.ended_mentions(text, day);
            let ended: Vec<_> = ended.iter().map(|one| one.span).collect();
            let is_over =
                |one: &&Mention| one.agency.succeeded().is_some_and(|(end, _)| end < day);
            let expected: Vec<_> =
                all.iter().filter(is_over).map(|one| one.span).collect();
            assert_eq!(ended, expected, "{day}");
            n_ended.push(ended.len());
        }
        assert!(n_ended[0] == 0 && n_ended[1] < n_ended[2], "{n_ended:?}");
    }

    #[test]
    fn one_body_has_one_id_however_it_is_written() {
        for (names, id) in [
            (
                &[
                    "Ủy ban nhân dân tỉnh",
                    "Uỷ ban Nhân dân tỉnh",
                    "UBND tỉnh",
                    "UỶ BAN NHÂN DÂN TỈNH",
                ][..],
                "uy-ban-nhan-dan.tinh",
            ),
            (
                &[
                    "Ủy ban Mặt trận Tổ quốc tỉnh",
                    "UBMTTQ tỉnh",
                    "Mặt trận Tổ quốc Việt Nam tỉnh",
                    "MTTQ tỉnh",
                ],
                "mttq.tinh",
            ),
            (
                &["Ban Tuyên giáo Tỉnh ủy", "BTGTU", "BTG Tỉnh uỷ", "Ban Tuyên giáo TU"],
                "ban-tuyen-giao.tinh-uy",
            ),
            (
                &["Ban Chấp hành Trung ương Đảng", "BCH Trung ương", "BCH TW Đảng"],
                "ban-chap-hanh-trung-uong",
            ),
            (
                &["Ban Tổ chức Trung ương", "Ban Tổ chức Trung ương Đảng", "BTCTW"],
                "ban-to-chuc.trung-uong",
            ),
            (
                &["Tỉnh đoàn", "Đoàn TNCS Hồ Chí Minh tỉnh", "Đoàn Thanh niên tỉnh"],
                "tinh-doan",
            ),
            (&["Bộ Công an", "BCA"], "bo.cong-an"),
            (
                &[
                    "Sở Nông nghiệp và Phát triển nông thôn",
                    "Sở NN&PTNT",
                    "Sở NN và PTNT tỉnh",
                ],
                "so.nong-nghiep-va-phat-trien-nong-thon",
            ),
            (
                &["BCSĐ UBND tỉnh", "Ban Cán sự Đảng Uỷ ban nhân dân tỉnh"],
                "ban-can-su-dang.uy-ban-nhan-dan.tinh",
            ),
        ] {
            for name in names {
                let agency = Registry::built_in().read(name).unwrap();
                assert_eq!(agency.id(), id, "{name}");
            }
        }
    }

    #[test]
    fn names_in_a_sentence_are_the_longest() {
        check_mentions(
            "Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan tham mưu \
             Ban Thường vụ Tỉnh ủy ban hành quy định.",
            &[
                ("Ban Tuyên giáo Tỉnh ủy", "ban-tuyen-giao.tinh-uy"),
                ("các cơ quan liên quan", "co-quan-don-vi"),
                ("Ban Thường vụ Tỉnh ủy", "ban-thuong-vu.tinh-uy"),
            ],
        );
        check_mentions(
            "theo Quy chuẩn của Bộ Văn hóa, Thể thao và Du lịch gắn với nông thôn mới",
            &[("Bộ Văn hóa, Thể thao và Du lịch", "bo.van-hoa-the-thao-va-du-lich")],
        );
        check_mentions(
            "các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy, lãnh đạo Ủy ban nhân dân tỉnh",
            &[
                (
                    "các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy",
                    "uy-vien.ban-thuong-vu.tinh-uy",
                ),
                ("lãnh đạo Ủy ban nhân dân tỉnh", "lanh-dao.uy-ban-nhan-dan.tinh"),
            ],
        );
    }

    #[test]
    fn areas_keep_what_they_are_subordinate_to() {
        check_mentions(
            "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương chịu trách \
             nhiệm; Ủy ban nhân dân cấp có thẩm quyền; Ủy ban nhân dân nơi cư trú",
            &[
                (
                    "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
                    "chu-tich.uy-ban-nhan-dan.tinh-thanh-pho",
                ),
                ("Ủy ban nhân dân", "uy-ban-nhan-dan"),
                ("Ủy ban nhân dân", "uy-ban-nhan-dan"),
            ],
        );
    }

    #[test]
    fn the_level_may_stand_before_a_body() {
        check_mentions(
            "Trung ương Hội Nông dân Việt Nam và Bộ trưởng Bộ Nội vụ",
            &[
                ("Trung ương Hội Nông dân Việt Nam", "hoi-nong-dan.trung-uong"),
                ("Bộ trưởng Bộ Nội vụ", "bo-truong.bo.noi-vu"),
            ],
        );
    }

    #[test]
    fn abbreviations_in_symbols_and_of_two_bodies_are_left() {
        check_mentions(
            "Thông tư 12/2020/TT-BTC, TTLT-BCA-BQP, số 5-CV/VPTU; BTC họp; BCA họp",
            &[("BCA", "bo.cong-an")],
        );
    }

    #[test]
    fn names_of_places_are_learnt() {
        let text =
            "Huyện ủy Lạc Sơn và Ủy ban nhân dân thành phố Phú An báo cáo Tỉnh ủy.";
        let mentions = Registry::built_in().mentions(text);
        let names: Vec<&str> =
            mentions.iter().map(|mention| mention.agency.name()).collect();
        assert_eq!(
            names,
            ["Huyện ủy Lạc Sơn", "Ủy ban nhân dân thành phố Phú An", "Tỉnh ủy"]
        );
        assert!(mentions[0].agency.id().starts_with("huyen-uy.lac-son~"));
        assert_eq!(mentions[0].agency.tier(), Some(Tier::District));
    }

    #[test]
    fn unknown_bodies_are_learnt_by_their_head() {
        for (text, expected) in [
            (
                "giao Trung tâm Phục vụ hành chính công tỉnh chủ trì",
                "Trung tâm Phục vụ hành chính công tỉnh",
            ),
            ("Cục Quản lý dược báo cáo", "Cục Quản lý dược"),
            (
                "Ban Quản lý dự án đầu tư xây dựng tỉnh lập hồ sơ",
                "Ban Quản lý dự án đầu tư xây dựng tỉnh",
            ),
            ("Sở Hải dương và Nghề cá có trách nhiệm", "Sở Hải dương và Nghề cá"),
            ("với Vụ Tổ chức cán bộ và Văn phòng", "Vụ Tổ chức cán bộ"),
            ("Ban An toàn giao thông tỉnh họp", "Ban An toàn giao thông tỉnh"),
            ("Cục Hàng không Việt Nam", "Cục Hàng không Việt Nam"),
            (
                "Ban Chỉ đạo phòng, chống tham nhũng tỉnh yêu cầu",
                "Ban Chỉ đạo phòng, chống tham nhũng tỉnh",
            ),
        ] {
            let mentions = Registry::built_in().mentions(text);
            let found = mentions.first().map(|mention| mention.span.of(text));
            assert_eq!(found, Some(expected), "{text}");
            assert!(mentions[0].agency.is_learnt());
        }
    }

    #[test]
    fn words_that_only_look_like_names_are_left() {
        for text in [
            "ban hành bộ tiêu chí về xã hội hóa",
            "cơ sở, ban đầu",
            "tổ chức lễ hội và phòng, chống dịch",
            "kiểm tra, giám sát thường trực",
            "công tác văn phòng",
            "lãnh đạo, chỉ đạo",
        ] {
            check_mentions(text, &[]);
        }
    }

    #[test]
    fn a_letterhead_in_capitals_is_read() {
        check_mentions(
            "ỦY BAN NHÂN DÂN TỈNH LẠC SƠN\nSỞ TÀI CHÍNH\nBAN THƯỜNG VỤ TỈNH ỦY",
            &[
                ("ỦY BAN NHÂN DÂN TỈNH LẠC SƠN", "uy-ban-nhan-dan.tinh.lac-son~6bc6"),
                ("SỞ TÀI CHÍNH", "so.tai-chinh"),
                ("BAN THƯỜNG VỤ TỈNH ỦY", "ban-thuong-vu.tinh-uy"),
            ],
        );
    }

    #[test]
    fn a_name_is_read_from_an_offset() {
        let text = "ngày 01/8/2019 của Hội đồng nhân dân tỉnh quy định một số chính sách";
        let offset = text.find("Hội").unwrap();
        let mention = Registry::built_in().name_at(text, offset).unwrap();
        assert_eq!(mention.span.of(text), "Hội đồng nhân dân tỉnh");
        assert!(Registry::built_in().name_at(text, offset + 1).is_none());
        assert!(Registry::built_in().name_at(text, offset - 1).is_none());
        assert!(Registry::built_in().name_at(text, text.len()).is_none());
    }

    #[test]
    fn a_document_of_a_province_means_its_own_bodies() {
        let agency = Registry::built_in().read("Ban Tuyên giáo").unwrap();
        assert_eq!(agency.at(Tier::Province).id(), "ban-tuyen-giao.tinh-uy");
        let front = Registry::built_in().read("Đảng đoàn Ủy ban MTTQ").unwrap();
        assert_eq!(front.at(Tier::Province).id(), "dang-doan.mttq.tinh");
        let class = Registry::built_in().read("Các đảng đoàn").unwrap();
        assert_eq!(class.at(Tier::Province), class);
    }

    #[test]
    fn successors_are_dated() {
        let agency = Registry::built_in().read("Ban Dân vận Tỉnh ủy").unwrap();
        let (day, successor) = agency.succeeded().unwrap();
        assert_eq!(day, jiff::civil::date(2025, 2, 1));
        assert_eq!(successor.unwrap().name(), "Ban Tuyên giáo và Dân vận Tỉnh ủy");
        let ministry = Registry::built_in().read("Bộ Giao thông vận tải").unwrap();
        assert_eq!(ministry.succeeded().unwrap().1.unwrap().name(), "Bộ Xây dựng");
    }

    #[test]
    fn every_listed_name_reads_as_its_row() {
        let registry = Registry::built_in();
        for row in HEADS.iter().filter(|row| matches!(row.role, Role::Fixed | Role::Body))
        {
            let agency = registry.read(row.name).unwrap();
            assert!(
                !agency.is_learnt() || row.is(super::super::rows::Flag::Owner),
                "{}",
                row.name
            );
        }
        for field in FIELDS.iter() {
            for head in &field.heads {
                let head = super::super::rows::head(head).unwrap();
                if head.role == Role::Noun {
                    // The short name of a union, said in a list of them only.
                    continue;
                }
                let agency =
                    registry.read(&format!("{} {}", head.name, field.name)).unwrap();
                assert_eq!(agency.id(), format!("{}.{}", head.id, field.id));
            }
        }
    }

    #[test]
    fn a_name_reads_back_to_its_id() {
        let registry = Registry::built_in();
        for name in [
            "các huyện ủy, thành ủy",
            "Ủy ban nhân dân các huyện, thành phố",
            "UBND cấp xã",
            "đảng ủy trực thuộc Tỉnh ủy",
            "ủy ban kiểm tra các cấp",
            "Các sở, ngành có liên quan",
            "Ban Thường vụ Tỉnh đoàn",
            "Văn phòng Sở Y tế",
            "Huyện ủy Lạc Sơn",
        ] {
            let agency = registry.read(name).unwrap();
            assert!(!agency.is_learnt(), "{name}");
            assert_eq!(registry.read(agency.name()).unwrap(), agency, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}") {
            let registry = Registry::built_in();
            for mention in registry.mentions(&text) {
                prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
            }
            registry.read_list(&text);
            registry.recognise_query(&text);
            registry.read(&text);
        }

        #[test]
        fn texts_of_name_words_are_read_without_panic(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("các"), Just("Ban"), Just("Tổ chức"), Just("Sở"), Just(","),
                    Just("và"), Just("tỉnh"), Just("Tỉnh ủy"), Just("huyện"), Just("-"),
                    Just("UBND"), Just("Bộ"), Just("Nội vụ"), Just("lãnh đạo"), Just("của"),
                    Just("Đảng ủy"), Just("ngành"), Just("Hội"), Just("cấp"), Just(";"),
                ],
                0..40,
            ),
        ) {
            let text = words.join(" ");
            let registry = Registry::built_in();
            let mut end = 0;
            for mention in registry.mentions(&text) {
                prop_assert!(mention.span.start >= end && !mention.span.is_empty());
                end = mention.span.end;
            }
            for item in registry.read_list(&text) {
                prop_assert!(!item.span.of(&text).is_empty());
            }
            registry.recognise_query(&text);
        }
    }
}
