import type { FileView } from "../../bindings/FileView";
import type { Problem } from "../../bindings/Problem";
import { problem } from "./problem";

const FOLDER = "/home/ml/policies";

/** A disk whose dialogs answer by themselves: with the file that is named, or with the suggested name. */
export class MockDisk {
  /** By name. */
  files = new Map<string, string>([
    [
      "training-bucket.json",
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*",\n      "Resource": "arn:aws:s3:::training-data/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }\n  ]\n}\n',
    ],
  ]);
  /** What a person chooses in the next dialog; null: they think better of it. */
  chosen: string | null = "training-bucket.json";
  /** Why nothing can be written. */
  fault: Problem | null = null;
  #seen = new Map<string, string>();

  open(): FileView | null {
    if (this.chosen === null) return null;
    return this.#view(this.chosen, this.files.get(this.chosen) ?? "");
  }

  save(name: string, text: string, replace: boolean): FileView {
    const now = this.files.get(name);
    if (!replace && now !== undefined && now !== this.#seen.get(name) && now !== text)
      throw problem("FILE_CHANGED", `${name} was changed by another program since it was opened here.`, {
        nextStep: "Save over it, or save under another name.",
      });
    this.files.set(name, text);
    return this.#view(name, text);
  }

  saveAs(name: string, text: string): FileView | null {
    if (this.fault) throw this.fault;
    if (this.chosen === null) return null;
    this.files.set(name, text);
    return this.#view(name, text);
  }

  #view(name: string, text: string): FileView {
    this.#seen.set(name, text);
    return { file: name, name, folder: FOLDER, text };
  }
}
