// Who is in the directory no more and waits for a word: whoever administers says who is closed, and who stays as they are.
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { startRun } from '#platform/runs/start.ts'
import { type Choice, field, several } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { adminForm, territory } from '#territory'
import { directoryAuthority } from '../arrivals/directory.admin.ts'
import { READINGS_AT } from '../arrivals/pages/import.ts'
import { LEAVERS_AT } from './addresses.ts'
import { CLOSE } from './close.ts'
import { type Waiting, waitingEntries } from './queries.ts'

/** So many are shown and closed at once. */
const SHOWN = 200

const form = formOf({
  personnes: field({
    label: 'Personnes dont l’accès est fermé',
    hint: 'Décochez qui reste.',
    control: { several: [] },
    type: several,
  }),
})

const asChoice =
  (zone: string) =>
  ({ entryId, name, email, missingSince }: Waiting): Choice => [
    entryId,
    name,
    `${email}, n’y est plus depuis le ${mediumDate(missingSince, zone)}`,
  ]

/** GET and POST /administration/agents/annuaire/:collectivite/departs */
const leavers: FormScreen<typeof form.fields> = {
  at: LEAVERS_AT,
  action: CLOSE.action,
  title: 'Fermer l’accès de qui a quitté l’annuaire',
  form,
  button: 'Fermer leurs accès',
  back: { href: READINGS_AT, label: 'Revenir aux lectures' },
  async shown(tx, ctx) {
    const authority = await directoryAuthority(ctx, tx)
    const waiting = (await waitingEntries(tx, authority.id)).slice(0, SHOWN)
    const { zone } = await territory(tx)
    return {
      title: `Partis de l’annuaire\u00a0: ${authority.name}`,
      intro: html`<p>Ces personnes venaient de l’annuaire, et n’y sont plus ou y sont désactivées. Elles sont plus nombreuses que d’ordinaire, ou les réglages venaient de changer&nbsp;: rien n’est fermé sans vous. Ce qu’elles tenaient revient à leur service, et chaque départ s’annule pendant trente jours.</p>`,
      typed: { personnes: waiting.map(({ entryId }) => entryId) },
      choices: { personnes: waiting.map(asChoice(zone)) },
    }
  },
  async act(tx, { personnes }, ctx) {
    const { id: authorityId } = await directoryAuthority(ctx, tx)
    const waiting = await waitingEntries(tx, authorityId)
    const entryIds = waiting.map(({ entryId }) => entryId).filter((entryId) => personnes.includes(entryId))
    if (entryIds.length === 0)
      throw new BadInput([{ field: 'personnes', message: 'Choisissez au moins une personne.' }])
    const runId = await startRun(tx, CLOSE, { authorityId, entryIds }, { total: entryIds.length })
    return redirect(
      `${ctx.door.runs}/${runId}`,
      `C’est commencé\u00a0: ${plural(entryIds.length, 'accès se ferme', 'accès se ferment')}.`,
    )
  },
}

const waits = (ctx: Context): Promise<boolean> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id } = await directoryAuthority(ctx, tx)
    return (await waitingEntries(tx, id)).length > 0
  })

/** The page leads to the readings once nobody waits. */
const onlyWhileSomebodyWaits = (route: Route): Route =>
  'get' in route
    ? {
        ...route,
        handle: async (ctx: Context): Promise<Reply> =>
          (await waits(ctx))
            ? route.handle(ctx)
            : redirect(READINGS_AT, 'Personne n’attend votre accord\u00a0: tout est à jour.'),
      }
    : route

export const leaverRoutes: readonly Route[] = adminForm(leavers).map(onlyWhileSomebodyWaits)
