// The two accounts under which the program enters the database: for whoever acts, and for the system. Neither owns anything.
import { createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto'

/** Groups without sign-in, to which migrations give rights: what every actor may do, and what the system alone may do. */
export const APP = 'parvis_app'
export const SYSTEM = 'parvis_system'

export interface Login {
  name: string
  password: string
  /** What PostgreSQL keeps instead of the password (SCRAM-SHA-256, RFC 5803): it opens nothing. */
  verifier: string
  groups: readonly string[]
}

export interface Logins {
  web: Login
  system: Login
}

const ROUNDS = 4096

/** The accounts of this installation: the same secret gives the same ones, in every process and on every machine. */
export function loginsOf(secret: Uint8Array): Logins {
  const derive = (use: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `parvis database ${use}`, bytes))
  const hash = derive('name', 6).toString('hex')
  const login = (kind: string, groups: readonly string[]): Login => {
    const password = derive(`${kind} password`, 24).toString('base64url')
    const verifier = verifierOf(password, derive(`${kind} salt`, 16))
    return { name: `parvis_${kind}_${hash}`, password, verifier, groups }
  }
  return { web: login('web', [APP]), system: login('sys', [APP, SYSTEM]) }
}

/** The same database, entered under that account. */
export function enteredBy(ownerUrl: string, { name, password }: Login): string {
  const url = new URL(ownerUrl)
  url.username = name
  url.password = password
  return url.href
}

function verifierOf(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${server}`
}
