/** More than is used: engines keep the smallest arrays on their heap, where compiled code cannot address them directly. */
export const CELL_DOUBLES = 32;
export const CELL_INTEGERS = 2 * CELL_DOUBLES;

/** One 8-byte cell seen as a double and as two 32-bit words: how the kernel reads the bits of a number without allocation. */
export const cell = new Float64Array(CELL_DOUBLES);
export const words = new Uint32Array(cell.buffer);

cell[0] = 1;
/** Index in {@link words} of the half that holds sign, exponent and the top 20 bits of the mantissa. */
export const HIGH = words[1] === 0 ? 0 : 1;
/** Index in {@link words} of the low 32 bits of the mantissa. */
export const LOW = 1 - HIGH;
