/** Line drawings of 24 by 24. */
const PATHS = {
  chat: "M4 5.5h16v11H10.5L6 20v-3.5H4z",
  down: "M6 9l6 6 6-6",
  back: "M15 6l-6 6 6 6",
  next: "M9 6l6 6-6 6",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  plane: "M4 12l16-7-6 16-3-7zM11 14l4-4",
  calendar: "M4 7h16v14H4zM4 11h16M8.5 3v4M15.5 3v4",
  clip: "M8 12l5-5a3 3 0 014 4l-7 7a5 5 0 01-7-7l7-7",
  smile: "M3 12a9 9 0 0118 0 9 9 0 01-18 0M8.5 14.5c2 2.4 5 2.4 7 0M9 9.5h.01M15 9.5h.01",
  loud: "M5 10v4h3l5 4V6l-5 4zM16.5 9a4 4 0 010 6",
  quiet: "M5 10v4h3l5 4V6l-5 4zM16 10l4 4M20 10l-4 4",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  info: "M3 12a9 9 0 0118 0 9 9 0 01-18 0M12 11v5M12 8h.01",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01",
};

export type IconName = keyof typeof PATHS;

export const Drawing = ({ d, size = 20 }: { d: string; size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
    <path d={d} />
  </svg>
);

export const Icon = ({ name, size }: { name: IconName; size?: number }) => (
  <Drawing d={PATHS[name]} {...(size ? { size } : {})} />
);
