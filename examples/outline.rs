fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let o = gongdan::segment::segment(&text);
        println!(
            "== {path}\ntitle {:?}\nplan {:?}\nissuers {:?}\nnumber {:?}\nissued {:?}\nrecipients {:?}",
            o.head.title.map(|t| t.value),
            o.head.plan_title.map(|t| t.value),
            o.head.issuers.iter().map(|t| &t.value).collect::<Vec<_>>(),
            o.head.doc_number.map(|t| t.value),
            o.head.issued.map(|t| t.value),
            o.head.recipients.iter().map(|t| &t.value).collect::<Vec<_>>()
        );
        let path_of = |mut i: usize| {
            let mut v = vec![o.items[i].label.clone()];
            while let Some(p) = o.items[i].parent {
                v.push(o.items[p].label.clone());
                i = p;
            }
            v.reverse();
            v.join("/")
        };
        for i in 0..o.items.len() {
            println!(
                "{}\t{}\t[{}]",
                path_of(i),
                o.items[i].heading.of(&text).chars().take(30).collect::<String>(),
                o.items[i].text.len()
            );
        }
        for p in &o.parts {
            if !matches!(p.owner, gongdan::model::Owner::Item(_) | gongdan::model::Owner::Blank) {
                println!(
                    "{:?} {}",
                    p.owner,
                    p.span.of(&text).chars().take(50).collect::<String>()
                );
            }
        }
        for f in &o.findings {
            println!("{:?} {}", f.code, f.message);
        }
    }
}
