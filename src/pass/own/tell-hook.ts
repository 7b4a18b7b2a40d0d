// Managers of a partner are told that one of its addresses takes nothing any more.
import { sql } from 'kysely'
import { say } from '#notices'
import { personEmail } from '#people'
import { system } from '#platform/actor.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler } from '#platform/jobs.ts'
import type { Writer } from '#platform/mail/writer.ts'
import type { Read } from '#platform/db/db.ts'
import { todayThere } from '#territory'
import { OWNER } from '../record/keys.ts'
import { stoppedHook } from '#exchange'
import { OWN } from './pages.ts'

export const TELL_HOOK = 'pass.tell_hook'

export const HOOK_STOPPED = noticeKind({
  id: 'pass.hook_stopped',
  label: 'Une adresse de votre partenaire ne prend plus rien',
  to: 'resident',
  channels: ['page', 'mail'],
})

async function managersOf(tx: Read, partnerId: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select distinct person_id as id from pass.member
    where partner_id = coalesce((select sandbox_of from pass.partner where id = ${partnerId}), ${partnerId}) and is_manager
    and ${await todayThere(tx)}::date between since and coalesce(until, 'infinity')`.execute(tx.q)
  return rows.map(({ id }) => id)
}

export const tellHook =
  (writer: Writer): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const hook = await stoppedHook(tx, Number(eventId))
      if (hook === undefined || hook.ownerKind !== OWNER) return
      for (const personId of await managersOf(tx, hook.ownerId))
        await say(
          tx,
          writer,
          HOOK_STOPPED,
          { personId, address: await personEmail(tx, personId) },
          {
            key: `hook:${hook.id}:${Number(eventId)}:${personId}`,
            about: {
              kind: 'hook',
              id: hook.id,
              href: `${OWN}/${hook.ownerId}/applications/adresses/${hook.id}`,
            },
            title: 'Une adresse de votre partenaire ne prend plus rien',
            text: `Rien n’a été pris à ${new URL(hook.url).host}\u00a0: nous n’y envoyons plus rien. Ce qui attend n’est pas perdu, trente jours au plus. Vérifiez l’adresse, puis reprenez les envois.`,
            label: 'Voir l’adresse',
            footer: 'Vous recevez ce courriel parce que vous êtes responsable d’un partenaire du pass.',
          },
        )
    })
