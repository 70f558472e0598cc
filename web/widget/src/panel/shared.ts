/** What `seldom/` takes from the panel that is there (see `build.mjs`), in place of carrying it a second time. */
export { Fragment, h } from "preact";
export { CLOSE, Icon, IconButton } from "./Icon.tsx";
export { asks, facesOf, said, written } from "./scene.ts";
export { clock, format } from "./time.ts";
