/** The code in what was typed, scanned or linked: `K7Q2-M9XA`, or a link `https://…/operator/?code=K7Q2-M9XA`; null when there is none. */
export function pairingCodeIn(text: string): string | null {
  const trimmed = text.trim();
  const code = URL.canParse(trimmed) ? new URL(trimmed).searchParams.get('code') : trimmed;
  const clean = code?.trim().toUpperCase() ?? '';
  return /^[0-9A-Z][0-9A-Z -]{2,18}[0-9A-Z]$/.test(clean) ? clean : null;
}
