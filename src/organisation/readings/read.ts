// Each directory is read by itself every hour: whoever is new is counted, and invited where that was chosen; whoever left is closed, few
// at a time. One authority is one job: what fails there stops no other.
import { workersOf } from '#people'
import { invitationsOf, inviteAgent } from '#signin'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { cutText, type DirectoryEntry, DirectoryRefused } from '#platform/outside/ldap.ts'
import { localDay, territory } from '#territory'
import { type Directory, linesOf } from '../arrivals/directory.ts'
import { entriesOf } from '../arrivals/entries.ts'
import { INVITATIONS } from '../arrivals/limits.ts'
import { mostAt } from '#settings'
import { agentsIn, type AgentRow } from '../arrivals/spreadsheet.ts'
import { type Compared, compare, type Here, type Known, mustWait, type Shown, stands } from './compare.ts'
import { leave } from './leave.ts'
import {
  areSettings,
  beginReading,
  type Begun,
  type Counted,
  directoryAuthorities,
  endKilled,
  endReading,
  forgetEntries,
  knownEntries,
  type Reading,
  saveSeen,
  saveWaiting,
} from './queries.ts'
import { tellReading } from './tell.ts'

export const READ_ALL = 'organisation.read_directories'
export const READ_ONE = 'organisation.read_directory'

/** `organisation.read_directories` */
export const planReadings =
  ({ directories }: Config): JobHandler =>
  (db) =>
    db.write(system, async (tx) => {
      if (directories.length === 0) return
      for (const authorityId of await directoryAuthorities(tx))
        await addJob(tx, READ_ONE, { authorityId }, `${READ_ONE}:${authorityId}`)
    })

/** `organisation.read_directory` */
export const readOne =
  (config: Config, writer: Writer): JobHandler =>
  async (db, { authorityId }) => {
    const begun = await db.write(system, (tx) => begin(tx, writer, Number(authorityId)))
    if (begun === undefined) return
    const end = (found: Found) =>
      db.write(system, async (tx) => {
        await endReading(tx, begun.id, found)
        await tellReading(tx, writer, { ...begun, ...found })
      })
    try {
      await end(await read(db, config, begun).catch(refused))
    } catch (fault) {
      await end(FAULT)
      // The queue keeps it for the operator, and tries again.
      throw fault
    }
  }

/** Whatever a killed program left is told as what failed. */
async function begin(tx: Write, writer: Writer, authorityId: number): Promise<Begun | undefined> {
  const killed = await endKilled(tx, authorityId)
  if (killed !== undefined) await tellReading(tx, writer, killed)
  return beginReading(tx, authorityId)
}

type Found = Pick<Reading, 'counted' | 'why'>

const FAULT: Found = {
  counted: null,
  why: 'La lecture s’est arrêtée sur un défaut de Parvis\u00a0: il est signalé à l’exploitant de la plateforme.',
}

function refused(error: unknown): Found {
  if (!(error instanceof DirectoryRefused)) throw error
  return { counted: null, why: error.message }
}

async function read(db: Database, config: Config, begun: Begun): Promise<Found> {
  const shown = shownOf(await entriesOf(config, begun.authorityId, begun), begun.said)
  const { compared, agents, faults, closed } = await db.write(system, (tx) => takeIn(tx, begun, shown))
  const invited = await eachAlone(db, agents, (tx, agent) => invite(tx, begun, agent, compared.newcomers))
  const left = await eachAlone(db, closed, (tx, one) => leave(tx, begun.authorityId, one))
  const counted: Counted = {
    read: shown.length,
    newcomers: compared.newcomers.length,
    ...{ invited, left, changed: compared.changed },
    waiting: compared.leavers.length - closed.length,
    refused: faults + agents.length - invited + closed.length - left,
  }
  return { counted, why: null }
}

type Entry = DirectoryEntry & Shown

/** @throws DirectoryRefused when somebody could not be known again */
function shownOf(entries: readonly DirectoryEntry[], { name, email }: Directory): Entry[] {
  return entries.map((entry) => {
    if (entry.id === null) throw new DirectoryRefused(NO_NUMBER)
    const text = (attribute: string) => entry.texts[attribute]?.[0] ?? ''
    return { ...entry, entryId: entry.id, name: text(name), email: cutText(text(email).toLowerCase()) }
  })
}
const NO_NUMBER =
  'L’annuaire ne donne pas à chaque personne un numéro qui ne change pas (entryUUID ou objectGUID)\u00a0: donnez au compte de lecture le droit de le lire.'

