#!/usr/bin/env python3
"""What goes wrong around a running service, and what it does then: the real program over a small
collection, a fault at a time. Each must end in a working service or in a refusal that names what to
do, with a clean log: no panic, no trace of a program inside.

    tests/faults.py target/debug/tracuu                # all, a minute
    tests/faults.py target/release/tracuu disk_full    # one
    FAULT_ROUNDS=200 tests/faults.py …                 # kills and bytes without end

Faults that need a file system of their own are skipped where none can be mounted (unless
REQUIRE_TOOLS is set), and the jump of the clock where libfaketime is not there. cargo test runs it
(tests/it/faults.rs). Everything is on this machine, and ends by itself.
"""

import contextlib
import glob
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "6"))
# Seconds for anything to come about, on a machine that does much else besides.
PATIENCE = 60
QUESTION = "/api/v1/search?q=nuoi+tom"
dice = random.Random(19)
program = ""


class Skipped(Exception):
    pass


def document(number: int) -> str:
    return (f"TỈNH ỦY SÔNG KHÊ\n*\nSố {number:02}-KH/TU\n\nSông Khê, ngày 14 tháng 5 năm 2024\n\nKẾ HOẠCH\nvề nuôi tôm, lần {number}\n\n"
            f"1. Ban Tổ chức Tỉnh ủy chủ trì rà soát ao nuôi tôm theo Kế hoạch số {number + 1:02}-KH/TU.\n")


