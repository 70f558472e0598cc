/**
 * Only the rows in sight are drawn. All rows are equally high, so where a row stands is one multiplication, and a
 * library for rows of unknown height (8 kB) is not needed.
 */
interface Wanted {
  count: number;
  rowHeight: number;
  scroller: () => HTMLElement | null;
  /** A row that stays drawn although it is out of sight, such as the one with focus; -1 for none. */
  keep: () => number;
}

export interface DrawnRow {
  index: number;
  /** Pixels from the top of the list. */
  start: number;
}

/** Rows drawn above and below what is in sight, so that a quick scroll meets no gap. */
const MARGIN = 6;

/** The indexes to draw, ascending. */
export function drawn(offset: number, height: number, rowHeight: number, count: number, keep: number): number[] {
  const first = Math.max(0, Math.floor(offset / rowHeight) - MARGIN);
  const last = Math.min(count - 1, Math.ceil((offset + height) / rowHeight) + MARGIN - 1);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  if (keep >= 0 && keep < first) indexes.unshift(keep);
  if (keep > last && keep < count) indexes.push(keep);
  return indexes;
}

export class VirtualRows {
  items = $state.raw<DrawnRow[]>([]);
  height = $state(0);
  offset = $state(0);

  constructor(readonly wanted: () => Wanted) {}

  /** To be called in an effect once the scroller is there; call what it returns when it goes. */
  mount(): () => void {
    const scroller = this.wanted().scroller();
    if (!scroller) return () => undefined;
    const read = () => {
      this.update();
    };
    const sizes = new ResizeObserver(read);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", read, { passive: true });
    read();
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", read);
    };
  }

  /** The rows, the row to keep, or the part in sight changed. */
  update(): void {
    const { count, rowHeight, scroller, keep } = this.wanted();
    const element = scroller();
    this.height = count * rowHeight;
    this.offset = element?.scrollTop ?? 0;
    const indexes = drawn(this.offset, element?.clientHeight ?? 0, rowHeight, count, keep());
    const before = this.items;
    if (indexes.length !== before.length || indexes.some((index, at) => index !== before[at]?.index))
      this.items = indexes.map((index) => ({ index, start: index * rowHeight }));
  }

  /** Scroll no further than needed to show this row whole. */
  reveal(index: number): void {
    const { rowHeight, scroller } = this.wanted();
    const element = scroller();
    if (!element || index < 0) return;
    const start = index * rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (start + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = start + rowHeight - element.clientHeight;
    this.update();
  }

  toTop(): void {
    const element = this.wanted().scroller();
    if (element) element.scrollTop = 0;
    this.update();
  }
}
