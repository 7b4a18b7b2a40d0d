// What opens kiosks to an agent: chosen by themselves in a full session, or a printed code given by whoever is in charge of them.
import { randomUUID } from 'node:crypto'
import { actorOfPerson, lockPerson } from '#people'
import { myTeam } from '#signin'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { forgiveIn } from '#platform/limits/throttle.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { hashPassword } from '#signin'
import { badgeCounter } from './limits.ts'
import { newBadge, newOnce, onceHash, pinProblem, pinText, readBadge, readPin } from './pin.ts'
import { type Access, accessOf, accessesOf, saveAccess } from './queries.ts'
import { tellAgent } from './tell.ts'

/** Days during which a printed code is good. */
export const ONCE_DAYS = 7
const DRAWS = 20

const TAKEN: FieldProblem = {
  field: 'numero',
  message: 'Quelqu’un d’autre a déjà ce numéro dans votre collectivité. Relisez-le sur le badge.',
}

export const ownAccess = ({ db }: Keys, personId: number): Promise<Access | undefined> =>
  db.read(system, (tx) => accessOf(tx, personId))

/**
 * Kept under that number, or under one that is drawn. Tries of what opens nothing any more are forgotten: whoever made them keeps nobody out.
 * @throws BadInput on `numero` when it is somebody else’s
 */
async function keep(
  tx: Write,
  tools: Keys,
  access: Pick<Access, 'personId' | 'authorityId'>,
  asked: string | null,
  means: (badge: string) => Promise<Pick<Parameters<typeof saveAccess>[1], 'pinHash' | 'once'>>,
): Promise<string> {
  for (let draw = 0; draw < (asked === null ? DRAWS : 1); draw += 1) {
    const badge = asked ?? newBadge()
    const saved = saveAccess(tx, { ...access, badge, ...(await means(badge)) })
    if (!(await inWords(saved, { badge_once: TAKEN }))) continue
    await forgiveIn(tx, tools, [badgeCounter(access.authorityId, badge)])
    return badge
  }
  if (asked !== null) throw new BadInput([TAKEN])
  throw new Conflict('Aucun numéro n’a pu être donné. Réessayez.')
}

/** The two times that digits were typed. @throws BadInput on `code` and `encore` */
export function readChosen(typed: { code: string; encore: string }, badge: string): string {
  const pin = readPin(typed.code)
  if (pin === null) throw new BadInput([{ field: 'code', message: 'Tapez six chiffres.' }])
  const problem = pinProblem(pin, badge)
  if (problem !== null) throw new BadInput([{ field: 'code', message: problem }])
  if (readPin(typed.encore) !== pin)
    throw new BadInput([
      { field: 'encore', message: 'Ce ne sont pas les mêmes chiffres. Tapez-les deux fois.' },
    ])
  return pin
}

/**
 * Chosen by themselves, who proved who they are. @returns their number
 * @throws BadInput on `code`, `encore`; NotFound for whoever works nowhere
 */
export async function choosePin(
  tools: Keys,
  actor: Actor,
  typed: { code: string; encore: string },
  writer: Writer,
): Promise<string> {
  const { personId, memberships } = actor
  const authorityId = memberships[0]?.authorityId
  if (personId === null || authorityId === undefined) throw new NotFound()
  const before = await ownAccess(tools, personId)
  const kept = before?.authorityId === authorityId ? before.badge : null
  const pin = readChosen(typed, kept ?? '-')
  return tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const badge = await keep(tx, tools, { personId, authorityId }, kept, async (number) => ({
      pinHash: await hashPassword(pinText(tools, { authorityId, badge: number }, pin)),
      once: null,
    }))
    await tellAgent(tx, personId, 'chosen', writer, { key: randomUUID() })
    return badge
  })
}

export interface Given {
  name: string
  badge: string
  /** Shown once. */
  code: string
  until: Date
}

/**
 * A printed code for somebody of one’s team, whose digits open nothing from then on.
 * @param typed the number of their badge; '' keeps the one they have, or draws one
 * @throws NotFound for anybody else, BadInput on `numero`
 */
export async function giveOnce(
  tools: Keys,
  actor: Actor,
  { personId, typed }: { personId: number; typed: string },
  writer: Writer,
): Promise<Given> {
  const member = (await myTeam(tools, actor)).find((one) => one.personId === personId)
  if (member === undefined || actor.personId === null) throw new NotFound()
  const by = actor.personId
  const asked = typed.trim() === '' ? null : readBadge(typed)
  if (asked === null && typed.trim() !== '')
    throw new BadInput([{ field: 'numero', message: 'Un numéro de badge a de quatre à dix chiffres.' }])
  return tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const [agent, before] = [await actorOfPerson(tx, personId), await accessOf(tx, personId)]
    // At kiosks of the authority where they are in charge of them: somebody may work in two.
    const authorityId = agent?.memberships.find((one) =>
      actor.memberships.some((own) => own.authorityId === one.authorityId),
    )?.authorityId
    if (authorityId === undefined) throw new NotFound('Cette personne ne travaille pas ici aujourd’hui.')
    const kept = before?.authorityId === authorityId ? before.badge : null
    const [code, until] = [newOnce(), new Date(tx.now.getTime() + ONCE_DAYS * 86_400_000)]
    const badge = await keep(tx, tools, { personId, authorityId }, asked ?? kept, async (number) => ({
      pinHash: null,
      once: { hash: onceHash(tools, { authorityId, badge: number }, code), until, by },
    }))
    await tellAgent(tx, personId, 'given', writer, { key: randomUUID() })
    return { name: member.name, badge, code, until }
  })
}

/** One’s team, and where each stands. */
export async function teamAccesses(tools: Keys, actor: Actor) {
  const team = await myTeam(tools, actor)
  const accesses = await tools.db.read(system, (tx) =>
    accessesOf(
      tx,
      team.map(({ personId }) => personId),
    ),
  )
  return team.map((member) => ({ ...member, access: accesses.get(member.personId) }))
}
