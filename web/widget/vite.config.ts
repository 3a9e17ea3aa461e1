/** One classic script for `<script src="/widget.js">`: ../dist/widget/huisheng.js. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist/widget",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/main.ts", formats: ["iife"], name: "HuishengWidget", fileName: () => "huisheng.js" },
  },
  test: { environment: "happy-dom" },
});
