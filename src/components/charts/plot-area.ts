/** Where in a chart's box the plot lies, in pixels: the same for all, so that a cursor can be laid over them. */
export const PLOT = {
  margin: { top: 8, right: 14, bottom: 0, left: 0 },
  valueAxisWidth: 58,
  timeAxisHeight: 22,
} as const;

/** The instant under a point of the screen; the nearest end outside the plot. */
export function timeAt(clientX: number, box: { readonly left: number; readonly width: number }, end: number): number {
  const start = box.left + PLOT.margin.left + PLOT.valueAxisWidth;
  const width = box.width - PLOT.margin.left - PLOT.valueAxisWidth - PLOT.margin.right;
  return width > 0 ? Math.min(Math.max((clientX - start) / width, 0), 1) * end : 0;
}
