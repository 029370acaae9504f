//! What documents and places in them are called.

use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::capitals::capitalised;
use tracuu_text::invisible::visible;

use crate::messages::{Language, Messages};

/// Numbers of pages side by side: "2, 3, 7".
pub fn page_numbers<'p>(pages: impl IntoIterator<Item = &'p u32>) -> String {
    let pages: Vec<String> = pages.into_iter().map(u32::to_string).collect();
    pages.join(", ")
}

impl Messages {
    /// A path in an outline as a person cites it: `II.15.1`, `Điều 5, khoản 2, điểm b`. The
    /// paths are those of `docs/structure.md`; one of another shape is shown as it is.
    pub fn path_name(self, path: &str) -> String {
        let mut names: Vec<String> = Vec::new();
        let mut below_article = 0;
        for step in path.split('.') {
            let (kind, value) = step.split_once('-').unwrap_or((step, ""));
            let name = match kind {
                "phan" => self.path_part(value),
                "chuong" => self.path_chapter(value),
                "muc" => self.path_section(value),
                "dieu" => {
                    below_article = 1;
                    names.push(self.path_article(value));
                    continue;
                }
                "header" => self.path_header().to_owned(),
                "preamble" => self.path_preamble().to_owned(),
                "recipients" => self.path_recipients().to_owned(),
                "signature" => self.path_signature().to_owned(),
                "table" => self.path_table(value),
                "annex" => self.path_annex(value),
                _ => match below_article {
                    0 => DocumentType::from_id(step)
                        .map_or_else(|| step.to_owned(), |found| found.name().to_owned()),
                    1 => self.path_clause(step),
                    2 => self.path_point(step),
                    _ => step.to_owned(),
                },
            };
            below_article += usize::from(below_article > 0);
            names.push(name.trim_end().to_owned());
        }
        let is_plain = names.iter().zip(path.split('.')).all(|(name, step)| name == step);
        if is_plain { path.to_owned() } else { capitalised(&names.join(", ")) }
    }

    /// What a document is called: type and number, or its title, or its id.
    pub fn document_name(
        self,
        type_name: Option<&str>,
        symbol: Option<&str>,
        title: Option<&str>,
        id: &str,
    ) -> String {
        match (type_name, symbol) {
            (Some(type_name), Some(symbol)) => self.name_numbered(type_name, symbol),
            (None, Some(symbol)) => self.name_numbered(self.name_document(), symbol),
            (type_name, None) => {
                let name = title.filter(|title| !title.is_empty()).or(type_name);
                // A name stands inside lines of others, which it must not turn around.
                visible(name.unwrap_or(id))
            }
        }
    }
}

impl Messages {
    /// Who states something in the catalogue, as staff read it: the sites that an entry names,
    /// else its words before the colon. Where it was looked up in all detail is for whoever
    /// keeps the catalogue, and for programs.
    pub fn catalogue_source(self, entry: &str) -> String {
        let mut sites: Vec<&str> = Vec::new();
        let words = entry.split(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '(' | ')')
        });
        for site in words.filter(|word| is_site(word)) {
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        let name = entry.split(':').next().unwrap_or_default().trim();
        // Words without a single mark are not Vietnamese.
        let is_foreign = self.language() == Language::Vi && name.is_ascii();
        self.document_catalogue(match sites.as_slice() {
            [] if is_foreign => self.document_catalogue_itself().to_owned(),
            [] => name.to_owned(),
            sites => sites.join(", "),
        })
    }
}

/// Whether a word is the name of a site: `thuvienphapluat.vn`, not `25.000` and not `v.v.`.
fn is_site(word: &str) -> bool {
    let is_letter =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let mut labels = word.split('.');
    let last = labels.next_back().unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_letter);
    let is_top = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut n_labels = 0;
    is_top
        && labels.all(|label| {
            n_labels += 1;
            is_label(label)
        })
        && n_labels > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_people_cite_them() {
        let messages = Messages::default();
        for (path, name) in [
            ("II.15.1", "II.15.1"),
            ("dieu-5.2.b", "Điều 5, khoản 2, điểm b"),
            ("chuong-II.muc-1", "Chương II, Mục 1"),
            ("quy-che.dieu-5.2", "Quy chế, Điều 5, khoản 2"),
            ("preamble", "Phần mở đầu"),
            ("annex-2.I.1", "Phụ lục 2, I, 1"),
            ("table", "Bảng phụ lục"),
        ] {
            assert_eq!(messages.path_name(path), name);
        }
    }

    #[test]
    fn a_source_of_the_catalogue_is_called_by_its_sites() {
        for (entry, shown) in [
            ("plo.vn: article of 9/12/2016 (says 04)", "nguồn: plo.vn"),
            ("a-b.com.vn, x.vn 20/9: 366-QĐ/TW; x.vn: same", "nguồn: a-b.com.vn, x.vn"),
            ("công báo", "nguồn: công báo"),
            ("Công báo số 12: trang 3", "nguồn: Công báo số 12"),
            ("public GitHub: SQL dump, v.v. 25.000", "nguồn: danh mục của kho"),
        ] {
            assert_eq!(Messages::default().catalogue_source(entry), shown);
        }
    }

    #[test]
    fn a_document_is_called_by_number_then_title_then_id() {
        let name = |t, s, i| Messages::default().document_name(t, s, i, "id");
        assert_eq!(
            name(Some("Nghị quyết"), Some("5-NQ/TU"), None),
            "Nghị quyết số 5-NQ/TU"
        );
        assert_eq!(name(None, Some("5-NQ/TU"), None), "Văn bản số 5-NQ/TU");
        assert_eq!(name(Some("Luật"), None, Some("Luật Đất đai")), "Luật Đất đai");
        assert_eq!(name(None, None, None), "id");
    }
}
