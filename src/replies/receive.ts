// An answer that came by mail: from whom it says, and to whom we wrote, must be one; it enters as that person’s own, under their own keys.
import { createHash } from 'node:crypto'
import { accountById, actorOfPerson } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { isRefusal } from '#platform/errors.ts'
import { tellSecurity } from '#platform/limits/security-notes.ts'
import { type Answered, readAddress } from '#platform/mail/incoming/address.ts'
import { isAutomatic } from '#platform/mail/incoming/automatic.ts'
import type { ReplyKind } from '#platform/mail/incoming/kind.ts'
import { RefusedAtDoor } from '#platform/mail/incoming/listen.ts'
import { ownWords } from '#platform/mail/incoming/own-words.ts'
import { type IncomingMail, readMail } from '#platform/mail/incoming/read.ts'
import { mailIdOf } from '#platform/mail/outbox.ts'
import { plural } from '#platform/ui/french.ts'
import { tell } from './tell.ts'

export interface Receiving {
  config: Config
  db: Database
  kinds: readonly ReplyKind[]
}

/** What became of a mail, for the journal: nothing of anybody. */
export type Outcome = 'taken' | 'refused' | 'automatic' | 'elsewhere' | 'nobody'

const NOBODY = 'Cette adresse de réponse ne mène plus à rien\u00a0: répondez sur le site.'
const ELSEWHERE =
  'Cette adresse n’accepte que les réponses de la personne à qui nous avons écrit, depuis l’adresse de son compte. Répondez sur le site.'
const OVER =
  'Cette adresse de réponse a plus de 30\u00a0jours. Ouvrez la page pour répondre\u00a0: votre texte est dans vos messages envoyés.'
const EMPTY =
  'Votre réponse ne contient pas de texte au-dessus de ce qu’elle cite. Écrivez au-dessus de la ligne, ou sur la page.'
const NOT_TAKEN = 'Votre réponse par courriel n’est pas publiée'

/** Its server says that it does not come from where it says: whoever forged it would not have added that. */
const isForged = ({ headers }: IncomingMail): boolean =>
  (headers.get('authentication-results') ?? []).some((said) => /\bdmarc=fail\b/i.test(said))

interface Answerer {
  actor: Actor
  address: string
  about: { kind: string; id: number; href: string }
}

/** @throws RefusedAtDoor: nobody is there any more, or nothing to answer */
async function answererOf({ db }: Receiving, kind: ReplyKind, answered: Answered): Promise<Answerer> {
  const { personId, aboutId } = answered
  const found = await db.read(system, async (tx) => ({
    address: (await accountById(tx, personId))?.email ?? null,
    actor: await actorOfPerson(tx, personId),
    about: await kind.about(tx, aboutId),
  }))
  const { address, actor, about } = found
  if (address === null || actor === null || about === null) throw new RefusedAtDoor(NOBODY)
  return { address, actor, about }
}

const onceOf = (raw: Buffer, { headers }: IncomingMail, to: string): string => {
  const named = headers.get('message-id')?.[0] ?? createHash('sha256').update(raw).digest('hex')
  return mailIdOf(`reply:${to.toLowerCase()}:${named}`)
}

/** Why it is not taken, in words; null: it is. */
async function whyNot(
  receiving: Receiving,
  kind: ReplyKind,
  { actor }: Answerer,
  { isOver, aboutId, text, once }: { isOver: boolean; aboutId: number; text: string; once: string },
): Promise<string | null> {
  if (isOver) return OVER
  if (text === '') return EMPTY
  try {
    await kind.take(receiving, actor, aboutId, { text, once })
    return null
  } catch (error) {
    if (isRefusal(error)) return error.message
    throw error
  }
}

/** @throws RefusedAtDoor what its sender’s server is told */
export async function receive(
  receiving: Receiving,
  raw: Buffer,
  to: string,
  sender: string,
  note: (outcome: Outcome) => void,
): Promise<void> {
  const { config, db, kinds } = receiving
  const answered = readAddress(config.secret, config.replyDomain ?? '', to, db.clock())
  const kind = kinds.find(({ id }) => id === answered?.tag)
  if (answered === null || kind === undefined) {
    note('nobody')
    throw new RefusedAtDoor(NOBODY)
  }
  const mail = readMail(raw)
  // Nothing is said to a program: it would answer.
  if (isAutomatic(mail, sender)) return note('automatic')
  const answerer = await answererOf(receiving, kind, answered).catch((error: unknown) => {
    if (error instanceof RefusedAtDoor) note('nobody')
    throw error
  })
  if (mail.from !== answerer.address.toLowerCase() || isForged(mail)) {
    note('elsewhere')
    tellSecurity(db, { event: 'reply_from_elsewhere', accounts: 1, seconds: 0 })
    throw new RefusedAtDoor(ELSEWHERE)
  }
  const once = onceOf(raw, mail, to)
  const text = ownWords(mail.text)
  const why = await whyNot(receiving, kind, answerer, { ...answered, text, once })
  note(why === null ? 'taken' : 'refused')
  const joined = mail.attachments
  if (why === null && joined === 0) return
  await tell(receiving, new URL(config.publicUrl).origin, {
    ...{ personId: answered.personId, address: answerer.address, about: answerer.about, once },
    isAgent: answerer.actor.memberships.length > 0,
    title: why === null ? 'Votre réponse est publiée sans ses pièces jointes' : NOT_TAKEN,
    text:
      why ??
      `${plural(joined, 'fichier n’a pas été pris', 'fichiers n’ont pas été pris')}\u00a0: joignez-les à un message, sur la page.`,
  })
}
