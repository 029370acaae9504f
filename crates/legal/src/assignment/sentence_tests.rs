//! Sentences of many shapes, invented.

use super::super::duty::{Assignment, Duty};
use super::super::read::{Issue, read};
use crate::document::level::ProvisionLevel;
use crate::document::outline::{Outline, Provision};
use tracuu_text::builder::ManuscriptBuilder;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::styled::StyledText;

fn manuscript(lines: &[&str]) -> Manuscript {
    let mut builder = ManuscriptBuilder::default();
    for line in lines {
        builder.paragraph(&StyledText::plain(*line));
    }
    builder.finish()
}

/// An outline of one measure over the whole text.
fn one_measure(manuscript: &Manuscript) -> Outline {
    let body = manuscript.body();
    let provision = Provision {
        path: "II.1".to_owned(),
        level: ProvisionLevel::Clause,
        label: "1".to_owned(),
        title: Span::default(),
        span: body,
        paragraphs: Vec::new(),
        parent: None,
        is_measure: true,
    };
    Outline { provisions: vec![provision] }
}

/// `duty: subject; … + partners > task @ deadline`, one a found assignment.
fn check_text(lines: &[&str], expected: &[&str]) {
    let manuscript = manuscript(lines);
    let read = read(&manuscript, &one_measure(&manuscript), Issue::default());
    let shown: Vec<String> = read.iter().map(|one| show(&manuscript, one)).collect();
    assert_eq!(shown, expected, "\nhelp: the text was {lines:#?}");
}

fn show(manuscript: &Manuscript, one: &Assignment) -> String {
    let of = |duty: Duty| {
        let names: Vec<&str> =
            one.with(duty).map(|party| manuscript.slice(party.span)).collect();
        names.join("; ")
    };
    let mut shown = Vec::new();
    for (mark, duty) in [
        ("=", Duty::Lead),
        ("+", Duty::Coordinate),
        ("!", Duty::Implement),
        ("~", Duty::Monitor),
        ("?", Duty::Answer),
        ("*", Duty::Advise),
        ("^", Duty::Advised),
    ] {
        if !of(duty).is_empty() {
            shown.push(format!("{mark} {}", of(duty)));
        }
    }
    shown.push(format!("> {}", manuscript.slice(one.task)));
    if let Some(deadline) = one.deadline {
        shown.push(format!("@ {}", manuscript.slice(deadline)));
    }
    shown.join(" ")
}

#[test]
fn the_plain_appointment_names_lead_partners_and_whom_they_advise() {
    check_text(
        &[
            "Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan tham mưu Ban \
           Thường vụ Tỉnh ủy sửa đổi quy định.",
        ],
        &[
            "= Ban Tuyên giáo Tỉnh ủy + các cơ quan liên quan * Ban Tuyên giáo Tỉnh ủy ^ Ban \
           Thường vụ Tỉnh ủy > tham mưu Ban Thường vụ Tỉnh ủy sửa đổi quy định",
        ],
    );
}

#[test]
fn partners_are_a_list_and_the_deadline_is_read() {
    check_text(
        &[
            "1- Phòng Nội vụ chủ trì, phối hợp với Ban Chỉ huy Quân sự huyện, Công an huyện \
           và Ủy ban nhân dân các xã, thị trấn điều chỉnh phương án, trình Ủy ban nhân dân \
           huyện trước ngày 15/3/2024.",
        ],
        &[
            "= Phòng Nội vụ + Ban Chỉ huy Quân sự huyện; Công an huyện; Ủy ban nhân dân các \
           xã, thị trấn > điều chỉnh phương án, trình Ủy ban nhân dân huyện trước ngày \
           15/3/2024 @ trước ngày 15/3/2024",
        ],
    );
}

#[test]
fn a_charge_names_its_agency() {
    check_text(
        &["Giao Sở Tài chính chủ trì cân đối kinh phí."],
        &["= Sở Tài chính > cân đối kinh phí"],
    );
    check_text(
        &["2. Đề nghị Hội Nông dân tỉnh và các đoàn thể tuyên truyền, vận động."],
        &["! Hội Nông dân tỉnh; các đoàn thể > tuyên truyền, vận động"],
    );
    check_text(
        &["Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì, phối hợp Sở Nội vụ thực hiện."],
        &["= Sở Y tế + Sở Nội vụ > thực hiện"],
    );
}

