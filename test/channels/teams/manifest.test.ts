import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { fillManifest } from "../../../src/channels/teams/manifest/app-package.ts";
import { drawColourIcon, drawOutlineIcon } from "../../../src/channels/teams/manifest/draw-icons.ts";
import { createWorkspace } from "../../end-to-end/run-pilotdesk.ts";
import { manifestSchema } from "./manifest-schema.ts";

const template = readFileSync(new URL("../../../manifest/teams/manifest.json", import.meta.url), "utf8");
const options = { botId: "00000000-1111-2222-3333-444444444444", domain: "desk.example.org" };
const workspace = createWorkspace();
afterAll(() => workspace.remove());

/** Width, height and pixels of a PNG with eight bits a channel and no filters. */
function readPng(file: Uint8Array) {
  const bytes = Buffer.from(file);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const length = bytes.readUInt32BE(33);
  const lines = inflateSync(bytes.subarray(41, 41 + length));
  const alpha = (x: number, y: number): number => lines[y * (1 + width * 4) + 1 + x * 4 + 3] ?? -1;
  return { width, height, lines, alpha };
}

describe("the manifest", () => {
  it("fits the published schema, filled in for a bot and a domain", () => {
    const manifest = manifestSchema.parse(fillManifest(template, options));
    expect(manifest.id).toBe(options.botId);
    expect(manifest.bots[0]?.scopes).toEqual(["personal", "team", "groupChat"]);
    expect(JSON.stringify(manifest)).not.toContain("{{");
    expect(manifest.validDomains).toEqual(["desk.example.org"]);
  });

  it("asks for the channel's messages and nothing else, and for nothing where nobody listens", () => {
    const asked = manifestSchema.parse(fillManifest(template, options)).authorization?.permissions.resourceSpecific;
    expect(asked).toEqual([{ name: "ChannelMessage.Read.Group", type: "Application" }]);
    expect(manifestSchema.parse(fillManifest(template, { ...options, listens: false })).authorization).toBeUndefined();
  });

  it("keeps a developer's name apart from the file that it stands in", () => {
    const manifest = manifestSchema.parse(fillManifest(template, { ...options, developer: 'Say "hello" \\ Ltd' }));
    expect(manifest.developer.name).toBe('Say "hello" \\ Ltd');
  });

  it.each([
    [{ botId: "nope" }, "is no app id"],
    [{ domain: "https://desk.example.org" }, "is no domain name"],
    [{ domain: "desk" }, "is no domain name"],
    [{ developer: "A name that is far too long for the store" }, "32 characters"],
    [{ version: "1.0" }, "three numbers"],
    [{ website: "http://desk.example.org" }, "is no https address"],
  ])("refuses %j in words", (changes, message) => {
    expect(() => fillManifest(template, { ...options, ...changes })).toThrow(message);
  });
});

describe("the icons", () => {
  it("have the sizes that Teams asks for, the outline on nothing", () => {
    const [colour, outline] = [readPng(drawColourIcon()), readPng(drawOutlineIcon())];
    expect([colour.width, colour.height, outline.width, outline.height]).toEqual([192, 192, 32, 32]);
    expect(colour.alpha(0, 0)).toBe(255);
    expect(outline.alpha(0, 0)).toBe(0);
    expect(outline.alpha(15, 4)).toBe(255);
  });

  it.each([
    ["color.png", drawColourIcon],
    ["outline.png", drawOutlineIcon],
  ])("%s beside the manifest is the one that is drawn", (name, draw) => {
    const kept = readPng(readFileSync(new URL(`../../../manifest/teams/${name}`, import.meta.url)));
    expect(kept.lines.equals(readPng(draw()).lines)).toBe(true);
  });
});

describe("pilotdesk manifest teams", () => {
  it("writes the package that an administrator uploads", async () => {
    const out = join(workspace.root, "app.zip");
    const { code, stdout } = await workspace.run([
      "manifest",
      "teams",
      "--bot-id",
      options.botId,
      "--domain",
      options.domain,
      "--out",
      out,
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("app.zip is written") });
    const files = unzipSync(readFileSync(out));
    expect(Object.keys(files).toSorted()).toEqual(["color.png", "manifest.json", "outline.png"]);
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    expect(manifestSchema.parse(manifest).icons).toEqual({ color: "color.png", outline: "outline.png" });
  });

  it("writes the same bytes whenever and wherever it is made", async () => {
    const made = async (zone: string): Promise<string> => {
      const out = join(workspace.root, `${zone.replace("/", "-")}.zip`);
      const { botId, domain } = options;
      await workspace.run(["manifest", "teams", "--bot-id", botId, "--domain", domain, "--out", out], { TZ: zone });
      return createHash("sha256").update(readFileSync(out)).digest("hex");
    };
    expect(await made("Asia/Tokyo")).toBe(await made("America/Los_Angeles"));
  });

  it("takes a name that Teams reaches it by, a newer version, and leaves listening out where that is not wanted", async () => {
    const out = join(workspace.root, "quiet.zip");
    const made = ["manifest", "teams", "--bot-id", options.botId.toUpperCase(), "--domain", "Desk.Example.org"];
    const others = ["--out", out, "--app-version", "1.2.3", "--no-listening", "--developer", "Harbour Office"];
    const { code } = await workspace.run([...made, ...others]);
    expect(code).toBe(0);
    const text = new TextDecoder().decode(unzipSync(readFileSync(out))["manifest.json"]);
    const manifest = manifestSchema.parse(JSON.parse(text));
    expect(manifest).toMatchObject({
      id: options.botId,
      version: "1.2.3",
      developer: { name: "Harbour Office" },
      validDomains: ["desk.example.org"],
      webApplicationInfo: { id: options.botId },
    });
    expect(manifest.authorization).toBeUndefined();
  });

  it.each([
    [["--bot-id", "nope", "--domain", "desk.example.org"], "is no app id"],
    [["--bot-id", options.botId, "--domain", "https://desk.example.org"], "is no domain name"],
    [["--bot-id", options.botId, "--domain", "desk.example.org", "--app-version", "1.0"], "three numbers"],
  ])("refuses %j in words", async (args, message) => {
    const { code, stderr } = await workspace.run(["manifest", "teams", ...args]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });

  it("says what it needs", async () => {
    const { code, stderr } = await workspace.run(["manifest", "teams"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--bot-id") });
  });
});
