//! An office's folder in any number of files: plans, reports and decisions that cite each other
//! and the documents above them. The same number gives the same file.

use std::fmt::Write as _;

/// What tasks are about.
const SUBJECTS: [&str; 16] = [
    "rà soát diện tích nuôi trồng thủy sản ven sông",
    "tu bổ hệ thống kênh mương nội đồng trước mùa mưa",
    "kiểm tra việc chấp hành điều lệ ở các chi bộ thôn",
    "bồi dưỡng nghiệp vụ cho cán bộ văn phòng cấp xã",
    "số hóa hồ sơ lưu trữ giai đoạn trước năm 2010",
    "phòng, chống dịch bệnh trên đàn gia súc, gia cầm",
    "quy hoạch lại các điểm tập kết vật liệu xây dựng",
    "hỗ trợ hộ nghèo vay vốn phát triển nghề đan lát",
    "chuẩn bị nhân sự đại hội nhiệm kỳ mới",
    "thu gom, phân loại rác thải tại các chợ dân sinh",
    "nâng cấp đường liên xã và cầu qua suối nhỏ",
    "mở rộng mạng lưới y tế dự phòng ở vùng cao",
    "tuyên truyền về an toàn giao thông đường thủy",
    "giám sát việc sử dụng quỹ khuyến học của các trường",
    "khôi phục lễ hội đua thuyền và nghề làm gốm",
    "đánh giá chất lượng nước tại các hồ chứa",
];

/// What is done with them.
const VERBS: [&str; 8] = [
    "Tập trung",
    "Chỉ đạo",
    "Tiếp tục",
    "Đẩy mạnh",
    "Tổ chức",
    "Phối hợp",
    "Hướng dẫn",
    "Đôn đốc",
];

/// Who does it.
const BODIES: [&str; 8] = [
    "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo Tỉnh ủy",
    "Ủy ban Kiểm tra Tỉnh ủy",
    "Văn phòng Tỉnh ủy",
    "Sở Nông nghiệp và Môi trường",
    "Sở Tài chính",
    "Ban Thường vụ Huyện ủy Bến Đá",
    "Đảng ủy Công an tỉnh",
];

/// What documents of the office are.
const TYPES: [(&str, &str); 4] = [
    ("KẾ HOẠCH", "KH"),
    ("BÁO CÁO", "BC"),
    ("QUYẾT ĐỊNH", "QĐ"),
    ("CHƯƠNG TRÌNH", "CTr"),
];

/// Provisions of a file.
const N_PROVISIONS: usize = 14;

/// Files by number.
pub(crate) struct Office;

/// A number out of one and its salt (the finaliser of `SplitMix64`).
fn dice(number: usize, salt: usize, below: usize) -> usize {
    let mut mixed = (number as u64) << 20 | salt as u64;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) >> 8).unwrap_or(0) % below.max(1)
}

impl Office {
    /// The name of a file.
    pub(crate) fn name(number: usize) -> String {
        format!("{}/vb-{number:06}.txt", 2015 + number % 10)
    }

    /// The symbol of the document of a file, and its day.
    fn symbol(number: usize) -> (String, String) {
        let (_, code) = TYPES[number % TYPES.len()];
        let year = 2015 + number % 10;
        let (day, month) = (1 + dice(number, 1, 28), 1 + dice(number, 2, 12));
        (format!("{}-{code}/TU", 1 + number / 10), format!("{day:02}/{month:02}/{year}"))
    }

    /// The text of a file, in its `edition`.
    pub(crate) fn text(number: usize, edition: usize) -> String {
        let ((name, _), (symbol, date)) =
            (TYPES[number % TYPES.len()], Self::symbol(number));
        let mut parts = date.split('/').map(str::to_owned);
        let [day, month, year] = [(); 3].map(|()| parts.next().unwrap_or_default());
        let subject = |salt: usize| SUBJECTS[dice(number, salt, SUBJECTS.len())];
        let mut text = format!(
            "TỈNH ỦY SÔNG KHÊ\n*\nSố {symbol}\n\nSông Khê, ngày {day} tháng {month} năm {year}\n\n\
             {name}\n{}, lần {edition}\n\n",
            subject(3)
        );
        for item in 1..=N_PROVISIONS {
            let salt = 100 * item;
            let verb = VERBS[dice(number, salt + 1, VERBS.len())];
            let cited = dice(number, salt + 2, number.max(1));
            let (cited_symbol, cited_date) = Self::symbol(cited);
            let cited_name = TYPES[cited % TYPES.len()].0;
            let cited_name = cited_name
                .chars()
                .take(1)
                .chain(cited_name.chars().skip(1).flat_map(char::to_lowercase))
                .collect::<String>();
            let central = 1 + dice(number, salt + 3, 90);
            let body = |more: usize| BODIES[dice(number, salt + more, BODIES.len())];
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "{item}. {verb} {}; {}. Thực hiện {cited_name} số {cited_symbol} ngày {cited_date} \
                 của Ban Thường vụ Tỉnh ủy và khoản {} Điều {} Quy định số {central}-QĐ/TW.\n\
                 {} chủ trì, phối hợp với {} {}, hoàn thành trước ngày 30/{}/{year}.\n\n",
                subject(salt + 4),
                subject(salt + 5),
                1 + dice(number, salt + 6, 5),
                1 + dice(number, salt + 7, 40),
                body(8),
                body(9),
                subject(salt + 10),
                1 + dice(number, salt + 11, 12),
            );
        }
        text.push_str("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n");
        text
    }
}
