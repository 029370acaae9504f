//! Lists of agencies, as in a cell of a table: where one ends and the next begins.

use super::body::Agency;
use super::entry::Entry;
use super::grammar::{Grammar, Shaped};
use super::part::{Part, Tail, Territory};
use super::registry::{Registry, WINDOW};
use super::rows::{AreaForm, FieldRow, Flag, HeadRow, JOINTS, Role, WordRole};
use super::token::{LetterShape, MatchMode, TokenKind};
use super::tokens::Tokens;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter;

/// Longest owner of a name that is no listed body, in tokens: "của Mặt trận tỉnh".
const MAX_OWNER: usize = 6;

/// One agency of a list.
#[derive(Clone, Debug)]
pub struct ListedAgency {
    /// Its words, without the separators.
    pub span: Span,
    /// Which it is; learnt from its words where no listed part fits.
    pub agency: Agency,
}

/// An item before its area is completed from its neighbours.
struct Item {
    span: Span,
    parts: Shaped,
    /// Token after its last.
    end: usize,
}

impl Registry {
    /// Splits a cell or phrase into its agencies, in order. Separators are `;`, `,`, `/`,
    /// line ends, list marks and the words "và", "cùng", "với"; those inside a name ("Bộ
    /// Văn hóa, Thể thao và Du lịch", "huyện, thành phố") do not part it. What is no
    /// listed name is an agency learnt from its words. Linear.
    pub fn read_list(&self, text: &str) -> Vec<ListedAgency> {
        let tokens = self.tokens(text, 0, usize::MAX);
        let reader = ListReader {
            grammar: self.grammar(text, &tokens, MatchMode::Document),
            tokens: &tokens,
        };
        let mut items = reader.items();
        share_areas(&mut items, &tokens);
        items
            .into_iter()
            .filter_map(|item| {
                let agency = match item.parts {
                    Shaped::Parts(parts, territory) => Agency::new(parts, territory),
                    Shaped::Known(index) => self.known.get(index)?.clone(),
                };
                Some(ListedAgency { span: item.span, agency })
            })
            .collect()
    }

    /// The byte at which the listed names behind "Các Bộ:" end, at the start of a text;
    /// `None` where it opens otherwise. Linear in what it reads.
    pub(crate) fn announced_end(&self, text: &str) -> Option<usize> {
        let tokens = self.tokens(text, 0, WINDOW);
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        let reader = ListReader { grammar, tokens: &tokens };
        let item = reader.named_up_to_colon()?;
        let Shaped::Parts(parts, None) = &item.parts else { return None };
        let head = announced_head(parts.last()?.head?)?;
        let mut end = None;
        let mut at = item.end + 1;
        while let Some((after, _)) = reader.field_at(at, head) {
            end = Some(after);
            let Some(next) = reader.after_separators(after) else { break };
            if next == after {
                break;
            }
            at = next;
        }
        end.map(|end| tokens.span(0, end).end)
    }
}

/// The head of the bodies that a class announces.
fn announced_head(class: &HeadRow) -> Option<&'static HeadRow> {
    match class.id {
        "so-ban-nganh" => super::rows::head("so"),
        "bo-ban-nganh" => super::rows::head("bo"),
        "phong-ban" => super::rows::head("phong"),
        UNIONS => super::rows::head(UNIONS),
        _ => None,
    }
}

/// The class of the unions, whose short names are listed as its fields.
const UNIONS: &str = "doan-the";

/// A field of a head; of the unions it is the short name of one.
fn part_of(head: &'static HeadRow, field: &'static FieldRow) -> Part {
    match super::rows::head(field.id).filter(|_| head.id == UNIONS) {
        Some(union) => Part { head: Some(union), tail: None },
        None => Part { head: Some(head), tail: Some(Tail::Field(field)) },
    }
}

#[derive(Clone, Copy)]
pub(super) struct ListReader<'t> {
    pub(super) grammar: Grammar<'t>,
    pub(super) tokens: &'t Tokens,
}

