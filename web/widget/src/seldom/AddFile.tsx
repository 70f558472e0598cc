/** A file that goes along with a message to a team that is away. */
import { CLOSE, Icon, IconButton, said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

const PLUS = "M12 5v14M5 12h14";

interface Props {
  scene: Scene;
  file: File | undefined;
  change(file: File | undefined): void;
}

export function AddFile({ scene: { words }, file, change }: Props) {
  return (
    <div class="file">
      <label class="file">
        <Icon d={PLUS} />
        <span class="cut" title={file?.name}>
          {file?.name ?? words.addFile}
        </span>
        <input
          class="sr"
          type="file"
          onChange={({ currentTarget }) => {
            change(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </label>
      {file && (
        <IconButton label={said(words.takeOut, file.name)} d={CLOSE} size={16} onClick={() => change(undefined)} />
      )}
    </div>
  );
}
