//! Suggestions per keystroke: over a small invented plan, and as laws over any table.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use tempfile::TempDir;
use tracuu_index::entry::EntryKind;
use tracuu_index::suggest::build;
use tracuu_index::suggest::record::{NewSuggestion, SuggestionKind, SuggestionRecord};
use tracuu_index::suggest::table::Suggestions;
use tracuu_index::suggest::word::words;
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::search::{SearchRequest, Searcher};
use tracuu_query::suggest::{
    MAX_LIMIT, SuggestAnswer, SuggestOptions, Suggestion, suggest, suggest_with,
};
use tracuu_text::syllable::folded;
use unicode_normalization::UnicodeNormalization as _;

use super::ingested::ingest_files;

const PLAN: &str = "\
**KẾ HOẠCH**  
**CỦA BAN THƯỜNG VỤ TỈNH ỦY**  
**Thực hiện công tác cán bộ và chuyển đổi số năm 2023**

Thực hiện Nghị quyết số 12-NQ/TW ngày 16/3/2022 của Bộ Chính trị về công tác cán bộ, Ban Thường vụ Tỉnh ủy ban hành kế hoạch như sau:

**I- NHIỆM VỤ, GIẢI PHÁP**

**1. Về công tác quy hoạch cán bộ**

Triển khai Nghị quyết số 07-NQ/TU ngày 05/5/2022 của Ban Chấp hành Đảng bộ tỉnh về quy hoạch cán bộ; Nghị định số 35/2018/NĐ-CP của Chính phủ. Thực hiện nghiêm Nghị quyết số 12-NQ/TW về công tác cán bộ.

**2. Về chuyển đổi số**

Xây dựng nền tảng số dùng chung; đẩy mạnh chuyển đổi số; bồi dưỡng cán bộ chuyển đổi số.

**II- TỔ CHỨC THỰC HIỆN**

| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |
|---|---|---|---|---|
| 1 | (1) Công tác quy hoạch cán bộ | Ban Tổ chức Tỉnh ủy | Các huyện ủy, thành ủy | Quý II |
| 2 | (2) Chuyển đổi số | Ủy ban Kiểm tra Tỉnh ủy | Ban Tổ chức Tỉnh ủy | 30/9/2023 |
";

/// The suggestions as `kind text`, what was typed in brackets.
fn shown(suggested: &SuggestAnswer) -> Vec<String> {
    let line = |kind: SuggestionKind, one: &Suggestion| {
        let pieces = one.pieces.iter().map(|piece| {
            if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }
        });
        format!("{kind} {}", pieces.collect::<String>())
    };
    let of_group = |group: &tracuu_query::suggest::SuggestionGroup| {
        group.suggestions.iter().map(|one| line(group.kind, one)).collect::<Vec<_>>()
    };
    suggested.groups.iter().flat_map(of_group).collect()
}

#[test]
fn a_symbol_is_suggested_in_every_spelling() {
    let (_dir, collection) = ingest_files(&[("ke-hoach.md", PLAN)]);
    let table = collection.suggestions();
    let first = |typed: &str| {
        let suggested = suggest(table, typed, 10);
        shown(&suggested).into_iter().next().unwrap_or_default()
    };
    for (typed, expected) in [
        ("nghi quy", "symbol [Nghị] [quy]ết số 12-NQ/TW"),
        ("nghị quy", "symbol [Nghị] [quy]ết số 12-NQ/TW"),
        ("NGHI QUY", "symbol [Nghị] [quy]ết số 12-NQ/TW"),
        ("nghij quy", "symbol [Nghị] [quy]ết số 12-NQ/TW"),
        ("nghij quyee", "symbol [Nghị] [quyế]t số 12-NQ/TW"),
        ("nghi5 quye61", "symbol [Nghị] [quyế]t số 12-NQ/TW"),
        ("nghi quyet 7", "symbol [Nghị] [quyết] số [07]-NQ/TU"),
        ("nghi quyet so 07", "symbol [Nghị] [quyết] [số] [07]-NQ/TU"),
        ("07-nq", "symbol Nghị quyết số [07]-[NQ]/TU"),
        ("7 nq t", "symbol Nghị quyết số [07]-[NQ]/[T]U"),
        ("nq 7", "symbol Nghị quyết số [07]-[NQ]/TU"),
        ("nđ 35", "symbol Nghị định số [35]/2018/[NĐ]-CP"),
        ("35/nd", "symbol Nghị định số [35]/2018/[NĐ]-CP"),
        ("nghi dinh 35/2018/N", "symbol [Nghị] [định] số [35]/[2018]/[N]Đ-CP"),
    ] {
        assert_eq!(first(typed), expected, "{typed}");
    }
}

