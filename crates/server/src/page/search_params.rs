//! What a search page was asked, and the addresses that ask a little else.

use crate::params;
use tracuu_query::order::Sort;

/// What a search page was asked.
#[derive(Clone, Debug, Default)]
pub(super) struct SearchParams {
    /// The question as typed.
    pub(super) text: String,
    /// The order of the hits.
    pub(super) sort: Sort,
    /// Whether the order is explained.
    pub(super) explain: bool,
}

impl SearchParams {
    /// The same in all but the question, from the first page; the empty form for none.
    pub(super) fn question(&self, text: &str) -> String {
        if text.is_empty() {
            return "/search".to_owned();
        }
        self.address("/search", text, None)
    }

    /// The question with an operator behind it.
    pub(super) fn narrowed(&self, operator: &str) -> String {
        self.question(&format!("{} {operator}", self.text))
    }

    /// The first page.
    pub(super) fn first(&self) -> String {
        self.question(&self.text)
    }

    /// The page of a cursor.
    pub(super) fn page(&self, cursor: &str) -> String {
        self.address("/search", &self.text, Some(cursor))
    }

    /// The same in another order.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub(super) fn sorted(&self, sort: &Sort) -> String {
        Self { sort: *sort, ..self.clone() }.first()
    }

    /// The same with or without an explanation.
    pub(super) fn explained(&self, explain: bool) -> String {
        Self { explain, ..self.clone() }.first()
    }

    /// The hits as a file.
    pub(super) fn file(&self, extension: &str) -> String {
        let plain = Self { explain: false, ..self.clone() };
        plain.address(&format!("/search.{extension}"), &self.text, None)
    }

    fn address(&self, path: &str, text: &str, cursor: Option<&str>) -> String {
        params::address(
            path,
            &[
                ("q", Some(text.to_owned())),
                ("sort", (self.sort != Sort::default()).then(|| self.sort.to_string())),
                ("explain", self.explain.then(|| true.to_string())),
                ("cursor", cursor.map(str::to_owned)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_keeps_the_order_and_nothing_leaves_its_value() {
        let asked = SearchParams {
            text: "a&b=\"ộ\"".to_owned(),
            sort: Sort::Date,
            explain: true,
        };
        assert_eq!(
            asked.page("1-2"),
            "/search?q=a%26b%3D%22%E1%BB%99%22&sort=date&explain=true&cursor=1-2"
        );
        assert_eq!(asked.question("x#y"), "/search?q=x%23y&sort=date&explain=true");
        assert_eq!(asked.explained(false), "/search?q=a%26b%3D%22%E1%BB%99%22&sort=date");
        assert_eq!(asked.file("csv"), "/search.csv?q=a%26b%3D%22%E1%BB%99%22&sort=date");
        assert_eq!(asked.question(""), "/search");
    }
}
