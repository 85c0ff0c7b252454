import type { ComponentState, StatusDocument } from '@roundsman/api-contract';
import { escapeMarkup } from '../html.ts';

/** White on each of these is readable: contrast of 4.5 or more. */
const colourOf: Record<StatusDocument['overall']['state'], string> = {
  operational: '#1a7a43',
  incident: '#a15c00',
  degraded: '#a15c00',
  partial_outage: '#b3261e',
  major_outage: '#b3261e',
  under_maintenance: '#545d68',
  unknown: '#545d68',
};

const wordsOf: Record<StatusDocument['overall']['state'], string> = {
  operational: 'operational',
  incident: 'incident',
  degraded: 'degraded',
  partial_outage: 'partial outage',
  major_outage: 'major outage',
  under_maintenance: 'maintenance',
  unknown: 'unknown',
};

/** A small picture for a README or an intranet: a name, and one word. Letters are given room by count: no font is at hand. */
export function badge(name: string, state: ComponentState | 'incident'): string {
  const words = wordsOf[state];
  const left = widthOf(name);
  const right = widthOf(words);
  const label = `${escapeMarkup(name)}: ${words}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}">
<title>${label}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#33383f"/><rect x="${left}" width="${right}" height="20" fill="${colourOf[state]}"/></g>
<g fill="#fff" text-anchor="middle" font-family="system-ui,Verdana,sans-serif" font-size="11">
<text x="${left / 2}" y="14" textLength="${left - 12}">${escapeMarkup(name)}</text>
<text x="${left + right / 2}" y="14" textLength="${right - 12}">${words}</text>
</g>
</svg>
`;
}

const widthOf = (text: string) => Math.ceil(text.length * 6.4) + 12;
