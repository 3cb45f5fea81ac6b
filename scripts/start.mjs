// `npm start`: set-up, build, serve.
import { tool } from "./run.mjs";
import { serveBuild } from "./serve.mjs";
import { setUp } from "./setup.mjs";

if (!(await setUp()) || (await tool("vite", ["build", "--logLevel", "warn"])) !== 0) process.exitCode = 1;
else await serveBuild();
