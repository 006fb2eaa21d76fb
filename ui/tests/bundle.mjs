// What ships holds nothing of the mocked account and needs nothing from elsewhere: run after `npm run build`.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const wrong = [];
const page = await readFile(join(dist, "index.html"), "utf8");
if (/<script(?![^>]*\bsrc=)/.test(page))
  wrong.push("index.html has an inline script, which the window's policy refuses");
if (/(src|href)="(?!\.\/|data:)/.test(page)) wrong.push("index.html names something that is not beside it");
for (const name of await readdir(join(dist, "assets"))) {
  const text = await readFile(join(dist, "assets", name), "utf8");
  if (text.includes("sagemaker-endpoint-fraud")) wrong.push(`${name} holds the mocked account`);
  if (name.endsWith(".css") && /url\(["']?https?:/.test(text))
    wrong.push(`${name} loads something from the web`);
}
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exitCode = 1;
}
