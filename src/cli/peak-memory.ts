import { readFileSync } from "node:fs";

/**
 * The most memory that was resident in this process, in bytes. Linux keeps it by process image: what the kernel reports of
 * resources used would include the process that started this one.
 */
export function peakMemoryBytes(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(statusText()) ?? [];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}

function statusText(): string {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    // Not on this system.
    return "";
  }
}
