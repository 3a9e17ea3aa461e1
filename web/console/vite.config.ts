/** How the console is built: served under /console/, and in development beside a running service. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const service = process.env.HUISHENG_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: { outDir: "../dist/console", emptyOutDir: true, chunkSizeWarningLimit: 1300 },
  server: { host: "127.0.0.1", proxy: { "/api": { target: service, ws: true } } },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    // Its parts are ES modules without saying so; the whole of it would load diagrams and highlighters.
    server: { deps: { inline: [/@ant-design\/x/] } },
  },
});
