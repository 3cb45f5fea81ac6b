/** The index of the last sample at or before an instant; 0 before the first, -1 when there is none. */
export function sampleAt({ times }: { readonly times: Float64Array }, time: number): number {
  let low = 0;
  let high = times.length - 1;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
