//! Invented pages in the manner of real sites: what comes out must be what a clerk would type off the page.

use super::read;

/// The text of a page that is read.
#[track_caller]
fn text(html: &str) -> String {
    match read(html) {
        Ok(document) => document.plain.text,
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn check(html: &str, expected: &str) {
    let text = text(html);
    assert!(text == expected, "--- got\n{text}--- expected\n{expected}---");
}

#[track_caller]
fn code(html: &str) -> &'static str {
    match read(html) {
        Ok(document) => panic!("read: {}", document.plain.text),
        Err(error) => error.code(),
    }
}

/// A body of a notice, as editors write it.
const BODY: &str = "<p style='text-indent:2em'>各乡镇人民政府，县直各有关单位：</p>\
    <p style='text-indent:2em'>为做好今年的防汛工作，现就有关事项通知如下：</p>\
    <p style='text-indent:2em'><strong>一、压实责任。</strong>各乡镇要在5月31日前完成隐患排查，建立台账。</p>\
    <p style='text-indent:2em'><strong>二、备足物资。</strong>县应急局牵头，6月10日前完成补充。</p>\
    <p style='text-align:right'>云溪县人民政府办公室</p><p style='text-align:right'>2024年5月6日</p>";
/// Its text.
const TEXT: &str = "各乡镇人民政府，县直各有关单位：\n\
    为做好今年的防汛工作，现就有关事项通知如下：\n\
    一、压实责任。各乡镇要在5月31日前完成隐患排查，建立台账。\n\
    二、备足物资。县应急局牵头，6月10日前完成补充。\n\
    云溪县人民政府办公室\n2024年5月6日\n";

#[test]
fn trs_with_metadata_table_beside_the_text() {
    check(
        &format!(
            r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪县人民政府办公室关于做好防汛工作的通知_云溪县人民政府</title>
<meta name="SiteName" content="云溪县人民政府"><meta name="ArticleTitle" content="云溪县人民政府办公室关于做好防汛工作的通知">
<script>var a = "<p>不要</p>";</script><style>p {{ margin: 0 }}</style></head><body>
<div class="header"><div class="logo"><a href="/"><img src="logo.png"></a></div><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zwgk">政务公开</a></li><li><a href="/bsfw">办事服务</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府文件</div>
<table class="xxgk_table"><tbody><tr><td class="t1">索 引 号：</td><td>YX001/2024-00012</td><td class="t1">主题分类：</td><td>水利</td></tr>
<tr><td class="t1">发布机构：</td><td>县政府办公室</td><td class="t1">成文日期：</td><td>2024年5月6日</td></tr>
<tr><td class="t1">发文字号：</td><td>云政办发〔2024〕8号</td><td>有 效 性：</td><td>有效</td></tr></tbody></table>
<h1 class="title">云溪县人民政府办公室<br>关于做好防汛工作的通知</h1>
<div class="info"><span>发布时间：2024-05-07</span> <span>来源：县政府办</span> <span>浏览次数：<script>hits()</script></span>
<span class="share">分享到：<a href="javascript:;">微信</a></span> 【字体：<a href="javascript:;">大</a> <a href="javascript:;">中</a>】</div>
<div class="view TRS_UEDITOR trs_paper_default">{BODY}</div>
<div class="fj"><p>附件：<a href="./P020240506.doc">物资清单.doc</a></p></div>
<div class="related"><h3>相关解读</h3><ul><li><a href="a">一图读懂防汛通知</a></li><li><a href="b">负责人答记者问</a></li></ul></div>
<div class="footer"><p>主办单位：云溪县人民政府　承办：县政府办公室</p><p>网站标识码：4300000001 湘ICP备00000001号</p></div>
</body></html>"#
        ),
        &format!(
            "索引号：YX001/2024-00012\n主题分类：水利\n发布机构：县政府办公室\n成文日期：2024年5月6日\n\
             发文字号：云政办发〔2024〕8号\n有效性：有效\n发布时间：2024-05-07\n\n\
             云溪县人民政府办公室\n关于做好防汛工作的通知\n\n{TEXT}"
        ),
    );
}

#[test]
fn jpage_with_the_title_outside_and_the_number_below_it() {
    check(
        &format!(
            r#"<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>云溪市水利局 通知公告 关于开展水库巡查的通知</title>
<meta name="ArticleTitle" content="关于开展水库巡查的通知"></head><body>
<table width="1000" align="center"><tr><td><a href="/">网站首页</a> | <a href="/col/1">机构概况</a> | <a href="/col/2">政务动态</a></td></tr></table>
<table width="1000" align="center"><tr><td>您当前的位置：<a href="/">首页</a> &gt;&gt; <a href="/col/3">通知公告</a></td></tr></table>
<table id="article" width="100%" align="center"><tr><td class="title">关于开展水库巡查的通知</td></tr>
<tr><td align="center">云水发〔2024〕15号</td></tr>
<tr><td><table width="100%"><tr><td>发布日期：2024-05-06</td><td>信息来源：市水利局</td><td>浏览次数：<script src="/hits.js"></script></td>
<td>字号：[ <a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> ]</td></tr></table></td></tr>
<tr><td id="zoom" class="bt_content"><!--ZJEG_RSS.content.begin--><META NAME="ContentStart"/>{BODY}<META NAME="ContentEnd"/><!--ZJEG_RSS.content.end--></td></tr></table>
<table><tr><td>[ <a href="javascript:window.print()">打印本页</a> ] [ <a href="javascript:window.close()">关闭窗口</a> ]</td></tr></table>
<table><tr><td>版权所有：云溪市水利局　技术支持：某公司，电话：0000-0000000</td></tr></table></body></html>"#
        ),
        &format!("发布日期：2024-05-06\n\n关于开展水库巡查的通知\n云水发〔2024〕15号\n\n{TEXT}"),
    );
}

#[test]
fn old_page_of_nested_tables_fonts_and_breaks() {
    check(
        r#"<HTML><HEAD><TITLE>无标题文档</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<TABLE WIDTH=780 BORDER=0><TR><TD><IMG SRC=banner.jpg></TD></TR></TABLE>
<TABLE WIDTH=780 BORDER=0><TR><TD WIDTH=160 VALIGN=TOP><TABLE><TR><TD><A HREF=1.htm>机构设置</A></TD></TR><TR><TD><A HREF=2.htm>政策法规</A></TD></TR>
<TR><TD><A HREF=3.htm>通知公告</A></TABLE>
<TD VALIGN=TOP><TABLE WIDTH=600><TR><TD ALIGN=CENTER><FONT SIZE=5 COLOR=RED><B>云溪市教育局文件</B></FONT><BR>
<FONT SIZE=3>云教字〔2006〕21号</FONT><BR><BR><FONT SIZE=4><B>关于做好暑期安全工作的通知</B></FONT>
<TR><TD><FONT SIZE=3>各县（市、区）教育局，市直各学校：<BR>&nbsp;&nbsp;&nbsp;&nbsp;暑假将至，现将有关事项通知如下：<BR><BR>
　　一、加强教育。各校在放假前上一堂安全课，
做到全覆盖。<BR>　　二、加强检查。7月10日前完成校舍排查。<BR><BR><DIV ALIGN=RIGHT>二○○六年六月十二日</DIV></FONT></TABLE></TABLE>
<TABLE WIDTH=780><TR><TD ALIGN=CENTER>版权所有 云溪市教育局</TABLE></BODY></HTML>"#,
        "云溪市教育局文件\n云教字〔2006〕21号\n\n关于做好暑期安全工作的通知\n各县（市、区）教育局，市直各学校：\n\
         \u{a0}\u{a0}\u{a0}\u{a0}暑假将至，现将有关事项通知如下：\n\n　　一、加强教育。各校在放假前上一堂安全课，做到全覆盖。\n\
         \u{3000}\u{3000}二、加强检查。7月10日前完成校舍排查。\n\n二○○六年六月十二日\n",
    );
}

#[test]
fn whole_notice_in_pre() {
    let body = "　　　　　关于报送总结的通知\n\n各科室：\n　　一、请于12月20日前报送总结，不得迟报。\n　　二、格式不限。\n\n　　　　　　　　　　办公室\n";
    check(
        &format!(
            "<html><body><div class=nav><a href=1>首页</a><a href=2>通知</a></div><pre>\n{body}</pre></body></html>"
        ),
        body,
    );
}

#[test]
fn table_of_tasks_with_merged_cells() {
    let html = format!(
        "<div id='UCAP-CONTENT'>{BODY}<table border=1><caption>任务分解表</caption><thead><tr><th>序号<th>工作任务<th colspan=2>责任单位</thead>
<tr><td>1<td rowspan=2><p>清淤</p><p>疏浚</p><td>水利局<td>住建局<tr><td>2<td colspan=2>交通局</table><p>注：以上任务年底前完成。</p></div>"
    );
    let document = read(&html).unwrap().plain;
    assert_eq!(
        document.text,
        format!(
            "{TEXT}任务分解表\n序号\t工作任务\t责任单位\n1\t清淤\n疏浚\t水利局\t住建局\n2\t交通局\n注：以上任务年底前完成。\n"
        )
    );
    let table = &document.tables[0];
    assert_eq!(
        table.rows,
        [
            [Some(0), Some(1), Some(2), Some(2)],
            [Some(3), Some(4), Some(5), Some(6)],
            [Some(7), Some(4), Some(8), Some(8)]
        ]
    );
    assert_eq!(table.cells[4].of(&document.text), "清淤\n疏浚");
}

#[test]
fn word_pages_keep_their_printed_numbers() {
    check(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><title>附件1</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN><div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>云溪县春季植树工
作方案<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span
style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]><span>总体要求。坚持因地制宜，</span><span
lang=EN-US>2024</span><span>年造林<span lang=EN-US>3</span>万亩。</span></p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Wingdings;mso-list:Ignore'>l<span style='font:7.0pt'>&nbsp;</span></span><![endif]>
县林业局牵头，<span style='display:none;mso-hide:all'>秘</span>各乡镇配合。</p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal>保留<del cite='mailto:x'>五</del><ins>六</ins>个点。</p>
</div></body></html>",
        "云溪县春季植树工作方案\n一、总体要求。坚持因地制宜，2024年造林3万亩。\n•县林业局牵头，各乡镇配合。\n\n保留六个点。\n",
    );
}