#[test]
fn every_source_has_its_kind_with_a_second_line_and_a_page() {
    let (_dir, collection) = ingest_files(&[("ke-hoach.md", PLAN)]);
    let table = collection.suggestions();
    for (typed, kind, text, label) in [
        ("12-nq", SuggestionKind::Symbol, "Nghị quyết số 12-NQ/TW", "Bộ Chính trị"),
        (
            "quy hoach",
            SuggestionKind::Document,
            "Nghị quyết về quy hoạch cán bộ",
            "07-NQ/TU",
        ),
        ("ban to", SuggestionKind::Agency, "Ban Tổ chức Tỉnh ủy", "chủ trì 1 nhiệm vụ"),
        ("ve chuyeern", SuggestionKind::Measure, "Về chuyển đổi số", "nhiệm vụ I.2"),
        ("chuyển đổi s", SuggestionKind::Phrase, "chuyển đổi số", "lần"),
    ] {
        let suggested = suggest(table, typed, 10);
        let group = suggested.groups.iter().find(|group| group.kind == kind);
        let Some(group) = group else { panic!("{typed}: {suggested:?}") };
        let found = group.suggestions.iter().find(|one| one.text == text);
        let Some(found) = found else { panic!("{typed}: {group:?}") };
        let told: Vec<String> =
            found.details.iter().map(|one| VIETNAMESE.suggestion_detail(one)).collect();
        assert!(told.join(" · ").contains(label), "{typed}: {found:?}");
        assert_eq!(found.url.is_some(), kind != SuggestionKind::Phrase, "{found:?}");
    }
}

#[test]
fn only_what_leads_to_the_wanted_kind_or_lies_in_the_wanted_folder_is_suggested() {
    let other = PLAN.replace("chuyển đổi số", "cải cách").replace("năm 2023", "năm 2024");
    let (_dir, collection) =
        ingest_files(&[("tinh/2023/ke-hoach.md", PLAN), ("khac.md", &other)]);
    let found = |typed: &str, wanted: SuggestOptions<'_>| {
        let table = collection.suggestions();
        let suggested = suggest_with(table, typed, &wanted, 20);
        let line = |one: &Suggestion| one.text.clone();
        let texts = suggested.groups.iter().flat_map(|group| group.suggestions.iter());
        let kinds = suggested.groups.iter().map(|group| group.kind.to_string());
        (kinds.collect::<Vec<_>>(), texts.map(line).collect::<Vec<_>>())
    };
    let inside =
        |folder| SuggestOptions { folder: Some(folder), ..SuggestOptions::default() };
    let (kinds, texts) = found("v", inside("tinh"));
    assert_eq!(kinds, ["measure", "document"], "neither agencies nor phrases");
    assert!(texts.contains(&"Về chuyển đổi số".to_owned()), "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains("cải cách")), "{texts:?}");
    assert!(
        found("v", SuggestOptions::default())
            .1
            .iter()
            .any(|text| text.contains("cải cách"))
    );
    assert_eq!(found("12-nq", inside("tinh")).1, [""; 0], "cited only, in no folder");
    assert_eq!(found("v", inside("tin")).1, [""; 0]);
    let of = |hits| SuggestOptions { hits: Some(hits), ..SuggestOptions::default() };
    for (hits, typed, expected) in [
        (EntryKind::Document, "quy hoach", &["document"][..]),
        (EntryKind::Document, "12-nq", &["symbol"]),
        (EntryKind::Measure, "quy hoach", &["measure", "phrase"]),
        (EntryKind::Provision, "quy hoach", &["phrase"]),
        (EntryKind::Assignment, "ban to", &["agency"]),
    ] {
        let mut kinds = found(typed, of(hits)).0;
        kinds.sort_unstable();
        assert_eq!(kinds, expected, "{hits:?} {typed}");
    }
}

