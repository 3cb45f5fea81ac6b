/** Everything stands in one stretch of memory, one thing after the other; nothing is ever given back to it. */
const LINE: usize = 64;
const PAGE_BITS: usize = 16;
/** Least growth, in pages, and as a part of what there is: each time costs a call, and a look at the rubbish. */
const PAGES: usize = 16;
const PART: usize = 4;

let end: usize = __heap_base;

/** So many bytes, all zero, from the start of a cache line on. The run ends with a trap when there is no more memory. */
export function allocate(bytes: usize): usize {
  return allocateAt(bytes, LINE);
}

/** The same, from a multiple of a power of two on: where many small things stand, and lines would be wasted. */
export function allocateAt(bytes: usize, multiple: usize): usize {
  const start = (end + multiple - 1) & ~(multiple - 1);
  end = start + bytes;
  if (end < start) unreachable();
  const have = (memory.size() as usize) << PAGE_BITS;
  if (end > have) {
    const missing = ((end - have) >> PAGE_BITS) + 1;
    const wanted = max(missing, max(PAGES, (memory.size() as usize) / PART));
    // What is wanted may be more than there can be, when what is missing is not.
    if (memory.grow(wanted as i32) < 0 && memory.grow(missing as i32) < 0) unreachable();
  }
  return start;
}
