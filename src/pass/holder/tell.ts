// What a holder is told of their pass: that it was stopped, by whom it may be taken up again; that a phone holds it, and how to stop that.
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { Context } from '#platform/http/route.ts'
import { say } from '#notices'
import { personEmail, writerOf } from '#people'
import type { Pass } from '../record/passes.ts'
import { HERE } from './own.ts'

const owed = 'Ce qui ouvre des portes à votre nom se sait aussitôt.'

const STOPPED = noticeKind({
  id: 'pass.stopped',
  label: 'Votre pass est arrêté',
  to: 'resident',
  channels: ['page', 'mail'],
  owed,
})

const PHONE = noticeKind({
  id: 'pass.phone',
  label: 'Un téléphone porte votre pass',
  to: 'resident',
  channels: ['page', 'mail'],
  owed,
})

export const holderNotices = [STOPPED, PHONE] as const

interface Said {
  kind: (typeof holderNotices)[number]
  key: string
  title: string
  text: string
}

async function tellHolder(
  tx: Write,
  ctx: Context,
  { id, personId }: Pick<Pass, 'id' | 'personId'>,
  { kind, key, title, text }: Said,
): Promise<void> {
  const address = await personEmail(tx, personId)
  await say(
    tx,
    writerOf(ctx),
    kind,
    { personId, address },
    {
      key: `pass:${id}:${key}`,
      about: { kind: 'pass', id, href: HERE },
      ...{ title, text, label: 'Voir mon pass' },
      footer: 'Vous recevez ce courriel parce que vous avez un pass.',
    },
  )
}

/** As the system. */
export const tellStopped = (tx: Write, ctx: Context, pass: Pass): Promise<void> =>
  tellHolder(tx, ctx, pass, {
    kind: STOPPED,
    key: `stopped:${tx.now.getTime()}`,
    title: 'Votre pass est arrêté',
    text: 'Téléphone, carte et papier n’ouvrent plus rien. Vos droits et vos entrées restent. Si ce n’est pas vous, reprenez-le depuis «\u00a0Mon pass\u00a0».',
  })

/** As the system. @param isAnother it replaces a phone that carried it */
export const tellPhone = (
  tx: Write,
  ctx: Context,
  pass: Pass,
  { label, supportId, isAnother }: { label: string; supportId: number; isAnother: boolean },
): Promise<void> =>
  tellHolder(tx, ctx, pass, {
    kind: PHONE,
    key: `phone:${supportId}`,
    title: 'Un téléphone porte votre pass',
    text: `${label} montre désormais votre pass${isAnother ? '\u00a0; le téléphone d’avant n’ouvre plus rien' : ''}. Si ce n’est pas vous, arrêtez-le depuis «\u00a0Mon pass\u00a0», puis changez votre mot de passe.`,
  })
