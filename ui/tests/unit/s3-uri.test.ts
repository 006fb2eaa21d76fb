import { expect, test } from "vitest";
import { splitS3Uri } from "../../src/features/workload/fields";

test.each([
  ["s3://bucket/a/b/", { bucket: "bucket", prefix: "a/b/" }],
  [" s3://bucket ", { bucket: "bucket", prefix: "" }],
  ["s3://bucket/", { bucket: "bucket", prefix: "" }],
  ["bucket", null],
  ["s3://", null],
])("%j is split into %j", (text, parts) => {
  expect(splitS3Uri(text)).toEqual(parts);
});
