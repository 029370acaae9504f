// Bearer tokens of OpenID Connect: the real service beside oidc-provider, a certified issuer.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { decodeProtectedHeader, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import Provider from "oidc-provider";
import { notice, PATIENCE, startService } from "./harness.mjs";

const SECRET = "a secret of the tests";
const GROUP = "thuong-vu";
// Clients of the issuer, with the groups that it states of them.
const GROUPS = { "thu-ky": [GROUP], "van-thu": [] };
const HIDDEN = "nhân sự đại hội";
let issuer, service;

async function signingKey(kid, alg) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { publicKey, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: "sig" } };
}

// An issuer on a free port; `rotate` makes it sign with another key and forget the ones before.
async function startIssuer() {
  let answer;
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const started = { origin: `http://127.0.0.1:${server.address().port}` };
  started.rotate = async (kid, alg) => {
    started.key = await signingKey(kid, alg);
    const client = (client_id) => ({ client_id, client_secret: SECRET, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] });
    const provider = new Provider(started.origin, {
      clients: Object.keys(GROUPS).map(client),
      jwks: { keys: [started.key.jwk] },
      clientAuthMethods: ["client_secret_post"],
      clientDefaults: { token_endpoint_auth_method: "client_secret_post", id_token_signed_response_alg: alg },
      extraTokenClaims: (_, token) => ({ groups: GROUPS[token.clientId] }),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_, resource) => ({ scope: "", audience: new URL(resource).hostname, accessTokenFormat: "jwt", jwt: { sign: { alg } } }),
        },
      },
    });
    answer = provider.callback();
  };
  started.stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  await started.rotate("first", "RS256");
  return started;
}

async function token(client_id, audience = "tracuu") {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret: SECRET, resource: `https://${audience}` });
  const response = await fetch(`${issuer.origin}/token`, { method: "POST", body });
  const said = await response.json();
  assert.equal(response.status, 200, JSON.stringify(said));
  return said.access_token;
}

// A token of the issuer's own making but for what is changed in it.
async function forged({ claims = {}, head = {}, key } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const { alg, kid } = issuer.key.jwk;
  const whole = { iss: issuer.origin, aud: "tracuu", sub: "thu-ky", groups: [GROUP], exp: now + 300, ...claims };
  const signed = new SignJWT(Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)));
  return signed.setProtectedHeader({ alg, kid, typ: "at+jwt", ...head }).sign(key ?? (await importJWK(issuer.key.jwk, alg)));
}

async function ask(bearer, path = `/api/v1/search?q=${encodeURIComponent(HIDDEN)}`, from = service) {
  const response = await fetch(from.origin + path, { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });
  return { status: response.status, challenge: response.headers.get("www-authenticate"), said: await response.json() };
}

async function eventually(look) {
  for (const end = Date.now() + PATIENCE.timeout; ; await new Promise((done) => setTimeout(done, 200))) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, "nothing comes of it");
  }
}

const settings = (origin) => `
[access]
restricted = [{ path = "kin", groups = ["${GROUP}"] }]
[access.tokens]
issuer = "${origin}"
audience = "tracuu"
groups_claim = "groups"
scopes = ["search"]
`;
const documents = { "kin/nhan-su.md": notice(7, HIDDEN) };

before(async () => {
  issuer = await startIssuer();
  service = await startService(documents, settings(issuer.origin));
});
after(async () => {
  await service?.stop();
  await issuer?.stop();
});

test("a token of the issuer opens what the settings say, and no more", async () => {
  const nobody = await ask();
  assert.deepEqual([nobody.status, nobody.challenge], [401, 'Bearer realm="tracuu"']);
  const bearer = await token("van-thu");
  assert.equal(decodeProtectedHeader(bearer).typ, "at+jwt");
  assert.equal((await ask(bearer)).status, 200);
  const more = await ask(bearer, "/metrics");
  assert.deepEqual([more.status, more.said.code], [403, "scope_missing"]);
  assert.match(more.challenge, /error="insufficient_scope"/);
});

