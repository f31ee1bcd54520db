// Reads and changes flow files beside the page's own thread: parsing a large one takes longer than a frame.
import { carryOut } from "./carryOut";
import type { Asked } from "./desk";
import { read, type FlowFile } from "./file";
import { outlineOf } from "./outline";

let latest: FlowFile[] = [];

/** The last two texts are kept read: the one that a gesture was made on, and what it made. */
function reader(text: string): FlowFile {
  const file = latest.find((known) => known.text === text) ?? read(text);
  latest = [file, ...latest.filter((known) => known !== file)].slice(0, 2);
  return file;
}

addEventListener("message", ({ data }: MessageEvent<{ id: number; asked: Asked }>) => {
  const { asked } = data;
  const answer =
    asked.what === "read" ? outlineOf(asked.text, reader) : carryOut(asked.text, asked.operation, reader);
  postMessage({ id: data.id, answer });
});
