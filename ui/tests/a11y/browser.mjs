// What the checks in a real browser share: the screens over the mocked account, served, and Chromium.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";

const ui = fileURLToPath(new URL("../..", import.meta.url));
const out = join(ui, "node_modules/.cache/gatehouse-mock");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** The policy of the window's own pages (tauri.conf.json), so that what would break there breaks here. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src ipc: http://ipc.localhost";

async function serve() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    try {
      const body = await readFile(join(out, path === "/" ? "index.html" : path));
      response.setHeader("Content-Type", types[extname(path) || ".html"] ?? "application/octet-stream");
      response.setHeader("Content-Security-Policy", policy);
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** Builds and serves the screens, and opens Chromium. `close` ends all of it. */
export async function openBrowser() {
  await build({ root: ui, mode: "mock", logLevel: "warn", build: { outDir: out, emptyOutDir: true } });
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    browser,
    /** A page of its own for each look: nothing of the last one is left in its storage. */
    open: async ({ dark = false, width = 1280, height = 860, search = "", hash = "#/" } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const faults = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error)));
      await page.goto(`${address}?${search ? `${search}&` : ""}delay=5${hash}`);
      await page.locator("h1").first().waitFor();
      return { page, faults, close: () => context.close() };
    },
    close: async () => {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
