/**
 * Writes an instant as a clock whose width does not change while it runs: "0:07.250", "1:00.0", "1:02:03".
 * @param end the length of the run, which decides how finely and how widely to write
 */
export function clockText(seconds: number, end: number): string {
  const decimals = end < 10 ? 3 : end < 1000 ? 1 : 0;
  const ticks = Math.floor(seconds * 10 ** decimals + 1e-6);
  const perSecond = 10 ** decimals;
  const whole = Math.floor(ticks / perSecond);
  const fraction = decimals === 0 ? "" : `.${String(ticks % perSecond).padStart(decimals, "0")}`;
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const hoursWide = String(Math.floor(end / 3600)).length;
  const head =
    end >= 3600
      ? `${String(hours).padStart(hoursWide, "0")}:${two(minutes)}`
      : end >= 600
        ? two(minutes)
        : String(minutes);
  return `${head}:${two(whole % 60)}${fraction}`;
}
