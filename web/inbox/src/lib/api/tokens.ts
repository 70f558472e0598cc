/** API tokens of programs, for admins. All throw `Problem`. */
import type { components } from "../../../../api/api";
import { to } from "./address";
import { get, send } from "./request";
import type { Page } from "./types";

type Schemas = components["schemas"];
export type TokenJson = Schemas["TokenJson"];
export type NewTokenJson = Schemas["NewTokenJson"];
export type TokenBody = Schemas["TokenBody"];
/** What a token can be given. */
export type TokenPermission = TokenBody["permissions"][number];

export const tokenApi = {
  list: () => get<Page<TokenJson>>(to("/tokens")),
  /** The only answer that has the token itself. */
  make: (body: TokenBody) => send<NewTokenJson>("POST", to("/tokens"), body),
  revoke: (id: string) => send<undefined>("DELETE", to("/tokens/{token_id}", id)),
};
