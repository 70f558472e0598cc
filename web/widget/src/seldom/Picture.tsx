/** A picture of a conversation, small and in its place; pressed, it opens. */
import { said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import type { EntryFile } from "../talk/frames.ts";
import { addressOf, download, isPicture } from "./download.ts";

/** Where pictures are: asked once for each; "" until it is known, null where it cannot be shown. */
const addresses = new Map<string, string | null>();

function ask(scene: Scene, file: EntryFile): void {
  const know = (address: string | null): void => {
    addresses.set(file.id, address);
    scene.changed();
  };
  addresses.set(file.id, "");
  addressOf(scene, file).then(know, () => know(null));
}

/** Whether there is one to show. A page may forbid pictures of other sites: it is a file like any other then. */
export const isShown = (file: EntryFile): boolean => !!file.id && isPicture(file) && addresses.get(file.id) !== null;

export function Picture({ scene, file, mine }: { scene: Scene; file: EntryFile; mine: boolean }) {
  if (!addresses.has(file.id)) ask(scene, file);
  const address = addresses.get(file.id);
  return (
    <button
      class={mine ? "pic me" : "pic"}
      title={file.name}
      aria-label={said(scene.words.open, file.name)}
      onClick={() => void download(scene, file)}
    >
      {address && (
        <img
          src={address}
          alt=""
          onError={() => {
            addresses.set(file.id, null);
            scene.changed();
          }}
        />
      )}
    </button>
  );
}
