//! Dates as people are shown them; how they are printed stands beside the type
//! (`tracuu_legal::document::date`).

use tracuu_legal::document::date::DateText;

use crate::messages::{Language, Messages};

impl Messages {
    /// A date inside a sentence: `ngày 08/3/2022`, `tháng 02/2021`, `năm 2022`; in English
    /// without the word in front.
    pub fn date_phrase(self, date: DateText) -> String {
        match self.language() {
            Language::Vi => date.vietnamese_phrase(),
            Language::En if date.day().is_some() => date.vietnamese(),
            Language::En => date.to_string(),
        }
    }
}

/// A stored date as people are shown it: `08/3/2022`; what is no date stays as it is.
pub fn shown_date(stored: &str) -> String {
    stored.parse().map_or_else(|_| stored.to_owned(), DateText::vietnamese)
}