#[test]
fn lists_are_numbered_as_browsers_number_them() {
    check(
        "<div class='article-content'><p>请各单位抓好以下工作，按时报送。</p><ol start=3><li>清理台账。<li><p>完善制度。</p><ol type=a><li>甲<li>乙</ol><li value=9>2024年总结
</ol><ol style='list-style-type:cjk-ideographic'><li>组织领导<li>督查</ol><ol><li>（一）已有编号<li>二、也有</ol>
<ul><li>要点<li>一是加强领导<li style='list-style:none'>无点</ul><ol style='list-style:none'><li>无号</ol></div>",
        "请各单位抓好以下工作，按时报送。\n3.清理台账。\n4.完善制度。\na.甲\nb.乙\n9. 2024年总结\n一、组织领导\n二、督查\n\
         （一）已有编号\n二、也有\n•要点\n一是加强领导\n无点\n无号\n",
    );
}

#[test]
fn taiwan_letter_in_a_page_of_an_agency() {
    check(
        r##"<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>雲溪縣政府函-公告</title></head><body>
<a href="#C" class="acc">跳到主要內容區塊</a><nav><ul><li><a href="/">回首頁</a></li><li><a href="/map">網站導覽</a></li></ul></nav>
<div class="path">現在位置：<a href="/">首頁</a> &gt; <a href="/n">公告</a></div>
<main id="C"><div class="area-essay"><table><tr><td>發文日期：</td><td>中華民國112年3月1日</td></tr><tr><td>發文字號：</td><td>雲教字第1120012345號</td></tr></table>
<p>受文者：各國民小學</p><p>主旨：請各校於112年4月30日前完成校園遊戲場檢查，請查照。</p><p>說明：</p><p>一、依據教育部函辦理。</p>
<p>二、檢查結果請上網填報，逾期不候。</p></div></main>
<aside><h2>相關連結</h2><a href="x">教育部</a></aside><footer><p>雲溪縣政府版權所有，地址：某路1號</p></footer></body></html>"##,
        "發文日期：中華民國112年3月1日\n發文字號：雲教字第1120012345號\n\n受文者：各國民小學\n\
         主旨：請各校於112年4月30日前完成校園遊戲場檢查，請查照。\n說明：\n一、依據教育部函辦理。\n二、檢查結果請上網填報，逾期不候。\n",
    );
}

