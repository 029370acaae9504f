// Searches and checks with a client whose types are generated from the description.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const client = createClient<paths>({ baseUrl: process.argv[2] });

const found = await client.GET("/api/v1/search", { params: { query: { q: "chuyển đổi số", limit: 5 } } });
assert.ok(found.data, JSON.stringify(found.error));
assert.ok(found.data.hits.length > 0);
for (const hit of found.data.hits) {
  // The member `kind` tells the type which others are there.
  if (hit.kind === "document") assert.equal(typeof hit.held, "boolean");
  assert.ok(hit.url.startsWith("/"));
}

const checked = await client.POST("/api/v1/check", { body: { text: "Căn cứ Nghị quyết số 1-NQ/TU ngày 30/02/2021;" } });
// A Word draft could come back as a file.
assert.ok(checked.data && typeof checked.data === "object", JSON.stringify(checked.error));
assert.ok(checked.data.matches.length > 0);

const refused = await client.GET("/api/v1/search", { params: { query: { q: "x", limit: 0 } } });
assert.equal(refused.response.status, 400);
assert.equal(refused.error?.code, "limit_out_of_range");
