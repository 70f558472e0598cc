/** What the panel hands over to `seldom/`. */
import { Fragment, h } from "preact";
import { CLOSE, Icon, IconButton } from "./Icon.tsx";
import { asks, facesOf, said, written } from "./scene.ts";
import { clock, format } from "./time.ts";

export const shared = { Fragment, h, CLOSE, Icon, IconButton, asks, facesOf, said, written, clock, format };
export type Shared = typeof shared;