#[test]
fn a_paragraph_that_opens_with_its_agency_gives_it_the_task() {
    check_text(
        &["3. Ban Tổ chức Tỉnh ủy chủ trì theo dõi, tham mưu, tổng hợp báo cáo kết quả."],
        &[
            "= Ban Tổ chức Tỉnh ủy ~ Ban Tổ chức Tỉnh ủy * Ban Tổ chức Tỉnh ủy > theo dõi, tham mưu, tổng hợp báo cáo kết quả",
        ],
    );
    check_text(
        &[
            "4- Văn phòng Tỉnh ủy căn cứ chức năng, nhiệm vụ được giao, phối hợp với các cơ \
           quan liên quan theo dõi, tổng hợp, báo cáo.",
        ],
        &[
            "+ các cơ quan liên quan ! Văn phòng Tỉnh ủy ~ Văn phòng Tỉnh ủy > theo dõi, tổng hợp, báo cáo",
        ],
    );
    check_text(
        &["- Sở Tài chính: bố trí kinh phí trong quý II/2024."],
        &["! Sở Tài chính > bố trí kinh phí trong quý II/2024 @ trong quý II/2024"],
    );
}

#[test]
fn two_leads_in_a_sentence_are_two_assignments() {
    check_text(
        &["Sở Y tế chủ trì khám bệnh; Sở Nội vụ chủ trì thi đua."],
        &["= Sở Y tế > khám bệnh", "= Sở Nội vụ > thi đua"],
    );
    check_text(
        &["Sở Y tế chủ trì; Sở Nội vụ, Công an tỉnh phối hợp."],
        &[
            "= Sở Y tế + Sở Nội vụ; Công an tỉnh > Sở Y tế chủ trì; Sở Nội vụ, Công an tỉnh phối \
           hợp.",
        ],
    );
}

#[test]
fn the_subject_may_stand_in_the_sentence_before() {
    check_text(
        &[
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc tỉnh tổ chức hội thảo. Chủ trì phối hợp \
           với Thường trực Hội đồng nhân dân, Ủy ban Nhân dân tỉnh lựa chọn dự thảo.",
        ],
        &[
            "! Ban Thường trực Ủy ban Mặt trận Tổ quốc tỉnh > tổ chức hội thảo",
            "= Ban Thường trực Ủy ban Mặt trận Tổ quốc tỉnh + Thường trực Hội đồng nhân dân; \
             Ủy ban Nhân dân tỉnh > lựa chọn dự thảo",
        ],
    );
}

#[test]
fn the_subject_may_be_the_heading_above() {
    check_text(
        &[
            "3- Ban Chỉ huy Quân sự huyện",
            "a) Chủ trì công tác tìm kiếm cứu nạn.",
            "b) Phối hợp với Công an huyện bảo đảm trật tự.",
            "4- Các xã tự lo.",
            "c) Chủ trì việc khác.",
        ],
        &[
            "= Ban Chỉ huy Quân sự huyện > công tác tìm kiếm cứu nạn",
            "+ Công an huyện ! Ban Chỉ huy Quân sự huyện > bảo đảm trật tự",
        ],
    );
}

#[test]
fn a_heading_is_a_body_whatever_its_words() {
    check_text(
        &[
            "1. Hội quán Làm vườn Suối Cạn",
            "- Chủ trì chiết cành.",
            "- Chia cây giống cho các hộ.",
            "2. Việc tưới tiêu",
            "- Sở Xây dựng chủ trì đào giếng.",
            "3. Về vốn",
            "- Chủ trì cấp vốn.",
        ],
        &[
            "= Hội quán Làm vườn Suối Cạn > chiết cành",
            "! Hội quán Làm vườn Suối Cạn > Chia cây giống cho các hộ",
            "= Sở Xây dựng > đào giếng",
        ],
    );
    check_text(
        &[
            "a) Trách nhiệm của Thanh tra tỉnh:",
            "- Chủ động phối hợp với Sở Nội vụ rà soát.",
        ],
        &["+ Sở Nội vụ ! Thanh tra tỉnh > rà soát"],
    );
}

