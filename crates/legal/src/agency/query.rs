//! Agencies in what a person types: without marks, abbreviated, short.

use super::body::Agency;
use super::closeness::Closeness;
use super::grammar::Reading;
use super::registry::Registry;
use super::token::MatchMode;
use super::tokens::Tokens;
use tracuu_text::span::Span;

/// An agency recognised in a query.
#[derive(Clone, Debug)]
pub struct RecognisedAgency {
    /// The words used.
    pub span: Span,
    /// What they ask for.
    pub query: AgencyQuery,
}

/// What a typed name asks for; matches the agencies that it can mean.
#[derive(Clone, Debug)]
pub struct AgencyQuery {
    readings: Vec<Agency>,
}

impl AgencyQuery {
    /// The agency of a name already known, such as one picked from a list.
    pub fn from_agency(agency: Agency) -> Self {
        Self { readings: vec![agency] }
    }

    /// The readings of the words, likeliest first, never empty: `btc` may be Ban Tổ chức
    /// or Bộ Tài chính.
    pub fn readings(&self) -> &[Agency] {
        &self.readings
    }

    /// Whether `candidate` is a body that the words can mean: the same, one that they are
    /// short for, or an earlier or later name of it.
    pub fn matches(&self, candidate: &Agency) -> bool {
        self.closeness(candidate) >= Some(Closeness::Renamed)
    }

    /// How near `candidate` is to the nearest reading; `None` where it is another body.
    pub fn closeness(&self, candidate: &Agency) -> Option<Closeness> {
        self.readings.iter().filter_map(|asked| asked.closeness(candidate)).max()
    }
}

impl Registry {
    /// The agencies named in a typed query, left to right without overlap. Marks may be
    /// missing, abbreviations in any case ("bcsd ubnd tinh", "BTGTU", "btc tỉnh ủy"). A
    /// word that may be a name but usually is none ("các cơ quan" has a reading, "ban" has
    /// not) is left alone.
    pub fn recognise_query(&self, text: &str) -> Vec<RecognisedAgency> {
        let vocabulary = &self.lexicon.vocabulary;
        let tokens = Tokens::read(text, 0, usize::MAX, vocabulary, MatchMode::Query);
        let grammar = self.grammar(text, &tokens, MatchMode::Query);
        let mut found = Vec::new();
        let mut start = 0;
        while start < tokens.len() {
            let readings: Vec<Reading> = grammar
                .names(start)
                .into_iter()
                .filter(|reading| is_telling(&tokens, start, reading.end))
                .collect();
            let Some(end) = readings.first().map(|reading| reading.end) else {
                start = grammar.after_block(start).max(start + 1);
                continue;
            };
            found.extend(self.recognised(&tokens, start, end, readings));
            start = end;
        }
        found
    }

    fn recognised(
        &self,
        tokens: &Tokens,
        start: usize,
        end: usize,
        readings: Vec<Reading>,
    ) -> Option<RecognisedAgency> {
        let mut agencies: Vec<Agency> = Vec::new();
        for reading in readings.into_iter().filter(|reading| reading.end == end) {
            let agency = reading.into_agency(&self.known)?;
            if !agencies.contains(&agency) {
                agencies.push(agency);
            }
        }
        let span = tokens.span(start, end);
        (!agencies.is_empty()).then_some(RecognisedAgency {
            span,
            query: AgencyQuery { readings: agencies },
        })
    }
}

