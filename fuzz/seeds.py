"""Seeds of the targets that read containers: the parts of a file of an office program, one
behind the other (`readers.rs`). Usage: seeds.py FOLDER FILE..."""

import pathlib
import sys
import zipfile

# Pictures and fonts are nothing that a reader looks into.
LARGEST_PART = 100_000

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name in sys.argv[2:]:
    with zipfile.ZipFile(name) as archive:
        parts = [
            entry.filename.encode() + b"\n" + archive.read(entry)
            for entry in archive.infolist()
            if entry.file_size <= LARGEST_PART
        ]
    parts = [part for part in parts if b"\0" not in part]
    (folder / pathlib.Path(name).name).write_bytes(b"\0".join(parts))
