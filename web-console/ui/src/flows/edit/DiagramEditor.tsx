import type { Graph } from "../../api/views";
import type { Finding, TextEdit, Traffic } from "./types";

export interface DiagramEditorProps {
  /** The text as it stands. */
  source: string;
  /** The last graph that the server made of a text that could be read. */
  graph: Graph | undefined;
  /** The text cannot be read just now: the graph is older than it. */
  stale: boolean;
  findings: Finding[];
  selected: string | undefined;
  onSelect: (state: string | undefined) => void;
  /** One gesture, one transaction: the edits do not overlap and count from the text as it stands. */
  onEdit: (edits: TextEdit[], label: string) => void;
  readOnly: boolean;
  traffic?: Traffic | undefined;
}

export default function DiagramEditor(_: DiagramEditorProps) {
  return null;
}
