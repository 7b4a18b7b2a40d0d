// Whose pass an agent has before them. The address says nothing of the person: it is sealed for that agent, for an hour or two, after the
// person was found; nobody opens another's by counting.
import { timingSafeEqual } from 'node:crypto'
import { type Actor, system } from '#platform/actor.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Write } from '#platform/db/db.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import type { Keys } from '#platform/keys.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import type { Choice } from '#platform/screens/field.ts'
import { isWorking } from '#platform/roles.ts'
import { closenessOf } from '#people'
import { agentOf } from '#signin'
import { type Pass, passOf } from '../record/passes.ts'
import { type Person, personById } from './family.ts'

export const HERE = '/agents/pass'
/** Before the choices of a list: nothing is done that nobody chose. */
export const NONE_YET: Choice = ['', 'Choisissez']
const HOUR_MS = 3_600_000

type Sealing = Pick<Keys, 'config' | 'db'> & { actor: Actor }

const hourOf = ({ db }: Sealing): number => Math.floor(db.clock().getTime() / HOUR_MS)
const seal = (tools: Sealing, personId: number, hour: number): Buffer =>
  keyedDigest(
    tools.config.secret,
    'pass at a desk',
    `${agentOf(tools.actor).agentId} ${personId} ${hour}`,
  ).subarray(0, 16)

/** The address of somebody's pass at the desk, for that agent alone. */
export function fileAt(tools: Sealing, personId: number): string {
  const hour = hourOf(tools)
  return `${HERE}/fiche/${personId}-${hour}-${seal(tools, personId, hour).toString('hex')}`
}

export const NOT_ONESELF = 'Personne ne se sert soi-même\u00a0: demandez à un collègue.'

/** Whose it is. @throws NotFound for another agent, after two hours, or when it was made up; Forbidden for one’s own, however it was found */
function openedBy(ctx: Context): number {
  const [, person = '', hour = '', given = ''] =
    /^(\d{1,15})-(\d{1,9})-([0-9a-f]{32})$/.exec(ctx.params.fiche ?? '') ?? []
  const isNow = hourOf(ctx) - Number(hour) === 0 || hourOf(ctx) - Number(hour) === 1
  const isOurs =
    given !== '' && timingSafeEqual(Buffer.from(given, 'hex'), seal(ctx, Number(person), Number(hour)))
  if (!isNow || !isOurs) throw new NotFound('Cette fiche s’est refermée. Cherchez de nouveau la personne.')
  if (Number(person) === agentOf(ctx.actor).agentId) throw new Forbidden(NOT_ONESELF)
  return Number(person)
}

export interface Served {
  person: Person
  pass: Pass | undefined
}

/** Whoever is there, and their pass. @throws NotFound */
export async function served(ctx: Context): Promise<Served> {
  const personId = openedBy(ctx)
  return ctx.db.read(system, async (tx) => {
    const person = await personById(tx, personId)
    if (person === undefined) throw new NotFound()
    return { person, pass: await passOf(tx, personId) }
  })
}

/** Whoever is there has a pass. @throws NotFound */
export async function servedPass(ctx: Context): Promise<{ person: Person; pass: Pass }> {
  const { person, pass } = await served(ctx)
  if (pass === undefined) throw new NotFound()
  return { person, pass }
}

/** The person reads what was done with their pass, and why. As the system. */
export async function noteServed(tx: Write, actor: Actor, personId: number, object: string): Promise<void> {
  const { agentId, authorityId } = agentOf(actor)
  const role = actor.memberships.find(isWorking)?.role ?? 'agent'
  await recordAccess(
    tx,
    { personId, kind: 'pass', object, purpose: 'pass', actorId: agentId, authorityId, role },
    (all) => closenessOf(all, actor, personId),
  )
}