#[test]
fn a_clause_may_stand_before_the_duty() {
    check_text(
        &[
            "1. Sở Du lịch",
            "- Khi có kết quả khảo sát, chủ trì, phối hợp với Công an tỉnh mở tuyến.",
            "2. Các chủ tàu báo cáo Chi cục Thủy sản để chủ trì đăng kiểm.",
        ],
        &["= Sở Du lịch + Công an tỉnh > mở tuyến", "= Chi cục Thủy sản > đăng kiểm"],
    );
}

#[test]
fn names_run_to_the_word_of_duty() {
    check_text(
        &[
            "1. Viện Nghiên cứu giống và bảo tồn gen tỉnh chủ trì lai tạo.",
            "2. Hội đồng xét tặng danh hiệu của tỉnh chủ trì bỏ phiếu.",
            "3. Các bến thủy nội địa phối hợp với Công an xã kiểm tra áo phao.",
            "4. Nhóm Tình nguyện Áo Xanh và Sở Y tế chủ trì hiến máu.",
        ],
        &[
            "= Viện Nghiên cứu giống và bảo tồn gen tỉnh > lai tạo",
            "= Hội đồng xét tặng danh hiệu của tỉnh > bỏ phiếu",
            "+ Công an xã ! Các bến thủy nội địa > kiểm tra áo phao",
            "= Nhóm Tình nguyện Áo Xanh; Sở Y tế > hiến máu",
        ],
    );
}

#[test]
fn a_head_said_once_is_that_of_each_name() {
    check_text(
        &[
            "1. Các Sở: Y tế, Du lịch chủ trì đón đoàn.",
            "2. Ủy ban nhân dân các phường: Bến Gỗ, Cầu Đá chủ trì dọn rác.",
        ],
        &["= Y tế; Du lịch > đón đoàn", "= Bến Gỗ; Cầu Đá > dọn rác"],
    );
}

#[test]
fn who_leads_others_keeps_the_task() {
    check_text(
        &[
            "1. Giao Đảng ủy Công an tỉnh lãnh đạo, chỉ đạo các phòng nghiệp vụ phối hợp với \
             Sở Tư pháp làm sạch dữ liệu.",
            "2. Đảng ủy xã chỉ đạo Ủy ban nhân dân xã chủ trì sửa cầu treo.",
            "3. Sở Nội vụ chủ trì, cùng Sở Tài chính chi trả.",
        ],
        &[
            "+ Sở Tư pháp ! Đảng ủy Công an tỉnh; các phòng nghiệp vụ > làm sạch dữ liệu",
            "= Ủy ban nhân dân xã ! Đảng ủy xã > sửa cầu treo",
            "= Sở Nội vụ + Sở Tài chính > chi trả",
        ],
    );
}

#[test]
fn what_is_told_as_done_is_no_duty() {
    check_text(
        &[
            "Quý trước, Sở Y tế đã chủ trì, phối hợp với Sở Nội vụ mở lớp.",
            "Thời gian qua, Sở Du lịch chủ trì 03 hội chợ.",
            "Luật sư được mời trợ giúp pháp lý.",
        ],
        &[],
    );
}

#[test]
fn partners_without_a_name_are_partners() {
    check_text(
        &[
            "1. Sở Y tế chủ trì, phối hợp với đơn vị có liên quan thử nước.",
            "2. Sở Y tế chủ trì, phối hợp với các ban ngành liên quan, Viettel Suối Cạn đặt \
             trạm.",
        ],
        &[
            "= Sở Y tế + đơn vị có liên quan > thử nước",
            "= Sở Y tế + các ban ngành liên quan; Viettel Suối Cạn > đặt trạm",
        ],
    );
}

