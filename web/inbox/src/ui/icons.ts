/** The product's line icons: one path each, drawn on a 24 by 24 grid without fill. */

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

function box(x: number, y: number, w: number, h: number, r: number): string {
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}` +
    `h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`
  );
}

const CLOCK_FACE = circle(12, 12, 8.5);

export const icons = {
  alert: "M12 4.5 3.5 19h17zM12 10v4M12 16.5v.1",
  archive: box(3.5, 5, 17, 4, 1.5) + "M5 9v8.5A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V9M10 12.5h4",
  at:
    circle(12, 12, 3.5) +
    "M15.5 8.5V13a2.3 2.3 0 0 0 4.5 0v-1a8 8 0 1 0-3.5 6.6",
  ban: CLOCK_FACE + "M6.2 6.2l11.6 11.6",
  calendar: box(4, 5.5, 16, 14, 2) + "M4 10h16M8.5 3.5v4M15.5 3.5v4",
  chat: "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 3.5V16H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  checks: "m2.5 12.5 4 4 8-8.5M11 15.5l1 1 8.5-8.5",
  clip: "m19 11.5-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.4 7.4a1.55 1.55 0 0 1-2.2-2.2L14 8",
  clock: CLOCK_FACE + "M12 7.5V12l3 2",
  copy: box(8.5, 8.5, 11, 11, 2) + "M15.5 8.5V6A1.5 1.5 0 0 0 14 4.5H6A1.5 1.5 0 0 0 4.5 6v8A1.5 1.5 0 0 0 6 15.5h2.5",
  done: CLOCK_FACE + "M8.5 12.3l2.5 2.5 4.5-5",
  down: "m7 10 5 5 5-5",
  download: "M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
  external: "M13.5 5H19v5.5M19 5l-8 8M10.5 6.5h-4A1.5 1.5 0 0 0 5 8v9.5A1.5 1.5 0 0 0 6.5 19H16a1.5 1.5 0 0 0 1.5-1.5v-4",
  file: "M13.5 3.5h-6A1.5 1.5 0 0 0 6 5v14a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 18 19V8zM13.5 3.5V8H18",
  filter: "M4 7h16M7 12h10M10 17h4",
  forward: "m14 7 5 5-5 5M19 12H9.5A4.5 4.5 0 0 0 5 16.5V18",
  help: CLOCK_FACE + "M9.8 9.5a2.3 2.3 0 1 1 3.3 2.1c-.8.4-1.1.9-1.1 1.7M12 16.2v.1",
  image: box(4, 5, 16, 14, 2) + circle(9, 10, 1.5) + "M5 17.5l4.5-4 3 2.5 3-3 4 4",
  inbox: "M4 13h4.5a3.5 3.5 0 0 0 7 0H20M6.5 5h11L20 13v4.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5V13z",
  info: CLOCK_FACE + "M12 11v5M12 8v.1",
  keyboard: box(3, 6.5, 18, 11, 2) + "M7 10.5h.1M10.4 10.5h.1M13.7 10.5h.1M17 10.5h.1M8.5 14h7",
  left: "m14 7-5 5 5 5",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  lock: box(5.5, 10.5, 13, 9, 2) + "M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
  logo: "M3.5 10.5 6 5h12l2.5 5.5M3.5 10.5V17A2.5 2.5 0 0 0 6 19.5h12a2.5 2.5 0 0 0 2.5-2.5v-6.5h-5.2a3.3 3.3 0 0 1-6.6 0z",
  mail: box(3.5, 5.5, 17, 13, 2) + "M4 7.5l8 6 8-6",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z",
  more: circle(5.5, 12, 0.7) + circle(12, 12, 0.7) + circle(18.5, 12, 0.7),
  note: "M6.5 4.5h11A1.5 1.5 0 0 1 19 6v8.5l-5 5H6.5A1.5 1.5 0 0 1 5 18V6a1.5 1.5 0 0 1 1.5-1.5zM19 14.5h-3.5A1.5 1.5 0 0 0 14 16v3.5M8.5 9h7M8.5 12.5h4",
  offline: "M4 4l16 16M8.2 13.5a6 6 0 0 1 3-1.6M5 10.2a10.5 10.5 0 0 1 3.7-2.4M12.5 7c2.5.1 4.8 1.2 6.5 3.2M14.8 12.8l1 .8M12 17.5v.1",
  panel: box(3.5, 5, 17, 14, 2) + "M14.5 5v14",
  pen: "M4.5 19.5 5.5 15l10-10a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L9 18.5z",
  plus: "M12 5v14M5 12h14",
  refresh: "M19.5 11.5a7.5 7.5 0 0 0-13.4-4M4.5 12.5a7.5 7.5 0 0 0 13.4 4M6 4v3.8h3.8M18 20v-3.8h-3.8",
  reopen: "M5 12a7 7 0 1 1 2.3 5.2M5 17.5v-5h5",
  reply: "m10 7-5 5 5 5M5 12h9.5a4.5 4.5 0 0 1 4.5 4.5V18",
  right: "m10 7 5 5-5 5",
  search: circle(11, 11, 6) + "M20 20l-4.5-4.5",
  send: "M12 19V5M6 11l6-6 6 6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9" + circle(15, 7, 2) + circle(9, 17, 2),
  signout: "M10 4.5H6.5A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.5H10M15.5 8l4 4-4 4M19.5 12H10",
  sun: circle(12, 12, 3.5) + "M12 4v1.5M12 18.5V20M4 12h1.5M18.5 12H20M6.3 6.3l1.1 1.1M16.6 16.6l1.1 1.1M6.3 17.7l1.1-1.1M16.6 7.4l1.1-1.1",
  tray: "M4 8h16M4 12h16M4 16h10",
  undo: "M8 5 4.5 8.5 8 12M4.5 8.5H14a5 5 0 0 1 0 10H8",
  up: "m7 14 5-5 5 5",
  user: circle(12, 8.5, 3.5) + "M5 19.5c.8-3.5 3.5-5 7-5s6.2 1.5 7 5",
  users:
    circle(9, 9, 3) +
    "M3.5 18.5c.6-3 2.8-4.3 5.5-4.3s4.9 1.3 5.5 4.3M15.5 6.3a3 3 0 0 1 0 5.4M17.5 14.7c1.7.6 2.7 1.9 3 3.8",
  x: "m6.5 6.5 11 11M17.5 6.5l-11 11",
} as const satisfies Record<string, string>;

export type IconName = keyof typeof icons;
