/** What JSX becomes: put before every file that has some by the build. */
export { Fragment, h } from "preact";
