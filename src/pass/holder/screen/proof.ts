// What a phone signs of each thing that it asks: by the key that it was registered with, at a moment. Pure: in browsers as on the server.
import { type Bytes, fromText, sha256, toText, utf8 } from '../../token/bytes.ts'
import { ES256 } from '../../token/keys.ts'

export interface AskedByPhone {
  /** Where it is asked: `/pass/numeros`. */
  path: string
  support: number
  /** In seconds, by the clock of the server as the phone knows it. */
  at: number
  /** All else that is sent. */
  said: string
}

/** Seconds by which the two clocks may differ. */
export const MOST_DRIFT = 120

async function toSign({ path, support, at, said }: AskedByPhone): Promise<Bytes> {
  const digest = toText(await sha256(utf8(said)))
  return utf8(`parvis pass phone\n${path}\n${support}\n${at}\n${digest}`)
}

/** @returns in base64url */
export async function prove(key: CryptoKey, asked: AskedByPhone): Promise<string> {
  return toText(new Uint8Array(await crypto.subtle.sign(ES256, key, await toSign(asked))))
}

export async function isProved(key: CryptoKey, asked: AskedByPhone, proof: string): Promise<boolean> {
  const signature = fromText(proof)
  if (signature?.length !== 64) return false
  return crypto.subtle.verify(ES256, key, signature, await toSign(asked))
}
