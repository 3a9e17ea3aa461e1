/** Script and style of the survey page, which the service itself renders; it finds both by the manifest. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/survey/",
  build: {
    outDir: "../dist/survey",
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    modulePreload: false,
    rolldownOptions: { input: "src/main.ts" },
  },
  test: { environment: "happy-dom" },
});
