import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pin } from "./pin.svelte";

/** A pane 600 high, whose content grows when a test says so. */
function pane(): { scroller: HTMLElement; grow: (to: number) => void; scroll: (to: number) => void } {
  const scroller = document.createElement("div");
  let height = 600;
  Object.defineProperty(scroller, "clientHeight", { value: 600 });
  Object.defineProperty(scroller, "scrollHeight", { get: () => height });
  return {
    scroller,
    grow: (to) => (height = to),
    scroll: (to) => {
      scroller.scrollTop = to;
      scroller.dispatchEvent(new Event("scroll"));
    },
  };
}

let resized: () => void = () => {};

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(told: () => void) {
        resized = told;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

describe("a thread that stands at its end", () => {
  it("stays there while frames grow, also when the browser tells of scrolling late", () => {
    const { scroller, grow, scroll } = pane();
    const pin = new Pin();
    pin.watch(scroller, document.createElement("div"));
    grow(1000);
    resized();
    grow(1400); // the next frame loads before the scrolling is told
    scroll(scroller.scrollTop);
    resized();
    expect(pin.atEnd).toBe(true);
    expect(scroller.scrollTop).toBe(1400);
  });

  it("lets go of whoever scrolls up, and holds still from then on", () => {
    const { scroller, grow, scroll } = pane();
    const pin = new Pin();
    pin.watch(scroller, document.createElement("div"));
    grow(1400);
    scroll(800);
    scroll(300);
    grow(1800);
    resized();
    expect(pin.atEnd).toBe(false);
    expect(scroller.scrollTop).toBe(300);
  });

  it("takes up again who comes back to the end", () => {
    const { scroller, grow, scroll } = pane();
    const pin = new Pin();
    pin.watch(scroller, document.createElement("div"));
    grow(1400);
    scroll(800);
    scroll(300);
    scroll(780);
    expect(pin.atEnd).toBe(true);
  });
});
