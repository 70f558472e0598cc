/** Files: sent by either side, or on their way. */
import type { ComponentChildren } from "preact";
import { Icon } from "../panel/Icon.tsx";
import { said, type Scene } from "../panel/scene.ts";
import type { EntryFile } from "../talk/frames.ts";
import type { Pending } from "../talk/outbox.ts";
import { download } from "./download.ts";

/** "2.4 MB". */
function size(bytes: number, region: string): string {
  const [unit, amount] = bytes < 1e6 ? ["kilobyte", Math.ceil(bytes / 1e3)] : ["megabyte", bytes / 1e6];
  const how = { style: "unit", unit: unit as string, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(region, how).format(amount as number);
}

interface TileProps {
  mine: boolean;
  name: string;
  detail: string;
  children?: ComponentChildren;
  done?: number | undefined;
}

function Tile({ mine, name, detail, children, done }: TileProps) {
  return (
    <div class={mine ? "up me" : "up"}>
      <div class="li">
        <span class="sq">
          <Icon name="file" />
        </span>
        <div class="w">
          <b class="cut" title={name}>
            {name}
          </b>
          <p class="x12 m">{detail}</p>
        </div>
        {children}
      </div>
      {done !== undefined && (
        <progress class="barp" value={done} max={1} aria-label={name} />
      )}
    </div>
  );
}

/** A file that was sent, by either side. */
function SentFile({ scene, file, mine }: { scene: Scene; file: EntryFile; mine: boolean }) {
  return (
    <Tile mine={mine} name={file.name} detail={size(file.size, scene.region)}>
      {file.id && (
        <button class="ico ink" aria-label={said(scene.words.download, file.name)} onClick={() => void download(scene, file)}>
          <Icon name="load" />
        </button>
      )}
    </Tile>
  );
}

/** A file on its way. */
function GoingFile({ scene, item, file }: { scene: Scene; item: Pending; file: NonNullable<Pending["file"]> }) {
  const { region, words } = scene;
  const going = item.state === "uploading";
  const whole = size(file.size, region);
  return (
    <Tile
      mine
      name={file.name}
      detail={going ? said(words.of, size(file.size * file.done, region), whole) : whole}
      done={going ? file.done : undefined}
    >
      {going && (
        <button class="ico m" aria-label={words.cancel} onClick={file.stop}>
          <Icon name="close" size={16} />
        </button>
      )}
    </Tile>
  );
}

export type FilesProps = { scene: Scene; mine: boolean } & ({ files: EntryFile[] } | { item: Pending });

export const Files = ({ scene, mine, ...what }: FilesProps) =>
  "item" in what ? (
    what.item.file ? <GoingFile scene={scene} item={what.item} file={what.item.file} /> : null
  ) : (
    <>
      {what.files.map((file) => (
        <SentFile key={file.id} scene={scene} file={file} mine={mine} />
      ))}
    </>
  );
