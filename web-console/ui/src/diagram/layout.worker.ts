// Lays flows out beside the page's own thread, so that a large one never holds up a key or a wheel.
import { place, type Shape } from "./layout";

addEventListener("message", ({ data }: MessageEvent<{ id: number; shape: Shape }>) => {
  postMessage({ id: data.id, placed: place(data.shape) });
});