#[test]
fn deadlines_have_many_words() {
    for (sentence, deadline) in [
        (
            "Sở Y tế chủ trì rà soát kho trước 17 giờ 00 ngày 05/02/2027.",
            "trước 17 giờ 00 ngày 05/02/2027",
        ),
        (
            "Sở Y tế chủ trì rà soát kho trong quý II, quý III năm 2027.",
            "trong quý II, quý III năm 2027",
        ),
        (
            "Sở Y tế chủ trì mở lớp từ tháng 3 đến tháng 6 năm 2027.",
            "từ tháng 3 đến tháng 6 năm 2027",
        ),
        ("Sở Y tế chủ trì tiêm chủng trong quý I/2027.", "trong quý I/2027"),
        ("Sở Y tế chủ trì tiêm chủng trước 15/8.", "trước 15/8"),
        ("Hằng năm, Sở Y tế chủ trì tiêm chủng.", "Hằng năm"),
        ("Sở Y tế chủ trì xóa hết bệnh dại đến 2031.", "đến 2031"),
        ("Sở Y tế chủ trì xây trạm, xong hết năm 2028.", "hết năm 2028"),
        (
            "Sở Y tế chủ trì tiêm chủng trong 6 tháng đầu năm 2027.",
            "trong 6 tháng đầu năm 2027",
        ),
        (
            "Sở Y tế chủ trì báo cáo trong 20 (hai mươi) ngày, kể từ ngày ký.",
            "trong 20 (hai mươi) ngày, kể từ ngày ký",
        ),
        ("Sở Y tế chủ trì báo cáo trước ngày 25 hằng tháng.", "trước ngày 25 hằng tháng"),
        (
            "Sở Y tế chủ trì tiêm chủng. Xong trong tháng 9/2027.",
            "Xong trong tháng 9/2027",
        ),
    ] {
        let manuscript = manuscript(&[sentence]);
        let read = read(&manuscript, &one_measure(&manuscript), Issue::default());
        let found = read[0].deadline.map(|span| manuscript.slice(span));
        assert_eq!(found, Some(deadline), "{sentence}");
    }
    for sentence in [
        "Sở Y tế chủ trì họp trước 03 thành viên.",
        "Sở Y tế chủ trì tiêm cho 300 đến 2030 người.",
        "Sở Y tế chủ trì trực 30 ngày.",
        "Sở Y tế chủ trì báo cáo trong 20 ngày.",
    ] {
        let manuscript = manuscript(&[sentence]);
        let read = read(&manuscript, &one_measure(&manuscript), Issue::default());
        assert!(read[0].deadline.is_none(), "{sentence}");
    }
}

#[test]
fn a_duty_spoken_of_is_no_appointment() {
    for line in [
        "Phát huy vai trò chủ trì của Hội Nông dân tỉnh trong vận động.",
        "Nâng cao trách nhiệm của cơ quan chủ trì.",
        "Đơn vị chủ trì thẩm tra gửi hồ sơ trước phiên họp.",
        "Cơ quan cấp phép xây chợ thuộc Ủy ban nhân dân cấp huyện, cấp xã chủ trì lập sổ.",
        "Bí thư Tỉnh ủy chủ trì hội nghị sơ kết.",
    ] {
        let manuscript = manuscript(&[line]);
        let read = read(&manuscript, &one_measure(&manuscript), Issue::default());
        assert!(read.iter().all(|one| one.lead().next().is_none()), "{line}");
    }
}

#[test]
fn classes_in_a_row_are_one_class_and_no_body() {
    let manuscript = manuscript(&["Bộ, cơ quan ngang Bộ chủ trì đo mực nước sông."]);
    let read = read(&manuscript, &one_measure(&manuscript), Issue::default());
    let lead = read[0].lead().next().map(|party| &party.agency);
    assert!(lead.is_some_and(|lead| lead.is_class() && !lead.is_learnt()));
}

#[test]
fn answering_and_watching_are_duties_of_their_own() {
    check_text(
        &["Ủy ban nhân dân các huyện, thành phố chịu trách nhiệm toàn diện về kết quả."],
        &[
            "? Ủy ban nhân dân các huyện, thành phố > chịu trách nhiệm toàn diện về kết quả",
        ],
    );
    check_text(
        &["Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện."],
        &["~ Văn phòng Tỉnh ủy > theo dõi, đôn đốc việc thực hiện"],
    );
}

#[test]
fn the_duty_may_follow_other_words() {
    check_text(
        &["Sở Tư pháp được giao chủ trì soạn thảo."],
        &["= Sở Tư pháp > soạn thảo"],
    );
    check_text(
        &[
            "Trên cơ sở kết quả rà soát, Sở Tư pháp chủ trì soạn thảo, hoàn thành trước ngày \
           30 tháng 6 năm 2024.",
        ],
        &[
            "= Sở Tư pháp > soạn thảo, hoàn thành trước ngày 30 tháng 6 năm 2024 @ trước ngày \
           30 tháng 6 năm 2024",
        ],
    );
    check_text(
        &["Hội Nông dân tỉnh là cơ quan đầu mối tổng hợp."],
        &["= Hội Nông dân tỉnh ~ Hội Nông dân tỉnh > tổng hợp"],
    );
}

