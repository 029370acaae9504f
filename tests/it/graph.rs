//! Relations, validity and graph of a small invented collection, from files to answers.

use jiff::civil::date;
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::legal_status::{EventOrigin, LegalStatus, StatusChange};
use tracuu_legal::citation::style::CitationStyle;
use tracuu_query::graph::{self, GraphBounds};
use tracuu_query::{citation_text, impact, missing, resolver};

use super::ingested::ingest_files;

/// Documents of an invented ministry and an invented province, by file name.
const FILES: [(&str, &str); 5] = [
    (
        "cu.txt",
        "BỘ XÂY DỰNG\nSố: 3/2016/TT-BXD\nHà Nội, ngày 10 tháng 3 năm 2016\n\nTHÔNG TƯ\n\
         Quy định về phân cấp công trình giai đoạn 2016-2020\n\n\
         Căn cứ Nghị định số 46/2015/NĐ-CP ngày 12/5/2015 của Chính phủ về quản lý chất lượng;\n\n\
         Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về phân cấp.\n\
         Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực kể từ ngày 15 tháng 5 năm 2016.\n",
    ),
    (
        "sua.txt",
        "BỘ XÂY DỰNG\nSố: 7/2019/TT-BXD\nHà Nội, ngày 07 tháng 11 năm 2019\n\nTHÔNG TƯ\n\
         Sửa đổi, bổ sung một số điều của Thông tư số 3/2016/TT-BXD ngày 10/3/2016\n\n\
         Điều 1. Sửa đổi\nĐiều 2. Hiệu lực\nThông tư này có hiệu lực kể từ ngày ký.\n",
    ),
    (
        "moi.txt",
        "BỘ XÂY DỰNG\nSố: 6/2021/TT-BXD\nHà Nội, ngày 30 tháng 6 năm 2021\n\nTHÔNG TƯ\n\
         Quy định về phân cấp công trình xây dựng\n\n\
         Căn cứ Nghị định số 46/2015/NĐ-CP ngày 12/5/2015 của Chính phủ;\n\n\
         Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về phân cấp.\n\
         Điều 2. Hiệu lực thi hành\n\
         1. Thông tư này có hiệu lực kể từ ngày 15 tháng 8 năm 2021.\n\
         2. Thông tư này thay thế Thông tư số 3/2016/TT-BXD ngày 10/3/2016 của Bộ Xây dựng.\n",
    ),
    (
        "ke-hoach.txt",
        "ỦY BAN NHÂN DÂN\nTỈNH LẠC HỒNG\nSố: 12/KH-UBND\nLạc Hồng, ngày 05 tháng 02 năm 2022\n\n\
         KẾ HOẠCH\nthực hiện Thông tư số 6/2021/TT-BXD ngày 30/6/2021 của Bộ Xây dựng\n\n\
         Căn cứ Nghị định số 46/2015/NĐ-CP ngày 12/5/2015 của Chính phủ được sửa đổi, bổ sung \
         bởi Nghị định số 12/2019/NĐ-CP ngày 01/02/2019 của Chính phủ;\n\n\
         1. Rà soát công trình.\n",
    ),
    (
        "bao-cao.txt",
        "ỦY BAN NHÂN DÂN\nTỈNH LẠC HỒNG\nSố: 15/BC-UBND\nLạc Hồng, ngày 05 tháng 12 năm 2022\n\n\
         BÁO CÁO\nsơ kết 01 năm thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2022\n\n\
         1. Ủy ban nhân dân tỉnh bãi bỏ Nghị định số 46/2015/NĐ-CP bằng công văn.\n",
    ),
];

#[track_caller]
fn only(collection: &Collection, symbol: &str) -> DocumentRecord {
    let mut found = resolver::by_reference(collection, symbol).unwrap();
    assert_eq!(found.len(), 1, "{symbol}");
    found.remove(0)
}

