// What was done with an agent’s posts and absences, in words.
import { type Absence, type AgentLine, type Look, looksAs } from '#people'
import type { Read } from '#platform/db/db.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { mediumDate, plural, time } from '#platform/ui/french.ts'
import { type Territory, storyOf } from '#territory'

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
    for (const event of id === null ? [] : await storyOf(tx, 'post', id))
      told.push(said(event, postName(role, unitId, place)))
  for (const { id } of absences)
    for (const event of await storyOf(tx, 'absence', id)) told.push(said(event, ''))
  for (const look of agent.personId === null ? [] : await looksAs(tx, agent.personId))
    told.push(lookSaid(look, await storyOf(tx, 'look', look.id), place))
  return told.toSorted((one, other) => other.at.getTime() - one.at.getTime())
}

/** Who looked as them, why, until when, and what was opened. */
function lookSaid(
  { beganAt: at, endsAt, endedAt, reason }: Look,
  events: readonly EventRow[],
  { zone }: Territory,
) {
  const paths = events.flatMap(({ payload }) => (typeof payload.path === 'string' ? [payload.path] : []))
  const opened = plural(paths.length, 'page ouverte', 'pages ouvertes')
  const which = paths.length === 0 ? '' : ` (${[...new Set(paths)].join(', ')})`
  return {
    at,
    what: `A vu Parvis comme cette personne jusqu’à ${time(endedAt ?? endsAt, zone)}, ${opened}${which}. Motif\u00a0: ${reason}`,
    who: events[0]?.actorLabel ?? '',
  }
}

const postName = (role: Role, unitId: number, place: Territory): string =>
  `${ROLES[role].label}, ${place.unit(unitId).name}`
