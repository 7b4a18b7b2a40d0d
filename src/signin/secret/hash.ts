// Passwords as kept: argon2id with the least parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane).
// Hashing is the dearest thing a stranger can ask of the server: few at once, and nobody waits long in the queue.
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { boundedTurns } from './turns.ts'

const ARGON2ID = 2
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

let nobody: Promise<string> | null = null
// Of a random text that nobody knows: an unknown address costs the same work as a known one. Made by whoever asks first, known or
// not.
const ofNobody = (): Promise<string> =>
  (nobody ??= hash(randomUUID(), PARAMETERS).catch((error: unknown) => {
    nobody = null
    throw error
  }))

// The threads of libuv are four: more at once would only wait elsewhere.
const turns = boundedTurns(Math.min(4, availableParallelism()), 2000)
// Whoever comes from a network that tries many accounts waits for the others from there, and keeps one place busy at most.
const aside = boundedTurns(1, 2000)

/** What to keep of a password. @throws Unavailable when too many wait */
export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(password.normalize('NFC'), PARAMETERS))
}

/** Is it the password? `kept` null (nobody has that address) takes the same work. @throws Unavailable when too many wait */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
  const matches = await turns.take(async () => {
    const other = await ofNobody()
    return verify(kept ?? other, password.normalize('NFC'))
  })
  return matches && kept !== null
}

/** The same, for a network that tries many accounts: one at a time, so that nobody else waits. @throws Unavailable */
export function passwordMatchesAside(kept: string | null, password: string): Promise<boolean> {
  return aside.take(() => passwordMatches(kept, password))
}

/** How many hashes this process has made or compared. @internal for tests, which count the work of an answer */
export const hashesDone = (): number => turns.done()
