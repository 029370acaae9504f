//! A small invented collection, from its file to the index: a plan that cites a resolution
//! with two dates, replaces it, and assigns a task in a table.

use std::fs;
use std::path::Path;

use tracuu_index::reader::Collection;
use tracuu_ingest::report::Progress;
use tracuu_ingest::run::{IngestJob, run};

/// Id of the plan, which is held.
pub(crate) const PLAN: &str = "dang.tu.x-an-so~01a1n.ke-hoach.12.2026";
/// Id of the resolution with two stated dates, which is not held.
pub(crate) const RESOLUTION: &str = "dang.tu.x-an-so~01a1n.nghi-quyet.7.2022";
/// Id of the agency that leads.
pub(crate) const AGENCY: &str = "ban-to-chuc.tinh-uy";

/// The plan; its title and its measure hold what would be markup if it could.
const TEXT: &str = "\
TỈNH ỦY AN SƠN

Số 12-KH/TU

An Sơn, ngày 05 tháng 01 năm 2026

KẾ HOẠCH

đẩy mạnh công tác kiểm tra <giám sát>

I. MỤC ĐÍCH, YÊU CẦU

Nêu việc của năm.

II. NHIỆM VỤ, GIẢI PHÁP

1. Nâng cao chất lượng sinh hoạt chi bộ

Thực hiện nghiêm Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy về công tác cán bộ. Kế hoạch này thay thế <script>\"07-NQ/TU\".

PHỤ LỤC

PHÂN CÔNG NHIỆM VỤ

| STT | Nội dung | Chủ trì | Căn cứ |
|---|---|---|---|
| 1 | Nâng cao chất lượng sinh hoạt chi bộ | Ban Tổ chức | Nghị quyết số 07-NQ/TU ngày 15/3/2022 |
";

struct Silent;

impl Progress for Silent {
    fn reading(&mut self, _: &str, _: usize, _: usize) {}
    fn writing(&mut self, _: usize, _: usize) {}
}

/// Ingests the collection into a folder and opens its index.
pub(crate) fn open(folder: &Path) -> Collection {
    let (corpus, index_dir) = (folder.join("corpus"), folder.join("index"));
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("ke-hoach.md"), TEXT).unwrap();
    let job = IngestJob {
        roots: vec![corpus],
        index_dir: index_dir.clone(),
        ..IngestJob::default()
    };
    run(&job, &mut Silent).unwrap();
    Collection::open(&index_dir).unwrap()
}