class Office:
    """A folder of documents and an index, in a folder of their own."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.corpus, self.index = folder / "corpus", folder / "index"
        self.corpus.mkdir()
        for number in range(1, 13):
            (self.corpus / f"{number}.txt").write_text(document(number))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("TRACUU_", "LD_PRELOAD"))}

    def command(self, *arguments) -> list[str]:
        return [program, "--corpus", str(self.corpus), "--index", str(self.index), *map(str, arguments)]

    def run(self, *arguments, **more) -> subprocess.CompletedProcess:
        done = subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False, **more)
        assert_clean(done.stderr)
        return done

    def ingest(self) -> None:
        done = self.run("ingest")
        assert done.returncode == 0, done.stderr

    @contextlib.contextmanager
    def served(self, **environment):
        log = self.folder.parent / f"{self.folder.name}.log"
        with open(log, "w+", encoding="utf-8") as errors:
            process = subprocess.Popen(self.command("serve", "--port", "0", "--format", "json"), env={**self.environment, **environment}, stdout=subprocess.PIPE, stderr=errors, text=True)
            try:
                started = first_json(process.stdout)
                assert started, log.read_text()
                yield Service(process, started, log)
                process.terminate()
                assert process.wait(PATIENCE) == 0, "it does not end when it is told to"
            finally:
                process.kill()
                process.wait()
        assert_clean(log.read_text())


def first_json(lines) -> dict | None:
    """The value that a program prints first, over as many lines as it has."""
    said = ""
    for line in lines:
        said += line
        with contextlib.suppress(ValueError):
            return json.loads(said)
    return None


class Service:
    def __init__(self, process, started, log):
        host, port = started["address"].split("//")[1].strip("/").split(":")
        self.process, self.key, self.log, self.at = process, started.get("upload_key"), log, (host, int(port))

    def ask(self, path=QUESTION, method="GET", fields="", body=b"") -> tuple[int, bytes]:
        head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\n{fields}content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        said = self.send(head.encode() + body)
        if not said:
            return 0, b""
        head, _, body = said.partition(b"\r\n\r\n")
        return int(head.split()[1]), body

    def send(self, sent: bytes) -> bytes:
        with socket.create_connection(self.at, timeout=PATIENCE) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(sent)
            said = b""
            with contextlib.suppress(ConnectionResetError):
                while part := connection.recv(65536):
                    said += part
            return said

    def upload(self, name: str, text: str) -> tuple[int, bytes]:
        body = f'--x\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n--x--\r\n'.encode()
        return self.ask("/api/v1/documents", "POST", f"authorization: Bearer {self.key}\r\ncontent-type: multipart/form-data; boundary=x\r\n", body)

    def total(self) -> int:
        status, body = self.ask()
        assert status == 200, (status, body)
        return json.loads(body)["total"]["value"]

    def resident_mb(self) -> float:
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("RssAnon"))) / 1024


def assert_clean(said: str) -> None:
    for trace in ("panicked at", "RUST_BACKTRACE", "internal error", "unwrap()"):
        assert trace not in said, said


def names_the_mend(said: str) -> None:
    assert "hint:" in said or "tracuu ingest" in said or "gợi ý" in said.lower(), said


def eventually(look, what: str):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(what)


@contextlib.contextmanager
def mounted(folder: pathlib.Path, *options: str):
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Skipped(f"nothing can be mounted: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def index_removed(folder: pathlib.Path) -> str:
    """The index is deleted under the service."""
    office = Office(folder)
    office.ingest()
    with office.served() as service:
        before = service.total()
        shutil.rmtree(office.index)
        assert service.total() == before, "what it has open goes on answering"
        # It finds that nothing is there, and makes it anew from the documents.
        eventually(lambda: (office.index / "CURRENT").exists(), "no index is made again")
        (office.corpus / "13.txt").write_text(document(13))
        eventually(lambda: service.total() > before, "it does not take up what came later")
    return "goes on answering, and makes the index anew"


def read_only(folder: pathlib.Path) -> str:
    """Folder and index cannot be written to."""
    source = folder / "source"
    source.mkdir(parents=True)
    office = Office(source)
    office.ingest()
    office.run("key", "new", "a", "--scope", "search,ingest")
    key = json.loads(office.run("key", "new", "b", "--scope", "search,ingest", "--format", "json").stdout)["key"]
    with mounted(folder / "shown", "--bind", str(source)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder / "shown")], check=True)
        office.corpus, office.index = folder / "shown/corpus", folder / "shown/index"
        with office.served() as service:
            service.key = key
            status, body = service.ask(fields=f"authorization: Bearer {key}\r\n")
            assert status == 200, body
            status, body = service.upload("moi.txt", document(40))
            assert status == 503 and json.loads(body)["code"] == "folder_unwritable", body
        refused = office.run("ingest", "--fresh")
        assert refused.returncode == 2, refused
        names_the_mend(refused.stderr)
    return "answers; writing is refused with its reason"


def disk_full(folder: pathlib.Path) -> str:
    """The disk of index and documents fills up."""
    folder.mkdir(exist_ok=True)
    with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=24m", "tmpfs") as disk:
        office = Office(disk)
        office.folder = folder / "disk"
        office.ingest()
        with office.served() as service:
            before = service.total()
            with open(disk / "filler", "wb") as filler, contextlib.suppress(OSError):
                while True:
                    filler.write(bytes(65536))
                    filler.flush()
            status, body = service.upload("moi.txt", document(40) + "x" * 100_000)
            assert status == 503 and json.loads(body)["code"] == "folder_unwritable", (status, body)
            assert service.total() == before
            refused = office.run("ingest", "--fresh")
            assert refused.returncode == 2, refused
            assert "space" in refused.stderr or "disk" in refused.stderr or "full" in refused.stderr, refused.stderr
            assert service.total() == before, "the index before answers"
            (disk / "filler").unlink()
            status, body = service.upload("moi.txt", document(40))
            assert status == 202, (status, body)
            eventually(lambda: service.total() > before, "with room again it goes on")
    return "answers; writing is refused, and goes on when there is room"


def flipped_byte(folder: pathlib.Path) -> str:
    """A byte of each file of the index is not as it was written."""
    office = Office(folder)
    office.ingest()
    whole = folder / "whole"
    shutil.copytree(office.index, whole, symlinks=True)
    generation = (whole / "CURRENT").read_text().strip()
    files = sorted(path.relative_to(whole) for path in (whole / generation).rglob("*") if path.is_file() and path.stat().st_size)
    answer = lambda: office.run("search", "nuôi tôm", "--format", "json")
    told = lambda found: {name: value for name, value in json.loads(found.stdout).items() if name != "took_ms"}
    expected = told(answer())
    outcomes, without_use = {"named by doctor": 0, "refused by every question": 0}, set()
    for path in files:
        size = (whole / path).stat().st_size
        for _ in range(max(1, ROUNDS // 6)):
            shutil.rmtree(office.index)
            shutil.copytree(whole, office.index, symlinks=True)
            with open(office.index / path, "r+b") as file:
                file.seek(dice.randrange(size))
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ (1 << dice.randrange(8))]))
            looked = office.run("doctor", "--format", "json")
            index = next(check for check in json.loads(looked.stdout)["checks"] if check["name"] == "index")
            found = answer()
            assert found.returncode in (0, 1, 2), (path, found)
            if found.returncode == 2:
                names_the_mend(found.stderr)
                outcomes["refused by every question"] += 1
            if index["state"] == "ok":
                assert told(found) == expected, f"{path}: nobody is told of it"
                without_use.add(path.name)
                continue
            assert index["step"], index
            outcomes["named by doctor"] += 1
    # A service over the last of them answers, or makes the index anew.
    with office.served() as service:
        assert service.ask()[0] in (200, 503)
    return f"{len(files)} files, {outcomes}; named by nobody and without effect on this question: {sorted(without_use)}"


def clock_jump(folder: pathlib.Path) -> str:
    """The clock jumps, forward by a year and back by ten."""
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
    if not library:
        raise Skipped("libfaketime is not there (apt-get install libfaketime)")
    office = Office(folder)
    office.ingest()
    key = json.loads(office.run("key", "new", "a", "--scope", "search", "--days", "30", "--format", "json").stdout)["key"]
    clock = folder / "clock"
    clock.write_text("+0\n")
    settings = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    with office.served(**settings) as service:
        asked = lambda: service.ask(fields=f"authorization: Bearer {key}\r\n")[0]
        assert asked() == 200
        clock.write_text("+1y\n")
        eventually(lambda: asked() == 401, "a key that has ended opens nothing")
        clock.write_text("-10y\n")
        eventually(lambda: asked() == 200, "it answers again")
        clock.write_text("+0\n")
        assert asked() == 200
    return "keys end by the clock; nothing else changes"


def killed_snapshot(folder: pathlib.Path) -> str:
    """Snapshot and restore are killed at any moment."""
    office = Office(folder)
    office.ingest()
    answer = lambda: {key: value for key, value in json.loads(office.run("search", "nuôi tôm", "--format", "json").stdout).items() if key != "took_ms"}
    expected = answer()
    n_whole = 0

    def kill(arguments, longest):
        running = subprocess.Popen(office.command(*arguments), env=office.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * longest)
        running.kill()
        running.wait()

    start = time.monotonic()
    assert office.run("snapshot", folder / "good").returncode == 0
    longest = time.monotonic() - start
    source = office.index
    for number in range(ROUNDS):
        copy = folder / f"copy{number}"
        kill(["snapshot", copy], longest)
        assert answer() == expected, "the index itself is as it was"
        office.index = folder / f"restored{number}"
        restored = office.run("restore", copy)
        if restored.returncode == 0:
            n_whole += 1
            assert answer() == expected
        else:
            assert restored.returncode == 2 and restored.stderr.strip(), restored
        office.index = folder / f"half{number}"
        kill(["restore", folder / "good"], longest)
        found = office.run("search", "nuôi tôm", "--format", "json")
        assert found.returncode == 2 or answer() == expected, "half a restore does not answer"
        # What is left of it is no reason for another try to fail for ever.
        shutil.rmtree(office.index, ignore_errors=True)
        again = office.run("restore", folder / "good")
        assert again.returncode == 0 and answer() == expected, again.stderr
        office.index = source
    return f"{2 * ROUNDS} kills; {n_whole} snapshots were whole, the others are refused"


def slow_clients(folder: pathlib.Path) -> str:
    """A thousand connections, each with half a head."""
    n_clients = 1000
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    office = Office(folder)
    office.ingest()
    with office.served() as service:
        service.total()
        before = service.resident_mb()
        halves = []
        for _ in range(n_clients):
            half = socket.create_connection(service.at, timeout=PATIENCE)
            with contextlib.suppress(OSError):
                half.sendall(b"GET /api/v1/search?q=a HTTP/1.1\r\nhost: loc")
            halves.append(half)
        start = time.monotonic()
        service.total()
        waited_ms, grown_mb = (time.monotonic() - start) * 1e3, service.resident_mb() - before
        assert grown_mb < 64, f"{grown_mb} MB for {n_clients} half heads"
        # Readers who take nothing of a long answer.
        for _ in range(50):
            reader = socket.create_connection(service.at, timeout=PATIENCE)
            with contextlib.suppress(OSError):
                reader.sendall(b"GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n" * 20)
            halves.append(reader)
        service.total()
        start = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(PATIENCE) == 0
        ended_s = time.monotonic() - start
        for half in halves:
            half.close()
    return f"next answer after {waited_ms:.0f} ms, {grown_mb:.1f} MB more, ends in {ended_s:.1f} s"


def malformed_http(folder: pathlib.Path) -> str:
    """What is no HTTP, in every way that a request can be damaged."""
    office = Office(folder)
    office.ingest()
    whole = b"POST /api/v1/mentions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 22\r\nconnection: close\r\n\r\n{\"texts\": [\"07-KH/TU\"]}"
    n = 0
    with office.served() as service:
        by_hand = [b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\nhost: localhost\n\n",
                   b"GET / HTTP/1.1\r\nhost: localhost\r\nhost: b\r\n\r\n", b"GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
                   b"POST /api/v1/mentions HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n", b"GET /%ff%fe?q=%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
                   b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"]
        damaged = []
        for _ in range(50 * ROUNDS):
            bytes_ = bytearray(whole)
            for _ in range(dice.randint(1, 4)):
                at = dice.randrange(len(bytes_))
                bytes_[at:at + dice.randint(0, 3)] = bytes(dice.randrange(256) for _ in range(dice.randint(0, 3)))
            damaged.append(bytes(bytes_))
        for sent in by_hand + damaged:
            with socket.create_connection(service.at, timeout=PATIENCE) as connection:
                with contextlib.suppress(OSError):
                    connection.sendall(sent)
                    connection.shutdown(socket.SHUT_WR)
                said = b""
                with contextlib.suppress(ConnectionResetError):
                    while part := connection.recv(65536):
                        said += part
            assert not said or said.startswith(b"HTTP/1.1 "), (sent, said[:80])
            assert not said.startswith(b"HTTP/1.1 500"), sent
            n += 1
        service.total()
    return f"{n} requests, never 500"


FAULTS = [index_removed, read_only, disk_full, flipped_byte, clock_jump, killed_snapshot, slow_clients, malformed_http]


def main() -> None:
    global program
    program = str(pathlib.Path(sys.argv[1]).resolve())
    failed = passed = skipped = 0
    for fault in FAULTS:
        if sys.argv[2:] and fault.__name__ not in sys.argv[2:]:
            continue
        with tempfile.TemporaryDirectory(prefix="tracuu-fault-") as folder:
            start = time.monotonic()
            try:
                inner = pathlib.Path(folder) / "office"
                inner.mkdir()
                outcome, passed = fault(inner), passed + 1
            except Skipped as why:
                outcome, skipped = f"SKIPPED: {why}", skipped + 1
                if os.environ.get("REQUIRE_TOOLS") and "mounted" in str(why):
                    failed += 1
            except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as error:
                outcome, failed = f"FAILED: {type(error).__name__} {error}", failed + 1
            print(f"{fault.__name__:16} {time.monotonic() - start:5.1f} s  {fault.__doc__} {outcome}", flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