impl ListReader<'_> {
    fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut announcing: Option<String> = None;
        let mut start = 0;
        while let Some(first) = self.after_separators(start) {
            let item = self.item(first, items.last());
            let item = self.with_joined_words(first, item);
            start = item.end.max(first + 1);
            if self.announces(&item) {
                announcing = self.head_words(first, &item);
                self.announced(&item, &mut items, &mut start);
                continue;
            }
            let item = match &announcing {
                Some(head) => self.with_head(head, item),
                None => item,
            };
            if item.span.of(self.grammar.text).chars().any(is_letter) {
                items.push(item);
            }
            start = self.separator_from(start);
        }
        items
    }

    /// What an announcing item says of each: "Ban" of "Các Ban: Tổ chức, Nội chính".
    fn head_words(&self, first: usize, item: &Item) -> Option<String> {
        let start = self.grammar.word(first, WordRole::Determiner)?;
        let words = self.tokens.span(start, item.end);
        (item.end <= start + 2).then(|| words.of(self.grammar.text).to_owned())
    }

    /// An item of which no listed body is known, with the head that was said before.
    fn with_head(&self, head: &str, item: Item) -> Item {
        let is_bare = |part: &Part| part.head.is_none();
        match &item.parts {
            Shaped::Parts(parts, None) if parts.iter().all(is_bare) => {
                let name = format!("{head} {}", item.span.of(self.grammar.text));
                let own = Part { head: None, tail: Some(Tail::Own(name)) };
                Item { parts: Shaped::Parts(vec![own], None), ..item }
            }
            _ => item,
        }
    }

    /// The first token of an item at or after an index; `None` at the end.
    fn after_separators(&self, mut index: usize) -> Option<usize> {
        loop {
            let token = self.tokens.get(index)?;
            if token.kind == TokenKind::Word && !self.is_joint(index) {
                return Some(index);
            }
            index += 1;
        }
    }

    /// Whether the word there only joins items.
    pub(super) fn is_joint(&self, index: usize) -> bool {
        let word = self.tokens.get(index).map(|token| token.span.of(self.grammar.text));
        let form = tracuu_text::syllable::normal(word.unwrap_or_default());
        JOINTS.contains(&form.as_str())
    }

    fn is_separator(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(|token| match token.kind {
            TokenKind::Comma | TokenKind::Break => true,
            TokenKind::Dash => false,
            TokenKind::Word => self.is_joint(index),
        })
    }

    fn separator_from(&self, mut index: usize) -> usize {
        while !self.is_separator(index) {
            index += 1;
        }
        index
    }

    fn item(&self, start: usize, before: Option<&Item>) -> Item {
        let text = self.grammar.text;
        if let Some(item) = self.named(start) {
            return item;
        }
        if let Some(item) = before.and_then(|before| self.short_for(start, before)) {
            return item;
        }
        let end = self.end_of_unlisted(start);
        let span = self.tokens.span(start, end);
        let own = Part { head: None, tail: Some(Tail::Own(span.of(text).to_owned())) };
        Item { span, parts: Shaped::Parts(vec![own], None), end }
    }

    /// An item with the words behind a "và" that are no body by themselves: "Ban Quản lý
    /// khu du lịch và khu bảo tồn".
    fn with_joined_words(&self, start: usize, item: Item) -> Item {
        let next = item.end + 1;
        let is_word = self.tokens.is_kind(next, TokenKind::Word) && !self.is_joint(next);
        let Shaped::Parts(parts, _) = &item.parts else { return item };
        let is_learnt = parts.iter().any(|part| matches!(part.tail, Some(Tail::Own(_))));
        // "Phòng Công chức, viên chức": only what is no listed body goes on in small letters.
        let small_field = is_learnt
            && self.tokens.is_kind(item.end, TokenKind::Comma)
            && self.tokens.get(next).is_some_and(|word| word.shape == LetterShape::Lower)
            && !self.is_stop(next)
            && self.grammar.word(next, WordRole::Determiner).is_none()
            // "Bộ, cơ quan ngang bộ": two classes.
            && self.grammar.head_at(next, Role::Noun).is_none();
        let goes_on = (self.grammar.is_and(item.end) || small_field)
            && is_word
            && !self.opens_item(next)
            && self.short_for(next, &item).is_none();
        // "các trạm bơm và các chủ hồ": two classes.
        let goes_on = goes_on && !(self.is_many(start) && self.is_many(next));
        if !goes_on || parts.iter().any(|part| part.head.is_some_and(HeadRow::is_class)) {
            return item;
        }
        let end = self.end_of_unlisted(next);
        let span = self.tokens.span(start, end);
        let name = span.of(self.grammar.text).to_owned();
        let own = Part { head: None, tail: Some(Tail::Own(name)) };
        Item { span, parts: Shaped::Parts(vec![own], None), end }
    }

    /// An item that the grammar reads up to a separator, or up to a word of a sentence.
    fn named(&self, start: usize) -> Option<Item> {
        let reading = self.grammar.names(start).into_iter().next()?;
        let is_noun = |parts: &[Part]| {
            let head = parts.first().and_then(|part| part.head);
            head.is_some_and(|head| head.role == Role::Noun)
        };
        // "Các doanh nghiệp cung cấp dịch vụ": a verb goes on with a class.
        let is_class =
            matches!(&reading.agency, Shaped::Parts(parts, _) if is_noun(parts));
        let end = self.after_owner(reading.end);
        let ends_here = self.is_separator(end)
            || self.ends_at_dash(end)
            || (!is_class && self.is_stop(end));
        let span = self.tokens.span(start, end);
        ends_here.then_some(Item { span, parts: reading.agency, end })
    }

    /// The token after an owner behind "của" or "thuộc" that the name itself does not take:
    /// "các phòng thuộc Sở".
    fn after_owner(&self, end: usize) -> usize {
        let Some(owner) = self.grammar.word(end, WordRole::Link) else { return end };
        if let Some(reading) = self.grammar.names(owner).first() {
            return reading.end;
        }
        let after = (owner..owner + MAX_OWNER).find(|at| self.is_separator(*at));
        let is_name = |after: &usize| (owner..*after).all(|at| !self.is_stop(at));
        after.filter(|after| *after > owner).filter(is_name).unwrap_or(end)
    }

    /// Whether a dash there ends a name: what follows is no other half of it, as in "Ban
    /// Kinh tế - Ngân sách".
    fn ends_at_dash(&self, end: usize) -> bool {
        self.tokens.is_kind(end, TokenKind::Dash) && self.opens_item(end + 1)
    }

    fn is_stop(&self, index: usize) -> bool {
        self.grammar
            .lexicon
            .phrases(self.tokens, index)
            .iter()
            .any(|(_, entry)| matches!(entry, Entry::Word(WordRole::Stop)))
    }

    /// An item that leaves out what the one before says: "Sở Tài chính, Nội vụ", "Ủy ban
    /// nhân dân các huyện A, B".
    fn short_for(&self, start: usize, before: &Item) -> Option<Item> {
        let Shaped::Parts(parts, territory) = &before.parts else { return None };
        if let Some(Tail::Field(_) | Tail::Own(_)) =
            parts.last().and_then(|part| part.tail.as_ref())
            && let Some(item) = self.field_of(start, parts.last()?.head?)
        {
            return Some(item);
        }
        // "Hội Phụ nữ, Nông dân": the short names of unions.
        let unions = super::rows::head(UNIONS)?;
        let is_union = |part: &Part| {
            part.head.is_some_and(|head| super::rows::is_field_of(head.id, UNIONS))
        };
        if parts.last().is_some_and(is_union)
            && let Some(item) = self.field_of(start, unions)
        {
            return Some(item);
        }
        let territory = territory.as_ref()?;
        if territory.form == AreaForm::Area
            && !parts.is_empty()
            && let Some((end, next)) = self.grammar.territory(start)
            && next.form == AreaForm::Area
            && self.is_separator(end)
        {
            let span = self.tokens.span(start, end);
            return Some(Item {
                span,
                parts: Shaped::Parts(parts.clone(), Some(next)),
                end,
            });
        }
        (territory.place.is_some()).then(|| self.place_of(start, parts, territory))?
    }

    /// A class up to the colon behind it.
    fn named_up_to_colon(&self) -> Option<Item> {
        let reading = self.grammar.names(0).into_iter().next()?;
        let (end, span) = (reading.end, self.tokens.span(0, reading.end));
        let item = Item { span, parts: reading.agency, end };
        self.announces(&item).then_some(item)
    }

    /// The longest listed field of a head that starts at a token.
    fn field_at(
        &self,
        start: usize,
        head: &HeadRow,
    ) -> Option<(usize, &'static FieldRow)> {
        let phrases = self.grammar.lexicon.phrases(self.tokens, start);
        phrases.iter().find_map(|&(end, entry)| match entry {
            Entry::Field(field) if field.heads.contains(&head.id) => Some((end, field)),
            _ => None,
        })
    }

    /// A listed field alone, of the head before.
    fn field_of(&self, start: usize, head: &'static HeadRow) -> Option<Item> {
        let (end, field) = self.field_at(start, head)?;
        let part = part_of(head, field);
        let span = self.tokens.span(start, end);
        self.is_separator(end).then_some(Item {
            span,
            parts: Shaped::Parts(vec![part], None),
            end,
        })
    }

    /// The name of a place alone, of the body before.
    fn place_of(
        &self,
        start: usize,
        parts: &[Part],
        territory: &Territory,
    ) -> Option<Item> {
        let end = self.separator_from(start);
        let is_name =
            end - start <= 4 && (start..end).all(|index| self.tokens.is_capital(index));
        let span = self.tokens.span(start, end);
        let mut territory = territory.clone();
        territory.place = Some(span.of(self.grammar.text).to_owned());
        is_name.then(|| Item {
            span,
            parts: Shaped::Parts(parts.to_vec(), Some(territory)),
            end,
        })
    }

    /// Whether an item only opens a list of names: "Các sở: Tài chính, Nội vụ".
    fn announces(&self, item: &Item) -> bool {
        let at = item.end;
        let is_colon = self
            .tokens
            .get(at)
            .is_some_and(|token| token.span.of(self.grammar.text) == ":");
        is_colon && self.tokens.get(at + 1).is_some()
    }

    /// Reads the first name after "Các sở:" or "UBND các huyện:"; those behind it follow
    /// as short items.
    fn announced(&self, item: &Item, items: &mut Vec<Item>, start: &mut usize) {
        let Shaped::Parts(parts, territory) = &item.parts else { return };
        let Some(first) = self.after_separators(item.end) else { return };
        let noun = parts.last().and_then(|part| part.head);
        let head = noun.and_then(announced_head);
        let found = match (head, territory) {
            (Some(head), _) => self.field_of(first, head),
            (None, Some(territory)) => {
                let mut one = territory.clone();
                one.is_plural = false;
                self.named(first).or_else(|| self.place_of(first, parts, &one))
            }
            _ => None,
        };
        *start = item.end;
        if let Some(found) = found {
            *start = found.end;
            items.push(found);
        }
    }

    /// The end of an item that no listed name explains: the next mark, or a "và" before
    /// something that is a name by itself.
    fn end_of_unlisted(&self, start: usize) -> usize {
        let mut end = start + 1;
        while let Some(token) = self.tokens.get(end) {
            let is_end = match token.kind {
                TokenKind::Comma | TokenKind::Break => true,
                TokenKind::Dash => false,
                TokenKind::Word => {
                    let is_next = self.opens_item(end + 1)
                        || self.is_many(start) && self.is_many(end + 1);
                    self.is_joint(end) && is_next
                }
            };
            if is_end {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a word there says that many are meant: "các".
    fn is_many(&self, index: usize) -> bool {
        self.grammar.word(index, WordRole::Determiner).is_some()
    }

    /// Whether a body begins there: a listed name, or an abbreviation.
    fn opens_item(&self, index: usize) -> bool {
        let shape = self.tokens.get(index).map(|token| token.shape);
        shape == Some(LetterShape::Upper) || !self.grammar.names(index).is_empty()
    }
}

/// Gives an item without an area that of the next one joined to it: "Ban Nội chính, Ban
/// Tổ chức Tỉnh ủy", "Thường trực Hội đồng nhân dân, Ủy ban nhân dân tỉnh".
fn share_areas(items: &mut [Item], tokens: &Tokens) {
    for index in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(index);
        let (Some(item), Some(next)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let Shaped::Parts(_, Some(territory)) = &next.parts else { continue };
        let is_joined = !tokens.is_break(item.end);
        if is_joined && shares_area(item, next, territory) {
            let shared = territory.clone();
            if let Shaped::Parts(_, own) = &mut item.parts {
                *own = Some(shared);
            }
        }
    }
}

fn shares_area(item: &Item, next: &Item, territory: &Territory) -> bool {
    let (Shaped::Parts(own, None), Shaped::Parts(others, _)) = (&item.parts, &next.parts)
    else {
        return false;
    };
    let (Some(one), Some(other)) = (last_head(own), last_head(others)) else {
        return false;
    };
    let is_plain = !territory.is_many() || one.id == other.id;
    let same_kind = one.role == other.role
        && one.is(Flag::Party) == other.is(Flag::Party)
        && matches!(one.role, Role::Body | Role::Organ)
        && (one.role == Role::Body || one.is(Flag::Party));
    is_plain && same_kind
}

fn last_head(parts: &[Part]) -> Option<&'static HeadRow> {
    parts.last().and_then(|part| part.head)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a list and compares `words = id` of each item.
    fn check_list(text: &str, expected: &[(&str, &str)]) {
        let read = Registry::built_in().read_list(text);
        let found: Vec<(&str, &str)> =
            read.iter().map(|item| (item.span.of(text), item.agency.id())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn separators_of_every_kind_part_a_list() {
        check_list(
            "Ban Nội chính Tỉnh ủy; các sở, ban, ngành có liên quan; cấp ủy huyện, Ủy ban \
             nhân dân huyện, thành phố; Đảng ủy Công an tỉnh.",
            &[
                ("Ban Nội chính Tỉnh ủy", "ban-noi-chinh.tinh-uy"),
                ("các sở, ban, ngành có liên quan", "so-ban-nganh"),
                ("cấp ủy huyện", "cap-uy.huyen"),
                ("Ủy ban nhân dân huyện, thành phố", "uy-ban-nhan-dan.thanh-pho-huyen"),
                ("Đảng ủy Công an tỉnh", "dang-uy.cong-an.tinh"),
            ],
        );
        check_list(
            "- Sở Tài chính\n- Công an tỉnh\n+ UBND các huyện, thị xã",
            &[
                ("Sở Tài chính", "so.tai-chinh"),
                ("Công an tỉnh", "cong-an.tinh"),
                ("UBND các huyện, thị xã", "uy-ban-nhan-dan.huyen-thi-xa"),
            ],
        );
        check_list(
            "Sở Y tế/Sở Nội vụ và Văn phòng UBND tỉnh",
            &[
                ("Sở Y tế", "so.y-te"),
                ("Sở Nội vụ", "so.noi-vu"),
                ("Văn phòng UBND tỉnh", "van-phong.uy-ban-nhan-dan.tinh"),
            ],
        );
    }

    #[test]
    fn a_body_and_a_class_joined_by_and_are_two() {
        check_list(
            "Đảng đoàn Ủy ban MTTQ và tổ chức chính trị - xã hội cấp tỉnh, Ban Thường vụ \
             Tỉnh đoàn",
            &[
                ("Đảng đoàn Ủy ban MTTQ", "dang-doan.mttq"),
                (
                    "tổ chức chính trị - xã hội cấp tỉnh",
                    "to-chuc-chinh-tri-xa-hoi.cap-tinh",
                ),
                ("Ban Thường vụ Tỉnh đoàn", "ban-thuong-vu.tinh-doan"),
            ],
        );
    }

    #[test]
    fn classes_keep_their_commas() {
        check_list(
            "Các đảng đoàn, ban cán sự đảng, Ban Thường vụ Tỉnh đoàn; các huyện ủy, thành \
             ủy, đảng ủy trực thuộc Tỉnh ủy và các cơ quan có liên quan",
            &[
                ("Các đảng đoàn", "dang-doan"),
                ("ban cán sự đảng", "ban-can-su-dang"),
                ("Ban Thường vụ Tỉnh đoàn", "ban-thuong-vu.tinh-doan"),
                ("các huyện ủy, thành ủy", "thanh-uy-huyen-uy"),
                ("đảng ủy trực thuộc Tỉnh ủy", "dang-uy-truc-thuoc.tinh-uy"),
                ("các cơ quan có liên quan", "co-quan-don-vi"),
            ],
        );
        check_list(
            "Các sở, ban, ngành; UBND xã, phường, đặc khu",
            &[
                ("Các sở, ban, ngành", "so-ban-nganh"),
                ("UBND xã, phường, đặc khu", "uy-ban-nhan-dan.xa-phuong-dac-khu"),
            ],
        );
    }

    #[test]
    fn a_committee_and_the_committees_below_it_are_two() {
        check_list(
            "Ban Tuyên giáo Tỉnh ủy, các huyện ủy, thành ủy; các cấp ủy, tổ chức đảng",
            &[
                ("Ban Tuyên giáo Tỉnh ủy", "ban-tuyen-giao.tinh-uy"),
                ("các huyện ủy, thành ủy", "thanh-uy-huyen-uy"),
                ("các cấp ủy", "cap-uy"),
                ("tổ chức đảng", "to-chuc-dang"),
            ],
        );
    }

    #[test]
    fn the_body_at_hand_needs_no_name() {
        let text = "Vụ Tổ chức cán bộ và Văn phòng Bộ, Giám đốc Sở";
        let read = Registry::built_in().read_list(text);
        let names: Vec<&str> = read.iter().map(|item| item.span.of(text)).collect();
        assert_eq!(names, ["Vụ Tổ chức cán bộ", "Văn phòng Bộ", "Giám đốc Sở"]);
        assert_eq!(read[1].agency.id(), "van-phong.bo");
    }

    #[test]
    fn names_with_commas_inside_are_one() {
        check_list(
            "Sở Văn hóa, Thể thao và Du lịch, Sở Lao động - Thương binh và Xã hội; Sở \
             NN&PTNT và Bộ Khoa học và Công nghệ",
            &[
                ("Sở Văn hóa, Thể thao và Du lịch", "so.van-hoa-the-thao-va-du-lich"),
                (
                    "Sở Lao động - Thương binh và Xã hội",
                    "so.lao-dong-thuong-binh-va-xa-hoi",
                ),
                ("Sở NN&PTNT", "so.nong-nghiep-va-phat-trien-nong-thon"),
                ("Bộ Khoa học và Công nghệ", "bo.khoa-hoc-va-cong-nghe"),
            ],
        );
    }

    #[test]
    fn a_head_said_once_covers_the_fields_behind_it() {
        let expected =
            [("Tài chính", "so.tai-chinh"), ("Nội vụ", "so.noi-vu"), ("Y tế", "so.y-te")];
        check_list("Các sở: Tài chính, Nội vụ, Y tế", &expected);
        check_list(
            "Sở Tài chính, Nội vụ và Y tế",
            &[("Sở Tài chính", "so.tai-chinh"), expected[1], expected[2]],
        );
        check_list(
            "Các đoàn thể: Nông dân, Thanh niên; Hội Phụ nữ, Cựu chiến binh",
            &[
                ("Nông dân", "hoi-nong-dan"),
                ("Thanh niên", "doan-thanh-nien"),
                ("Hội Phụ nữ", "hoi-lien-hiep-phu-nu"),
                ("Cựu chiến binh", "hoi-cuu-chien-binh"),
            ],
        );
    }

    #[test]
    fn an_area_said_once_covers_the_bodies_before_it() {
        check_list(
            "Ban Nội chính, Ban Tổ chức Tỉnh ủy; Thường trực Hội đồng nhân dân, Ủy ban \
             Nhân dân tỉnh",
            &[
                ("Ban Nội chính", "ban-noi-chinh.tinh-uy"),
                ("Ban Tổ chức Tỉnh ủy", "ban-to-chuc.tinh-uy"),
                ("Thường trực Hội đồng nhân dân", "thuong-truc.hoi-dong-nhan-dan.tinh"),
                ("Ủy ban Nhân dân tỉnh", "uy-ban-nhan-dan.tinh"),
            ],
        );
    }

    #[test]
    fn unlisted_bodies_are_learnt_not_dropped() {
        let text = "Tổ Đề án 06 tỉnh; Đội Xung kích, Sở Tài chính";
        let read = Registry::built_in().read_list(text);
        let found: Vec<(&str, bool)> = read
            .iter()
            .map(|item| (item.span.of(text), item.agency.is_learnt()))
            .collect();
        assert_eq!(
            found,
            [
                ("Tổ Đề án 06 tỉnh", true),
                ("Đội Xung kích", true),
                ("Sở Tài chính", false)
            ]
        );
    }

    #[test]
    fn and_parts_a_name_only_where_both_halves_are_bodies() {
        for name in [
            "Ban Quản lý các vườn hoa và hồ nước",
            "Trung tâm Thể thao, Nghệ thuật và Truyền hình",
            "Quỹ Trồng và chăm sóc rừng tỉnh",
            "Đội Cơ động và cứu hộ",
            "Các doanh nghiệp cung cấp nước sạch",
        ] {
            let read = Registry::built_in().read_list(name);
            let found: Vec<&str> = read.iter().map(|item| item.span.of(name)).collect();
            assert_eq!(found, [name]);
        }
        check_list(
            "Hội Cựu chiến binh và Hội Nông dân",
            &[
                ("Hội Cựu chiến binh", "hoi-cuu-chien-binh"),
                ("Hội Nông dân", "hoi-nong-dan"),
            ],
        );
    }

    #[test]
    fn places_of_one_list_share_their_body() {
        let text = "Ủy ban nhân dân các huyện: Lạc An, Phú Lộc";
        let read = Registry::built_in().read_list(text);
        let names: Vec<&str> = read.iter().map(|item| item.agency.name()).collect();
        assert_eq!(
            names,
            ["Ủy ban nhân dân huyện Lạc An", "Ủy ban nhân dân huyện Phú Lộc"]
        );
    }

    #[test]
    fn a_list_of_nothing_is_empty() {
        for text in ["", " ; , ", "-", "1.", "và"] {
            check_list(text, &[]);
        }
    }
}
