// @vitest-environment node
/** What a shop's page loads: one file, small, that neither builds HTML from text nor fetches code. */

import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { expect, it } from "vitest";

/** Bytes after gzip. */
const LIMIT = 40 * 1024;

it("is one script of at most 40 kB", async () => {
  const built = (await build({
    root: new URL("..", import.meta.url).pathname,
    logLevel: "error",
    build: { write: false },
  })) as Rollup.RollupOutput[];
  const files = built.flatMap((one) => one.output);
  expect(files.map((one) => one.fileName)).toEqual(["huisheng.js"]);
  const code = files[0]?.type === "chunk" ? files[0].code : "";
  expect(gzipSync(code).length).toBeLessThanOrEqual(LIMIT);
  expect(code).not.toMatch(/\beval\(|new Function\(|import\(/);
}, 30_000);
