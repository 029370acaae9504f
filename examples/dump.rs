use tracuu::document::outline;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let s = std::fs::read_to_string(&p).unwrap();
    let m = if p.ends_with(".md") {
        tracuu::extract::read_markdown(&s)
    } else {
        tracuu::extract::read_text(&s)
    };
    let o = outline::read(&m);
    let mut end = 0;
    for (i, u) in o.provisions.iter().enumerate() {
        let d = o.ancestors(i).count();
        let own = o.own_span(i);
        assert_eq!(own.start, end);
        end = own.end;
        let t: String = m.slice(u.title).replace('\n', " / ").chars().take(90).collect();
        let c: String = u.caption(&m).replace('\n', " / ").chars().take(60).collect();
        println!(
            "{}{} [{:?}{}] «{}» {} p={} {}",
            "  ".repeat(d),
            u.path,
            u.level,
            if u.is_measure { "*" } else { "" },
            u.label,
            t,
            u.paragraphs.len(),
            if t.is_empty() { format!("({c})") } else { String::new() }
        );
    }
    assert_eq!(end, m.body().end);
}
