//! On which page of its file a place stands, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_print::messages::spoken;
use tracuu_text::layout::SourcePage;

/// On which page of its file a place stands.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct PageFacts {
    /// Page of the file, counted from 1; absent where the format does not tell its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Whether the page was recognised from a picture (OCR), so that letters and digits may be
    /// wrong; absent where it was not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub recognised: bool,
}

impl From<Option<SourcePage>> for PageFacts {
    fn from(page: Option<SourcePage>) -> Self {
        Self {
            page: page.map(|page| page.number),
            recognised: page.is_some_and(|page| page.is_recognised),
        }
    }
}

impl PageFacts {
    /// As it is read: `trang 3`; `None` where no page is known.
    pub fn in_words(&self) -> Option<String> {
        let page = self.page?;
        Some(if self.recognised {
            spoken().common_recognised_page(page)
        } else {
            spoken().common_page(page)
        })
    }
}
