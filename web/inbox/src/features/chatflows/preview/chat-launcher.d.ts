/** Where the launcher's file and the panel's are; empty when `web/widget` is not built (see `chat-launcher.ts`). */
declare module "virtual:chat-launcher" {
  export const launcher: string;
  export const panel: string;
}
