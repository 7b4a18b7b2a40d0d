// Going on later, elsewhere: whoever has no account asks for a link, which a job mails. Its token is nowhere but in the mail.
import { type DraftLink, DRAFT_DAYS, askDraftLink, resumeByLink, writeDraftLink } from '#forms'
import { digest, newToken } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { longDate } from '#platform/ui/french.ts'
import { notify } from '#notices'
import { catalogue } from '#services'
import { localDay, territory } from '#territory'
import { DRAFT_LINK } from '../tell/kinds.ts'

/** Planned by the database, as a link is asked (forms.plan_link). */
export const SEND_DRAFT_LINK = 'requests.send_draft_link'

const GONE =
  'Ce lien ne sert plus\u00a0: la demande a été envoyée, effacée, reprise dans un compte, ou complétée là où un lien l’a ouverte. Continuez sur cet appareil-là, ou connectez-vous si vous avez un compte\u00a0: elle est dans vos brouillons.'

/** The acting visitor asks a link to their draft. @throws NotFound when it is nobody's, sent, or an account's */
export async function askLink(tx: Write, draftId: string, email: string): Promise<void> {
  if (!(await askDraftLink(tx, draftId, email)))
    throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
}

/** The job: once for a link, whatever happens between. */
export const sendDraftLink =
  (origin: string): JobHandler =>
  (db, { linkId }) =>
    db.write(system, async (tx) => {
      const token = newToken()
      const link = await writeDraftLink(tx, Number(linkId), digest(token))
      if (link === undefined) return
      const content = await linkMail(tx, link)
      const action = { label: 'Reprendre ma demande', url: `${origin}/brouillons/lien?jeton=${token}` }
      const about = { kind: 'draft', id: Number(linkId), href: '/brouillons' } as const
      const recipient = { personId: null, address: link.sentTo }
      const key = `draft-link:${String(linkId)}`
      await notify(tx, DRAFT_LINK, recipient, {
        key,
        about,
        detail: '',
        origin,
        mail: { ...content, action },
      })
    })

async function linkMail(tx: Read, { serviceSlug, isLast, updatedAt }: DraftLink) {
  const { metropolis, zone } = await territory(tx)
  const title = (await catalogue(tx)).service(serviceSlug)?.definition.title ?? 'Votre démarche'
  const until = longDate(localDay(new Date(updatedAt.getTime() + DRAFT_DAYS * 86_400_000), zone))
  const subject = isLast ? 'Votre brouillon va être effacé' : 'Reprendre votre demande'
  return {
    site: { name: metropolis.name },
    subject: `${subject}\u00a0: ${title}`,
    title: subject,
    paragraphs: [
      `Vous avez commencé «\u00a0${title}\u00a0» et ne l’avez pas encore envoyé. Ce lien ouvre cette demande sur l’appareil où vous le suivez\u00a0: elle quitte alors le précédent, avec vos réponses et vos fichiers. Il ne sert plus dès que vous y écrivez\u00a0: pour changer encore d’appareil, demandez-en un autre.`,
      isLast
        ? `Sans changement de votre part, vos réponses sont effacées le ${until}. Le lien sert à qui l’a\u00a0: ne le transmettez pas.`
        : `Vos réponses sont gardées jusqu’au ${until}, plus longtemps si vous continuez. Le lien sert à qui l’a\u00a0: ne le transmettez pas.`,
    ],
    footer:
      'Vous n’avez rien commencé\u00a0? Quelqu’un s’est trompé d’adresse\u00a0: vous n’avez rien à faire.',
  }
}

/** The draft that a link opens, now the actor's. @throws NotFound when the link serves no more */
export async function takeByLink(tx: Write, token: string): Promise<{ id: string; slug: string }> {
  const draft = await resumeByLink(tx, digest(token))
  if (draft === undefined) throw new NotFound(GONE)
  return draft
}

/** Whoever follows a link in this browser, under a name of it that nobody noted before. */
export const follower = (actor: Actor, visitorId: string): Actor => ({ ...actor, visitorId })
