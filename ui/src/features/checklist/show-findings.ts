/** Where the list of findings begins. */
export const FINDINGS_ID = "gh-findings";

/** Brings the list to where it can be seen and read, after a link narrowed it. */
export function showFindings(): void {
  setTimeout(() => {
    const list = document.getElementById(FINDINGS_ID);
    list?.focus({ preventScroll: true });
    list?.scrollIntoView?.({ block: "start" });
  });
}