test("documents of a group are shown to whom the issuer puts into it", async () => {
  const without = await ask(await token("van-thu"));
  assert.ok(!JSON.stringify(without.said).includes("07-TB/TU"), "it is hidden from others");
  const bearer = await token("thu-ky");
  const shown = await eventually(async () => {
    const answer = await ask(bearer);
    // Until the collection of the group is made, its people are told to wait.
    assert.ok([200, 503].includes(answer.status), JSON.stringify(answer));
    return answer.status === 200 && answer;
  });
  assert.ok(JSON.stringify(shown.said).includes("7-TB/TU"), JSON.stringify(shown.said.hits));
  assert.deepEqual((await ask(await token("van-thu"))).said.hits, without.said.hits);
});

test("what the issuer did not sign for this service opens nothing", async () => {
  const now = Math.floor(Date.now() / 1000);
  const { privateKey: other } = await generateKeyPair("RS256");
  const spki = new TextEncoder().encode(await exportSPKI(issuer.key.publicKey));
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const right = await forged();
  const [head, body, signature] = right.split(".");
  const changed = part({ ...JSON.parse(Buffer.from(body, "base64url")), sub: "somebody else" });
  const wrong = {
    "for another service": await token("thu-ky", "kho-khac"),
    "ended": await forged({ claims: { exp: now - 120 } }),
    "without an end": await forged({ claims: { exp: undefined } }),
    "not yet": await forged({ claims: { nbf: now + 120 } }),
    "of another issuer": await forged({ claims: { iss: "https://evil.example" } }),
    "for nobody": await forged({ claims: { aud: undefined } }),
    "naming nobody": await forged({ claims: { sub: undefined } }),
    "bound to a key": await forged({ claims: { cnf: { jkt: "x" } } }),
    "to sign out": await forged({ head: { typ: "logout+jwt" } }),
    "with another key of the same name": await forged({ key: other }),
    "with an unknown key": await forged({ head: { kid: "unknown" }, key: other }),
    "with another algorithm": await forged({ head: { alg: "PS256" }, key: (await generateKeyPair("PS256")).privateKey }),
    "with the public key as a secret": await forged({ head: { alg: "HS256" }, key: spki }),
    "unsigned": `${part({ alg: "none", kid: "first", typ: "at+jwt" })}.${body}.`,
    "changed": [head, changed, signature].join("."),
    "cut": right.slice(0, -8),
    "no token": "a.b.c",
  };
  for (const [name, bearer] of Object.entries(wrong)) {
    const answer = await ask(bearer);
    assert.deepEqual([answer.status, answer.said.code], [401, "token_invalid"], name);
    assert.equal(answer.challenge, 'Bearer realm="tracuu", error="invalid_token"', name);
  }
  // The right one differs from them in these things only.
  await eventually(async () => (await ask(right)).status === 200);
});

test("the issuer signs with another key, and the one before opens nothing", async () => {
  const old = await token("van-thu");
  for (const [kid, alg] of [["second", "ES256"], ["third", "EdDSA"]]) {
    await issuer.rotate(kid, alg);
    const bearer = await token("van-thu");
    assert.equal(decodeProtectedHeader(bearer).kid, kid);
    await eventually(async () => (await ask(bearer)).status === 200);
    assert.equal((await ask(old)).status, 401);
  }
});

test("while the issuer does not answer, tokens are refused and keys go on", async () => {
  const gone = await startIssuer();
  await gone.stop();
  const alone = await startService(documents, settings(gone.origin));
  try {
    const answer = await ask(await token("van-thu"), undefined, alone);
    assert.deepEqual([answer.status, answer.said.code], [503, "issuer_unreachable"]);
    assert.equal((await ask(undefined, "/openapi.json", alone)).status, 200);
    assert.equal((await ask("tracuu_a_b", undefined, alone)).said.code, "key_invalid");
  } finally {
    await alone.stop();
  }
});
