// What is done with a space and in it, told on it; payloads hold ids. What is asked is told on what asks it.
import type { Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { holdSpace, holdTopic } from './queries.write.ts'

export const SPACE_SUBJECT = 'space'
export const TOPIC = 'topic'
export const ASKING = 'spaceasking'
export const WISH = 'spacewish'
/** What holds the file of a version. */
export const FILE = 'spacefile'

/** What those who keep a space read of it: its life, who is in it; nothing of what is done there. */
export const LIFE = {
  'space.opened': 'a ouvert l’espace',
  'space.changed': 'a changé ce que l’espace dit de lui',
  'space.closed': 'a fermé l’espace',
  'space.reopened': 'a rouvert l’espace',
  'space.admitted': 'a fait entrer un groupe',
  'space.dismissed': 'a retiré une entrée',
  'space.invited': 'a fait entrer une personne',
  'space.answered': 'a répondu à une demande d’entrer',
  'space.joined': 'est entré',
  'space.left': 'est sorti',
} as const

/** What is done in it, which its members alone see, where it was done. */
type Work = 'space.filed' | 'space.removed' | 'space.planned' | 'space.entrusted'

export type SpaceEvent = keyof typeof LIFE | Work

/** Tells it on the space, held until the transaction ends. */
export async function tell(
  tx: Write,
  name: SpaceEvent,
  spaceId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await holdSpace(tx, spaceId)
  await emit(tx, {
    name,
    subjectKind: SPACE_SUBJECT,
    subjectId: spaceId,
    payload,
    isFirst: name === 'space.opened',
  })
}

/** The same on a subject that is talked of. */
export async function tellTopic(
  tx: Write,
  name: 'topic.said' | 'topic.ended',
  topicId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await holdTopic(tx, topicId)
  await emit(tx, { name, subjectKind: TOPIC, subjectId: topicId, payload })
}
