// What was done with an agent’s posts and absences, in words.
import type { Absence, AgentLine } from '#people'
import type { Read } from '#platform/db/db.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { mediumDate } from '#platform/ui/french.ts'
import type { Territory } from '#territory'

const day = (value: unknown): string => (typeof value === 'string' ? mediumDate(value) : 'sans fin')

const SENTENCES: Readonly<Record<string, (payload: Record<string, unknown>) => string>> = {
  'post.given': ({ from, to }) =>
    `fonction donnée, à partir du ${day(from)}${to === null ? '' : `, jusqu’au ${day(to)}`}`,
  'post.changed': ({ from, to }) =>
    `dates changées\u00a0: du ${day(from)}, ${to === null ? 'sans fin' : `au ${day(to)}`}`,
  'post.ended': ({ to }) => `fonction terminée le ${day(to)}`,
  'absence.set': ({ from, to }) => `absence notée, du ${day(from)} au ${day(to)}`,
  'absence.ended': () => 'absence terminée',
}

const said = ({ name, payload, at, actorLabel }: EventRow, about: string) => ({
  at,
  what: [about, SENTENCES[name]?.(payload) ?? name].filter((part) => part !== '').join('\u00a0: '),
  who: actorLabel,
})

/** Latest first. */
export async function historyOf(tx: Read, agent: AgentLine, absences: readonly Absence[], place: Territory) {
  const told = []
  for (const { id, role, unitId } of agent.posts)
    for (const event of id === null ? [] : await eventsOf(tx, 'post', id))
      told.push(said(event, postName(role, unitId, place)))
  for (const { id } of absences)
    for (const event of await eventsOf(tx, 'absence', id)) told.push(said(event, ''))
  return told.toSorted((one, other) => other.at.getTime() - one.at.getTime())
}

const postName = (role: Role, unitId: number, place: Territory): string =>
  `${ROLES[role].label}, ${place.unit(unitId).name}`
