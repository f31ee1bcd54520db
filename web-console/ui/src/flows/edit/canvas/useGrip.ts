import { useCallback, useState, type PointerEvent, type RefObject } from "react";
import type { Way } from "../ops/ways";
import { stateUnder } from "./Canvas";

/** Drags the end of a way to another state: a line from where it was, and what it was let go over. */
export function useGrip(frame: RefObject<HTMLDivElement | null>, onRetarget: (way: Way, to: string) => void) {
  const [line, setLine] = useState<{ x1: number; y1: number; x2: number; y2: number }>();
  const begin = useCallback(
    (event: PointerEvent<SVGElement>, way: Way) => {
      const box = frame.current?.getBoundingClientRect();
      if (box === undefined || event.button !== 0) {
        return;
      }
      event.stopPropagation();
      event.preventDefault();
      const [x1, y1] = [event.clientX - box.left, event.clientY - box.top];
      const move = (moved: globalThis.PointerEvent) =>
        setLine({ x1, y1, x2: moved.clientX - box.left, y2: moved.clientY - box.top });
      const end = (ended: globalThis.PointerEvent) => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", end);
        removeEventListener("pointercancel", end);
        setLine(undefined);
        const to = ended.type === "pointerup" ? stateUnder(ended) : undefined;
        if (to !== undefined) {
          onRetarget(way, to);
        }
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end);
      addEventListener("pointercancel", end);
    },
    [frame, onRetarget],
  );
  return { line, begin };
}
