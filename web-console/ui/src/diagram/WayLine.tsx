import { BaseEdge, EdgeLabelRenderer, useStore, type Edge, type EdgeProps } from "@xyflow/react";
import { memo, useMemo } from "react";
import { pathThrough, type Point } from "./layout";

export type WayEdge = Edge<
  {
    points: Point[];
    words: Point | undefined;
    text: string;
    /** The class is `way-MARK`: `plain`, `faint`, `taken`, `selected`, or what a review says of it. */
    mark: string;
    /** How much went this way, from 0 to 1. */
    share?: number;
    told?: string;
    /** Lets its end be dragged to another state. */
    onGrip?: (event: React.PointerEvent<SVGElement>) => void;
    [key: string]: unknown;
  },
  "way"
>;

/** Words that nobody can read are not drawn. */
const READABLE = 0.4;

export const WayLine = memo(function WayLine({ data, markerEnd }: EdgeProps<WayEdge>) {
  const readable = useStore((store) => store.transform[2] > READABLE);
  const path = useMemo(() => pathThrough(data?.points ?? []), [data?.points]);
  if (data === undefined) {
    return null;
  }
  const end = data.points.at(-1);
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={markerEnd}
        className={`way way-${data.mark}`}
        interactionWidth={16}
        style={data.share === undefined ? undefined : { strokeWidth: 1 + 7 * data.share }}
      />
      {data.onGrip !== undefined && end !== undefined && (
        <circle className="way-grip nopan" cx={end.x} cy={end.y} r={7} onPointerDown={data.onGrip} />
      )}
      {readable && data.words !== undefined && data.text !== "" && (
        <EdgeLabelRenderer>
          <span
            className={`way-label way-label-${data.mark}`}
            title={data.text}
            style={{ transform: `translate(-50%, -50%) translate(${data.words.x}px, ${data.words.y}px)` }}
          >
            {data.text}
            {data.told !== undefined && <b> {data.told}</b>}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
