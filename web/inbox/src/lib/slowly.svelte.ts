/** True only once `what` has been true for a while: what is quick shows no sign of waiting. */
export function slowly(what: () => boolean, milliseconds = 150): { readonly current: boolean } {
  let shown = $state(false);
  $effect(() => {
    if (!what()) {
      shown = false;
      return;
    }
    const timer = setTimeout(() => {
      shown = true;
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  });
  return {
    get current() {
      return shown;
    },
  };
}
