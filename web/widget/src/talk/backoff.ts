/** How long to wait before the next try: twice as long each time, up to half a minute, and never all at once. */
export const pause = (tries: number, random = Math.random): number => random() * Math.min(30_000, 1000 * 2 ** tries);
