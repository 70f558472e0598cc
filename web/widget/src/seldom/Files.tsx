/** Files: sent by either side, or on their way. */
import type { ComponentChildren } from "preact";
import { CLOSE, Icon, IconButton, said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import type { Entry, EntryFile } from "../talk/frames.ts";
import type { Pending } from "../talk/outbox.ts";
import { download } from "./download.ts";
import { isShown, Picture } from "./Picture.tsx";

const FILE = "M6 3h8l4 4v14H6zM14 3v4h4";
const LOAD = "M12 4v11M7 11l5 5 5-5M5 20h14";

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
          <Icon d={FILE} />
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
        <IconButton
          class="ico ink"
          label={said(scene.words.download, file.name)}
          d={LOAD}
          onClick={() => void download(scene, file)}
        />
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
      {going && <IconButton class="ico m" label={words.cancel} d={CLOSE} size={16} onClick={() => file.stop?.()} />}
    </Tile>
  );
}

/** Of a message that was sent, or of one on its way. */
export function Files({ scene, of }: { scene: Scene; of: Entry | Pending }) {
  if ("state" in of) return of.file ? <GoingFile scene={scene} item={of} file={of.file} /> : null;
  return (
    <>
      {of.files.map((file) => {
        const Sent = isShown(file) ? Picture : SentFile;
        return <Sent key={file.id} scene={scene} file={file} mine={of.by === "visitor"} />;
      })}
    </>
  );
}
