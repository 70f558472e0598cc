/** F6: from one named part of the screen to the next. Parts carry `data-region`. */
function shown(element: HTMLElement): boolean {
  return element.offsetParent !== null || getComputedStyle(element).position === "fixed";
}

export function nextRegion(back: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(shown);
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const step = back ? -1 : 1;
  const index = at < 0 ? (back ? regions.length - 1 : 0) : (at + step + regions.length) % regions.length;
  const region = regions[index];
  // A region may say which of its parts takes the focus, such as the row with the cursor.
  (region?.querySelector<HTMLElement>("[data-region-focus]") ?? region)?.focus();
}

/** Leave a field: to the part of the screen it stands in. */
export function leaveField(field: HTMLElement): void {
  const region = field.closest<HTMLElement>("[data-region]");
  if (region) region.focus();
  else field.blur();
}