#[test]
fn marks_that_are_typed_come_before_others_and_raw_keys_after_all() {
    let texts = ["bán hàng", "ban tổ chức", "bàn giao"];
    let (_dir, table) = table(&texts);
    let found = |typed| shown(&suggest(&table, typed, 10));
    assert_eq!(found("bán")[0], "phrase [bán] hàng");
    assert_eq!(found("bán").len(), 3);
    assert_eq!(found("bans"), ["phrase [bán] hàng"]);
    assert_eq!(found("bàn g"), ["phrase [bàn] [g]iao"]);
    assert_eq!(found("bán g"), ["phrase [bàn] [g]iao"]);
    assert_eq!(found("bans g"), Vec::<String>::new());
}

/// A table of phrases, the first used most.
fn table(texts: &[&str]) -> (TempDir, Suggestions) {
    let phrases =
        texts.iter().zip((1..).map(|place| 1_000 - place)).map(|(text, n_uses)| {
            let record =
                SuggestionRecord { text: (*text).to_owned(), ..Default::default() };
            NewSuggestion {
                kind: SuggestionKind::Phrase,
                record,
                spellings: vec![],
                n_uses,
            }
        });
    let dir = tempfile::tempdir().unwrap();
    build::write(phrases.collect(), dir.path()).unwrap();
    let opened = Suggestions::open(dir.path()).unwrap();
    (dir, opened)
}

/// The words of a text, folded.
fn folded_words(text: &str) -> Vec<String> {
    words(text).map(|span| folded(span.of(text))).collect()
}

/// Whether `text` has the typed words one after the other, the last one begun.
fn contains(text: &str, typed: &str) -> bool {
    let (asked, known) = (folded_words(typed), folded_words(text));
    let Some((last, whole)) = asked.split_last() else { return false };
    (0..known.len()).any(|start| {
        let Some(part) = known.get(start..=start + whole.len()) else { return false };
        let is_whole = !typed.ends_with(char::is_alphanumeric);
        let fits_last =
            |word: &String| if is_whole { word == last } else { word.starts_with(last) };
        part.iter().zip(whole).all(|(word, asked)| word == asked)
            && part.last().is_some_and(fits_last)
    })
}

/// Texts of a few words with marks, some with numbers.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "nghị", "nghỉ", "quyết", "quyền", "công", "cộng", "tác", "cán", "bộ", "đảng",
        "đa", "Ủy", "ban", "bán", "hoà", "toàn", "56", "NQ", "2021", "7",
    ]);
    let text = prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..12)
}

