/** Everything stands in one stretch of memory, one thing after the other; nothing is ever given back to it. */
const LINE: usize = 64;
const PAGE_BITS: usize = 16;
/** Least growth, in pages: each time costs a call into the engine. */
const PAGES: usize = 16;

let end: usize = (__heap_base + LINE - 1) & ~(LINE - 1);

/** So many bytes, all zero, from the start of a cache line on. The run ends with a trap when there is no more memory. */
export function allocate(bytes: usize): usize {
  const start = end;
  end = (start + bytes + LINE - 1) & ~(LINE - 1);
  const have = (memory.size() as usize) << PAGE_BITS;
  if (end > have) {
    const missing = ((end - have) >> PAGE_BITS) + 1;
    if (memory.grow(max(missing, PAGES) as i32) < 0) unreachable();
  }
  return start;
}
