import { createHmac, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** What a token says, and how it is signed. */
export interface TokenRecipe {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Left out of the claims. */
  readonly without?: readonly string[];
  /** `own` is the published key; `other` one that nobody published; `public` signs with the public key as a secret. */
  readonly key?: "own" | "other" | "public" | "none";
}

/** Signs as the connector does. */
export interface FakeSigner {
  /** As `/v1/.well-known/keys` answers. */
  readonly jwks: unknown;
  sign(claims: Readonly<Record<string, unknown>>, recipe?: TokenRecipe): string;
}

function part(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

/** Made once: a key takes longer than a test. */
let kept: Readonly<Record<"own" | "other", ReturnType<typeof createKey>>> | undefined;

function createKey(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/** A signer with two keys of this process, of which one is published. */
export function createFakeSigner(): FakeSigner {
  kept ??= { own: createKey(), other: createKey() };
  const { own, other } = kept;
  const kid = "fake-key-1";
  const jwk = own.publicKey.export({ format: "jwk" });

  function signature(input: string, key: NonNullable<TokenRecipe["key"]>): string {
    const rsa = (using: KeyObject): string => createSign("RSA-SHA256").update(input).sign(using).toString("base64url");
    switch (key) {
      case "own":
        return rsa(own.privateKey);
      case "other":
        return rsa(other.privateKey);
      case "public": {
        const secret = createPublicKey(own.privateKey).export({ format: "pem", type: "spki" });
        return createHmac("sha256", secret).update(input).digest("base64url");
      }
      case "none":
        return "";
    }
  }

  return {
    jwks: { keys: [{ ...jwk, kid, use: "sig", alg: "RS256", endorsements: ["msteams"] }] },
    sign(claims, { header = {}, without = [], key = "own", claims: changed = {} } = {}) {
      const said = Object.entries({ ...claims, ...changed }).filter(([name]) => !without.includes(name));
      const input = `${part({ alg: "RS256", typ: "JWT", kid, ...header })}.${part(Object.fromEntries(said))}`;
      return `${input}.${signature(input, key)}`;
    },
  };
}