/// Whether the words are enough to mean a body: two of them, or one abbreviation.
fn is_telling(tokens: &Tokens, start: usize, end: usize) -> bool {
    end > start + 1 || tokens.symbols(start).iter().any(|symbol| symbol.is_code())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each name typed, and the id of its first reading.
    #[test]
    fn typed_names_are_recognised_in_any_spelling() {
        for (typed, words, id) in [
            ("btc tỉnh ủy theo dõi tổng hợp", "btc tỉnh ủy", "ban-to-chuc.tinh-uy"),
            (
                "Đảng ủy Công an tỉnh chủ trì",
                "Đảng ủy Công an tỉnh",
                "dang-uy.cong-an.tinh",
            ),
            ("công an tỉnh phối hợp mục nào", "công an tỉnh", "cong-an.tinh"),
            ("ban noi chinh", "ban noi chinh", "ban-noi-chinh"),
            ("tỉnh đoàn phối hợp thực hiện mục nào", "tỉnh đoàn", "tinh-doan"),
            ("Đảng đoàn MTTQ tỉnh chủ trì", "Đảng đoàn MTTQ tỉnh", "dang-doan.mttq.tinh"),
            (
                "Đảng đoàn Ủy ban Mặt trận Tổ quốc chủ trì",
                "Đảng đoàn Ủy ban Mặt trận Tổ quốc",
                "dang-doan.mttq",
            ),
            ("Văn phòng Tỉnh ủy làm gì", "Văn phòng Tỉnh ủy", "van-phong.tinh-uy"),
            (
                "Ban Thường trực Ủy ban MTTQ tỉnh chủ trì phối hợp với ai",
                "Ban Thường trực Ủy ban MTTQ tỉnh",
                "ban-thuong-truc.mttq.tinh",
            ),
            (
                "mục do Ban cán sự đảng UBND tỉnh chủ trì có trích dẫn nghị định",
                "Ban cán sự đảng UBND tỉnh",
                "ban-can-su-dang.uy-ban-nhan-dan.tinh",
            ),
            ("bcsd ubnd tinh", "bcsd ubnd tinh", "ban-can-su-dang.uy-ban-nhan-dan.tinh"),
            ("BTGTU", "BTGTU", "ban-tuyen-giao.tinh-uy"),
            ("btvtu", "btvtu", "ban-thuong-vu.tinh-uy"),
            ("UBKT Tỉnh ủy", "UBKT Tỉnh ủy", "uy-ban-kiem-tra.tinh-uy"),
            ("ubkt tinh uy", "ubkt tinh uy", "uy-ban-kiem-tra.tinh-uy"),
            (
                "Uỷ ban Kiểm tra Tỉnh uỷ",
                "Uỷ ban Kiểm tra Tỉnh uỷ",
                "uy-ban-kiem-tra.tinh-uy",
            ),
            ("văn bản của Bộ Công an", "Bộ Công an", "bo.cong-an"),
            ("van ban cua bo cong an", "bo cong an", "bo.cong-an"),
            ("nghị quyết của Quốc hội", "Quốc hội", "quoc-hoi"),
            (
                "nghi quyet cua hoi dong nhan dan tinh",
                "hoi dong nhan dan tinh",
                "hoi-dong-nhan-dan.tinh",
            ),
            ("so tai chinh lam gi", "so tai chinh", "so.tai-chinh"),
            ("vp tinh uy", "vp tinh uy", "van-phong.tinh-uy"),
        ] {
            let found = Registry::built_in().recognise_query(typed);
            let first = found
                .first()
                .map(|one| (one.span.of(typed), one.query.readings()[0].id().to_owned()));
            assert_eq!(first, Some((words, id.to_owned())), "{typed}");
        }
    }

    #[test]
    fn free_words_name_no_agency() {
        for typed in [
            "phát triển du lịch",
            "bao hiem y te",
            "tin lanh",
            "xoá nhà tạm dột nát",
            "tội phạm công nghệ cao trên không gian mạng",
            "thi tuyển chức danh lãnh đạo",
            "chống thất thu ngân sách, nợ đọng thuế",
            "giám sát phản biện xã hội",
            "xây dựng nông thôn mới",
            "văn bản ban hành năm 2022",
            "chuyển đổi số",
            "biện pháp nào trích dẫn",
            "cai cach tu phap",
            "",
        ] {
            let found = Registry::built_in().recognise_query(typed);
            let names: Vec<&str> = found.iter().map(|one| one.span.of(typed)).collect();
            assert!(names.is_empty(), "{typed}: {names:?}");
        }
    }

    /// What a typed name finds among bodies as documents write them.
    #[test]
    fn short_names_find_what_they_can_mean_and_long_ones_only_that() {
        let registry = Registry::built_in();
        for (typed, written, expected) in [
            ("công an tỉnh", "Đảng ủy Công an tỉnh", true),
            ("tỉnh đoàn", "Ban Thường vụ Tỉnh đoàn", true),
            ("ban nội chính", "Ban Nội chính Tỉnh ủy", true),
            ("đảng đoàn mttq tỉnh", "Đảng đoàn Ủy ban MTTQ", true),
            ("mttq tỉnh", "Ban Thường trực Ủy ban Mặt trận Tổ quốc tỉnh", true),
            ("ban thường trực ủy ban mttq tỉnh", "Đảng đoàn Ủy ban MTTQ", false),
            ("ban thường vụ tỉnh đoàn", "Ban Thường vụ Tỉnh ủy", false),
            ("ban thường vụ tỉnh ủy", "Ban Thường vụ Tỉnh đoàn", false),
            ("ban tổ chức tỉnh ủy", "Ban Tổ chức Trung ương", false),
            ("ủy ban nhân dân", "Ban cán sự đảng Ủy ban nhân dân tỉnh", false),
            ("ubnd tỉnh", "Ban cán sự đảng Ủy ban nhân dân tỉnh", false),
            ("bcsđ ubnd tỉnh", "Ban cán sự đảng Ủy ban nhân dân tỉnh", true),
            ("ban cán sự đảng", "Ban cán sự đảng Ủy ban nhân dân tỉnh", true),
            ("tỉnh ủy", "Ban Nội chính Tỉnh ủy", false),
            ("tỉnh ủy", "Ban Thường vụ Tỉnh ủy", true),
            ("ubnd huyện", "Ủy ban nhân dân các huyện, thành phố", true),
            ("ban tuyên giáo và dân vận tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", true),
            ("ban dân vận tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", false),
            ("sở kế hoạch và đầu tư", "Sở Tài chính", true),
            ("sở nội vụ", "Sở Tài chính", false),
            ("btc", "Bộ Tài chính", true),
            ("btc", "Ban Tổ chức Tỉnh ủy", true),
            ("ubkt tỉnh ủy", "Ủy ban kiểm tra các cấp", false),
            ("đảng ủy công an tỉnh", "Công an tỉnh", false),
        ] {
            let found = registry.recognise_query(typed);
            let candidate = registry.read(written).unwrap();
            let matched = found.first().is_some_and(|one| one.query.matches(&candidate));
            assert_eq!(matched, expected, "{typed} ~ {written}");
        }
    }

    #[test]
    fn a_class_covers_its_members() {
        let registry = Registry::built_in();
        for (typed, class) in [
            ("ubkt tỉnh ủy", "Ủy ban kiểm tra các cấp"),
            ("sở nội vụ", "Các sở, ban, ngành có liên quan"),
        ] {
            let found = registry.recognise_query(typed);
            let class = registry.read(class).unwrap();
            assert_eq!(found[0].query.closeness(&class), Some(Closeness::Covered));
        }
    }

    #[test]
    fn learnt_names_are_found_without_marks() {
        let built_in = Registry::built_in();
        let text = "Giao Trung tâm Phục vụ hành chính công tỉnh chủ trì.";
        let mentions = built_in.mentions(text);
        let registry =
            Registry::with_learnt(mentions.iter().map(|mention| &mention.agency));
        let found = registry.recognise_query("trung tam phuc vu hanh chinh cong tinh");
        assert_eq!(found[0].query.readings()[0], mentions[0].agency);
    }
}
