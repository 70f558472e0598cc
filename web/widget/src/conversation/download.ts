/** A file of a conversation, which only its visitor may have: fetched with their token, then saved. */
import type { Scene } from "../panel/scene.ts";
import type { EntryFile } from "../talk/frames.ts";

const KEPT = 60_000; // milliseconds: how long a browser may take to begin

export async function download({ config, chat, tell, words }: Scene, { url = "", name }: EntryFile): Promise<void> {
  try {
    const answer = await fetch(url[0] === "/" ? config.site + url : url, { headers: chat.http.headers() });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
  } catch {
    tell(words.wrong);
  }
}
