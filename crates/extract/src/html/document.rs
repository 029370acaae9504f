//! Reads a page: its encoding, then its tokens.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};

use super::charset;
use super::walk::HtmlWalk;
use crate::error::ExtractError;
use crate::flow::RawDocument;

/// Reads a page of HTML.
///
/// # Errors
///
/// Bytes that are no text, a page that is nested too deep or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, ExtractError> {
    let text = charset::decode(bytes)?;
    let sink = HtmlSink { walk: RefCell::new(HtmlWalk::new()) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&text));
    // Scripts are not run, so there is nothing to wait for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let (flow, furniture) = tokenizer.sink.walk.into_inner().finish()?;
    Ok(RawDocument { blocks: flow.finish(), furniture, knows_pages: false })
}

/// Hands the tokens on; the tokenizer gives its sink no way to change.
struct HtmlSink {
    walk: RefCell<HtmlWalk>,
}

impl TokenSink for HtmlSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.walk.borrow_mut();
        match token {
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => walk.end(&name),
            Token::TagToken(tag) => {
                walk.start(&tag.name, &tag.attrs);
                if tag.self_closing {
                    walk.end(&tag.name);
                }
                // In these there are no tags.
                return match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" | "noscript" | "iframe" => {
                        TokenSinkResult::RawData(RawKind::Rawtext)
                    }
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(text) => walk.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