#[test]
fn partners_without_a_subject_still_take_part() {
    check_text(
        &[
            "Phối hợp chặt chẽ với Mặt trận Tổ quốc, các tổ chức chính trị - xã hội trong \
           giảm nghèo.",
        ],
        &["+ Mặt trận Tổ quốc; các tổ chức chính trị - xã hội > trong giảm nghèo"],
    );
}

#[test]
fn tasks_are_read_from_sentences_only_where_tasks_are_given() {
    let lines = [
        "Ủy ban nhân dân tỉnh đã ban hành nhiều văn bản.",
        "Tỉnh ủy theo dõi tình hình; Hội Nông dân tỉnh phối hợp với Tỉnh đoàn tổ chức hội \
         diễn.",
    ];
    let manuscript = manuscript(&lines);
    assert!(read(&manuscript, &Outline::default(), Issue::default()).is_empty());
    // Inside a measure, what has been done is still no task.
    check_text(&lines[..1], &[]);
}

#[test]
fn a_bare_name_is_that_of_the_issuers_tier() {
    let manuscript = manuscript(&["Ban Nội chính chủ trì rà soát."]);
    let home = Some(crate::agency::tier::Tier::Province);
    let read = read(&manuscript, &Outline::default(), Issue { home, year: None });
    assert_eq!(read[0].parties[0].agency.id(), "ban-noi-chinh.tinh-uy");
}

#[test]
fn sentences_end_before_capitals_only() {
    let text = "Mở rộng... từng bước. Theo Nghị định số 05.2019 ngày 1.2. Sở Y tế làm.";
    let parts: Vec<&str> = super::sentences(text, Span::new(0, text.len()))
        .into_iter()
        .map(|span| span.of(text))
        .collect();
    assert_eq!(
        parts,
        ["Mở rộng... từng bước.", "Theo Nghị định số 05.2019 ngày 1.2.", "Sở Y tế làm."]
    );
}

#[test]
fn what_is_told_gives_no_task() {
    check_text(
        &[
            "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ đã tập huấn 4 lớp.",
            "2. Năm 2024, Sở Y tế chủ trì tiêm 900 liều, vượt kế hoạch.",
        ],
        &[],
    );
    let manuscript = manuscript(&["Trong năm 2024, Sở Y tế chủ trì tiêm 900 liều."]);
    let outline = one_measure(&manuscript);
    let n_read =
        |year| read(&manuscript, &outline, Issue { home: None, year: Some(year) }).len();
    assert_eq!((n_read(2024), n_read(2025)), (1, 0));
}

#[test]
fn partners_may_be_told_apart_by_words_of_their_own() {
    check_text(
        &[
            "Sở Nội vụ chủ trì, phối hợp với Ủy ban nhân dân các xã giữ rừng và Hội Nông dân \
           tỉnh phát lương; cùng các tổ chức, cá nhân liên quan.",
        ],
        &[
            "= Sở Nội vụ + Ủy ban nhân dân các xã giữ rừng; Hội Nông dân tỉnh > phát lương; cùng \
           các tổ chức, cá nhân liên quan",
        ],
    );
    check_text(
        &[
            "Sở Nội vụ chủ trì, phối hợp với các tổ chức, cá nhân có liên quan phát lương.",
        ],
        &["= Sở Nội vụ + các tổ chức, cá nhân có liên quan > phát lương"],
    );
}

#[test]
fn a_task_may_stand_before_who_does_it() {
    for line in [
        "Dựng cột mốc (Sở Nội vụ chủ trì; Sở Xây dựng phối hợp).",
        "Dựng cột mốc do Sở Nội vụ chủ trì, Sở Xây dựng phối hợp thực hiện.",
        "Dựng cột mốc; Sở Nội vụ chủ trì, phối hợp với Sở Xây dựng.",
    ] {
        check_text(&[line], &["= Sở Nội vụ + Sở Xây dựng > Dựng cột mốc"]);
    }
}

