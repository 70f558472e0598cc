/**
 * What `seldom/` takes from the panel that fetched it, in place of carrying it a second time. It is handed over and not
 * imported: the panel's address may have got a fragment (see `panel/apart.ts`), and would be another module without it.
 */
import type { Shared } from "../panel/shared.ts";

export let Fragment: Shared["Fragment"];
export let h: Shared["h"];
export let CLOSE: Shared["CLOSE"];
export let Icon: Shared["Icon"];
export let IconButton: Shared["IconButton"];
export let asks: Shared["asks"];
export let facesOf: Shared["facesOf"];
export let said: Shared["said"];
export let written: Shared["written"];
export let clock: Shared["clock"];
export let format: Shared["format"];

export const share = (given: Shared): void => {
  ({ Fragment, h, CLOSE, Icon, IconButton, asks, facesOf, said, written, clock, format } = given);
};
