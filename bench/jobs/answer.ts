/** The other end of a Child: answers each line of its standard input. */
import { createInterface } from "node:readline";

export async function answerAll<Question>(answer: (question: Question) => unknown): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(JSON.parse(line) as Question)));
  }
}