#[test]
fn a_clause_may_stand_before_the_body_and_behind_it() {
    check_text(
        &["Trên cơ sở kết quả rà soát, Sở Y tế, trước mùa mưa, chủ trì sửa trạm xá."],
        &["= Sở Y tế > sửa trạm xá"],
    );
}

#[test]
fn who_is_led_has_the_task_too() {
    check_text(
        &["Huyện ủy lãnh đạo, chỉ đạo ủy ban nhân dân huyện trồng cây."],
        &[
            "! Huyện ủy; ủy ban nhân dân huyện > lãnh đạo, chỉ đạo ủy ban nhân dân huyện trồng \
           cây",
        ],
    );
    check_text(
        &["2. Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo Sở Y tế chủ trì sửa trạm xá."],
        &["= Sở Y tế ! Đảng ủy Ủy ban nhân dân tỉnh > sửa trạm xá"],
    );
    check_text(
        &["Sở Y tế trồng cây; phối hợp chặt chẽ với Sở Nội vụ phát giống."],
        &[
            "+ Sở Nội vụ ! Sở Y tế > trồng cây; phối hợp chặt chẽ với Sở Nội vụ phát giống",
        ],
    );
}

/// The same where the outline knows no provision.
fn check_plain(lines: &[&str], expected: &[&str]) {
    let manuscript = manuscript(lines);
    let outline = Outline { provisions: Vec::new() };
    let read = read(&manuscript, &outline, Issue::default());
    let shown: Vec<String> = read.iter().map(|one| show(&manuscript, one)).collect();
    assert_eq!(shown, expected, "\nhelp: the text was {lines:#?}");
}

#[test]
fn a_title_that_is_no_provision_says_what_stands_under_it() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế khám bệnh lưu động.",
            "2. Sở Nội vụ trồng hoa.",
        ],
        &["! Sở Y tế > khám bệnh lưu động", "! Sở Nội vụ > trồng hoa"],
    );
    check_plain(
        &["KẾT QUẢ", "1. Sở Y tế khám bệnh lưu động.", "2. Sở Nội vụ trồng hoa."],
        &[],
    );
}

#[test]
fn a_line_with_a_colon_names_whose_tasks_follow() {
    check_plain(
        &[
            "Sở Nội vụ đề nghị các trường mầm non thực hiện các nội dung sau:",
            "1. Rửa tay cho trẻ.",
            "2. Phối hợp với Trạm Y tế kiểm tra sữa.",
        ],
        &[
            "! các trường mầm non > Rửa tay cho trẻ",
            "+ Trạm Y tế ! các trường mầm non > kiểm tra sữa",
        ],
    );
    check_plain(
        &["Bí thư Huyện ủy kết luận:", "1. Sở Y tế khám bệnh.", "2. Ghi nhận kết quả."],
        &["! Sở Y tế > khám bệnh"],
    );
}

#[test]
fn a_charge_may_name_the_next_body_behind_a_comma() {
    check_text(
        &["Giao Sở Y tế lập hồ sơ giường bệnh, Sở Tài chính bố trí vốn trong năm 2031."],
        &[
            "! Sở Y tế > lập hồ sơ giường bệnh",
            "! Sở Tài chính > bố trí vốn trong năm 2031 @ trong năm 2031",
        ],
    );
    check_text(
        &["Giao Sở Y tế lập hồ sơ, trình Hội đồng nhân dân tỉnh, Tỉnh ủy xem xét."],
        &["! Sở Y tế > lập hồ sơ, trình Hội đồng nhân dân tỉnh, Tỉnh ủy xem xét"],
    );
}

#[test]
fn what_a_heading_names_has_the_paragraph_under_it() {
    check_text(
        &[
            "1. Sở Tài chính",
            "Bố trí kinh phí hằng năm.",
            "2. Nhiệm vụ của Tổ đò",
            "a) Chở khách.",
        ],
        &["! Sở Tài chính > Bố trí kinh phí hằng năm @ hằng năm", "! Tổ đò > Chở khách"],
    );
}

