import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `mock` mode puts an account that lives in the page behind the screens: for a browser without the window,
// for tests, and for pictures. The other modes hold nothing of it.
export default defineConfig({
  base: "./",
  plugins: [react()],
  server: { host: "127.0.0.1", fs: { allow: [".."] } },
  build: {
    target: ["es2022", "safari16"],
    chunkSizeWarningLimit: 1600,
    // A file of its own for the licence texts would be lost in the package; legal comments stay where they are.
    assetsInlineLimit: 4096,
  },
  test: {
    environment: "jsdom",
    include: ["tests/unit/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    css: false,
    server: { deps: { inline: [/@cloudscape-design/] } },
    testTimeout: 60_000,
    // What passes only the second time is shown with its count: it wants to be mended, and holds nobody up meanwhile.
    retry: 1,
    maxWorkers: 2,
  },
});