#[test]
fn unknown_names_and_text_straight_in_the_cell() {
    check(
        "<html><head><title>关于召开座谈会的通知</title></head><body><form id=aspnetForm><div id=a1><a href=1>首页</a> <a href=2>机构</a> <a href=3>服务</a></div>
<div id=b2><div id=c3><h2>最新消息</h2><ul><li><a href=4>市领导调研防汛工作</a><li><a href=5>我市召开大会</a></ul></div>
<div id=d4><div>关于召开座谈会的通知</div><div>时间：2024-05-06 点击：12</div><div>各有关企业：<br>　　定于5月10日召开座谈会，
请准时参加。<br>　　联系人：李某，电话0000。<br><br>　　　　云溪市工信局<br>　　　　2024年5月6日</div>
<div><a href=6>上一篇：关于报名的通知</a><a href=7>下一篇：放假安排</a></div></div></div></form>
<div>Copyright 2024 云溪市工信局，版权所有</div></body></html>",
        "关于召开座谈会的通知\n\n各有关企业：\n　　定于5月10日召开座谈会，请准时参加。\n\
         \u{3000}\u{3000}联系人：李某，电话0000。\n\n　　　　云溪市工信局\n　　　　2024年5月6日\n",
    );
}

#[test]
fn university_page_with_form_around_the_text() {
    check(
        &format!(
            r#"<html><head><title>关于做好防汛工作的通知-云溪学院</title></head><body><form name="_newscontent_fromname"><div class="cont">
<h3>关于做好防汛工作的通知</h3><p><span>作者：办公室</span>  <span>时间：2024-05-06</span>  <span>点击数：<span id="hit">12</span></span></p>
<div id="vsb_content_2"><div class="v_news_content">{BODY}</div></div><p>上一条：<a href="1">甲</a></p><p>下一条：<a href="2">乙</a></p></div></form></body></html>"#
        ),
        &format!("关于做好防汛工作的通知\n\n{TEXT}"),
    );
}

