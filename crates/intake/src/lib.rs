//! Bytes of files → `Manuscript`, in processes of their own: a file that crashes its reader,
//! or exhausts it, costs that file and nothing else.
//!
//! | file | |
//! | --- | --- |
//! | `reader` | the door: what ingest, service and command line call |
//! | `pool`, `process` | workers as the service sees them: started, asked, recycled, killed |
//! | `worker`, `sandbox` | the other side: the same program, which limits itself and reads |
//! | `request`, `frame` | what goes over the pipes |

mod frame;
pub mod limits;
pub mod pool;
mod process;
pub mod reader;
mod request;
mod sandbox;
pub mod worker;
