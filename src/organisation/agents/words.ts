// How agents, their posts and how they stand are said on screen.
import { type AgentLine, type AgentPost, keptUnits, type Standing } from '#people'
import type { Actor } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import { ROLES } from '#platform/roles.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate, number } from '#platform/ui/french.ts'
import type { Territory } from '#territory'

export const HERE = '/administration/agents'

export const addressOf = ({
  personId,
  invitationId,
}: Pick<AgentLine, 'personId' | 'invitationId'>): string =>
  personId === null ? `${HERE}/invitations/${invitationId}` : `${HERE}/${personId}`

interface Said {
  readonly label: string
  readonly tone: 'good' | 'info' | 'warn' | 'idle'
  /** Before the day, when there is one. */
  readonly until?: string
}

export const STANDING_WORDS: Readonly<Record<Standing, Said>> = {
  active: { label: 'En poste', tone: 'good' },
  absent: { label: 'Absent', tone: 'warn', until: 'jusqu’au' },
  coming: { label: 'À venir', tone: 'info' },
  leaving: { label: 'Partant', tone: 'warn', until: 'le' },
  left: { label: 'Parti', tone: 'idle', until: 'le' },
  invited: { label: 'Invité', tone: 'info' },
}

/** « Absent jusqu’au 4 déc. 2026 » */
export function standingText({ standing, until }: Pick<AgentLine, 'standing' | 'until'>): string {
  const { label, until: before } = STANDING_WORDS[standing]
  return before === undefined || until === null ? label : `${label} ${before} ${mediumDate(until)}`
}

export const standingTag = (line: Pick<AgentLine, 'standing' | 'until'>): Html =>
  tag(STANDING_WORDS[line.standing].tone, standingText(line))

/** Posts that count for the list: those of today and to come, else those that ended. */
export const shownPosts = (posts: readonly AgentPost[], day: string): readonly AgentPost[] => {
  const standing = posts.filter(({ to }) => to === null || to >= day)
  return standing.length > 0 ? standing : posts
}

/** The authorities of whoever keeps agents there. */
export const keptTowns = (actor: Actor, place: Territory): number[] => [
  ...new Set(keptUnits(actor, place).map(({ authorityId }) => authorityId)),
]

/**
 * Their units, each once; a town’s with its name, once, to whoever keeps several: « Accueil de la mairie, État civil (Ville de Bron) ».
 * Of an authority, no more than `most` are named where it would be a long list.
 */
export function unitsText(
  posts: readonly AgentPost[],
  place: Territory,
  isOneTown: boolean,
  most = Number.POSITIVE_INFINITY,
): string {
  const units = [...new Set(posts.map(({ unitId }) => place.unit(unitId)))]
  const byAuthority = Map.groupBy(units, ({ authorityId }) => authorityId)
  return [...byAuthority]
    .map(([authorityId, own]) => {
      const names = namedUpTo(
        own.map(({ name }) => name),
        most,
      )
      return isOneTown || authorityId === place.metropolis.id
        ? names
        : `${names} (${place.authority(authorityId).name})`
    })
    .join(', ')
}

/** « Accueil de la mairie, Services techniques, État civil et 7 autres »; never « et 1 autre », which takes as much room as it. */
const namedUpTo = (names: readonly string[], most: number): string =>
  names.length <= most + 1
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} et ${number(names.length - most)} autres`

export const roleNames = (posts: readonly AgentPost[]): string[] => [
  ...new Set(posts.map(({ role }) => ROLES[role].label)),
]

/** « du 2 nov. 2026 au 31 déc. 2026 », « depuis le 2 nov. 2026 » */
export function daysText({ from, to }: Pick<AgentPost, 'from' | 'to'>, day: string): string {
  if (to !== null) return `du ${mediumDate(from)} au ${mediumDate(to)}`
  return from <= day ? `depuis le ${mediumDate(from)}` : `à partir du ${mediumDate(from)}`
}

/** A post of somebody away, held meanwhile. */
export const heldFor = ({ absenceId }: AgentPost): Html | null =>
  absenceId === null ? null : html` ${tag('info', 'Par intérim')}`
