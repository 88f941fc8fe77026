//! A small list with every kind of fact, for the tests of the forms.

use crate::model::{
    Action, CharSpan, Citation, Comparator, Deadline, DeadlineKind, Finding, Format, Generator, Notice, Origin, Period,
    Recurrence, RecurrenceUnit, Region, Role, SCHEMA_VERSION, Script, Section, Source, Target, TaskItem, TaskList,
    Unit, WarningCode,
};
use jiff::civil::{Date, date};

fn span(start: usize, end: usize) -> CharSpan {
    CharSpan { start, end }
}

fn item(seq: usize, path: &str, text: &str, at: (usize, usize)) -> TaskItem {
    TaskItem {
        id: format!("t{seq}"),
        parent: None,
        seq,
        origin: Origin::Numbered,
        path: path.to_owned(),
        level: path.split('/').count(),
        label: path.rsplit('/').next().unwrap().to_owned(),
        category: None,
        section: Section::Tasks,
        heading: text.to_owned(),
        text: text.to_owned(),
        task: true,
        task_rule: "",
        actions: Vec::new(),
        deadlines: Vec::new(),
        units: Vec::new(),
        targets: Vec::new(),
        content_hash: format!("{:064x}", seq),
        review: None,
        span: span(at.0, at.1),
    }
}

fn deadline(text: &str, kind: DeadlineKind, end: Option<Date>, action: Option<usize>) -> Deadline {
    Deadline {
        text: text.to_owned(),
        kind,
        start: None,
        end,
        recurrence: None,
        year_inferred: end.is_some(),
        inherited: false,
        action,
        span: span(20, 25),
        rule: "",
    }
}

fn unit(name: &str, role: Role, inherited: bool) -> Unit {
    let (text, name) = (name.to_owned(), name.to_owned());
    Unit {
        text,
        canonical: Some(name.clone()),
        name,
        group: false,
        role,
        inherited,
        action: None,
        span: span(20, 23),
        rule: "",
    }
}

fn action(text: &str, verb: &str) -> Action {
    Action {
        id: format!("a-{}", verb.chars().count() + text.len()),
        text: text.to_owned(),
        verb: verb.to_owned(),
        span: span(20, 30),
    }
}

/// The list.
pub(crate) fn list() -> TaskList {
    let mut top = item(1, "二", "重点任务", (20, 200));
    top.task = false;

    let text = "林业站牵头,3月15日前制定检查方案,4月底前完成检查,整改率达到95%以上。";
    let mut checks = item(2, "二/(一)", text, (30, 80));
    checks.heading = "开展森林防火检查".to_owned();
    checks.actions = vec![
        action("3月15日前制定检查方案", "制定"),
        action("4月底前完成检查", "完成"),
    ];
    checks.deadlines = vec![
        deadline("3月15日前", DeadlineKind::By, Some(date(2023, 3, 15)), Some(0)),
        deadline("4月底前", DeadlineKind::By, Some(date(2023, 4, 30)), Some(1)),
    ];
    checks.units = vec![
        unit("林业站", Role::Lead, false),
        unit("派出所", Role::Support, false),
        unit("林业站", Role::Lead, false),
    ];
    checks.targets = vec![Target {
        text: "整改率达到95%以上".to_owned(),
        indicator: "整改率".to_owned(),
        comparator: Comparator::AtLeast,
        value: 95.0,
        unit: Some("%".to_owned()),
        baseline: None,
        inherited: false,
        action: None,
        span: span(60, 70),
        rule: "",
    }];

    let mut meetings = item(3, "二/(二)", "各村每季度至少召开1次会议。", (80, 110));
    meetings.heading = "召开会议".to_owned();
    meetings.units = vec![unit("各村", Role::Actor, false)];
    let rrule = Some("FREQ=MONTHLY;INTERVAL=3".to_owned());
    meetings.deadlines = vec![Deadline {
        recurrence: Some(Recurrence {
            times: 1,
            every: 1,
            unit: RecurrenceUnit::Quarter,
            rrule,
        }),
        ..deadline("每季度至少召开1次", DeadlineKind::Recurring, None, None)
    }];

    let mut patrols = item(4, "二/(三)", "巡护", (110, 200));
    patrols.task = false;
    let mut walk = item(5, "二/(三)/1.", "护林员坚持巡山。\n=不是公式", (120, 150));
    walk.heading = "巡山护林".to_owned();
    walk.parent = Some("t4".to_owned());
    walk.units = vec![unit("林业站", Role::Lead, true), unit("护林员", Role::Actor, false)];
    walk.deadlines = vec![deadline("长期坚持", DeadlineKind::Ongoing, None, None)];

    let mut names = item(6, "¶1", "请于方案印发后10日内报送名单。", (200, 220));
    names.heading = "请于方案印发后10日内报送名单".to_owned();
    names.origin = Origin::Paragraph;
    names.deadlines = vec![deadline("方案印发后10日内", DeadlineKind::AfterEvent, None, None)];

    let mut items = vec![top, checks, meetings, patrols, walk, names];
    items[1].parent = Some("t1".to_owned());
    items[2].parent = Some("t1".to_owned());
    items[3].parent = Some("t1".to_owned());
    TaskList {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator {
            name: "gongdan".to_owned(),
            version: "0.1.0".to_owned(),
        },
        notice: Notice {
            id: "n1".to_owned(),
            source: Source {
                path: "通知/防火.txt".to_owned(),
                sha256: "0".repeat(64),
                bytes: 660,
                format: Format::Text,
                encoding: "UTF-8".to_owned(),
                script: Script::Simplified,
            },
            title: Some("关于印发《防火方案》的通知".to_owned()),
            doc_type: Some("通知".to_owned()),
            issuers: vec!["青山县林业局".to_owned()],
            doc_number: Some("青林发〔2023〕7号".to_owned()),
            issued: Some(date(2023, 2, 28)),
            recipients: vec!["各乡镇人民政府".to_owned(), "各林场".to_owned()],
            region: Some(Region {
                name: "青山县".to_owned(),
                level: Some("county".to_owned()),
                code: None,
            }),
            period: Some(Period {
                start: Some(date(2023, 3, 1)),
                end: None,
            }),
            cites: vec![Citation {
                title: Some("森林法".to_owned()),
                doc_number: None,
                relation: None,
                span: span(5, 10),
            }],
        },
        items,
        warnings: vec![
            Finding {
                code: WarningCode::NumberingGap,
                message: "编号不连续。".to_owned(),
                span: Some(span(81, 84)),
            },
            Finding {
                code: WarningCode::EncodingDoubtful,
                message: "编码为推测。".to_owned(),
                span: None,
            },
        ],
    }
}
