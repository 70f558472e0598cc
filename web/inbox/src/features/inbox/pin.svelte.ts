/**
 * Where a thread stands: at its end, where it follows what is new; or somewhere above, where it holds still and counts
 * what came below.
 */
const NEAR = 48;

export class Pin {
  /** The end is in sight: stay with it. */
  atEnd = $state(true);
  #scroller: HTMLElement | null = null;

  /** Follow the end while the content grows (frames load, messages come). Call what it returns to stop. */
  watch(scroller: HTMLElement, content: HTMLElement): () => void {
    this.#scroller = scroller;
    let top = scroller.scrollTop;
    const onscroll = () => {
      const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
      // a frame that grows puts the end out of sight too: only who scrolls up leaves it
      if (near || scroller.scrollTop < top) this.atEnd = near;
      top = scroller.scrollTop;
    };
    const onsize = new ResizeObserver(() => {
      if (this.atEnd) this.toEnd();
    });
    scroller.addEventListener("scroll", onscroll, { passive: true });
    onsize.observe(content);
    onsize.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", onscroll);
      onsize.disconnect();
      this.#scroller = null;
    };
  }

  toEnd(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.atEnd = true;
  }

  /** Show this part at the top, and stay there. */
  show(element: HTMLElement): void {
    this.atEnd = false;
    element.scrollIntoView({ block: "start" });
  }

  /** Something is put above: what is in sight stays where it is. */
  async holdWhile(change: () => Promise<void>): Promise<void> {
    const scroller = this.#scroller;
    const below = scroller ? scroller.scrollHeight - scroller.scrollTop : 0;
    await change();
    if (scroller) scroller.scrollTop = scroller.scrollHeight - below;
  }
}
