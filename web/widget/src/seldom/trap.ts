/** On a phone, and where a page is enlarged to the size of one, the panel covers the page: Tab stays within it. */
const STOPS = "button:enabled:not([tabindex='-1']),a,input,textarea,[tabindex='0']";

export function trap(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const stops = event.currentTarget.querySelectorAll<HTMLElement>(STOPS);
  const [from, to] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
  if (event.target !== from) return;
  event.preventDefault();
  to?.focus();
}
