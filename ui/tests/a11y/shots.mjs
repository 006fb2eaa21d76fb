// Pictures of every screen, for one's own eyes: npm run shots [-- FOLDER] [NAME...]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { screens } from "./screens.mjs";

const [folder = "/tmp/ui-shots", ...names] = process.argv.slice(2);
const looks = [
  { dark: false, width: 1280, height: 860 },
  { dark: true, width: 1280, height: 860 },
  { dark: false, width: 900, height: 600 },
];

await mkdir(folder, { recursive: true });
const { open, close } = await openBrowser();
for (const { name, hash, search, ready } of screens) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const look of looks) {
    const { page, faults, close: closePage } = await open({ ...look, hash, search });
    try {
      await ready(page);
      await page.waitForTimeout(200);
    } catch (error) {
      faults.push(String(error).split("\n")[0]);
    }
    await page.screenshot({ path: join(folder, `${name}-${look.width}${look.dark ? "-dark" : ""}.png`) });
    await closePage();
    if (faults.length > 0) console.log(name, look, faults);
  }
}
await close();