#[test]
fn the_last_article_names_who_answers_for_all() {
    check_plain(
        &["Điều 9. Chánh Văn phòng Sở Y tế, Giám đốc Sở Nội vụ và Thủ trưởng các phòng \
           chịu trách nhiệm thi hành Quyết định này."],
        &["? Chánh Văn phòng Sở Y tế; Giám đốc Sở Nội vụ; Thủ trưởng các phòng > \
           thi hành Quyết định này"],
    );
}

#[test]
fn a_task_behind_a_semicolon_is_another() {
    check_text(
        &["Sở Y tế chủ trì khám mắt; phối hợp với Sở Nội vụ phát kính."],
        &["= Sở Y tế > khám mắt", "+ Sở Nội vụ ! Sở Y tế > phát kính"],
    );
    check_text(
        &["Sở Y tế chủ trì khám mắt, có sự tham gia của Sở Nội vụ."],
        &["= Sở Y tế + Sở Nội vụ > khám mắt, có sự tham gia của Sở Nội vụ"],
    );
    check_text(
        &["Sở Y tế phối hợp Sở Nội vụ phát kính."],
        &["+ Sở Nội vụ ! Sở Y tế > phát kính"],
    );
    check_text(
        &["Sở Y tế chủ trì, phối hợp với các Sở: Nội vụ, Tài chính khám mắt."],
        &["= Sở Y tế + Nội vụ; Tài chính > khám mắt"],
    );
}

#[test]
fn classes_that_nobody_lists_take_part_up_to_the_verb_or_the_next_body() {
    check_text(
        &[
            "Sở Nội vụ chủ trì, phối hợp với các chủ đò và các bến khách kiểm tra áo phao.",
        ],
        &["= Sở Nội vụ + các chủ đò; các bến khách > kiểm tra áo phao"],
    );
    check_text(
        &[
            "Sở Y tế chủ trì, phối hợp với các tổ hợp tác nuôi ong và Sở Tài chính mở lớp.",
        ],
        &["= Sở Y tế + các tổ hợp tác nuôi ong; Sở Tài chính > mở lớp"],
    );
}

#[test]
fn a_body_behind_a_semicolon_has_a_task_of_its_own() {
    check_text(
        &["Giao Sở Y tế hướng dẫn tuyên truyền; Văn phòng Tỉnh ủy theo dõi, đôn đốc."],
        &[
            "! Sở Y tế > hướng dẫn tuyên truyền",
            "! Văn phòng Tỉnh ủy > theo dõi, đôn đốc",
        ],
    );
}

#[test]
fn who_makes_rules_in_detail_has_a_duty() {
    check_plain(
        &["2. Chính phủ quy định chi tiết Điều này."],
        &["! Chính phủ > quy định chi tiết Điều này"],
    );
}

#[test]
fn bodies_behind_semicolons_have_tasks_of_their_own() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Sở Tài chính cân đối kinh phí; Ủy ban nhân dân cấp xã bố trí quỹ đất; Văn phòng \
             Tỉnh ủy đôn đốc.",
        ],
        &[
            "! Sở Tài chính > cân đối kinh phí",
            "! Ủy ban nhân dân cấp xã > bố trí quỹ đất",
            "~ Văn phòng Tỉnh ủy > đôn đốc",
        ],
    );
    // "chi bộ nào chậm" speaks of a condition.
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Các chi bộ báo cáo trước ngày 20; chi bộ nào chậm thì kiểm điểm.",
        ],
        &[
            "! Các chi bộ > báo cáo trước ngày 20; chi bộ nào chậm thì kiểm điểm @ trước ngày 20",
        ],
    );
}

#[test]
fn who_advises_may_stand_behind_the_task() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Sơ kết 5 năm thực hiện Chỉ thị: Ban Tổ chức Tỉnh ủy tham mưu, xong trước ngày 20/8.",
        ],
        &[
            "* Ban Tổ chức Tỉnh ủy > Sơ kết 5 năm thực hiện Chỉ thị @ xong trước ngày 20/8",
        ],
    );
}

#[test]
fn a_list_of_fields_heads_what_stands_under_it() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Đề nghị các sở: Xây dựng, Công Thương",
            "Rà soát phương án di dời dân.",
        ],
        &["! Xây dựng; Công Thương > Rà soát phương án di dời dân"],
    );
}

