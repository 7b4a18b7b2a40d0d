// The screen on which a duration of the register is changed: what it would concern today is said before it is done.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { ruleLabel } from '#platform/house/retention.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { number, plural } from '#platform/ui/french.ts'
import { changeLine, durationWords, register, type SaidOfLine, withLine } from '#register'
import { adminForm } from '#territory'
import { z } from 'zod'
import { RETENTION } from './address.ts'
import { writerAt } from './job.ts'
import { foreseen } from './run.ts'

const AT = `${RETENTION}/:fiche/:regle`

const DURATION = formOf({
  duree: field({ label: 'Durée', control: 'line', type: whole(1, 36_500), medium: true }),
  unite: field({
    label: 'Comptée en',
    control: [
      ['days', 'Jours'],
      ['months', 'Mois'],
    ],
    type: z.enum(['days', 'months'], 'Choisissez.'),
  }),
  raison: field({
    label: 'Pourquoi cette durée',
    hint: 'Un texte de loi, une recommandation\u00a0: le registre la dit à qui le lit.',
    control: 'text',
    rows: 3,
    type: lineOf(300).pipe(z.string().min(1, 'Dites pourquoi.')),
  }),
})

type Typed = ReadFields<(typeof DURATION)['fields']>

const saidIn = ({ duree, unite, raison }: Typed): SaidOfLine => ({
  keep: unite === 'days' ? { days: duree } : { months: duree },
  basis: raison,
})

/** The line of the address, with its entry. @throws NotFound */
async function lineOfAddress(tx: Read, { params }: Context) {
  const row = (await register(tx)).rows.find(({ body }) => body.id === params.fiche)
  const line = row?.body.retention.find(({ rule }) => rule === params.regle)
  if (row === undefined || line === undefined) throw new NotFound('Le registre n’a pas cette durée.')
  return { entry: row.body, version: row.version, line }
}

/** How many things would go today, by the duration in force and by the other. */
async function compared(tx: Read, ctx: Context, typed: Typed): Promise<Html> {
  const { entry, line } = await lineOfAddress(tx, ctx)
  const options = { writer: writerAt(ctx.config.publicUrl), isDemo: ctx.config.demo, only: line.rule }
  const said = saidIn(typed)
  const before = await foreseen(ctx.db, ctx.held, [entry], options)
  const after = await foreseen(ctx.db, ctx.held, [withLine(entry, line.rule, said)], options)
  return notice(
    after > before ? 'warn' : 'info',
    `${durationWords(line.keep)}\u00a0→ ${durationWords(said.keep)}`,
    html`<p>Aujourd’hui, ${plural(after, 'élément serait concerné', 'éléments seraient concernés')} au prochain passage, contre ${number(before)} avec la durée en vigueur. ${line.action}</p><p>Rien n’est encore changé.</p>`,
  )
}

export const durationRoutes: readonly Route[] = adminForm({
  at: AT,
  action: 'retention.change',
  title: 'Changer une durée',
  form: DURATION,
  button: 'Publier cette durée',
  back: { href: RETENTION, label: 'Toutes les durées' },
  async shown(tx, ctx) {
    const { entry, line, version } = await lineOfAddress(tx, ctx)
    const [unite, duree] = 'days' in line.keep ? ['days', line.keep.days] : ['months', line.keep.months]
    return {
      version,
      title: `${ruleLabel(ctx.held.retention, line.rule)}\u00a0: la durée`,
      typed: { duree: String(duree), unite: String(unite), raison: line.basis },
      intro: html`<p class="reading"><a href="/administration/registre/${entry.id}">${entry.title}</a>. ${durationWords(line.keep)}, à partir de ${line.from}. ${line.action}</p>`,
    }
  },
  tried: (tx, typed, ctx) => compared(tx, ctx, typed),
  // Publication is the system’s, in a transaction of its own.
  async act(_, typed, ctx, seen) {
    const { fiche: entry = '', regle: rule = '' } = ctx.params
    await changeLine(ctx.db, ctx.actor, ctx.defining, { entry, rule, seen }, saidIn(typed))
    return redirect(RETENTION, 'La durée est publiée\u00a0: le prochain passage la suit.')
  },
})
