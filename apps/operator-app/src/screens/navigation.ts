import { useSyncExternalStore } from 'react';

export type Screen =
  | { readonly name: 'day' | 'hand_in' | 'outbox' | 'settings' }
  | { readonly name: 'completion' | 'trouble' | 'report'; readonly stopId: string }
  /** null: about the tour. */
  | { readonly name: 'chat'; readonly stopId: string | null }
  | { readonly name: 'attachment'; readonly stopId: string; readonly fileId: string }
  /** null: what is loaded before the day starts. */
  | { readonly name: 'load'; readonly stopId: string | null }
  | { readonly name: 'fail'; readonly stopId: string; readonly reason: string | null };

interface Place {
  readonly screen: Screen;
  /** Steps back to the day. */
  readonly depth: number;
}

const HOME: Place = { screen: { name: 'day' }, depth: 0 };
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
addEventListener('popstate', tell);

/** The browser's own history holds the open screens, so that the phone's back button and a reload both do the expected. */
export const navigation = {
  place: (): Place => (history.state as Place | null) ?? HOME,
  open: (screen: Screen) => {
    const { depth } = navigation.place();
    history.pushState({ screen, depth: depth + 1 } satisfies Place, '');
    tell();
  },
  back: () => history.back(),
  home: () => {
    const { depth } = navigation.place();
    if (depth > 0) history.go(-depth);
  },
};

export function useScreen(): Place {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, navigation.place);
}
