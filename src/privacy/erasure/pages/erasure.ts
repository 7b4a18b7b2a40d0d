// Before an erasure: what would go, what would stay and why. After it: the certificate.
import { accountMain } from '#people'
import type { SiteTold } from '#identity'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { section } from '#platform/ui/content.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { dateTime, number } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import type { Erasure, ReportLine } from '../queries.ts'

export type NameOf = (authorityId: number | null) => string

/** What goes, then what stays and why; before or after. */
export function reportTables(report: readonly ReportLine[], nameOf: NameOf, isDone: boolean): Html {
  const erased = report.filter((line) => line.erased > 0)
  const kept = report.filter((line) => line.kept > 0)
  const goes = isDone ? 'Ce qui a été effacé' : 'Ce qui sera effacé'
  const stays = isDone ? 'Ce qui est gardé, et pourquoi' : 'Ce qui restera, et pourquoi'
  return html`${section(
    goes,
    erased.length === 0
      ? html`<p>Rien.</p>`
      : table({
          caption: `Liste\u00a0: ${goes.toLowerCase()}`,
          captionHidden: true,
          columns: [{ label: 'Quoi' }, { label: 'Chez qui' }, { label: 'Combien', right: true }],
          rows: erased.map((line) => [line.title, nameOf(line.authorityId), number(line.erased)]),
        }),
  )}${section(
    stays,
    kept.length === 0
      ? html`<p>Rien.</p>`
      : table({
          caption: `Liste\u00a0: ${stays.toLowerCase()}`,
          captionHidden: true,
          columns: [
            { label: 'Quoi' },
            { label: 'Chez qui' },
            { label: 'Combien', right: true },
            { label: 'Pourquoi' },
          ],
          rows: kept.map((line) => [
            line.title,
            nameOf(line.authorityId),
            number(line.kept),
            line.because ?? '–',
          ]),
        }),
  )}`
}

/** Shown before anything happens. */
export function erasurePage(
  ctx: Context,
  view: { report: readonly ReportLine[]; nameOf: NameOf; problems?: readonly FieldProblem[] },
): Html {
  const title = 'Effacer mes données et fermer mon compte'
  const { problems = [] } = view
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const box = checkboxCard({
    name: 'accord',
    label: 'Je veux effacer mes données et fermer mon compte pour toujours.',
    error: problems.find(({ field }) => field === 'accord')?.message,
  })
  const body = html`${errorSummary(errors, 'Rien n’a été effacé.')}<h1>${title}</h1>
    ${reportTables(view.report, view.nameOf, false)}
    ${notice('warn', 'C’est définitif', html`<p>Vos demandes en cours continuent&nbsp;: gardez leurs numéros de suivi, elles ne seront plus dans «&nbsp;Mes demandes&nbsp;». Les sites où vous vous connectez avec ce compte sont prévenus. Vous recevez un certificat. Pour garder une copie, <a href="/compte/donnees#copie">téléchargez-la d’abord</a>.</p>`)}
    <form class="stack" method="post" action="/compte/donnees/effacement" novalidate>${csrfField(ctx.csrf)}
    <div class="fields">${box}</div>
    <div class="row actions">${button('Effacer mes données', { kind: 'danger' })}${linkButton('Garder mon compte', '/compte/donnees', { kind: 'quiet' })}</div></form>`
  const main = accountMain(ctx, '/compte/donnees', body)
  return ownPage(ctx, { title, main, errorCount: errors.length })
}

/** An agent's account goes with the post. */
export function agentErasurePage(ctx: Context, why: string): Html {
  const title = 'Effacer mes données et fermer mon compte'
  const body = html`<h1>${title}</h1>
    ${notice('info', 'Pas depuis cette page', html`<p>${why}</p>`)}<p>${linkButton('Retour à mes données', '/compte/donnees', { kind: 'quiet' })}</p>`
  const main = accountMain(ctx, '/compte/donnees', body)
  return ownPage(ctx, { title, main })
}

function stateOf({ attempts, deliveredAt }: SiteTold, zone: string): string {
  if (attempts === null) return 'Ne peut plus rien lire. Ce site n’a pas donné d’adresse où le prévenir.'
  if (deliveredAt !== null) return `Prévenu, a répondu le ${dateTime(deliveredAt, zone)}.`
  return attempts === 0
    ? 'Ne peut plus rien lire. Le message part.'
    : `Ne peut plus rien lire. Ne répond pas encore (${number(attempts)} essais)\u00a0: nous recommençons.`
}

export function certificatePage(
  ctx: Context,
  view: { erasure: Erasure; sites: readonly SiteTold[]; zone: string; nameOf: NameOf },
): Html {
  const title = 'Certificat d’effacement'
  const { erasure, sites, zone, nameOf } = view
  const told = sites.map((site) => [site.site, nameOf(site.authorityId), stateOf(site, zone)])
  const main = html`<div class="sections reading"><h1>${title}</h1>
    ${notice('good', `Compte fermé le ${dateTime(erasure.at, zone)}`, html`<p>Imprimez ou enregistrez cette page, ou gardez son adresse&nbsp;: elle ne demande pas de compte et ne dit pas votre nom.</p>`)}
    ${reportTables(erasure.report, nameOf, true)}
    ${
      told.length > 0
        ? section(
            'Les sites prévenus',
            table({
              caption: 'Les sites qui lisaient votre compte',
              captionHidden: true,
              columns: [{ label: 'Site' }, { label: 'Collectivité' }, { label: 'Où il en est' }],
              rows: told,
            }),
          )
        : null
    }</div>`
  return citizenPage(frameOf(ctx), { title, main })
}