/// A text as it may be typed: as it is, without marks, decomposed, in capitals.
fn in_spelling(text: &str, which: u8) -> String {
    match which {
        0 => text.to_owned(),
        1 => folded(text),
        2 => text.nfd().collect(),
        _ => text.to_uppercase(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_beginning_of_a_text_finds_it(texts in texts(), which in 0_u8..4) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (_dir, table) = table(&borrowed);
        for text in &texts {
            let spelled = in_spelling(text, which);
            for (at, letter) in spelled.char_indices() {
                let typed = &spelled[..at + letter.len_utf8()];
                let suggested = suggest(&table, typed, MAX_LIMIT);
                let found: Vec<&str> = suggested
                    .groups
                    .iter()
                    .flat_map(|group| group.suggestions.iter())
                    .map(|one| one.text.as_str())
                    .collect();
                prop_assert!(found.contains(&text.as_str()), "{typed:?} {text:?} {found:?}");
            }
        }
    }

    #[test]
    fn what_is_suggested_contains_what_was_typed(
        texts in texts(),
        typed in "(nghi|quyet|c[oô]ng|tác|[a-zđ56]|7){1,2}( (nghi|b|t|NQ|đa|2)){0,2} ?",
        limit in 0_usize..8,
    ) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (_dir, table) = table(&borrowed);
        let suggested = suggest(&table, &typed, limit);
        let all: Vec<&Suggestion> =
            suggested.groups.iter().flat_map(|group| &group.suggestions).collect();
        prop_assert!(all.len() <= limit);
        for one in all {
            let whole: String = one.pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(&whole, &one.text);
            let n_marked = one.pieces.iter().filter(|piece| piece.hit).count();
            prop_assert!(n_marked > 0 && n_marked <= folded_words(&typed).len());
            let is_of_keys = typed.contains(|c: char| "sfrxjwdaeo56789".contains(c));
            prop_assert!(is_of_keys || contains(&one.text, &typed), "{} {typed}", one.text);
        }
    }

    #[test]
    fn no_text_is_an_error(texts in texts(), typed in "\\PC{0,40}|[ -~ạệĐ\u{300}\u{ad}]{0,40}") {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (_dir, table) = table(&borrowed);
        let suggested = suggest(&table, &typed, 10);
        prop_assert_eq!(&suggested.text, &typed);
        for one in suggested.groups.iter().flat_map(|group| &group.suggestions) {
            let whole: String = one.pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(&whole, &one.text);
        }
    }
}

#[test]
fn a_damaged_file_says_so_and_never_panics() {
    let (dir, table) = table(&["công tác cán bộ", "nghị quyết"]);
    drop(table);
    let path = dir.path().join("suggestions.bin");
    let whole = std::fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        std::fs::write(&path, &bytes).unwrap();
        if let Ok(table) = Suggestions::open(dir.path()) {
            for typed in ["c", "công t", "nghi quyết"] {
                suggest(&table, typed, 10);
            }
        }
    }
    std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let refused = Suggestions::open(dir.path()).unwrap_err().to_string();
    assert!(refused.contains("damaged"), "{refused}");
}

/// The texts of a folder, by name.
fn texts_of(folder: &str) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let is_text = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name != "README.md" && [".md", ".txt"].iter().any(|end| name.ends_with(end))
    };
    let mut files: Vec<_> = files.filter(is_text).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    files.iter().map(read).collect()
}

/// The keys that write a text in Telex.
fn telex(text: &str) -> String {
    let mut keys = String::new();
    let mut tone = None;
    for letter in text.nfd() {
        match letter {
            'đ' => keys.push_str("dd"),
            'Đ' => keys.push_str("DD"),
            '\u{306}' | '\u{31b}' => keys.push('w'),
            '\u{302}' => keys.extend(keys.chars().next_back()),
            '\u{301}' => tone = Some('s'),
            '\u{300}' => tone = Some('f'),
            '\u{309}' => tone = Some('r'),
            '\u{303}' => tone = Some('x'),
            '\u{323}' => tone = Some('j'),
            _ => {
                if !letter.is_alphabetic() {
                    keys.extend(tone.take());
                }
                keys.push(letter);
            }
        }
    }
    keys.extend(tone);
    keys
}

/// Numbers from a fixed seed, each below `n`.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state: usize = 20;
    move |n| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    }
}

