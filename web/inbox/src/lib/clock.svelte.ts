/** The present, in two grains: for times on the screen and for the seconds of an undo. */
let minute = $state(Date.now());
let second = $state(Date.now());
let counting = 0;
let timer: ReturnType<typeof setInterval> | undefined;

setInterval(() => {
  minute = Date.now();
}, 20_000);

export const clock = {
  /** Milliseconds; moves three times a minute. */
  get now(): number {
    return minute;
  },
  /** Milliseconds; moves four times a second while somebody counts. */
  get precise(): number {
    return second;
  },
  /** Ask for the fine grain; call what it returns when done. */
  count(): () => void {
    counting += 1;
    second = Date.now();
    timer ??= setInterval(() => {
      second = Date.now();
    }, 250);
    return () => {
      counting -= 1;
      if (counting === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  },
};