#[test]
fn text_hidden_until_a_script_shows_it() {
    check(
        &format!(
            "<html><body><div id=loading>加载中</div><div id=main style='display:none'><div class=con_txt>{BODY}</div></div></body></html>"
        ),
        TEXT,
    );
}

#[test]
fn article_of_a_messenger_hides_its_text_until_loaded() {
    check(
        &format!(
            "<html><head><title>县里通知</title></head><body><h1 id=activity-name>关于做好防汛工作的通知</h1><div id=meta_content><span>云溪发布</span></div>
<div class=rich_media_content id=js_content style='visibility: hidden; opacity: 0;'>{BODY}</div><script>var a;</script>
<div>预览时标签不可点，微信扫一扫关注该公众号</div><div style='display:none'>知道了，微信扫一扫使用小程序，轻点两下取消赞。</div></body></html>"
        ),
        &format!("关于做好防汛工作的通知\n\n{TEXT}"),
    );
}

#[test]
fn two_editors_on_one_page_are_one_notice() {
    check(
        &format!(
            "<body><div class=top><a href=1>首页</a><a href=2>公开</a></div><div class=wrap><div class=TRS_Editor>{BODY}</div>\
             <p>附件</p><div class=TRS_Editor><p>云溪县防汛工作方案</p><p>为落实上级要求，制定本方案，请抓好执行。</p>\
             <p>一、目标任务。全年不发生重大险情，确保安全度汛。</p></div></div><div class=foot><a href=3>联系</a><a href=4>地图</a></div></body>"
        ),
        &format!(
            "{TEXT}附件\n云溪县防汛工作方案\n为落实上级要求，制定本方案，请抓好执行。\n一、目标任务。全年不发生重大险情，确保安全度汛。\n"
        ),
    );
}

#[test]
fn fragments_without_html() {
    check(
        "<p>各科室：请于3月1日前报送总结。</p>",
        "各科室：请于3月1日前报送总结。\n",
    );
    check(
        "<tr><td>各科室：</td><td>请于3月1日前报送总结。</td></tr>",
        "各科室：\n请于3月1日前报送总结。\n",
    );
    check(
        "<br>各科室：<br>请于3月1日前报送总结。",
        "各科室：\n请于3月1日前报送总结。\n",
    );
    check("<h1>通知</h1>", "通知\n");
}

#[test]
fn white_space_is_that_of_browsers() {
    check(
        "<p>到2025年，\n  建成 <b>10</b> 个\n\t<i>示范</i>点，占比\n95%；做到“四有”\n和“三无”。a&shy;b\u{200B}c&nbsp;&nbsp;d　e</p>",
        "到2025年，建成 10 个示范点，占比 95%；做到“四有”和“三无”。abc\u{a0}\u{a0}d　e\n",
    );
    check(
        "<p>说<q>好</q>，注<sup>①</sup>。<ruby>汉<rt>hàn</rt></ruby>字</p>",
        "说“好”，注①。汉字\n",
    );
}

#[test]
fn pages_without_text_say_so() {
    for (html, expected) in [
        (
            "<body><div class=TRS_Editor><h2>关于公示的通知</h2><p><img src=1.jpg></p><p><img src=2.jpg></p></div></body>",
            "E108",
        ),
        ("<body><p><img src=1.jpg></p></body>", "E108"),
        (
            "<frameset cols='20%,*'><frame src=a.htm><frame src=b.htm></frameset>",
            "E103",
        ),
        ("<body><iframe src=a.htm></iframe></body>", "E103"),
        (
            "<body><div id=app></div><noscript>请启用脚本，再打开本页。</noscript><script src=a.js></script></body>",
            "E103",
        ),
        (
            "<body><script>x</script><ul><li><a href=1>要闻一</a><li><a href=2>要闻二</a><li><a href=3>要闻三</a></ul></body>",
            "E103",
        ),
        ("<html></html>", "E103"),
        ("<!-- x -->", "E103"),
    ] {
        assert_eq!(code(html), expected, "{html}");
    }
}

#[test]
fn one_sentence_is_a_text() {
    check("<script>a</script><p>明天停水。</p>", "明天停水。\n");
}
