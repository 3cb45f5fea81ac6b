/** zod, set up once: no generated code, so that it runs under a content security policy without `unsafe-eval`. */
import { z } from "zod";

z.config({ jitless: true });

export { z };
