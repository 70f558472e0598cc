/** The panes of one conversation, in a chunk of their own: the list is on the screen before they are here. */
export { default as Details } from "./Details.svelte";
export { default as DetailsPane } from "./DetailsPane.svelte";
export { default as Thread } from "./Thread.svelte";
