// What an agent is told of their code of kiosks: that it changed, that somebody tries it. Neither number nor code is ever in a mail.
import { mailIdOf, type OutgoingMail } from '#platform/mail/outbox.ts'
import { actorOfPerson, personEmail } from '#people'
import { notify } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { OWN } from './places.ts'
import { accessAt } from './queries.ts'

export const KIOSK = noticeKind({
  id: 'kiosk.code',
  label: 'Votre code des bornes change, ou quelqu’un l’essaie',
  to: 'agent',
  channels: ['page', 'mail'],
  owed: 'Vous seul savez si c’est vous\u00a0: ce qu’une borne montre de vous en dépend.',
  urgent: true,
})

const FACTS = {
  chosen: [
    'Votre code des bornes a changé',
    'Un code à six chiffres vient d’être choisi pour ouvrir les bornes des agents en votre nom.',
  ],
  given: [
    'Un code de premier accès aux bornes vous est donné',
    'Quelqu’un qui est responsable de vous vient d’imprimer un code qui sert une fois, à une borne, pour choisir vos six chiffres. L’ancien code ne fonctionne plus.',
  ],
  tried: [
    'Quelqu’un essaie votre code des bornes',
    'Plusieurs codes faux viennent d’être tapés à une borne avec votre numéro. Aucun n’a rien ouvert, et les essais sont ralentis.',
  ],
} as const satisfies Record<string, readonly [string, string]>

/** Act as the system. @param key the same fact, told once */
export async function tellAgent(
  tx: Write,
  personId: number,
  fact: keyof typeof FACTS,
  { site, origin }: Writer,
  { detail = '', key }: { detail?: string; key: string },
): Promise<void> {
  const [title, text] = FACTS[fact]
  const mail: Omit<OutgoingMail, 'id' | 'to'> = {
    site,
    subject: title,
    title,
    paragraphs: [
      detail === '' ? text : `${text} C’était ici\u00a0: ${detail}.`,
      'Ce n’est pas vous\u00a0? Choisissez un autre code, et prévenez la personne responsable de votre service.',
    ],
    action: { label: 'Choisir un autre code', url: `${origin}${OWN}` },
    footer: 'Nous écrivons quand ce qui ouvre une borne en votre nom change, ou quand quelqu’un l’essaie.',
  }
  const about = { kind: 'person', id: personId, href: OWN }
  await notify(
    tx,
    KIOSK,
    { personId, address: await personEmail(tx, personId) },
    { key: `kiosk:${mailIdOf(key)}`, about, detail, origin, mail },
  )
}

export const TELL_TRIES = 'kiosk.tell_tries'

/** Failures in a row of one number after which its owner is told. */
const TOLD_EVERY = 3

/** Planned whether somebody has that number or not: the answer takes the same time. Act as the system. */
export async function planTelling(
  tx: Write,
  { failures, ...tried }: { failures: number; authorityId: number; badge: string; place: string },
): Promise<void> {
  if (failures % TOLD_EVERY !== 0) return
  await addJob(tx, TELL_TRIES, { ...tried, hour: Math.floor(tx.now.getTime() / 3_600_000) })
}

/** Tells whoever has the number, once an hour. */
export const tellTries =
  (writer: Writer): JobHandler =>
  (db, { authorityId, badge, place, hour }) =>
    db.write(system, async (tx) => {
      const access = await accessAt(tx, Number(authorityId), String(badge))
      if (access === undefined || (await actorOfPerson(tx, access.personId)) === null) return
      const key = `tried:${access.personId}:${String(hour)}`
      await tellAgent(tx, access.personId, 'tried', writer, { detail: String(place), key })
    })
