// A trial of a site's sign-in: an administrator signs in, as themself, at a double of the site whose only address is ours
// (docs/decisions/011). Nothing of a trial is stored but the double, a secret of some minutes, and the person's consent,
// which is withdrawn when the trial ends: the state says the rest, sealed for that person.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { locked } from '../client/client.ts'
import { withdrawConsent } from '../consent/consent.ts'
import { derivedKey, digestOf, macOf } from '../store/derive.ts'
import { note } from '../client/events.ts'
import {
  type ClientRow,
  insertClient,
  insertSecret,
  registeredClient,
  setConsoleOf,
  updateClient,
} from '../store/queries.client.ts'
import { liveConsent } from '../store/queries.consent.ts'
import { deleteDeadSecrets, deleteSecret, staleTrials } from './queries.ts'
import type { NewClient } from '../store/registered.ts'

/** Where the trials of every site come back. */
export const CONSOLE_PATH = '/administration/sites/essai'
/** Milliseconds. */
const LIFE = 15 * 60_000

export interface Trial {
  /** The site, and its double. */
  clientId: string
  consoleId: string
  until: Date
  state: string
  nonce: string
  verifier: string
  secret: string
}

const consoleIdOf = (clientId: string): string => `console-${clientId}`

function trialOf(root: Buffer, personId: number, clientId: string, until: number, id: string): Trial {
  const key = derivedKey(root, 'console')
  const part = (purpose: string) => macOf(key, purpose, String(personId), clientId, String(until), id)
  return {
    clientId,
    consoleId: consoleIdOf(clientId),
    until: new Date(until),
    state: `${clientId}.${until}.${id}.${part('state')}`,
    nonce: part('nonce'),
    verifier: part('verifier'),
    secret: part('secret'),
  }
}

/** The trial that a state stands for, when it was made for that person and is not over; else null. */
export function readTrial(root: Buffer, state: string, personId: number, now: Date): Trial | null {
  const [clientId = '', until = '', id = ''] = state.split('.')
  const trial = trialOf(root, personId, clientId, Number(until), id)
  const [given, expected] = [Buffer.from(state), Buffer.from(trial.state)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return trial.until > now ? trial : null
}

/** May that person answer the questions of a sign-in there? At a double, only who began the trial. */
export function mayAnswer(
  root: Buffer,
  client: ClientRow,
  asked: { state: unknown; personId: number | null; now: Date },
): boolean {
  if (client.consoleOf === null) return true
  if (asked.personId === null || typeof asked.state !== 'string') return false
  return readTrial(root, asked.state, asked.personId, asked.now)?.consoleId === client.id
}

// Same authority, sector, values and concessions: the person is to it who they are to the site. Nothing else of the site's.
function doubleOf(client: ClientRow, publicUrl: string): NewClient {
  const { authorityId, sector, allowedValues, requiredValues, concessions } = client
  return {
    authorityId,
    sector,
    allowedValues,
    requiredValues,
    concessions,
    name: `${client.name} (essai)`,
    redirectUris: [publicUrl + CONSOLE_PATH],
    postLogoutUris: [],
    backchannelUri: null,
    authMethod: 'client_secret_basic',
    jwks: null,
    jwksUri: null,
    privateHosts: [],
    userinfoSigned: false,
  }
}

/** Begins a trial of a site that the actor administers. @throws NotFound */
export async function beginTrial(
  tx: Write,
  { secret, publicUrl }: { secret: Buffer; publicUrl: string },
  clientId: string,
  personId: number,
): Promise<Trial> {
  const client = await locked(tx, clientId)
  const until = tx.now.getTime() + LIFE
  const trial = trialOf(secret, personId, clientId, until, randomBytes(16).toString('base64url'))
  const double = doubleOf(client, publicUrl)
  if ((await registeredClient(tx, trial.consoleId)) === null) {
    await insertClient(tx, trial.consoleId, double)
    await setConsoleOf(tx, trial.consoleId, clientId)
  } else await updateClient(tx, trial.consoleId, double)
  await insertSecret(tx, trial.consoleId, digestOf(trial.secret), trial.until)
  await note(tx, client, 'client.tried')
  return trial
}

/** Ends a trial: its secret opens nothing more, and what the person gave to the double is taken back. */
export function endTrial(db: Database, trial: Trial, personId: number): Promise<void> {
  return db.write(system, async (tx) => {
    await deleteSecret(tx, trial.consoleId, digestOf(trial.secret))
    await takeBack(tx, personId, trial.consoleId)
  })
}

async function takeBack(tx: Write, personId: number, consoleId: string): Promise<void> {
  if ((await liveConsent(tx, personId, consoleId)) !== null) await withdrawConsent(tx, personId, consoleId)
}

/** Ends the trials that nobody came back from. */
export function sweepTrials(db: Database): Promise<void> {
  return db.write(system, async (tx) => {
    await deleteDeadSecrets(tx)
    for (const { personId, clientId } of await staleTrials(tx, new Date(tx.now.getTime() - LIFE)))
      await takeBack(tx, personId, clientId)
  })
}
