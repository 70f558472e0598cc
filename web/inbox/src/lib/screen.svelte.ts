/** How many panes stand side by side. */
const wide = matchMedia("(width >= 1280px)");
const middle = matchMedia("(width >= 1024px)");
const narrow = matchMedia("(width >= 768px)");

export type Size = "wide" | "middle" | "narrow" | "phone";

const measure = (): Size => (wide.matches ? "wide" : middle.matches ? "middle" : narrow.matches ? "narrow" : "phone");

let size = $state<Size>(measure());
for (const query of [wide, middle, narrow])
  query.addEventListener("change", () => {
    size = measure();
  });

export const screen = {
  /** wide: all five; middle: details is a drawer; narrow: views is one too; phone: one pane at a time. */
  get size(): Size {
    return size;
  },
  get phone(): boolean {
    return size === "phone";
  },
};
