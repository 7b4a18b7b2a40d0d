// The screen that decides an erasure: what goes and what stays are shown before, and who one is is asked again (OWASP ASVS 5.0 V7.5.3).
import { AGREEMENTS, agreement, decidable, decideErasure } from '#agreements'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { startRun } from '#platform/runs/start.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { number } from '#platform/ui/french.ts'
import { of } from '#platform/french/noun.ts'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { adminForm, authorityNoun, territory } from '#territory'
import { type Foreseen, foresee, sumOf } from './erase.ts'
import { ERASURE } from './run.ts'

const form = formOf({
  without: field({
    label: 'Sans copie, parce que',
    hint: 'À écrire seulement si aucune copie n’a été faite depuis la fin de la convention. Le certificat le dit.',
    optional: true,
    control: 'line',
    type: lineOf(500),
  }),
})

/** What would go and stay: counted by the system, for whoever administers reads none of it. */
const foreseen = (ctx: Context, authorityId: number): Promise<Foreseen> =>
  ctx.db.read(system, (tx) => foresee(tx, authorityId))

function preview({ goes, kept, hindrances }: Foreseen): Html {
  const gone = Object.entries(goes).filter(([, count]) => count > 0)
  return html`${hindrances.map((why) => notice('warn', 'Pas encore', html`<p>${why}</p>`))}
    ${panel('Ce qui sera effacé, sans retour', gone.length === 0 ? html`<p>Rien.</p>` : facts(gone.map(([what, count]) => [what, number(count)])))}
    ${panel('Ce qui reste, et pourquoi', facts(kept.map(({ what, because, count }) => [`${what} (${number(count)})`, because])))}`
}

const screen: FormScreen<typeof form.fields> = {
  at: `${AGREEMENTS}/:id/effacement`,
  action: 'agreement.write',
  title: 'Effacer les données d’une commune',
  form,
  button: 'Effacer, sans retour',
  back: { href: AGREEMENTS, label: 'Revenir aux conventions' },
  async shown(tx, ctx) {
    const row = await agreement(tx, Number(ctx.params.id))
    const commune = (await territory(tx)).authority(row.authorityId)
    return { title: `Effacer les données ${of(authorityNoun(commune))}`, version: row.version }
  },
  async tried(tx, { without }, ctx) {
    const row = await agreement(tx, Number(ctx.params.id))
    await decidable(tx, row, without)
    return preview(await foreseen(ctx, row.authorityId))
  },
  async act(tx, { without }, ctx, version) {
    const { id, authorityId } = await agreement(tx, Number(ctx.params.id))
    const { goes, hindrances } = await foreseen(ctx, authorityId)
    if (hindrances.length > 0) throw new Conflict(hindrances.join(' '))
    await decideErasure(tx, id, version, without)
    const whose = of(authorityNoun((await territory(tx)).authority(authorityId)))
    const run = await startRun(tx, ERASURE, { agreementId: id, whose }, { total: sumOf(goes) })
    return redirect(`${ctx.door.runs}/${run}`, 'L’effacement est décidé\u00a0: il se fait maintenant.')
  },
}

/** Nothing of it comes back: a recent proof first. */
export const erasureRoutes: readonly Route[] = adminForm(screen).map((route) =>
  'post' in route
    ? {
        ...route,
        handle: async (ctx, input, posted) =>
          (await requireRecent(ctx, RECENT_MINUTES, posted)) ?? route.handle(ctx, input, posted),
      }
    : route,
)
