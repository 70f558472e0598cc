/** Reads [{targeting, facts}, …] from its input and writes for each whether the visitor sees it. */
import { readFileSync } from "node:fs";
import { isShown } from "../src/targeting/targeting.ts";

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ targeting, facts }) => isShown(targeting, facts))));