#[test]
fn who_leads_may_stand_in_brackets_before_partners() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Sở Khoa học và Công nghệ (chủ trì), Công an tỉnh, Sở Y tế: đánh giá an ninh mạng.",
        ],
        &["= Sở Khoa học và Công nghệ + Công an tỉnh; Sở Y tế > đánh giá an ninh mạng"],
    );
}

#[test]
fn whom_a_heading_appoints_is_a_task_of_its_own() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Các huyện ủy",
            "- Bố trí cán bộ chuyên trách.",
            "- Phân công một đồng chí phụ trách.",
        ],
        &[
            "! Các huyện ủy > Bố trí cán bộ chuyên trách",
            "! Các huyện ủy > Phân công một đồng chí phụ trách",
        ],
    );
}

#[test]
fn counted_parts_of_a_sentence_are_tasks_of_the_body_before_them() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Giao Sở Y tế: (1) chủ trì khám mắt; (2) phối hợp với Sở Nội vụ mở hai lớp; \
             (3) mua máy đo.",
        ],
        &[
            "= Sở Y tế > khám mắt",
            "+ Sở Nội vụ ! Sở Y tế > mở hai lớp",
            "! Sở Y tế > mua máy đo",
        ],
    );
}

#[test]
fn who_does_it_and_when_may_stand_in_a_bracket() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Mở lớp bơi (Ban Tổ chức Tỉnh ủy chuẩn bị, Trường Chính trị tỉnh dạy).",
            "3. Lập bản đồ ngập (Sở Xây dựng chủ trì; Sở Nội vụ phối hợp; quý II/2031).",
            "4. Sửa cầu (Sở Xây dựng đã báo cáo).",
        ],
        &[
            "! Ban Tổ chức Tỉnh ủy; Trường Chính trị tỉnh > Mở lớp bơi",
            "= Sở Xây dựng + Sở Nội vụ > Lập bản đồ ngập @ quý II/2031",
        ],
    );
}

#[test]
fn a_verb_that_is_also_the_name_of_the_heading_is_what_it_does() {
    check_plain(
        &["V. TỔ CHỨC THỰC HIỆN", "2. Thanh tra tỉnh", "- Thanh tra hai dự án."],
        &["! Thanh tra tỉnh > Thanh tra hai dự án"],
    );
}

#[test]
fn bodies_of_regions_and_classes_on_the_ground_are_whole() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Sở Tài chính chủ trì, phối hợp với Kho bạc Nhà nước khu vực VI quyết toán.",
            "3. Các cơ sở giáo dục trên địa bàn chủ trì tập huấn giáo viên.",
            "4. Tòa án nhân dân khu vực 3 - Sông Trên chủ trì mở hai phiên lưu động.",
        ],
        &[
            "= Sở Tài chính + Kho bạc Nhà nước khu vực VI > quyết toán",
            "= Các cơ sở giáo dục trên địa bàn > tập huấn giáo viên",
            "= Tòa án nhân dân khu vực 3 - Sông Trên > mở hai phiên lưu động",
        ],
    );
}

#[test]
fn councils_and_their_committees_are_whole_in_a_list() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Thường trực Hội đồng nhân dân, các Ban Hội đồng nhân dân, Tổ đại biểu và đại \
             biểu Hội đồng nhân dân xã giám sát việc thu phí.",
        ],
        &[
            "~ Thường trực Hội đồng nhân dân; các Ban Hội đồng nhân dân; Tổ đại biểu; đại biểu \
           Hội đồng nhân dân xã > giám sát việc thu phí",
        ],
    );
}

#[test]
fn a_person_has_the_duty_by_the_post() {
    check_plain(
        &[
            "V. TỔ CHỨC THỰC HIỆN",
            "2. Phân công đồng chí Nguyễn Văn A, Phó Bí thư Đảng ủy phụ trách việc thăm hỏi.",
            "3. Đồng chí Trần Thị B - Chủ tịch Ủy ban nhân dân xã chủ trì thu ngân sách.",
            "4. Giao đ/c Chánh Văn phòng Tỉnh ủy chuẩn bị hội trường.",
        ],
        &[
            "! Phó Bí thư Đảng ủy > phụ trách việc thăm hỏi",
            "= Chủ tịch Ủy ban nhân dân xã > thu ngân sách",
            "! Chánh Văn phòng Tỉnh ủy > chuẩn bị hội trường",
        ],
    );
}
