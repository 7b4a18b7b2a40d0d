// Passwords as kept: argon2id with the least parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane).
// Hashing is the dearest thing a stranger can ask of the server: few at once, and nobody waits long in the queue.
import { hash, verify } from '@node-rs/argon2'
import { Unavailable } from '#platform/errors.ts'

const ARGON2ID = 2
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Of a random text that nobody knows, same parameters: an unknown address costs the same time as a known one.
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$AY6pkFz6o7XH8V0ZWUntCQ$wQh9e7vzuToCsM75ULCffKY4iCjSEonewj5H3bT8cDU'

const turn = boundedTurns(2, 2000)

/** What to keep of a password. @throws Unavailable when too many wait */
export function hashPassword(password: string): Promise<string> {
  return turn(() => hash(password.normalize('NFC'), PARAMETERS))
}

/** Is it the password? `kept` null (nobody has that address) takes the same time. @throws Unavailable when too many wait */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
  const matches = await turn(() => verify(kept ?? NOBODY, password.normalize('NFC')))
  return matches && kept !== null
}

/**
 * A queue that runs `places` tasks at once, the others waiting in order, at most `patience` milliseconds.
 * The turn rejects with Unavailable when it does not come in time.
 */
export function boundedTurns(places: number, patience: number) {
  let running = 0
  const waiting: (() => void)[] = []

  const myTurn = () =>
    new Promise<void>((start, refuse) => {
      const entry = () => {
        clearTimeout(timer)
        start()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1)
        refuse(
          new Unavailable('Beaucoup de personnes se connectent en ce moment. Réessayez dans un instant.'),
        )
      }, patience)
      waiting.push(entry)
    })

  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= places) await myTurn()
    else running++
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
