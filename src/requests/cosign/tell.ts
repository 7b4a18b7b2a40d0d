// Jobs of a second signature: who must sign is written to and reminded; who asks it is told that it is refused, or never came.
import { answerByRole, askDraftLink, DRAFT_DAYS, formVersion } from '#forms'
import { notify } from '#notices'
import { digest, newToken, personEmail } from '#people'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { longDate } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { localDay, territory } from '#territory'
import {
  cosigningById,
  fallSilent,
  keepCosigningLink,
  toRemind,
  type ToldCosigning,
} from '../signed/queries.cosigning.ts'
import { cosignDays } from './chosen.ts'
import { COSIGNED, TO_SIGN } from './kinds.ts'
import { type About, type Letter, refusedMail, silentMail, stuckMail, toSignMail } from './mails.ts'

const DAY_MS = 86_400_000

async function aboutIt(
  tx: Read,
  { serviceSlug, formId, formVersion: version, answers, name, signsAs }: ToldCosigning,
): Promise<About> {
  const { metropolis } = await territory(tx)
  const form = await formVersion(tx, formId, version)
  const by = answerByRole(form, answers, 'contactName')
  const service = (await catalogue(tx)).service(serviceSlug)?.definition.title ?? 'Une démarche'
  return { site: { name: metropolis.name }, service, by: typeof by === 'string' ? by : '', name, signsAs }
}

/** The job: a mail to whoever must sign, its link made with it. Asked no more, or answered: nothing. */
export const mailCosignatory =
  (origin: string): JobHandler =>
  (db, { id, reminder }) =>
    db.write(system, async (tx) => {
      const asked = await cosigningById(tx, Number(id))
      if (asked === undefined || asked.answer !== null) return
      const token = newToken()
      await keepCosigningLink(tx, asked.id, digest(token))
      const { zone } = await territory(tx)
      const { silence } = await cosignDays(tx)
      const until = localDay(new Date(asked.askedAt.getTime() + Math.min(silence, DRAFT_DAYS) * DAY_MS), zone)
      const mail = toSignMail(await aboutIt(tx, asked), longDate(until), Number(reminder) > 0)
      await notify(
        tx,
        TO_SIGN,
        { personId: null, address: asked.email },
        {
          key: `cosign:${asked.id}:${Number(reminder)}`,
          about: { kind: 'draft', id: asked.id, href: '/cosignature' },
          detail: '',
          origin,
          mail: { ...mail, action: { label: 'Lire et signer', url: `${origin}/cosignature?jeton=${token}` } },
        },
      )
    })

/** Tells whoever asks: on their page and by mail when they have an account, by the mail of their form otherwise. As the system. */
async function tellAsker(
  tx: Write,
  asked: ToldCosigning,
  kind: NoticeKind,
  { key, origin, mail }: { key: string; origin: string; mail: Letter },
): Promise<void> {
  const form = await formVersion(tx, asked.formId, asked.formVersion)
  const typed = answerByRole(form, asked.answers, 'contactEmail')
  const own = asked.personId === null ? null : await personEmail(tx, asked.personId)
  const address = own ?? (typeof typed === 'string' ? typed : null)
  // Without an account, the way back to it is a link: that of before was perhaps followed.
  if (asked.personId === null && address !== null) await askDraftLink(tx, asked.draftId, address)
  const href = `/demarches/${asked.serviceSlug}/demande/${asked.draftId}/reprendre`
  await notify(
    tx,
    kind,
    { personId: asked.personId, address },
    {
      ...{ key, origin, detail: asked.name },
      about: { kind: 'draft', id: asked.id, href },
      mail: {
        ...mail,
        action: {
          label: 'Voir mon brouillon',
          url: origin + (asked.personId === null ? '/brouillons' : href),
        },
      },
    },
  )
}

/** The job: who asked is told what became of it. */
export const tellCosigning =
  (origin: string): JobHandler =>
  (db, { id, what, why }) =>
    db.write(system, async (tx) => {
      const asked = await cosigningById(tx, Number(id))
      if (asked === undefined) return
      const about = await aboutIt(tx, asked)
      const mail =
        what === 'stuck'
          ? stuckMail(about, String(why))
          : asked.answer === 'refused'
            ? refusedMail(about)
            : asked.answer === 'silent'
              ? silentMail(about, (await cosignDays(tx)).silence)
              : null
      const key = `cosigning:${asked.id}:${String(what)}:${asked.answeredAt?.getTime() ?? 0}`
      if (mail !== null) await tellAsker(tx, asked, COSIGNED, { key, origin, mail })
    })

/** The job that comes back by itself: reminders on their days, then silence. */
export const followCosignings: JobHandler = (db) =>
  db.write(system, async (tx) => {
    const { reminders, silence } = await cosignDays(tx)
    const before = (days: number) => new Date(tx.now.getTime() - days * DAY_MS)
    for (const id of await fallSilent(tx, before(silence)))
      await addJob(tx, 'requests.tell_cosigning', { id, what: 'silent' })
    for (const [index, days] of [...reminders.entries()].toReversed())
      for (const id of await toRemind(tx, before(days), index + 1))
        await addJob(tx, 'requests.mail_cosignatory', { id, reminder: index + 1 })
  })
