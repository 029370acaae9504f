#!/usr/bin/env python3
"""More questions than the service can answer: what those wait who are let in, who is turned away,
and whether memory stays flat. Prints a row per load, as in docs/benchmarks.md.

    cargo install oha --no-default-features     # asks; a tool, no part of the project
    cargo build --profile daily
    benches/load.py target/daily/tracuu         # 100,000 passages; 1, 4 and 10 times; ten minutes

Ten callers, each with a key of its own, ask a mix: searches, beginnings of words, documents,
drawings of relations, drafts. Capacity is what they get answered with as many questions under
way as there are places and none waiting. A load of n times offers n times that many in a second,
whether they are answered or not. It asks this machine only, and ends by itself.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
# Articles of a document.
N_ARTICLES = 50
# Callers who ask, and those among them who send drafts.
N_CALLERS, N_DRAFTERS = 10, 1
# Places of a service on a machine with this many processors (crates/server/src/limits.rs).
N_PLACES = max(2 * (os.cpu_count() or 1), 4)
# Connections of a caller: at ten times, what is offered waits in the service and not here.
N_CONNECTIONS = 24


def make(corpus: pathlib.Path, n_passages: int) -> list[str]:
    """Plans with articles of common words, of which many cite an earlier plan. The words."""
    dice = random.Random(19)
    rows = (line.split("\t") for line in (HERE / "../lexicon/words.tsv").read_text().splitlines())
    counts = {row[0]: float(row[1]) for row in rows if len(row) > 1 and row[1].replace(".", "").isdigit()}
    words = sorted(counts, key=counts.get, reverse=True)[:20_000]
    weights = [counts[word] for word in words]
    if not (corpus / "whole").exists():
        bodies = ["Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Văn phòng Tỉnh ủy", "Sở Tài chính"]
        for number in range(n_passages // N_ARTICLES):
            year, symbol = 2000 + number // 100, f"{number % 100 + 1:02}-KH/TU"
            lines = ["TỈNH ỦY AN SƠN", "", f"Số {symbol}", f"An Sơn, ngày 5 tháng 3 năm {year}", "", "KẾ HOẠCH", ""]
            lines += ["về " + " ".join(dice.choices(words, weights, k=8)), ""]
            for article in range(N_ARTICLES):
                cited = int(number * dice.random() ** 4)
                cites = f" Thực hiện Kế hoạch số {cited % 100 + 1:02}-KH/TU năm {2000 + cited // 100}." if dice.random() < 0.3 else ""
                duty = f" {dice.choice(bodies)} chủ trì thực hiện." if dice.random() < 0.3 else ""
                lines.append(f"{article + 1}. {' '.join(dice.choices(words, weights, k=40))}.{cites}{duty}")
            path = corpus / str(year) / f"{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines))
        (corpus / "whole").touch()
    return dice.choices(words, weights, k=400)


class Service:
    def __init__(self, program: str, work: pathlib.Path):
        self.program, self.work = program, work
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACUU_")}
        self.environment["TRACUU_LOG"] = "error"
        self.folders = ["--corpus", str(work / "corpus"), "--index", str(work / "index")]
        self.run("ingest")
        listed = self.run("key", "list")["keys"]
        for key in listed:
            if key["is_valid"]:
                self.run("key", "revoke", key["id"])
        self.keys = [self.run("key", "new", f"load {n}", "--scope", "search,check,admin")["key"] for n in range(N_CALLERS)]
        command = [program, *self.folders, "serve", "--port", "0", "--no-watch", "--format", "json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=self.environment, text=True)
        said = ""
        while "\n}" not in said:
            said += self.process.stdout.readline()
        self.home = json.loads(said)["address"].rstrip("/")

    def run(self, *arguments: str) -> dict:
        done = subprocess.run([self.program, *self.folders, *arguments, "--format", "json"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return json.loads(done.stdout or b"{}")

    def get(self, path: str) -> bytes:
        request = urllib.request.Request(self.home + path, headers={"Authorization": f"Bearer {self.keys[0]}"})
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def anonymous_mb(self) -> float:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("RssAnon"))) / 1024

    def answers(self, questions: list[str]) -> list[dict]:
        """What is answered, without how long it took."""
        said = [json.loads(self.get(question)) for question in questions]
        return [{name: value for name, value in answer.items() if name != "took_ms"} for answer in said]


def paths(service: Service, words: list[str]) -> list[str]:
    """The mix: of twenty requests twelve searches, five suggestions, two documents, one drawing."""
    dice = random.Random(20)
    text = lambda n, end=None: urllib.parse.quote(" ".join(dice.sample(words, n))[:end])
    listed = json.loads(service.get("/api/v1/documents?limit=100"))["items"]
    ids = [urllib.parse.quote(item["id"]) for item in listed]
    mix = []
    for _ in range(50):
        mix += [f"/api/v1/search?q={text(dice.choice([1, 2, 3, 3, 6]))}" for _ in range(12)]
        mix += [f"/api/v1/suggest?q={text(2, -1)}" for _ in range(5)]
        mix += [f"/api/v1/documents/{dice.choice(ids)}" for _ in range(2)]
        mix += [f"/api/v1/documents/{dice.choice(ids)}/graph"]
    return mix


def load(oha: str, service: Service, mix: list[str], per_second: float | None, seconds: float) -> dict:
    """Offers a load, or, without one, as much as is answered; what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        addresses = pathlib.Path(folder) / "addresses"
        addresses.write_text("".join(f"{service.home}{path}\n" for path in mix))
        draft = pathlib.Path(folder) / "draft"
        draft.write_text(json.dumps({"text": "KẾ HOẠCH\n" + "Thực hiện Kế hoạch số 07-KH/TU năm 2003 về chuyển đổi số.\n" * 40}))
        running = []
        for number, key in enumerate(service.keys):
            is_draft = number < N_DRAFTERS
            command = [oha, "--no-tui", "--output-format", "json", "-z", f"{seconds}s", "--stats-success-breakdown", "-H", f"Authorization: Bearer {key}"]
            if per_second is None:
                # One for each place.
                if number >= N_PLACES:
                    continue
                command += ["-c", "1"]
            else:
                # Drafts are a fortieth of what is asked.
                share = 1 / 40 if is_draft else (39 / 40) / (N_CALLERS - N_DRAFTERS)
                command += ["-c", str(N_CONNECTIONS), "-q", str(max(1, round(per_second * share)))]
            if is_draft:
                command += ["-m", "POST", "-T", "application/json", "-D", str(draft), f"{service.home}/api/v1/check"]
            else:
                command += ["--urls-from-file", str(addresses)]
            running.append((is_draft, subprocess.Popen(command, stdout=subprocess.PIPE)))
        ended = [(is_draft, json.loads(one.communicate()[0])) for is_draft, one in running]
    statuses: dict[str, int] = {}
    for _, said in ended:
        for status, n in said["statusCodeDistribution"].items():
            statuses[status] = statuses.get(status, 0) + n
    # The slowest caller's percentiles: no caller waits longer than this.
    reads = [said["latencyPercentilesSuccessful"] for is_draft, said in ended if not is_draft]
    slowest = lambda name: max((one.get(name) or 0 for one in reads), default=0) * 1e3
    lost = {error: n for _, said in ended for error, n in said["errorDistribution"].items() if "deadline" not in error}
    return {"answered": statuses.get("200", 0) / seconds, "statuses": statuses, "p50": slowest("p50"), "p99": slowest("p99"), "lost": lost}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("--passages", type=int, default=100_000)
    arguments.add_argument("--seconds", type=float, default=30, help="of each load")
    arguments.add_argument("--soak", type=float, default=600, help="seconds of the last load, for memory")
    arguments.add_argument("--oha", default="oha")
    arguments.add_argument("--work", type=pathlib.Path, default=HERE / "../target/bench-load")
    given = arguments.parse_args()
    work = given.work / str(given.passages)
    words = make(work / "corpus", given.passages)
    service = Service(given.program, work)
    try:
        mix = paths(service, words)
        asked = [path for path in mix if "search" in path][:100]
        before = service.answers(asked)
        load(given.oha, service, mix, None, given.seconds / 3)
        most = load(given.oha, service, mix, None, given.seconds)
        print(f"{given.passages} passages, {os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
        row = "{:>9} | {:>8} | {:>8} | {:>8} | {:>7} | {}"
        print(row.format("offered/s", "answered", "p50 ms", "p99 ms", "anon MB", "answers by status"))
        show = lambda name, said: print(row.format(name, f"{said['answered']:.0f}", f"{said['p50']:.1f}", f"{said['p99']:.1f}", f"{service.anonymous_mb():.0f}", f"{said['statuses']} {said['lost'] or ''}"), flush=True)
        show("capacity", most)
        p99 = {}
        for times in (1, 4, 10):
            said = load(given.oha, service, mix, times * most["answered"], given.seconds)
            show(f"{times} x", said)
            p99[times] = said["p99"]
        memory, end = [], time.monotonic() + given.soak
        while time.monotonic() < end:
            load(given.oha, service, mix, 10 * most["answered"], min(60.0, given.soak))
            memory.append(service.anonymous_mb())
        print("memory, MB, a look a minute at 10 x:", " ".join(f"{mb:.0f}" for mb in memory))
        print(f"p99 at 10 x is {p99[10] / max(p99[1], 0.001):.1f} times that at 1 x")
        is_same = service.answers(asked) == before
        print("the same questions are answered as before" if is_same else "ANSWERS DIFFER")
        sys.exit(0 if is_same else 1)
    finally:
        service.process.terminate()
        service.process.wait()


if __name__ == "__main__":
    main()
