//! What documents and places in them are called.

use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::capitals::capitalised;
use tracuu_text::invisible::visible;

use crate::messages::Messages;

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
