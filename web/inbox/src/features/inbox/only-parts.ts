/** What a list with several channels has beside its rows, in a chunk of its own. */
export { default as OnlyLine } from "./OnlyLine.svelte";
export { default as OnlyMenu } from "./OnlyMenu.svelte";
