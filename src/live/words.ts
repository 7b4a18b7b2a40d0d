// The words of real time: why a connector was not read, and how old what it says is. Pure.
import { longDate, plural, time } from '#platform/ui/french.ts'

export const WHY = {
  gone: 'Il n’y a plus rien à cette adresse\u00a0: cherchez la nouvelle sur le site.',
  error: 'Le site répond par une erreur. Nous essayons de nouveau dans une demi-heure.',
  silent: 'Le site ne répond pas. Nous essayons de nouveau dans une demi-heure.',
  slow: 'Le site met plus de dix secondes à répondre. Nous essayons de nouveau dans une demi-heure.',
  huge: 'La réponse dépasse 2\u00a0Mo, ou 60\u00a0000 balises\u00a0: demandez au site une adresse qui en donne moins.',
  lost: 'L’adresse renvoie d’adresse en adresse, sans arriver.',
  inside: 'Cette adresse n’est pas publique.',
  circular: 'Cette adresse mène à ce site.',
  poisoned: 'La réponse déclare des entités ou un type de document\u00a0: nous ne la lisons pas.',
  unreadable: 'La réponse n’est pas du format attendu.',
} as const
export type Why = keyof typeof WHY

const MINUTE_MS = 60_000
/** Read every ten minutes: after that it is said to be old. */
const OLD_MS = 45 * MINUTE_MS

export interface Age {
  text: string
  isOld: boolean
}

/** « à 10 h 12 », « pas relu depuis 3 h », « jamais lu ». */
export function ageOf(readAt: Date | null, now: Date, zone: string): Age {
  if (readAt === null) return { text: 'pas encore lu', isOld: true }
  const minutes = Math.floor((now.getTime() - readAt.getTime()) / MINUTE_MS)
  if (minutes * MINUTE_MS < OLD_MS) return { text: `à ${time(readAt, zone)}`, isOld: false }
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return { text: `pas relu depuis le ${longDate(readAt, zone)}`, isOld: true }
  return {
    text: `pas relu depuis ${hours === 0 ? plural(minutes, 'minute', 'minutes') : `${hours}\u00a0h`}`,
    isOld: true,
  }
}
