/** A file of a conversation: the server tells its visitor, and nobody else, where it is for some minutes. */
import type { Scene } from "../panel/scene.ts";
import type { EntryFile } from "../talk/frames.ts";

export async function download(scene: Scene, { id, name }: EntryFile): Promise<void> {
  try {
    const { url } = await scene.chat.http.send<{ url: string }>(`attachments/${encodeURIComponent(id)}`);
    const link = document.createElement("a");
    link.href = new URL(url, scene.config.site).href;
    link.download = name;
    link.target = "_blank";
    link.rel = "noopener";
    link.click();
  } catch {
    scene.tell(scene.words.wrong);
  }
}
