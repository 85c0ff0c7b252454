import { useSyncExternalStore } from 'react';
import type { ColorScheme } from './tokens/tokens.ts';

/** What the person chose; `system` follows the device. Kept in this browser, shared by its windows. */
export type ColorSchemeChoice = 'system' | ColorScheme;

const storageKey = 'roundsman.color-scheme';
const listeners = new Set<() => void>();
let choice: ColorSchemeChoice | undefined;

export interface ColorSchemeState {
  choice: ColorSchemeChoice;
  /** What is shown now. */
  scheme: ColorScheme;
  choose: (choice: ColorSchemeChoice) => void;
}

export function useColorScheme(): ColorSchemeState {
  const key = useSyncExternalStore(subscribe, readState, () => 'system light');
  const [chosen, scheme] = key.split(' ') as [ColorSchemeChoice, ColorScheme];
  return { choice: chosen, scheme, choose };
}

function choose(next: ColorSchemeChoice): void {
  try {
    if (next === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // Storage may be closed (private window): the choice then lives as long as the page.
  }
  apply(next);
}

function apply(next: ColorSchemeChoice): void {
  choice = next;
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  for (const listener of listeners) listener();
}

function readState(): string {
  if (choice === undefined) {
    choice = readStored();
    if (choice !== 'system') document.documentElement.dataset.theme = choice;
  }
  return `${choice} ${choice === 'system' ? systemScheme() : choice}`;
}

function readStored(): ColorSchemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

const darkQuery = '(prefers-color-scheme: dark)';
const systemScheme = (): ColorScheme => (matchMedia(darkQuery).matches ? 'dark' : 'light');

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const system = matchMedia(darkQuery);
  const otherWindow = (event: StorageEvent) => {
    if (event.key === storageKey) apply(readStored());
  };
  system.addEventListener('change', listener);
  addEventListener('storage', otherWindow);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
    removeEventListener('storage', otherWindow);
  };
}