#[test]
fn relations_timelines_and_graph_come_from_the_files() {
    let (_dir, collection) = ingest_files(&FILES);
    let old = only(&collection, "03/2016/TT-BXD");
    assert!(old.held, "{}", old.id);

    // Each state with who says so.
    let timeline = old.timeline();
    for (day, state) in [
        (date(2016, 1, 1), LegalStatus::NotYet),
        (date(2016, 4, 1), LegalStatus::NotYet),
        (date(2017, 1, 1), LegalStatus::InForce),
        (date(2020, 1, 1), LegalStatus::Amended),
        (date(2021, 8, 14), LegalStatus::Amended),
        (date(2021, 8, 15), LegalStatus::Replaced),
    ] {
        assert_eq!(timeline.state_on(day).state, state, "{day}: {timeline:#?}");
    }
    let new = only(&collection, "06/2021/TT-BXD");
    let standing = timeline.state_on(date(2022, 1, 1));
    assert_eq!(standing.evidence[0].by.as_deref(), Some(new.id.as_str()));
    let place = standing.evidence[0].source.to_string();
    assert!(place.starts_with(&format!("{}#", new.id)));
    assert!(standing.is_past_period);

    // A third document states the relation of two that are not held.
    let decree = only(&collection, "46/2015/NĐ-CP");
    assert!(!decree.held);
    let amending = only(&collection, "12/2019/NĐ-CP");
    let amended =
        decree.events.iter().find(|event| event.change == StatusChange::Amended).unwrap();
    assert_eq!(
        (amended.by.as_deref(), amended.origin),
        (Some(amending.id.as_str()), EventOrigin::Other)
    );

    let graph =
        graph::around(&collection, &new.id, GraphBounds::to_depth(1)).unwrap().unwrap();
    let has = |kind: &str, source: &str, target: &str| {
        graph.edges.iter().any(|edge| {
            let edge = &edge.edge;
            edge.kind.to_string() == kind
                && edge.source == source
                && edge.target == target
        })
    };
    let plan = only(&collection, "12/KH-UBND");
    assert!(has("replaces", &new.id, &old.id), "{:#?}", graph.edges);
    assert!(has("basis", &new.id, &decree.id));
    assert!(has("implements", &plan.id, &new.id));
    assert!(!graph.is_cut);
    let wider =
        graph::around(&collection, &new.id, GraphBounds::to_depth(3)).unwrap().unwrap();
    assert!(wider.nodes.len() > graph.nodes.len());
    let small = GraphBounds { depth: 3, nodes: 2, edges: 1 };
    let cut = graph::around(&collection, &new.id, small).unwrap().unwrap();
    assert!(cut.is_cut && cut.nodes.len() == 2 && cut.edges.len() == 1);

    // The plan rests on the decree itself and through the circular.
    let impact = impact::impact(&collection, &decree.id).unwrap();
    let resting: Vec<_> = impact
        .resting
        .iter()
        .map(|one| (one.document.id.as_str(), one.distance))
        .collect();
    assert!(resting.contains(&(plan.id.as_str(), 1)), "{resting:?}");
    let impact = impact::impact(&collection, &new.id).unwrap();
    assert_eq!(impact.n_citers, 1);

    let missing = missing::report(&collection, Page { offset: 0, limit: 10 }).unwrap();
    let first = &missing.items[0];
    assert_eq!(first.document.id, decree.id);
    assert!(first.n_places >= 3 && !first.examples[0].snippet.is_empty());
    assert!(missing.items.iter().all(|one| !one.document.held));

    let cited = citation_text::cite_document(&decree, CitationStyle::Short);
    assert_eq!(cited.text, "Nghị định số 46/2015/NĐ-CP");
}

#[test]
fn a_body_below_cannot_end_what_a_body_above_issued() {
    let (_dir, collection) = ingest_files(&FILES);
    let decree = only(&collection, "46/2015/NĐ-CP");
    let repealed: Vec<_> = decree
        .events
        .iter()
        .filter(|event| event.change == StatusChange::Repealed)
        .collect();
    assert!(repealed.iter().all(|event| !event.is_plausible), "{repealed:#?}");
    let state = decree.timeline().state_on(date(2023, 1, 1)).state;
    assert_ne!(state, LegalStatus::Repealed);
}

#[test]
fn an_id_or_a_symbol_that_nothing_has_finds_nothing() {
    let (_dir, collection) = ingest_files(&FILES);
    for name in ["", "99/2031/TT-BXD", "Thông tư", "\"\u{0}"] {
        let found = resolver::by_reference(&collection, name).unwrap();
        assert!(found.is_empty(), "{name}");
    }
    assert!(
        graph::around(&collection, "no-such-id", GraphBounds::to_depth(2))
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_edge_lists_the_provisions_that_clauses_change() {
    let (_dir, collection) = ingest_files(&[(
        "sua.txt",
        "BỘ XÂY DỰNG\nSố: 8/2022/TT-BXD\nHà Nội, ngày 01 tháng 3 năm 2022\n\nTHÔNG TƯ\n\
         Sửa đổi, bổ sung một số điều của Thông tư số 6/2021/TT-BXD ngày 30/6/2021\n\n\
         Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 6/2021/TT-BXD\n\
         1. Sửa đổi khoản 2 Điều 4 như sau:\n“2. Cấp công trình do Sở Xây dựng định.”\n\
         2. Bãi bỏ Điều 7.\n\
         Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực kể từ ngày ký.\n",
    )]);
    let amending = only(&collection, "8/2022/TT-BXD");
    let edge = amending.relations.iter().find(|edge| !edge.provisions.is_empty());
    let changed = edge.iter().flat_map(|edge| &edge.provisions);
    let changed: Vec<_> = changed
        .map(|one| {
            let (article, clause) = (&one.pinpoint.article, &one.pinpoint.clause);
            (article.as_deref(), clause.as_deref(), one.action, one.path.as_str())
        })
        .collect();
    let expected = [
        (Some("4"), Some("2"), AmendingAction::Amend, "dieu-1.1"),
        (Some("7"), None, AmendingAction::Repeal, "dieu-1.2"),
    ];
    assert_eq!(changed, expected);
}