interface Taken {
  compared: Compared<Entry>
  /** Newcomers who are invited now. */
  agents: AgentRow[]
  /** How many newcomers could not be. */
  faults: number
  /** Leavers who are closed now: all of them, or none. */
  closed: readonly Known[]
}

/** Remembers who was seen, and says what is to be done. @throws DirectoryRefused when it was read under settings that are gone */
async function takeIn(tx: Write, begun: Begun, shown: readonly Entry[]): Promise<Taken> {
  const { authorityId, said, version } = begun
  if (!(await areSettings(tx, begun)))
    throw new DirectoryRefused('Les réglages ont changé pendant la lecture\u00a0: elle sera refaite.')
  const { known, here } = await standing(tx, authorityId)
  const compared = compare(shown, known, here)
  const came = known.filter((one) => stands(one, here)).length
  const isWaiting = mustWait(compared.leavers, { came, share: said.share, version })
  const idsOf = (all: readonly Known[]) => all.map(({ entryId }) => entryId)
  await forgetEntries(tx, authorityId, idsOf(compared.over))
  await saveSeen(tx, begun, compared.seen)
  if (isWaiting) await saveWaiting(tx, authorityId, idsOf(compared.leavers))
  const understood = await understand(tx, begun, compared.newcomers)
  return { ...understood, compared, closed: isWaiting ? [] : compared.leavers }
}

/** Who was seen before, and who works in the authority or is invited there. */
async function standing(tx: Read, authorityId: number): Promise<{ known: Known[]; here: Here }> {
  const invitations = await invitationsOf(tx, authorityId)
  const accepted = new Map(invitations.map(({ id, personId }) => [id, personId]))
  const before = await knownEntries(tx, authorityId)
  const taken = new Set(before.map(({ personId }) => personId))
  const known = before.map((one) => {
    const joined = accepted.get(one.invitationId ?? 0) ?? null
    if (one.personId !== null || taken.has(joined)) return one
    taken.add(joined)
    return { ...one, personId: joined }
  })
  const workers = await workersOf(tx, authorityId)
  const waiting = invitations.filter(({ personId }) => personId === null)
  return {
    known,
    here: {
      workers: new Map(workers.map(({ personId, address }) => [address ?? String(personId), personId])),
      invitations: new Map(waiting.map(({ id, address }) => [address, id])),
    },
  }
}

/** Roles that nobody is given without a word of whoever administers. */
const BY_HAND: readonly string[] = ['admin', 'steward']

/** What newcomers are here, as the settings say; so many at most are invited at once. */
async function understand(
  tx: Read,
  { authorityId, said }: Begun,
  newcomers: readonly Entry[],
): Promise<Pick<Taken, 'agents' | 'faults'>> {
  if (newcomers.length === 0) return { agents: [], faults: 0 }
  const place = await territory(tx)
  const units = place.unitsOf(authorityId)
  const { agents, problems } = agentsIn(linesOf(newcomers, said), units, localDay(tx.now, place.zone))
  const given = said.invites === 'yes' ? agents.filter(({ role }) => !BY_HAND.includes(role)) : []
  return { agents: given.slice(0, await mostAt(tx, INVITATIONS, authorityId)), faults: problems.length }
}

async function invite(
  tx: Write,
  begun: Begun,
  { name, email, unitId, role, from, to }: AgentRow,
  newcomers: readonly Entry[],
): Promise<void> {
  const { authorityId } = begun
  const entry = newcomers.find((one) => one.email === email.toLowerCase())
  if (entry === undefined) return
  const invitationId = await inviteAgent(tx, {
    authorityId,
    name,
    email,
    posts: [{ unitId, role, from, to }],
  })
  await saveSeen(tx, begun, [{ ...entry, personId: null, invitationId }])
}

/** Each in a transaction of its own: who is refused stops nobody else. @returns how many were done */
async function eachAlone<T>(
  db: Database,
  all: readonly T[],
  act: (tx: Write, one: T) => Promise<void>,
): Promise<number> {
  let done = 0
  for (const one of all)
    try {
      await db.write(system, (tx) => act(tx, one))
      done += 1
    } catch (error) {
      if (!(error instanceof ParvisError)) throw error
    }
  return done
}
