//! The forms in one table.

use super::super::role_reader::RoleReader;
use super::{
    agencies, asks, citing, dates, deadlines, documents, free_words, hit_kind, places,
    relation, scope, who,
};

/// The forms in the order in which they take tokens: a form sees what those before it have
/// taken, and the free words are what is left.
///
/// | form | recognises | gives | plan |
/// | --- | --- | --- | --- |
/// | `scope` | "trong X", "mà không dẫn X", "X dẫn những …" | `without_citation` | which documents are cited, stood in, denied, cite |
/// | `relation` | "văn bản nào sửa đổi X" | `relation`, `type` | documents at the other end |
/// | `asks` | "còn hiệu lực không", "mới nhất", "hạn của" | `ask` | the answer card; how documents stand |
/// | `documents` | symbols, listed names, types | `cites`, `within`, `type` | documents, and units that cite them |
/// | `who` | "ai chủ trì" | `ask` | assignments ranked by the other words |
/// | `places` | "khoản 2 Điều 4" | `provision` | the unit, and units that cite it |
/// | `agencies` | bodies with roles | `issuer`, `lead`, `coordinating`, `agency` | documents of the body; assignments |
/// | `deadlines` | "hoàn thành trước …", a time behind tasks | `deadline` | assignments due then |
/// | `dates` | times of issue | `date` | documents of the time |
/// | `citing` | "trích dẫn", "có số", "cả … và …" | `numbered` | narrows the above |
/// | `hit_kind` | "nhiệm vụ nào", "nhiệm vụ du lịch" | `kind` | the kind of hit; tasks first |
/// | `free_words` | all others | `text` | order, filter behind "về" |
pub(in super::super) const FORMS: [fn(&mut RoleReader<'_>); 12] = [
    scope::read,
    relation::read,
    asks::read,
    documents::read,
    who::read,
    places::read,
    agencies::read,
    deadlines::read,
    dates::read,
    citing::read,
    hit_kind::read,
    free_words::read,
];