#[test]
fn what_is_suggested_is_there_when_it_is_asked() {
    let texts: Vec<(String, String)> =
        ["tests/documents", "tests/suite/questions/corpus"]
            .into_iter()
            .flat_map(texts_of)
            .collect();
    let files = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (_dir, collection) = ingest_files(&files.collect::<Vec<_>>());
    let words: Vec<&str> =
        texts.iter().flat_map(|(_, text)| text.split_whitespace()).collect();
    let symbols = words.iter().filter(|word| {
        word.starts_with(|letter: char| letter.is_ascii_digit()) && word.contains('-')
    });
    let symbols: Vec<&str> = symbols.copied().collect();
    let mut random = numbers();
    let mut typed: Vec<String> = Vec::new();
    for round in 0..900 {
        let at = random(words.len() - 3);
        let mut text = match round % 3 {
            0 => symbols[random(symbols.len())].to_owned(),
            _ => words[at..=at + random(3)].join(" "),
        };
        let n_letters = text.chars().count();
        let kept = 1 + random(n_letters);
        text = text.chars().take(kept).collect();
        typed.push(match random(5) {
            0 => text,
            1 => folded(&text),
            2 => text.to_uppercase(),
            3 => text.nfd().collect(),
            _ => telex(&text),
        });
    }
    for code in ["nq", "kh", "ct", "qđ", "qd", "nd", "NĐ-CP", "hd", "cv", "ubnd", "Qđ"]
    {
        typed.extend((0..60).flat_map(|number| {
            [
                format!("{code} {number}"),
                format!("{code}{number:02}"),
                format!("{number} {code}"),
            ]
        }));
    }
    let searcher = Searcher::new(collection);
    let mut asked: HashMap<String, Vec<String>> = HashMap::new();
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    for typed in typed {
        let suggested = suggest(searcher.collection().suggestions(), &typed, 10);
        for group in suggested.groups {
            for one in group.suggestions {
                let found = asked.entry(one.text.clone()).or_insert_with(|| {
                    let text = one.text.as_str();
                    let request =
                        SearchRequest { text, limit: 100, ..SearchRequest::default() };
                    let hits = searcher.search(request).unwrap().hits;
                    hits.into_iter().map(|hit| hit.document.id).collect()
                });
                let document =
                    one.url.as_deref().and_then(|url| url.strip_prefix("/documents/"));
                let document =
                    document.map(|url| url.split('#').next().unwrap().to_owned());
                if found.is_empty() || document.is_some_and(|id| !found.contains(&id)) {
                    wrong.insert(format!("{} {} {:?}", group.kind, one.text, one.url));
                }
            }
        }
    }
    assert!(asked.len() > 500, "{}", asked.len());
    let n_wrong = wrong.len();
    let wrong: Vec<String> = wrong.into_iter().take(40).collect();
    assert!(wrong.is_empty(), "{n_wrong} of {}:\n{}", asked.len(), wrong.join("\n"));
}

#[test]
fn a_symbol_is_suggested_by_the_letters_of_its_type() {
    let texts = texts_of("tests/documents");
    let files = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (_dir, collection) = ingest_files(&files.collect::<Vec<_>>());
    let table = collection.suggestions();
    let mut n_symbols = 0;
    for (typed, code) in [
        ("nq", "NQ"),
        ("kh", "KH"),
        ("ct", "CT"),
        ("qđ", "QĐ"),
        ("nđ", "NĐ"),
        ("hd", "HD"),
    ] {
        let all = suggest(table, typed, MAX_LIMIT);
        let symbols =
            all.groups.iter().filter(|group| group.kind == SuggestionKind::Symbol);
        let symbols = symbols.flat_map(|group| &group.suggestions);
        for Suggestion { text, .. } in symbols {
            let symbol = text.rsplit(' ').next().unwrap();
            let number: String =
                symbol.chars().take_while(char::is_ascii_digit).collect();
            let bare = number.trim_start_matches('0');
            // "ct" begins "CTr" as well.
            if symbol.split(['-', '/']).all(|part| part != code) {
                continue;
            }
            n_symbols += 1;
            for typed in [
                format!("{typed} {number}"),
                format!("{} {bare}", folded(typed)),
                format!("{code}{bare}"),
                format!("{bare} {typed}"),
            ] {
                let found = shown(&suggest(table, &typed, 30));
                let is_there =
                    found.iter().any(|one| one.replace(['[', ']'], "").ends_with(text));
                assert!(is_there, "{typed}: {text} not in {found:?}");
            }
        }
    }
    assert!(n_symbols > 60, "{n_symbols}");
}
