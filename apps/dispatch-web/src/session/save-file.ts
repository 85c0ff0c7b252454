/** Long enough for the browser to have taken it. */
const KEPT_MILLISECONDS = 60_000;

/** Hands bytes to the browser, to be saved under a name. */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
}
