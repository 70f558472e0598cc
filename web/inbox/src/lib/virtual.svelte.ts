/** Only the rows in sight are drawn: TanStack's virtualiser, with its results as state of Svelte. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";

interface Wanted {
  count: number;
  rowHeight: number;
  scroller: () => HTMLElement | null;
  /** A row that stays drawn although it is out of sight, such as the one with focus. */
  keep: () => number;
}

export class VirtualRows {
  items = $state.raw<VirtualItem[]>([]);
  height = $state(0);
  offset = $state(0);
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor(readonly wanted: () => Wanted) {
    this.#virtualizer = new Virtualizer(this.#options());
  }

  #options() {
    const { count, rowHeight, scroller, keep } = this.wanted();
    return {
      count,
      getScrollElement: scroller,
      estimateSize: () => rowHeight,
      overscan: 6,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        const kept = keep();
        if (kept < 0 || kept >= range.count || indexes.includes(kept)) return indexes;
        return [...indexes, kept].sort((one, other) => one - other);
      },
      onChange: () => {
        this.#read();
      },
    };
  }

  #read(): void {
    this.items = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
    this.offset = this.#virtualizer.scrollOffset ?? 0;
  }

  /** To be called in an effect once the scroller is there; call what it returns when it goes. */
  mount(): () => void {
    const unmount = this.#virtualizer._didMount();
    this.update();
    return unmount;
  }

  /** The rows or the row to keep changed. */
  update(): void {
    this.#virtualizer.setOptions(this.#options());
    this.#virtualizer._willUpdate();
    this.#read();
  }

  reveal(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: "auto" });
  }

  toTop(): void {
    this.#virtualizer.scrollToOffset(0);
  }
}
