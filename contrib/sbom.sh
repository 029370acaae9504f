#!/usr/bin/env bash
# What the program is made of (CycloneDX 1.5, JSON), for whoever packs or examines it: every outside
# crate with version, licence, source and checksum, of the target that it is built for.
#
#     contrib/sbom.sh [TARGET] > tracuu.cdx.json
#
# Needs nothing but cargo and python3: what cargo-cyclonedx writes comes from the same two sources,
# and a tool that is not installed makes no list.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target="${1:-$(rustc -vV | sed -n 's/^host: //p')}"
cargo metadata --format-version 1 --locked --filter-platform "$target" |
  python3 -c '
import json, re, sys

target, lock = sys.argv[1:]
about = json.load(sys.stdin)
text = open(lock, encoding="utf-8").read()
entry = re.compile(r"\[\[package\]\]\nname = \"(.+)\"\nversion = \"(.+)\"\nsource = .+\nchecksum = \"(.+)\"")
sums = {(name, version): digest for name, version, digest in entry.findall(text)}
packages = {one["id"]: one for one in about["packages"]}
nodes = {one["id"]: one for one in about["resolve"]["nodes"]}

# What is built into the program or builds it: tests bring more, which nobody installs.
root = next(one["id"] for one in about["packages"] if one["name"] == "tracuu")
needs, waiting = {}, [root]
while waiting:
    one = waiting.pop()
    if one in needs:
        continue
    is_kept = lambda dependency: any(kind["kind"] != "dev" for kind in dependency["dep_kinds"])
    needs[one] = sorted(dependency["pkg"] for dependency in nodes[one]["deps"] if is_kept(dependency))
    waiting += needs[one]

reference = lambda one: "pkg:cargo/{name}@{version}".format(**packages[one])

def component(one):
    package = packages[one]
    made = {"type": "application" if one == root else "library", "bom-ref": reference(one), "name": package["name"], "version": package["version"], "purl": reference(one)}
    if package["license"]:
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if digest := sums.get((package["name"], package["version"])):
        made["hashes"] = [{"alg": "SHA-256", "content": digest}]
    if package["repository"]:
        made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return made

order = sorted(needs, key=lambda one: (packages[one]["name"], packages[one]["version"]))
print(json.dumps({
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": component(root), "properties": [{"name": "cargo:target", "value": target}]},
    "components": [component(one) for one in order if one != root],
    "dependencies": [{"ref": reference(one), "dependsOn": sorted({reference(other) for other in needs[one]})} for one in order],
}, indent=2, ensure_ascii=False))
' "$target" Cargo.lock
