/** What JSX becomes in what is fetched later: put before every file that has some by the build. */
export { Fragment, h } from "./shared.ts";
