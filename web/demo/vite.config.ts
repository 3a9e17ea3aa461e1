/** The demo page: ../dist/demo/index.html, its scripts and styles served below /demo/assets. */

import { defineConfig } from "vite";

export default defineConfig({
  base: "/demo/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist/demo",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
