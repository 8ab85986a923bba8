import { parseArgs } from "node:util";
import { systemClock } from "../main.ts";
import { examine } from "../operations/doctor/examine.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";

/** `doctor`: what runs, what is worth knowing, and what needs doing; exits 1 where something does. Changes nothing. */
export const doctorCommand: Command = async (args, { config, print, complain }) => {
  parseArgs({ args: [...args], options: {} });
  let problems = 0;
  for await (const { level, about, text } of examine({ config, clock: systemClock, nodeVersion: process.version })) {
    if (level === "problem") {
      problems += 1;
      complain(`problem: ${about}: ${text}`);
    } else print(`${level === "note" ? "note: " : ""}${about}: ${text}`);
  }
  print(problems === 0 ? "nothing needs doing" : `needs doing: ${problems}`);
  return problems === 0 ? exitCodes.ok : exitCodes.failed;
};
