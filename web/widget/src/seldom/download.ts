/** A file of a conversation: the server tells its visitor, and nobody else, where it is for some minutes. */
import type { Scene } from "../panel/scene.ts";
import type { EntryFile } from "../talk/frames.ts";

const LARGEST = 5e6; // bytes of a picture that is shown without being asked for

/** Whether it can be shown in its place. The server names the same kinds; others are for taking away. */
export const isPicture = ({ content_type, size }: EntryFile): boolean =>
  /^image\/(png|jpeg|gif|webp)$/.test(content_type) && size < LARGEST;

export async function addressOf({ chat, config }: Scene, { id }: EntryFile): Promise<string> {
  const { url } = await chat.http.send<{ url: string }>(`attachments/${encodeURIComponent(id)}`);
  return new URL(url, config.site).href;
}

/** Saves a file, or opens a picture beside the page. */
export async function download(scene: Scene, file: EntryFile): Promise<void> {
  try {
    const link = document.createElement("a");
    link.href = await addressOf(scene, file);
    if (!isPicture(file)) link.download = file.name;
    link.target = "_blank";
    link.rel = "noopener";
    link.click();
  } catch {
    scene.tell(scene.words.wrong);
  }
}
