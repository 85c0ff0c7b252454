/** The code in what was typed, scanned or linked: `4C0481B9A3-Q6Q7GX`, or a link `https://…/operator/?code=4C0481B9A3-Q6Q7GX`; null when there is none. */
export function pairingCodeIn(text: string): string | null {
  const trimmed = text.trim();
  const code = URL.canParse(trimmed) ? new URL(trimmed).searchParams.get('code') : trimmed;
  const clean = code?.trim().toUpperCase() ?? '';
  return /^[0-9A-Z][0-9A-Z -]{2,18}[0-9A-Z]$/.test(clean) ? clean : null;
}
