/** How many messages wait, in the tab's title, while nobody looks at the page. */
let shown = "";
let own = "";

export function titleSays(unread: number): void {
  // the page may have changed its title meanwhile
  if (document.title !== shown) own = document.title;
  const wanted = unread && document.hidden ? `(${unread}) ${own}` : own;
  if (wanted === document.title) return;
  shown = wanted;
  document.title = wanted;
}
