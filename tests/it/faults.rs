//! What goes wrong around a running service (`tests/faults.py`), with the program under test.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs python3, and a file system that can be mounted"]
fn faults_around_the_service_end_in_a_clear_error_or_a_working_service() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_tracuu"))
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    eprintln!("{report}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "help: a name behind the program runs one alone");
}
