import type { ReactNode } from 'react';

/** Drawn on a 20-pixel grid with one line width, in the colour of the text around them. */
const drawings = {
  day: <path d="M3 5.5h14M3 10h14M3 14.5h14M6 4v3M11 8.5v3M8 13v3" />,
  stage: <path d="M10 3v8m0 0 3-3m-3 3L7 8M3.5 12v4h13v-4" />,
  plans: (
    <>
      <circle cx="5" cy="15" r="2" />
      <circle cx="15" cy="5" r="2" />
      <path d="M7 15h5.5a2.5 2.5 0 0 0 0-5h-5a2.5 2.5 0 0 1 0-5H13" />
    </>
  ),
  jobs: <path d="m3 6.5 7-3.5 7 3.5v7L10 17l-7-3.5zm0 0 7 3.5 7-3.5M10 10v7" />,
  fleet: (
    <>
      <path d="M2.5 13.5v-8h9v8m0-6h3.2l2.8 3v3h-1.5m-8 0h3.5m-9 0h1.5" />
      <circle cx="6" cy="14" r="1.6" />
      <circle cx="14.2" cy="14" r="1.6" />
    </>
  ),
  messages: <path d="M3 4.5h14v9H8L4.5 16.5v-3H3z" />,
  reports: <path d="M3.5 3.5v13h13M7 13v-3m3.5 3V6.5M14 13V9" />,
  setup: (
    <>
      <path d="M3 6h7m4 0h3M3 14h3m4 0h7" />
      <circle cx="12" cy="6" r="2" />
      <circle cx="8" cy="14" r="2" />
    </>
  ),
  left: <path d="m12 5-5 5 5 5" />,
  right: <path d="m8 5 5 5-5 5" />,
  down: <path d="m5 8 5 5 5-5" />,
  search: (
    <>
      <circle cx="9" cy="9" r="5" />
      <path d="m13 13 4 4" />
    </>
  ),
  close: <path d="m5 5 10 10M15 5 5 15" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  person: (
    <>
      <circle cx="10" cy="6.5" r="3" />
      <path d="M4 16.5a6 6 0 0 1 12 0" />
    </>
  ),
  pin: (
    <>
      <path d="M10 17.5c3.5-4 5-6.3 5-8.5a5 5 0 0 0-10 0c0 2.2 1.5 4.5 5 8.5Z" />
      <circle cx="10" cy="9" r="1.6" />
    </>
  ),
  reach: (
    <>
      <circle cx="10" cy="10" r="7" strokeDasharray="2.5 2" />
      <circle cx="10" cy="10" r="1.6" />
      <path d="M10 8.4V5.5" />
    </>
  ),
  layers: <path d="m10 3 7 4-7 4-7-4zM3 10.5l7 4 7-4M3 14l7 4 7-4" />,
  fit: <path d="M3 7V3h4m6 0h4v4m0 6v4h-4m-6 0H3v-4" />,
  plus: <path d="M10 4v12M4 10h12" />,
  minus: <path d="M4 10h12" />,
  external: <path d="M11 3.5h5.5V9M16 4l-7 7M13.5 11.5v5h-10v-10h5" />,
  undo: <path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4 4 0 0 1 0 8H8" />,
  hold: <path d="M7 4.5v11M13 4.5v11" />,
  phone: (
    <path d="M4 3.5h3l1.5 4-2 1.5a9 9 0 0 0 4.5 4.5l1.5-2 4 1.5v3a1 1 0 0 1-1 1C9 16.5 3.5 11 3 4.5a1 1 0 0 1 1-1Z" />
  ),
  mail: <path d="M3 5h14v10H3zm0 .5 7 5.5 7-5.5" />,
  bell: <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1h-13zM8.5 17h3" />,
  lasso: <path d="M10 4c4 0 7 1.8 7 4s-3 4-7 4-7-1.8-7-4 3-4 7-4Zm-4 7.5c-1.5.5-2 1.5-1.2 2.5.8 1 .4 2.2-.8 2.5" />,
  window: <path d="M3 4.5h14v11H3zm0 3h14" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Always decoration: the words stand beside it, or in the label of what it is part of. */
export function Icon({ name, sizePx = 16 }: { name: IconName; sizePx?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={sizePx}
      height={sizePx}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
