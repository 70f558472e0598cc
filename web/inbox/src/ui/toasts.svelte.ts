/**
 * Short messages over the screen, with their undo. A message keeps its own time, 8 seconds unless told;
 * time stands still while somebody points at it or has focus in it, and `onend` is called when it has run out.
 */
import type { IconName } from "./icons";

const LASTS_MS = 8_000;
const TICK_MS = 250;
/** Ten times as long, as WCAG 2.2.1 asks of a time limit that can be extended. */
const LONGEST_HOLD = 10;

export interface ToastOrder {
  /** What to say; a function gets the seconds that are left, for a countdown. */
  text: string | ((secondsLeft: number) => string);
  icon?: IconName;
  tone?: "plain" | "bad";
  /** Takes back what was done. The toast goes away, and `onend` is not called. */
  undo?: () => void;
  /** Another way on than undo, such as "Open". */
  action?: { label: string; run: () => void };
  ms?: number;
  /** Time is up, or the toast was put away: what it offered can no longer be had. */
  onend?: () => void;
  /** The clock was stopped, or goes on with this many milliseconds left. */
  onhold?: (still: boolean, left: number) => void;
}

export interface Toast extends ToastOrder {
  id: number;
  left: number;
  /** Milliseconds after which it ends even while its clock stands still: a pointer may have been left there. */
  limit: number;
}

let nextId = 1;
let shown = $state<Toast[]>([]);
let paused = $state(false);
let timer: ReturnType<typeof setInterval> | undefined;
let before = 0;

function run(): void {
  if (timer !== undefined) return;
  before = performance.now();
  timer = setInterval(tick, TICK_MS);
}

function tick(): void {
  const now = performance.now();
  const passed = now - before;
  before = now;
  for (const toast of shown) {
    toast.limit -= passed;
    if (!paused) toast.left -= passed;
  }
  for (const toast of shown.filter(({ left, limit }) => left <= 0 || limit <= 0)) end(toast);
}

function remove(id: number): Toast | undefined {
  const toast = shown.find((one) => one.id === id);
  shown = shown.filter((one) => one.id !== id);
  if (shown.length === 0) {
    paused = false;
    clearInterval(timer);
    timer = undefined;
  }
  return toast;
}

function end(toast: Toast): void {
  if (remove(toast.id)) toast.onend?.();
}

export const toasts = {
  get shown(): readonly Toast[] {
    return shown;
  },
  get paused(): boolean {
    return paused;
  },
  /** Show a message; answers the id to take it away by. */
  show(order: ToastOrder): number {
    const left = order.ms ?? LASTS_MS;
    const toast: Toast = { ...order, id: nextId++, left, limit: left * LONGEST_HOLD };
    shown = [...shown, toast];
    run();
    return toast.id;
  },
  /** Take a message away without its `onend`: what it spoke of is settled elsewhere. */
  drop(id: number): void {
    remove(id);
  },
  /** Put a message away now, as if its time had run out. */
  dismiss(id: number): void {
    const toast = shown.find((one) => one.id === id);
    if (toast) end(toast);
  },
  /** Put all away now: whoever they spoke to leaves. */
  dismissAll(): void {
    for (const toast of shown) end(toast);
  },
  undo(id: number): void {
    remove(id)?.undo?.();
  },
  /** Undo the newest message that can be undone; false when there is none. */
  undoLast(): boolean {
    const toast = shown.findLast(({ undo }) => undo !== undefined);
    if (toast) toasts.undo(toast.id);
    return toast !== undefined;
  },
  act(id: number): void {
    remove(id)?.action?.run();
  },
  /** Stop the clock of all messages, as while the pointer is over them. */
  hold(still: boolean): void {
    if (paused === still) return;
    paused = still;
    for (const toast of shown) toast.onhold?.(still, still ? toast.limit : toast.left);
  },
};

/** The words of a toast now. */
export function toastText(toast: Toast): string {
  return typeof toast.text === "string" ? toast.text : toast.text(Math.max(1, Math.ceil(toast.left / 1_000)));
}
