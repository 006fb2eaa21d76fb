import { navigate } from "../../shell/router";

const STORED = "gatehouse.doctor.text";

let carried = false;

/** Goes to the doctor with a text. */
export function askDoctor(text: string): void {
  carried = true;
  keepText(text);
  navigate("/doctor");
}

/** Whether somebody was sent here with a text: once. */
export function takeCarried(): boolean {
  const was = carried;
  carried = false;
  return was;
}

/** What was pasted last, as long as the window is open. */
export const keptText = (): string => window.sessionStorage.getItem(STORED) ?? "";

export function keepText(text: string): void {
  try {
    window.sessionStorage.setItem(STORED, text);
  } catch {
    // A text too long for the storage is not kept when the screen is left.
  }
}
