//! Every sentence that people are shown, in one table per language.
//!
//! `messages/vi.toml` and `messages/en.toml` have all of them, by area. `build.rs` compiles both into methods of
//! [`Messages`]: `[search] none = "Không thấy “{question}”."` becomes
//! `messages.search_none(question)`. A key that one table lacks, a missing value or another set of
//! placeholders does not compile, nothing is parsed or looked up while the program runs,
//! and a translator fills in one file. Fluent gives a grammar of its own for plurals,
//! genders and cases, read at run time, with keys and arguments that fail there;
//! Vietnamese has none of the three, so that its cost would buy nothing.
//!
//! How a text is written:
//! * `{name}` is filled in; `{{` and `}}` are braces. Names are lower-case letters and `_`.
//! * `{n}` and `{n_…}` are counts: numbers, printed with their thousands apart.
//! * A counted message may have two forms, `{ one = "…", other = "…" }`, chosen by its
//!   first count.
//! * A sentence with a link in it is cut at the link, since texts are no markup.
//! * `[script.…]` are the texts of a script of `web/`, which fills in what stands in braces.

use std::cell::Cell;
use std::fmt::{self, Display};

use serde::Deserialize;
use strum::VariantArray;

/// A language in which people are spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, VariantArray)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language's tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// The sentences of one language: a method per message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    language: Language,
}

/// The sentences for whoever does not say which language is wanted, and all that becomes part
/// of a question or of a draft, which are Vietnamese in every language.
pub const VIETNAMESE: Messages = Messages::new(Language::Vi);

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::Vi) };
}

/// The sentences in the language of the work that this thread does: Vietnamese unless
/// [`speaking`] says otherwise.
///
/// What is said is decided deep in an answer, below rooms that know nothing of who asks; a
/// language handed down through all of them would be a parameter of two hundred functions.
pub fn spoken() -> Messages {
    Messages::new(SPOKEN.get())
}

/// Does a piece of work in a language. Work on other threads, and what runs later, speaks its
/// own.
pub fn speaking<T>(language: Language, work: impl FnOnce() -> T) -> T {
    /// The language before, which comes back where the work panics as well.
    struct Before(Language);
    impl Drop for Before {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _before = Before(SPOKEN.replace(language));
    work()
}

impl Messages {
    /// The sentences of a language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// Their language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// A count with its thousands apart: `12.345`, in English `12,345`.
    pub fn number(self, count: impl Into<Count>) -> String {
        count.into().in_language(self.language).to_string()
    }
}

/// A number of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u64);

impl Count {
    const fn in_language(self, language: Language) -> PrintedCount {
        PrintedCount { count: self.0, language }
    }
}

impl From<u64> for Count {
    fn from(count: u64) -> Self {
        Self(count)
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self(count.into())
    }
}

impl From<usize> for Count {
    fn from(count: usize) -> Self {
        Self(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

/// Templates hand their values over by reference.
impl<T: Copy + Into<Self>> From<&T> for Count {
    fn from(count: &T) -> Self {
        (*count).into()
    }
}

/// A count as a language prints it.
#[derive(Clone, Copy)]
struct PrintedCount {
    count: u64,
    language: Language,
}

impl PrintedCount {
    #[allow(dead_code, reason = "used by the counted messages that the tables have")]
    const fn is_one(self) -> bool {
        self.count == 1
    }
}

impl Display for PrintedCount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = match self.language {
            Language::Vi => '.',
            Language::En => ',',
        };
        let digits = self.count.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                write!(out, "{separator}")?;
            }
            write!(out, "{digit}")?;
        }
        Ok(())
    }
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_their_thousands_apart() {
        let vietnamese = Messages::new(Language::Vi);
        let counts = [0_usize, 999, 1_000, 1_234_567];
        let printed = counts.map(|count| vietnamese.number(count));
        assert_eq!(printed, ["0", "999", "1.000", "1.234.567"]);
        assert_eq!(Messages::new(Language::En).number(1_000_usize), "1,000");
    }

    #[test]
    fn what_is_said_is_in_the_language_of_the_work() {
        let said = || spoken().search_n_results(1_500_usize);
        assert_eq!(said(), "1.500 kết quả");
        let english = speaking(Language::En, || {
            let inner = speaking(Language::Vi, said);
            assert_eq!(inner, "1.500 kết quả");
            [spoken().search_n_results(1_usize), said()]
        });
        assert_eq!(english, ["1 result", "1,500 results"]);
        let broken =
            std::panic::catch_unwind(|| speaking(Language::En, || panic!("on purpose")));
        assert!(broken.is_err());
        assert_eq!(said(), "1.500 kết quả");
    }

    #[test]
    fn scripts_get_one_object_of_texts() {
        let json = Messages::new(Language::En).script_check_json();
        assert!(json.starts_with('{') && json.ends_with('}'));
        assert!(json.contains(r#""undo":"Undo""#), "{json}");
    }
}
